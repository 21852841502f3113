import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { Query } from "#shared/query/query.ts";
import type { Viewer } from "#server/access/rights.ts";
import { OPERATOR_SQL } from "#server/query/operators.ts";
import type { Reads } from "#server/query/port.ts";
import { createReads } from "#server/query/reads.ts";
import { Refusal } from "#server/refusal.ts";
import type { Reader } from "#server/store/port.ts";
import { makeWorkspace, NOW, readsOf, startDatabases, type Databases, type Workspace } from "./harness.ts";
import { worldOf } from "./world.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await startDatabases(["sqlite", "postgres"]);
}, 120_000);
afterAll(() => databases.close(), 60_000);

/** How a query is refused: code and problems, or "answered". */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return "answered";
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, problems: error.problems };
  }
}

describe.each(["sqlite", "postgres"] as const)("reads (%s)", (dialect) => {
  let workspace: Workspace;
  let reads: Reads;
  let administrator: Viewer, seller: Viewer, outsider: Viewer;
  beforeAll(async () => {
    workspace = await makeWorkspace(await databases.open(dialect), 5);
    reads = readsOf(workspace);
    const of = (roles: string): Viewer => workspace.viewers.find((viewer) => viewer.roles.join() === roles && viewer.id !== null) ?? fail();
    [administrator, seller, outsider] = [of("administrator"), of("seller"), of("outsider")];
  }, 60_000);
  const fail = (): never => {
    throw new Error("no such viewer");
  };
  const someId = (object: string, viewer: Viewer, matches: (values: JsonObject) => boolean = () => true): string => {
    const record = worldOf(workspace.model, workspace.records, viewer).records(object).find(({ values }) => matches(values));
    return String(record?.values["id"] ?? fail());
  };

  describe("what the viewer may not read is as if it were not there", () => {
    const twice = async (viewer: Viewer, query: (name: string) => Query): Promise<void> => {
      const [hidden, absent] = [await refusal(reads.listJson(viewer, query("cost"))), await refusal(reads.listJson(viewer, query("nowhere")))];
      expect(hidden).toMatchObject({ code: "not_understood" });
      expect(JSON.stringify(hidden).replaceAll("cost", "nowhere")).toBe(JSON.stringify(absent));
    };
    test("a hidden field in where, sort, fields and expand", async () => {
      await twice(seller, (name) => ({ from: "item", where: { field: name, op: "isEmpty" } }));
      await twice(seller, (name) => ({ from: "item", where: { not: { or: [{ field: name, op: "eq", value: "1" }] } } }));
      await twice(seller, (name) => ({ from: "item", sort: name }));
      await twice(seller, (name) => ({ from: "item", fields: [name] }));
      await twice(seller, (name) => ({ from: "item", expand: [name] }));
    });
    test("a hidden field in aggregates", async () => {
      for (const query of [
        (name: string): Query => ({ from: "item", measures: [{ fn: "sum", field: name }] }),
        (name: string): Query => ({ from: "item", groupBy: [{ field: name }] }),
        (name: string): Query => ({ from: "item", measures: [{ fn: "count", where: { field: name, op: "isEmpty" } }] }),
      ]) {
        const hidden = JSON.stringify(await refusal(reads.aggregate(seller, query("cost"))));
        expect(hidden.replaceAll("cost", "nowhere")).toBe(JSON.stringify(await refusal(reads.aggregate(seller, query("nowhere")))));
        expect(hidden).toContain("not_understood");
      }
    });
    test("a hidden object: to list, to get, on a path, to expand", async () => {
      const asked = (object: string): Promise<unknown> => refusal(reads.listJson(outsider, { from: object }));
      expect(JSON.stringify(await asked("company")).replaceAll("company", "nothing")).toBe(JSON.stringify(await asked("nothing")));
      expect(await refusal(reads.get(outsider, "company", someId("company", administrator)))).toMatchObject({ code: "not_found" });
      expect(await refusal(reads.listJson(outsider, { from: "item", where: { field: "agent.name", op: "isEmpty" } }))).toMatchObject({ problems: [{ rule: "unknown_field", params: { name: "agent.name" } }] });
      expect(await refusal(reads.listJson(outsider, { from: "item", expand: ["lines"] }))).toMatchObject({ code: "not_understood" });
    });
    test("hidden fields and unreadable rows are in no answer", async () => {
      const text = await reads.listJson(seller, { from: "item", limit: 500 });
      expect(text).not.toContain('"cost"');
      const { records } = await reads.list(seller, { from: "item", limit: 500 });
      expect(records.length).toBeGreaterThan(0);
      expect(records.every((record) => record["owner_id"] === seller.id)).toBe(true);
      const foreign = someId("item", administrator, (values) => values["owner_id"] !== seller.id);
      expect(await reads.get(seller, "item", foreign)).toBeNull();
      expect(await reads.get(administrator, "item", foreign)).not.toBeNull();
    });
    test("a title the viewer may not read is null", async () => {
      const { records } = await reads.list(outsider, { from: "item", limit: 500, where: { field: "region", op: "isNotEmpty" } });
      expect(records.length).toBeGreaterThan(0);
      expect(records.every((record) => typeof record["region"] === "string" && record["region$title"] === null)).toBe(true);
    });
  });

  test("a masked field reads as its mask and nothing can be asked of it", async () => {
    const { records } = await reads.list(seller, { from: "company", limit: 500 });
    expect(records.length).toBeGreaterThan(3);
    expect(records.every((record) => record["revenue"] === null && !("revenue$currency" in record))).toBe(true);
    for (const record of (await reads.list(seller, { from: "item" })).records) expect(record["memo"]).toBe("••••");
    const masked: Query[] = [
      { from: "item", where: { field: "memo", op: "isEmpty" } }, { from: "item", sort: "memo" }, { from: "item", where: { field: "company.revenue", op: "gt", value: "1" } },
    ];
    for (const query of masked) expect(await refusal(reads.listJson(seller, query))).toMatchObject({ code: "not_understood" });
    const measures = ["sum", "count", "min", "count_distinct"] as const;
    for (const fn of measures) expect(await refusal(reads.aggregate(seller, { from: "company", measures: [{ fn, field: "revenue" }] }))).toMatchObject({ code: "not_understood" });
    expect(await refusal(reads.aggregate(seller, { from: "item", groupBy: [{ field: "memo" }] }))).toMatchObject({ code: "not_understood" });
  });

  describe("records", () => {
    test("get answers what list answers, at full scale, with titles", async () => {
      const { records } = await reads.list(administrator, { from: "item", limit: 500 });
      for (const record of records.slice(0, 20)) expect(await reads.get(administrator, "item", String(record["id"]))).toEqual(record);
      expect(records.some((record) => record["weight"] === "1.000" || record["weight"] === "0.000" || record["weight"] === "120.050")).toBe(true);
    });
    test("a record's own currency stands beside its money where it is not the workspace's", async () => {
      const { records } = await reads.list(administrator, { from: "company", limit: 500 });
      for (const record of records) {
        const { coin = null } = record;
        expect(record["revenue$currency"]).toBe(coin === null || coin === "CNY" ? undefined : coin);
      }
      expect(records.some((record) => "revenue$currency" in record)).toBe(true);
      const { records: paths } = await reads.list(administrator, { from: "item", fields: ["company.revenue"], where: { field: "company.coin", op: "notIn", value: ["CNY", null] } });
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.every((record) => typeof record["company.revenue$currency"] === "string")).toBe(true);
    });
    test("expand brings lines in their order, the records of lookups and lists, in one query a list", async () => {
      const counted: string[] = [];
      const reader: Reader = {
        all: (sql, parameters) => (counted.push(sql), workspace.store.reader.all(sql, parameters)),
        get: (sql, parameters) => (counted.push(sql), workspace.store.reader.get(sql, parameters)),
      };
      const counting = createReads({ store: { dialect, reader }, model: workspace.model, clock: () => NOW });
      const { records } = await counting.list(administrator, { from: "item", limit: 500, fields: ["name"], expand: ["lines", "company", "helpers", "regarding"] });
      expect(counted.length).toBeLessThan(20);
      for (const record of records) {
        const lines = (workspace.records.get("line") ?? []).filter(({ values }) => values["item"] === record["id"]).reverse();
        expect(ids(record["lines"])).toEqual(lines.map(({ values }) => values["id"]));
        if (typeof record["company"] === "string") expect(record["company$record"]).toEqual(await reads.get(administrator, "company", record["company"]));
        else expect(record["company$record"]).toBeNull();
        expect(ids(record["helpers$records"])).toEqual(record["helpers"] ?? []);
      }
      expect(records.some((record) => ids(record["lines"]).length > 1)).toBe(true);
    });
    test("lines of a header that is readable, and no others", async () => {
      const { records } = await reads.list(seller, { from: "line", limit: 500 });
      const items = new Set((await reads.list(seller, { from: "item", limit: 500 })).records.map((record) => record["id"]));
      expect(records.length).toBeGreaterThan(0);
      expect(records.every((record) => items.has(record["item"] ?? null))).toBe(true);
    });
    test("names of users come from memory where the viewer may read them all", async () => {
      const names = new Map((workspace.records.get("user") ?? []).map(({ values }) => [String(values["id"]), String(values["name"] ?? "")]));
      const asked: string[] = [];
      const fromMemory = createReads({ store: workspace.store, model: workspace.model, clock: () => NOW, userNames: { get: (id) => (asked.push(id), names.get(id) || undefined) } });
      expect(await fromMemory.list(administrator, { from: "item", limit: 500 })).toEqual(await reads.list(administrator, { from: "item", limit: 500 }));
      expect(asked.length).toBeGreaterThan(0);
      asked.length = 0;
      const leader = workspace.viewers.find(({ roles }) => roles.join() === "leader") ?? fail();
      expect(await fromMemory.list(leader, { from: "item" })).toEqual(await reads.list(leader, { from: "item" }));
      expect(asked).toEqual([]);
    });
  });

  describe("counts", () => {
    test("are exact here", async () => {
      expect(await reads.list(administrator, { from: "item", limit: 1, count: true })).toMatchObject({ count: 60 });
      expect(await reads.list(administrator, { from: "item", limit: 0, count: true })).toEqual({ records: [], cursor: null, count: 60 });
    });
  });

  describe("refusals name what they refuse", () => {
    const where = (value: Where): Query => ({ from: "item", where: value });
    const deep = (depth: number): Where => (depth === 0 ? { field: "name", op: "isEmpty" } : { not: deep(depth - 1) });
    const cases: [string, Query, object][] = [
      ["operator", where(JSON.parse('{"field":"name","op":"like","value":"x"}') as Where), { path: "/where/op", rule: "unknown_operator", params: { name: "like" } }],
      ["operator of another class", where({ field: "hot", op: "gt", value: true }), { path: "/where/op", rule: "operator_not_allowed" }],
      ["value of another form", where({ field: "quantity", op: "eq", value: "3" }), { path: "/where/value", rule: "query_value" }],
      ["more digits than the field has", where({ field: "amount", op: "gt", value: "1.005" }), { path: "/where/value", rule: "query_value" }],
      ["no date", where({ field: "due", op: "eq", value: "2026-02-30" }), { path: "/where/value", rule: "query_value" }],
      ["a relative date that is none", where({ field: "due", op: "within", value: { last: 0, unit: "day" } }), { rule: "query_value" }],
      ["an unknown formula", where({ field: "owner_id", op: "eq", value: { formula: "YOU()" } }), { rule: "formula_not_allowed" }],
      ["ME() on something else", where({ field: "name", op: "eq", value: { formula: "ME()" } }), { rule: "formula_not_allowed" }],
      ["members of a comparison", where(JSON.parse('{"field":"name","op":"eq","value":"x","and":1}') as Where), { rule: "where_form" }],
      ["strange members", where(JSON.parse('{"field":"name","op":"eq","value":"x","extra":1}') as Where), { rule: "unknown_parameter", params: { name: "extra" } }],
      ["depth", where(deep(8)), { rule: "where_depth", params: { max: 8 } }],
      ["a long list", where({ field: "name", op: "in", value: Array.from({ length: 1001 }, (_, i) => `v${i}`) }), { path: "/where/value", rule: "list_length", params: { max: 1000 } }],
      ["a large page", { from: "item", limit: 501 }, { path: "/limit", rule: "limit" }],
      ["a sort by what has none", { from: "item", sort: "notes" }, { path: "/sort", rule: "not_sortable", params: { name: "notes" } }],
      ["a cursor of another sort", { from: "item", sort: "name", cursor: "WyJpdGVtOiIsW10sMV0" }, { path: "/cursor", rule: "cursor" }],
      ["a path over a list", where({ field: "helpers.name", op: "eq", value: "x" }), { rule: "unknown_field", params: { name: "helpers.name" } }],
      ["names that poison", where({ field: "__proto__", op: "isEmpty" }), { rule: "unknown_field" }],
      ["names with quotes", { from: "item", sort: 'name" desc; drop table item; --' }, { rule: "unknown_field" }],
    ];
    test.each(cases)("%s", async (_name, query, wanted) => {
      expect(await refusal(reads.listJson(administrator, query))).toMatchObject({ code: "not_understood", problems: [wanted] });
    });
    test("a depth of eight and a thousand values pass", async () => {
      expect(await refusal(reads.listJson(administrator, where(deep(7))))).toBe("answered");
      expect(await refusal(reads.listJson(administrator, where({ field: "name", op: "in", value: Array.from({ length: 1000 }, (_, i) => `v${i}`) })))).toBe("answered");
    });
    test("aggregates", async () => {
      const refused: [Query, string][] = [
        [{ from: "item", measures: [{ fn: "sum", field: "name" }] }, "measure_not_allowed"],
        [{ from: "item", measures: [{ fn: "sum" }] }, "measure_field"],
        [{ from: "item", groupBy: [{ field: "colours" }] }, "not_groupable"],
        [{ from: "item", groupBy: [{ field: "stage", bucket: "month" }] }, "bucket"],
        [{ from: "item", groupBy: [{ field: "stage" }, { field: "stage" }] }, "duplicate_key"],
        [{ from: "item", groupBy: [{ field: "stage" }], having: { field: "amount", op: "gt", value: "1" } }, "unknown_field"],
        [{ from: "item", groupBy: [{ field: "stage" }], cursor: "x" }, "unknown_parameter"],
      ];
      for (const [query, rule] of refused) expect(await refusal(reads.aggregate(administrator, query))).toMatchObject({ code: "not_understood", problems: [{ rule }] });
    });
  });

  test("text that looks like SQL or a pattern is only text", async () => {
    for (const value of ["50%", "a_b", "a\\b", "it's", '"q"', "'; drop table item; --"]) {
      const { records } = await reads.list(administrator, { from: "item", where: { field: "name", op: "contains", value }, limit: 500 });
      expect(records.map((record) => record["name"]).every((name) => String(name).includes(value))).toBe(true);
    }
  });

  describe("for the write path", () => {
    test("stored has every value, whoever may read it", async () => {
      for (const { values } of workspace.records.get("item") ?? []) {
        const stored = await reads.stored(workspace.store.reader, "item", String(values["id"]));
        expect(stored).toEqual(values);
      }
      expect(await reads.stored(workspace.store.reader, "item", "nobody")).toBeNull();
    });
    test("stored lines come in their order; a lock is taken inside a transaction", async () => {
      const item = String((workspace.records.get("line") ?? [])[0]?.values["item"]);
      const wanted = (workspace.records.get("line") ?? []).filter(({ values }) => values["item"] === item).reverse().map(({ values }) => values);
      expect(await reads.storedChildren(workspace.store.reader, "line", "item", item)).toEqual(wanted);
      expect(await workspace.store.write((tx) => reads.stored(tx, "item", item, { lock: true }))).toMatchObject({ id: item });
    });
    test("covered follows the policy of the action", async () => {
      const all = (workspace.records.get("item") ?? []).map(({ values }) => String(values["id"]));
      const own = (workspace.records.get("item") ?? []).filter(({ values }) => values["owner_id"] === seller.id).map(({ values }) => values["id"]);
      expect(await reads.covered(workspace.store.reader, seller, "item", all, "read")).toEqual(new Set(own));
      expect(await reads.covered(workspace.store.reader, seller, "item", all, "update")).toEqual(new Set());
      expect(await reads.covered(workspace.store.reader, administrator, "item", [...all, "nobody"], "delete")).toEqual(new Set(all));
    });
    test("titles of what the viewer may read", async () => {
      const references = (workspace.records.get("item") ?? []).map(({ values }) => ({ object: "item", id: String(values["id"]) }));
      const titles = await reads.titles(workspace.store.reader, seller, references);
      const world = worldOf(workspace.model, workspace.records, seller).records("item");
      expect(titles).toEqual(new Map(world.flatMap(({ values }) => (values["name"] === null ? [] : [[String(values["id"]), values["name"]]]))));
    });
  });

  test("the bin is read by the same rights", async () => {
    const item = workspace.records.get("item") ?? [];
    const at = ["2026-11-20T00:00:00.000Z", "2026-11-22T00:00:00.000Z", "2026-11-21T00:00:00.000Z"];
    const own = item.filter(({ values }) => values["owner_id"] === seller.id).slice(0, 2);
    const foreign = item.find(({ values }) => values["owner_id"] !== seller.id) ?? fail();
    const deleted = [...own, foreign];
    await workspace.store.exclusive(async (tx) => {
      for (const [i, { n, values }] of deleted.entries()) {
        await tx.run(`insert into main._bin (object, id, n, at, "by", bundle, data) values (?, ?, ?, ?, ?, ?, ?)`, ["item", `gone-${n}`, n, at[i] ?? "", null, "b", JSON.stringify({ ...values, id: `gone-${n}`, $places: {} })]);
      }
    });
    const listed = await reads.list(seller, { from: "item", deleted: true, count: true });
    expect(listed.records.map((record) => record["id"])).toEqual(own.map(({ n }) => `gone-${n}`).sort((a, b) => Number(b.slice(5)) - Number(a.slice(5))));
    expect(listed.count).toBe(own.length);
    expect(listed.records.every((record) => !("cost" in record) && record["memo"] === "••••" && at.includes(String(record["deleted_at"])))).toBe(true);
    expect((await reads.list(administrator, { from: "item", deleted: true, sort: "-deleted_at", limit: 2 })).records.map((record) => record["deleted_at"])).toEqual([at[1], at[2]]);
    expect((await reads.list(administrator, { from: "item", deleted: true, where: { field: "deleted_at", op: "lt", value: "2026-11-20" } })).records.length).toBe(1);
    const first = await reads.list(administrator, { from: "item", deleted: true, limit: 2 });
    expect((await reads.list(administrator, { from: "item", deleted: true, limit: 2, cursor: first.cursor ?? "" })).records.length).toBe(1);
    expect(await reads.get(seller, "item", `gone-${foreign.n}`, { deleted: true })).toBeNull();
    expect(await reads.get(seller, "item", `gone-${own[0]?.n ?? 0}`, { deleted: true })).toMatchObject({ id: `gone-${own[0]?.n ?? 0}` });
    expect(await refusal(reads.listJson(administrator, { from: "item", deleted: true, where: { field: "company.name", op: "isEmpty" } }))).toMatchObject({ code: "not_understood" });
  });

  test("counts beyond ten thousand are exact where an index answers, else at least", async () => {
    const parent = String((workspace.records.get("line") ?? [])[0]?.values["item"]);
    await workspace.store.exclusive(async (tx) => {
      await tx.run(
        `insert into main.line (n, id, revision, created_at, updated_at, item, quantity)
         with recursive c (i) as (select 1 union all select i + 1 from c where i < 10050)
         select 1000 + i, 'many-' || i, 1, (select created_at from main.line where n = 1), (select updated_at from main.line where n = 1), (select item from main.line where n = 1), 7 from c`,
      );
    });
    const count = (where?: Where): Promise<unknown> => reads.list(administrator, { from: "line", limit: 0, count: true, ...(where && { where }) });
    expect(await count()).toEqual({ records: [], cursor: null, count: 10_050 + (workspace.records.get("line") ?? []).length });
    expect(await count({ field: "quantity", op: "eq", value: 7 })).toEqual({ records: [], cursor: null, count: 10_000, countIs: "atLeast" });
    expect(await count({ field: "item", op: "eq", value: parent })).toMatchObject({ count: 10_050 + (workspace.records.get("line") ?? []).filter(({ values }) => values["item"] === parent).length });
    expect(await count({ field: "quantity", op: "lt", value: 0 })).not.toHaveProperty("countIs");
  });

  test("queries of one shape share a statement", async () => {
    const seen = new Set<string>();
    const reader: Reader = { all: (sql, parameters) => (seen.add(sql), workspace.store.reader.all(sql, parameters)), get: (sql, parameters) => workspace.store.reader.get(sql, parameters) };
    const counting = createReads({ store: { dialect, reader }, model: workspace.model, clock: () => NOW, operators: OPERATOR_SQL });
    for (const value of ["new", "won", "x'y"]) {
      for (const viewer of [administrator, { ...administrator, id: "someone" }]) await counting.listJson(viewer, { from: "item", where: { and: [{ field: "stage", op: "in", value: [value, "lost"] }, { field: "amount", op: "gt", value: "1" }] }, limit: value.length });
    }
    expect([...seen].filter((sql) => sql.includes("order by")).length).toBe(1);
    for (const sql of seen) expect(sql).not.toContain("x'y");
  });
});

function ids(list: Json | undefined): Json[] {
  return Array.isArray(list) ? list.map((item) => (typeof item === "object" && item !== null && !Array.isArray(item) ? (item["id"] ?? null) : null)) : [];
}
