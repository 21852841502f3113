import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Model } from "#shared/model/model.ts";
import { compileRights } from "#server/access/compile.ts";
import type { HttpEnv } from "#server/http/context.ts";
import { answerError } from "#server/http/problem.ts";
import { queryRoutes } from "#server/http/query.ts";
import { makeWorkspace, readsOf, startDatabases, type Databases, type Workspace } from "./harness.ts";

let databases: Databases;
let workspace: Workspace;
let app: Hono<HttpEnv>;

beforeAll(async () => {
  databases = await startDatabases(["sqlite"]);
  workspace = await makeWorkspace(await databases.open("sqlite"), 3);
  const views: Model["views"] = new Map([["hot", { kind: "view", name: "hot", object: "item", where: { field: "hot", op: "eq", value: true }, sort: "name" }]]);
  const model: Model = { ...workspace.model, views };
  const reads = readsOf({ ...workspace, model });
  const [, viewer] = workspace.viewers;
  if (!viewer) throw new Error("no viewer");
  app = new Hono<HttpEnv>();
  app.onError((error, c) => answerError(c, error, () => undefined));
  app.use("*", async (c, next) => {
    c.set("language", "en");
    c.set("viewer", viewer);
    const nowhere = (): never => {
      throw new Error("reading does not write");
    };
    const writes = new Proxy({}, { get: nowhere }) as HttpEnv["Variables"]["workspace"]["current"]["writes"]; // reading must not touch it
    c.set("workspace", { id: "w", slug: "w", store: workspace.store, current: { model, reads, writes, rights: compileRights(model) }, reload: nowhere, apart: nowhere });
    await next();
  });
  app.route("/", queryRoutes());
});
afterAll(() => databases.close());

const get = async (path: string): Promise<{ status: number; body: Record<string, unknown>; etag: string | null }> => {
  const response = await app.request(path);
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, etag: response.headers.get("etag") };
};
const post = (body: unknown): Promise<Response> | Response => app.request("/query", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const records = (body: Record<string, unknown>): Record<string, unknown>[] => body["records"] as Record<string, unknown>[]; // what a list answers

describe("GET /records/:object", () => {
  test("takes every parameter of the contract", async () => {
    const where = encodeURIComponent(JSON.stringify({ field: "stage", op: "isNotEmpty" }));
    const { status, body } = await get(`/records/item?where=${where}&sort=-amount,name&fields=name,amount&expand=lines&limit=3&count=true`);
    expect(status).toBe(200);
    expect(records(body)).toHaveLength(3);
    expect(Object.keys(records(body)[0] ?? {})).toEqual(["id", "name", "amount", "lines"]);
    expect(body["count"]).toBe((workspace.records.get("item") ?? []).filter(({ values }) => values["stage"] !== null).length);
    const next = await get(`/records/item?where=${where}&sort=-amount,name&fields=name,amount&limit=3&cursor=${String(body["cursor"])}`);
    expect(records(next.body).map(({ id }) => id)).not.toContain(records(body)[0]?.["id"]);
    const there = await get(`/records/item?where=${where}&sort=-amount,name&fields=name,amount&limit=3&skip=3`);
    expect(there.body).toEqual(next.body);
    expect((await get("/records/item?skip=1000000&limit=3")).body).toEqual({ records: [], cursor: null });
    expect((await get(`/records/item?sort=-amount,name&skip=3&cursor=${String(body["cursor"])}`)).status).toBe(400);
  });
  test("a view's condition holds beside the caller's; his sort goes first", async () => {
    const all = await get("/records/item?view=hot&limit=500");
    expect(records(all.body).every(({ hot }) => hot === true)).toBe(true);
    const where = encodeURIComponent(JSON.stringify({ field: "quantity", op: "eq", value: 1 }));
    const some = await get(`/records/item?view=hot&where=${where}&sort=-name&limit=500`);
    expect(records(some.body).every(({ hot, quantity }) => hot === true && quantity === 1)).toBe(true);
    expect((await get("/records/item?view=cold")).body).toMatchObject({ status: 400, errors: [{ rule: "unknown_view", params: { name: "cold" } }] });
    expect((await get("/records/line?view=hot")).status).toBe(400);
  });
  test("refuses what it does not know, by name", async () => {
    expect((await get("/records/item?page=2")).body).toMatchObject({ status: 400, errors: [{ rule: "unknown_parameter", params: { name: "page" } }] });
    for (const query of ["where={", "where=[]", "limit=-1", "limit=501", "skip=-1", "skip=99999999", "skip=1&deleted=true", "count=maybe", "cursor=x", "sort=nope", "fields=nope", "expand=name", "sort=name&sort=id"]) {
      expect((await get(`/records/item?${query}`)).status, query).toBe(400);
    }
    expect((await get("/records/nothing")).status).toBe(404);
  });
});

describe("GET /records/:object/:id", () => {
  test("answers the record with its revision as ETag", async () => {
    const [first] = workspace.records.get("item") ?? [];
    if (!first) throw new Error("no items");
    const { values } = first;
    for (const query of ["", "?fields=data,name", "?expand=lines"]) {
      const { status, body, etag } = await get(`/records/item/${String(values["id"])}${query}`);
      expect(status).toBe(200);
      expect(body["id"]).toBe(values["id"]);
      expect(etag).toBe(`"${String(values["revision"])}"`);
    }
    expect((await get("/records/item/nobody")).status).toBe(404);
    expect((await get("/records/item/nobody?deleted=true")).status).toBe(404);
    expect((await get(`/records/item/${String(values["id"])}?sort=name`)).status).toBe(400);
  });
});

describe("POST /query", () => {
  test("answers records or groups", async () => {
    const list = await post({ from: "item", fields: ["name"], sort: "-name", limit: 2 });
    expect(records((await list.json()) as Record<string, unknown>)).toHaveLength(2);
    const groups = await post({ from: "item", groupBy: [{ field: "stage" }, { field: "company.industry", as: "kind" }], measures: [{ fn: "count", as: "n" }], sort: "-n" });
    const { rows } = (await groups.json()) as { rows: Record<string, unknown>[] };
    expect(Object.keys(rows[0] ?? {})).toEqual(["stage", "kind", "n"]);
    expect(rows.reduce((sum, row) => sum + Number(row["n"]), 0)).toBe(60);
  });
  test("refuses the rest with 400", async () => {
    const wrong: object[] = [
      { from: "item", group: [] }, { from: "item", measures: [{ fn: "mode", field: "amount" }] }, { from: "item", groupBy: [{ field: "due", bucket: "fortnight" }] },
      { from: "item", limit: 1000 }, { from: "item", sort: "name desc" }, { from: "item", where: { field: "name", op: "regexp", value: "x" } }, {},
    ];
    for (const body of wrong) expect((await post(body)).status, JSON.stringify(body)).toBe(400);
    expect((await post({ from: "nothing" })).status).toBe(404);
  });
});
