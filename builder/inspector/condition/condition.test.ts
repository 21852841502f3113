import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import { compile } from "#shared/model/compile.ts";
import { checkCondition, conditionHolds } from "#shared/model/conditions.ts";
import { formulaOf, groupOfFormula } from "./formula-codec.ts";
import { isGroup, type Group, type Row } from "./tree.ts";
import { groupOfWhere, whereOf } from "./where-codec.ts";

const { model } = compile(
  [{
    kind: "object", name: "deal", label: { en: "Deal" }, title: "name",
    fields: [
      { name: "name", type: "text" },
      { name: "stage", type: "select", options: [{ value: "new" }, { value: "won" }, { value: "lost" }] },
      { name: "amount", type: "currency" },
      { name: "discount", type: "percent" },
      { name: "count", type: "integer" },
      { name: "done", type: "boolean" },
      { name: "due", type: "date" },
    ],
  }],
  { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } },
);
const found = model.object("deal");
if (!found) throw new Error("no deal");
const object = found;

describe("conditions as formulas", () => {
  test.each([
    ['stage = "won"', { all: true, items: [{ field: "stage", op: "eq", value: "won" }] }],
    ["discount > 15%", { all: true, items: [{ field: "discount", op: "gt", value: "15" }] }],
    ["discount > 0.125", { all: true, items: [{ field: "discount", op: "gt", value: "12.5" }] }],
    ["-5 < amount", { all: true, items: [{ field: "amount", op: "gt", value: "-5" }] }],
    ["NOT done AND due <> NULL", { all: true, items: [{ field: "done", op: "eq", value: false }, { field: "due", op: "isNotEmpty", value: null }] }],
    ['OR(done, NOT stage IN ("won", "lost"))', { all: false, items: [{ field: "done", op: "eq", value: true }, { field: "stage", op: "notIn", value: ["won", "lost"] }] }],
  ])("%s is read as rows", (source, rows) => expect(groupOfFormula(source, object)).toEqual(rows));

  test.each(["amount > count", "NOT (done AND due = \"\")", "colour = 1", "done AND", "TRUE"])("%s stays text", (source) => expect(groupOfFormula(source, object)).toBeNull());

  const row: fc.Arbitrary<Row> = fc.oneof(
    fc.record({ field: fc.constant("stage"), op: fc.constantFrom<Row["op"]>("eq", "ne"), value: fc.constantFrom("new", "won") }),
    fc.record({ field: fc.constant("stage"), op: fc.constantFrom<Row["op"]>("in", "notIn"), value: fc.constant<Json>(["new", "won"]) }),
    fc.record({ field: fc.constant("name"), op: fc.constantFrom<Row["op"]>("eq", "gt"), value: fc.string({ minLength: 1 }) }),
    fc.record({ field: fc.constant("amount"), op: fc.constantFrom<Row["op"]>("lt", "gte"), value: fc.integer({ min: -9999, max: 9999 }).map((n) => String(n / 4)) }),
    fc.record({ field: fc.constant("discount"), op: fc.constantFrom<Row["op"]>("lte", "gt"), value: fc.integer({ min: -400, max: 400 }).map((n) => String(n / 8)) }),
    fc.record({ field: fc.constant("count"), op: fc.constantFrom<Row["op"]>("lt", "gt"), value: fc.integer({ min: -99, max: 99 }) }),
    fc.record({ field: fc.constant("done"), op: fc.constant<Row["op"]>("eq"), value: fc.boolean() }),
    fc.record({ field: fc.constantFrom("due", "amount"), op: fc.constantFrom<Row["op"]>("isEmpty", "isNotEmpty"), value: fc.constant(null) }),
  );
  const { group } = fc.letrec<{ group: Group; item: Row | Group }>((tie) => ({
    item: fc.oneof({ depthSize: "small" }, row, tie("group")),
    group: fc.record({ all: fc.boolean(), items: fc.array(tie("item"), { minLength: 1, maxLength: 4 }) }),
  }));
  const record = fc.record({
    stage: fc.constantFrom(null, "new", "won", "lost"), name: fc.option(fc.string({ minLength: 1 })), amount: fc.constantFrom(null, "0.00", "100.25", "-7.50"),
    discount: fc.constantFrom(null, "12.50", "-3.13"), count: fc.option(fc.integer({ min: -99, max: 99 })), done: fc.boolean(), due: fc.constantFrom(null, "2026-11-24"),
  });

  test("what is written is right, is read back as it was, and means the same", () => {
    fc.assert(
      fc.property(group, record, (made, values) => {
        const source = formulaOf(made, object);
        expect(checkCondition(object, source), source).toEqual([]);
        const meant = (item: Row | Group): boolean => (!isGroup(item) ? conditionHolds(object, formulaOf({ all: true, items: [item] }, object), values, false) : item.all ? item.items.every(meant) : item.items.some(meant));
        expect(conditionHolds(object, source, values, false), source).toBe(meant(made));
        const back = groupOfFormula(source, object);
        expect(back, source).not.toBeNull();
        expect(formulaOf(back ?? made, object)).toBe(formulaOf(groupOfFormula(formulaOf(back ?? made, object), object) ?? made, object));
        expect(conditionHolds(object, formulaOf(back ?? made, object), values, false)).toBe(conditionHolds(object, source, values, false));
      }),
      { numRuns: 500, seed: 11 },
    );
  });

  test("conditions on records go to and fro", () => {
    const where = { or: [{ field: "stage", op: "in" as const, value: ["won"] }, { and: [{ field: "done", op: "eq" as const, value: true }, { field: "due", op: "isEmpty" as const }] }] };
    const rows = groupOfWhere(where);
    expect(rows && rows.items.some(isGroup)).toBe(true);
    expect(rows && whereOf(rows)).toEqual(where);
    expect(groupOfWhere({ not: { field: "done", op: "eq", value: true } })).toBeNull();
    expect(whereOf({ all: true, items: [{ all: false, items: [] }] })).toBeUndefined();
  });
});
