import { describe, expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import type { Operator } from "#shared/metadata/where.ts";
import { bindAggregate } from "./bind-aggregate.ts";
import { bindCondition, bindQuery, type BindContext } from "./bind.ts";
import type { BoundWhere } from "./bound.ts";
import type { QueryField, QueryObject } from "./catalog.ts";
import { CLASS_OPERATORS } from "./bind-where.ts";
import type { ValueType } from "./value.ts";

function object(name: string, types: Record<string, ValueType>, more: Partial<QueryObject> = {}): QueryObject {
  const fields = new Map<string, QueryField>(
    Object.entries(types).map(([field, value]) => [field, { name: field, value, operators: CLASS_OPERATORS[value.class], sortable: true, groupable: true, summable: value.class === "integer" || value.class === "decimal" }]),
  );
  return { name, titleField: "name", treeField: null, fieldNames: [...fields.keys()], field: (field) => fields.get(field), ...more };
}

const OBJECTS = [
  object("thing", {
    id: { class: "word" }, name: { class: "text" }, price: { class: "decimal", scale: 2 }, day: { class: "date" }, at: { class: "datetime" }, owner: { class: "reference", to: "user" },
    place: { class: "reference", to: "place" }, words: { class: "list", to: null },
  }),
  object("place", { id: { class: "word" }, name: { class: "text" }, parent: { class: "reference", to: "place" } }, { treeField: "parent" }),
  object("user", { id: { class: "word" }, name: { class: "text" }, manager: { class: "reference", to: "user" } }),
];
const context = (more: Partial<BindContext> = {}): BindContext => ({
  catalog: { object: (name) => OBJECTS.find((found) => found.name === name) }, now: new Date("2026-11-24T20:00:00Z"), timeZone: "Asia/Shanghai", fiscalYearStart: 4, viewer: "u1", ...more,
});

function bound(field: string, op: Operator, value?: Json, more: Partial<BindContext> = {}): BoundWhere {
  const result = bindCondition({ field, op, ...(value !== undefined && { value }) }, "thing", context(more));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
const ends = (where: BoundWhere): unknown => (where.kind === "many" ? where.values : where.kind === "and" ? where.items.map((item) => (item.kind === "one" ? [item.op, item.value] : item.kind)) : where);

describe("relative dates", () => {
  // In Shanghai it is already 25 November, a Wednesday.
  const cases: [Json, [string, string]][] = [
    ["today", ["2026-11-25", "2026-11-25"]], ["yesterday", ["2026-11-24", "2026-11-24"]], ["tomorrow", ["2026-11-26", "2026-11-26"]],
    ["this_week", ["2026-11-23", "2026-11-29"]], ["last_week", ["2026-11-16", "2026-11-22"]], ["next_month", ["2026-12-01", "2026-12-31"]],
    ["this_quarter", ["2026-10-01", "2026-12-31"]], ["this_year", ["2026-04-01", "2027-03-31"]], ["last_year", ["2025-04-01", "2026-03-31"]],
    [{ last: 30, unit: "day" }, ["2026-10-27", "2026-11-25"]], [{ next: 2, unit: "week" }, ["2026-11-25", "2026-12-08"]], [{ last: 3, unit: "month" }, ["2026-08-26", "2026-11-25"]],
  ];
  test.each(cases)("%j", (value, range) => {
    expect(ends(bound("day", "within", value))).toEqual(range);
  });
  test("the end of the calendar is no error", () => {
    expect(ends(bound("at", "lte", "9999-12-31"))).toMatchObject({ op: "lt" });
    expect(ends(bound("at", "gte", "0001-01-01"))).toMatchObject({ op: "gte" });
    expect(ends(bound("day", "within", { next: 100, unit: "year" }))).toEqual(["2026-11-25", "2126-11-24"]);
  });
  test("of moments are days of the workspace's zone", () => {
    expect(ends(bound("at", "within", "today"))).toEqual([["gte", "2026-11-24T16:00:00.000Z"], ["lt", "2026-11-25T16:00:00.000Z"]]);
  });
  test.each<Json>(["someday", { last: 0, unit: "day" }, { last: 1.5, unit: "day" }, { last: 1, next: 1, unit: "day" }, { last: 1 }, { last: 1, unit: "hour" }, { last: 10_000, unit: "year" }, null, 3])("%j is none", (value) => {
    expect(() => bound("day", "within", value)).toThrow("query_value");
  });
});

describe("values", () => {
  test("take the form that is stored", () => {
    expect(bound("name", "eq", "  e\u0301cole ")).toMatchObject({ op: "eq", value: "école" });
    expect(bound("name", "contains", "ÉCOLE")).toMatchObject({ value: "école" });
    expect(bound("price", "gt", 1000)).toMatchObject({ value: "1000.00" });
    expect(bound("price", "gt", "-0.5")).toMatchObject({ value: "-0.50" });
    expect(bound("at", "eq", "2026-11-24T08:30:00+08:00")).toMatchObject({ value: "2026-11-24T00:30:00.000Z" });
  });
  test("empty is asked for by nothing, and compared with nothing is unknown", () => {
    expect(bound("name", "eq", "")).toMatchObject({ kind: "presence", op: "empty" });
    expect(bound("name", "eq", "   ")).toMatchObject({ kind: "presence", op: "empty" });
    expect(bound("name", "ne", null)).toMatchObject({ kind: "presence", op: "notEmpty" });
    expect(bound("day", "lt", null)).toEqual({ kind: "unknown" });
    expect(bound("name", "in", ["a", null])).toMatchObject({ kind: "or", items: [{ op: "in", values: ["a"] }, { op: "empty" }] });
    expect(bound("name", "notIn", ["a", ""])).toMatchObject({ kind: "and", items: [{ op: "notIn" }, { op: "notEmpty" }] });
  });
  test("a date among moments is the whole day", () => {
    expect(bound("at", "lte", "2026-11-24")).toMatchObject({ op: "lt", value: "2026-11-24T16:00:00.000Z" });
    expect(bound("at", "gt", "2026-11-24")).toMatchObject({ op: "gte", value: "2026-11-24T16:00:00.000Z" });
    expect(bound("at", "ne", "2026-11-24")).toMatchObject({ kind: "not" });
  });
  test("ME() and TODAY()", () => {
    expect(bound("owner", "eq", { formula: "ME()" })).toMatchObject({ value: "u1" });
    expect(bound("owner.id", "eq", { formula: "ME()" })).toMatchObject({ value: "u1" });
    expect(bound("owner", "ne", { formula: "ME()" }, { viewer: null })).toMatchObject({ kind: "one", op: "ne", value: "nobody" });
    expect(bound("day", "lte", { formula: "TODAY()" })).toMatchObject({ value: "2026-11-25" });
    expect(() => bound("place", "eq", { formula: "ME()" })).toThrow("formula_not_allowed");
    expect(() => bound("day", "eq", { formula: "today()" })).toThrow("formula_not_allowed");
  });
  test("under is for trees", () => {
    expect(bound("place", "under", "p1")).toMatchObject({ op: "under", value: "p1" });
    expect(() => bound("owner", "under", "u1")).toThrow("operator_not_allowed");
  });
});

test("a list query gets its defaults; ties follow the last sort key", () => {
  const query = (sort?: string) => {
    const result = bindQuery({ from: "thing", ...(sort !== undefined && { sort }) }, context());
    return result.ok ? result.value : null;
  };
  expect(query()).toMatchObject({ limit: 50, ageDescending: true, sort: [], where: null });
  expect(query("-day,name")).toMatchObject({ ageDescending: false, sortText: "-day,name" });
  expect(query("name,-owner.name,name")?.sortText).toBe("name,-owner.name");
});

test("measures take their field's form; averages of whole numbers are exact decimals", () => {
  const result = bindAggregate({ from: "thing", measures: [{ fn: "count" }, { fn: "avg", field: "price" }, { fn: "count_distinct", field: "name", as: "names" }], groupBy: [{ field: "at", bucket: "week" }, { field: "owner.manager" }] }, context());
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.value.measures.map(({ key, value }) => [key, value])).toEqual([["count", { class: "integer" }], ["avg_price", { class: "decimal", scale: 2 }], ["names", { class: "integer" }]]);
  expect(result.value.groups.map(({ key, value }) => [key, value.class])).toEqual([["at", "date"], ["owner.manager", "reference"]]);
});
