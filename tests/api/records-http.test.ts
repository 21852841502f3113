import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, expect, test } from "vitest";
import type { JsonObject } from "#shared/lib/json.ts";
import type { Viewer } from "#server/access/rights.ts";
import { compileRights } from "#server/access/compile.ts";
import { folderFiles } from "#server/files/folder.ts";
import { commentRoutes } from "#server/http/comments.ts";
import type { HttpEnv } from "#server/http/context.ts";
import { fileRoutes } from "#server/http/files.ts";
import { historyRoutes } from "#server/http/history.ts";
import { answerError } from "#server/http/problem.ts";
import { recordWriteRoutes } from "#server/http/records-write.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, type Office } from "./records-world.ts";

const folder = await mkdtemp(join(tmpdir(), "tangram-http-files-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Answer {
  status: number;
  json: JsonObject;
  headers: Headers;
  text: string;
}
type Ask = (viewer: Viewer, method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** The doors as they are mounted under /api/w/:ws. */
function doors(office: Office): Ask {
  let asker = office.admin;
  const { store, model, reads, writes } = office;
  const app = new Hono<HttpEnv>();
  const unexpected: unknown[] = [];
  app.onError((error, c) => answerError(c, error, (fields) => void unexpected.push(fields["err"])));
  app.use(async (c, next) => {
    c.set("requestId", "r");
    c.set("language", "en");
    c.set("viewer", asker);
    c.set("workspace", { id: "w1", slug: "w", store, current: { model, reads, writes, rights: compileRights(model) }, reload: async () => undefined, apart: () => undefined });
    await next();
  });
  for (const routes of [recordWriteRoutes(), historyRoutes(), commentRoutes(), fileRoutes(folderFiles(folder))]) app.route("/", routes);
  return async (viewer, method, path, body, headers = {}) => {
    asker = viewer;
    const form = body instanceof FormData;
    const response = await app.request(path, {
      method, headers: { ...(body !== undefined && !form && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && { body: form ? body : typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(unexpected).toEqual([]);
    const json = /json/.test(response.headers.get("content-type") ?? "") ? (JSON.parse(text) as JsonObject) : {};
    return { status: response.status, json, headers: response.headers, text };
  };
}
const rules = ({ status, json }: Answer): string[] => (json["errors"] as JsonObject[]).map(({ path, rule }) => `${status} ${String(path)} ${String(rule)}`);

onEachDatabase("records over HTTP", (open) => {
  test("create, change, delete, restore, clone", async () => {
    const office = await openOffice(await open());
    const ask = doors(office);
    const { admin } = office;
    const made = await ask(admin, "POST", "/records/bill?expand=lines", { note: "n", lines: [{ quantity: 1 }] });
    expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
    expect(made.json["lines"]).toHaveLength(1);
    const path = `/records/bill/${String(made.json["id"])}`;
    expect((await ask(admin, "PATCH", path, { note: "m" }, { "if-match": '"1"' })).json).toMatchObject({ note: "m", revision: 2 });
    const stale = await ask(admin, "PATCH", path, { note: "x" }, { "if-match": '"1"' });
    expect([stale.status, stale.headers.get("content-type")]).toEqual([412, "application/problem+json; charset=utf-8"]);
    expect(stale.json).toMatchObject({ current: { note: "m" }, base: { note: "n" }, errors: [{ rule: "stale", message: "Someone changed this record since you opened it." }] });
    expect((await ask(admin, "DELETE", path, undefined, { "if-match": "1" })).status).toBe(412);
    expect((await ask(admin, "DELETE", path)).status).toBe(204);
    expect((await ask(admin, "DELETE", path)).status).toBe(404);
    expect((await ask(admin, "POST", `${path}/restore`)).json).toMatchObject({ note: "m", revision: 3 });
    expect((await ask(admin, "POST", `${path}/clone`)).status).toBe(201);
    const many = await ask(admin, "POST", "/records/firm", [{ name: "a" }, { name: "b" }]);
    expect([many.status, (many.json["records"] as JsonObject[]).map(({ name }) => name)]).toEqual([201, ["a", "b"]]);
    expect((await ask(admin, "POST", "/records/firm/evaluate", { name: "" })).json).toMatchObject({ record: { id: null }, errors: [{ path: "/name", rule: "required" }], warnings: [], duplicates: [] });
    expect((await ask(admin, "POST", "/records/bill/evaluate", { id: made.json["id"], note: "z" })).json).toMatchObject({ record: { id: made.json["id"], note: "z" }, errors: [] });
  });

  test("what is not understood is refused by name", async () => {
    const office = await openOffice(await open());
    const ask = doors(office);
    const { admin } = office;
    expect(rules(await ask(admin, "POST", "/records/firm", "{"))).toEqual(["400  json"]);
    expect(rules(await ask(admin, "POST", "/records/firm", "5"))).toEqual(["400  object"]);
    expect(rules(await ask(admin, "POST", "/records/firm", [{}, 5]))).toEqual(["400 /1 object"]);
    expect(rules(await ask(admin, "POST", "/records/firm?foo=1", {}))).toEqual(["400  unknown_parameter"]);
    expect(rules(await ask(admin, "POST", "/records/firm", '{"name": "x", "__proto__": {"a": 1}}'))).toEqual(["400 /__proto__ key"]);
    expect(rules(await ask(admin, "POST", "/records/firm", '{"constructor": 1}'))).toEqual(["400 /constructor key"]);
    expect(rules(await ask(admin, "POST", "/records/firm", { hasOwnProperty: 1 }))).toEqual(["400 /hasOwnProperty unknown_field"]);
    expect(rules(await ask(admin, "POST", "/records/firm?expand=nope", { name: "x" }))[0]).toMatch(/^400/);
    expect(rules(await ask(admin, "PATCH", "/records/firm/x", {}, { "if-match": "abc" }))).toEqual(["400  bad_header"]);
    expect((await ask(admin, "PATCH", "/records/firm/x", {})).status).toBe(404);
    expect(rules(await ask(admin, "POST", "/batch", { operations: [{ op: "drop", object: "firm" }] }))).toEqual(["400 /operations/0/op unknown_operation"]);
    expect(rules(await ask(admin, "POST", "/batch", { operations: [{ op: "create", object: "firm", extra: 1 }] }))).toEqual(["400 /operations/0/extra unknown_parameter"]);
    expect(rules(await ask(admin, "POST", "/batch", {}))).toEqual(["422 /operations required"]);
    expect((await ask(admin, "POST", "/undo/nope")).status).toBe(404);
    expect((await ask(admin, "POST", "/records/firm", "name=x", { "content-type": "text/plain" })).status).toBe(415);
    expect(await office.rows("select id from main.firm")).toEqual([]);
  });

  test("a key makes a repeat harmless, for one request only", async () => {
    const office = await openOffice(await open());
    const ask = doors(office);
    const key = { "idempotency-key": "k1" };
    const first = await ask(office.admin, "POST", "/records/firm", { name: "a" }, key);
    const again = await ask(office.admin, "POST", "/records/firm", { name: "a" }, key);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(rules(await ask(office.admin, "POST", "/records/firm", { name: "b" }, key))).toEqual(["422  idempotency_key"]);
    expect(rules(await ask(office.admin, "POST", "/records/person", { name: "a" }, key))).toEqual(["422  idempotency_key"]);
    const batch = { operations: [{ op: "create", object: "firm", data: { name: "c" } }] };
    const one = await ask(office.admin, "POST", "/batch", batch, { "idempotency-key": "k2" });
    expect((await ask(office.admin, "POST", "/batch", batch, { "idempotency-key": "k2" })).text).toBe(one.text);
    expect((await ask(office.admin, "POST", `/undo/${String(one.json["undo"])}`)).json).toEqual({ results: [{ status: 204 }] });
  });

  test("history shows what the viewer reads", async () => {
    const office = await openOffice(await open());
    const ask = doors(office);
    const { admin, tom, zoe } = office;
    const firm = await office.writes.create(admin, "firm", { name: "F", owner_id: tom.id });
    const path = `/records/firm/${String(firm["id"])}`;
    await ask(admin, "PATCH", path, { secret: "s" });
    await ask(admin, "PATCH", path, { name: "G", secret: "t", score: 3, $reason: "audit", contacts: [{ name: "P" }] });
    const all = (await ask(admin, "GET", `${path}/history`)).json["entries"] as JsonObject[];
    expect(all.map(({ action, reason }) => [action, reason])).toEqual([["update", "audit"], ["update", undefined], ["create", undefined]]);
    const seen = await ask(tom, "GET", `${path}/history`);
    const entries = seen.json["entries"] as JsonObject[];
    expect(entries.map(({ action }) => action)).toEqual(["update", "create"]);
    expect(Object.keys(entries[0]?.["changes"] as JsonObject).filter((name) => !name.startsWith("contacts/"))).toEqual(["name"]);
    expect(seen.text).not.toMatch(/secret|score/);
    expect((await ask(zoe, "GET", `${path}/history`)).status).toBe(404);
    const page = await ask(admin, "GET", `${path}/history?limit=2`);
    expect((await ask(admin, "GET", `${path}/history?limit=2&cursor=${String(page.json["cursor"])}`)).json).toMatchObject({ entries: [{ action: "create" }], cursor: null });
    expect(rules(await ask(admin, "GET", `${path}/history?limit=0`))).toEqual(["400  bad_parameter"]);
  });

  test("comments: whoever reads may write, one's own may be changed", async () => {
    const office = await openOffice(await open());
    const ask = doors(office);
    const { ida, tom, zoe } = office;
    const firm = await office.writes.create(tom, "firm", { name: "F" });
    const path = `/records/firm/${String(firm["id"])}/comments`;
    const made = await ask(ida, "POST", path, { body: " hello \r\nthere " });
    expect(made).toMatchObject({ status: 201, json: { body: "hello \nthere", by: ida.id, by$title: "Ida", edited_at: null } });
    await ask(tom, "POST", path, { body: "second" });
    const own = `${path}/${String(made.json["id"])}`;
    expect((await ask(ida, "PATCH", own, { body: "edited" })).json).toMatchObject({ body: "edited", edited_at: expect.stringMatching(/Z$/) as string });
    expect((await ask(tom, "PATCH", own, { body: "no" })).status).toBe(403);
    expect((await ask(zoe, "GET", path)).status).toBe(404);
    expect((await ask(zoe, "POST", path, { body: "x" })).status).toBe(404);
    expect(rules(await ask(tom, "POST", path, { body: "  " }))).toEqual(["422 /body required"]);
    expect(rules(await ask(tom, "POST", path, { text: "x" }))).toEqual(["400 /text unknown_field"]);
    expect(((await ask(tom, "GET", path)).json["comments"] as JsonObject[]).map(({ body }) => body)).toEqual(["second", "edited"]);
    expect((await ask(ida, "DELETE", own)).status).toBe(204);
    expect((await ask(ida, "DELETE", own)).status).toBe(404);
    expect(((await ask(tom, "GET", path)).json["comments"] as JsonObject[]).map(({ body }) => body)).toEqual(["second"]);
  });

  test("files: the uploader's, then those who read the record's", async () => {
    const office = await openOffice(await open());
    const ask = doors(office);
    const { tom, ida, zoe } = office;
    const form = (content: string, name: string, type: string): FormData => {
      const data = new FormData();
      data.append("note", "ignored");
      data.append("file", new File([content], name, { type }));
      return data;
    };
    const page = "<script>alert(1)</script>";
    const up = await ask(tom, "POST", "/files", form(page, "报价 \"1\".html", "text/html"));
    expect([up.status, up.json]).toMatchObject([201, { name: '报价 "1".html', size: page.length, type: "text/html" }]);
    const path = `/files/${String(up.json["file"])}`;
    const down = await ask(tom, "GET", path);
    expect(down.text).toBe(page);
    expect(Object.fromEntries(["content-type", "content-disposition", "x-content-type-options"].map((name) => [name, down.headers.get(name)]))).toEqual({
      "content-type": "application/octet-stream", "x-content-type-options": "nosniff", "content-disposition": `attachment; filename="__ _1_.html"; filename*=UTF-8''%E6%8A%A5%E4%BB%B7%20%221%22.html`,
    });
    expect((await ask(tom, "GET", path, undefined, { "if-none-match": down.headers.get("etag") ?? "" })).status).toBe(304);
    expect((await ask(ida, "GET", path)).status).toBe(404);
    expect(rules(await ask(ida, "POST", "/records/firm", { name: "thief", papers: [up.json] }))).toEqual(["422 /papers reference"]);
    const firm = await ask(tom, "POST", "/records/firm", { name: "F", papers: [{ ...up.json, name: "other.txt", size: 1 }] });
    expect(firm.json["papers"]).toEqual([up.json]);
    expect((await ask(ida, "GET", path)).text).toBe(page);
    expect((await ask(zoe, "GET", path)).status).toBe(404);
    expect(rules(await ask(tom, "POST", "/records/firm", { name: "second", papers: [up.json] }))).toEqual(["422 /papers reference"]);
    const copy = await ask(tom, "POST", `/records/firm/${String(firm.json["id"])}/clone`);
    expect(((copy.json["papers"] as JsonObject[])[0] ?? {})["file"]).not.toBe(up.json["file"]);
    expect(rules(await ask(tom, "POST", "/files", {}))).toEqual(["415  multipart_expected"]);
    expect(rules(await ask(tom, "POST", "/files", new FormData()))[0]).toMatch(/^400/);
    const large = await ask(tom, "POST", "/files", form("x".repeat(50 * 1024 * 1024 + 1), "big", ""));
    expect(rules(large)).toEqual(["413 /file file_size"]);
  });
});
