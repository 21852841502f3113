import { describe, expect, it } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import { formState, missingByForm } from "./form-state.ts";
import { Filled } from "./live/filled.ts";
import { mergeValues, takeTheirs } from "./merge.ts";
import { cellMessages, tellProblems, toFieldErrors } from "./problems.ts";
import { checkForm } from "./resolver.ts";
import { canonicalValues, linesIn, newValues, storedValues, writeBody, type FormShape, type LineRow } from "./values.ts";

const documents: Document[] = [
  {
    kind: "object", name: "deal", label: { en: "Deal" }, title: "name",
    fields: [
      { name: "name", type: "text", label: { en: "Name" }, required: true },
      { name: "amount", type: "decimal", label: { en: "Amount" }, default: "5" },
      { name: "state", type: "select", label: { en: "State" }, options: [{ value: "open" }, { value: "lost" }], default: "open" },
      { name: "reason", type: "text", label: { en: "Reason" } },
      { name: "lines", type: "children", of: "part", by: "deal", label: { en: "Parts" } },
    ],
  },
  {
    kind: "object", name: "part", label: { en: "Part" }, title: "text", parent: "deal",
    fields: [
      { name: "deal", type: "lookup", to: ["deal"], required: true, onDelete: "cascade", label: { en: "Deal" } },
      { name: "text", type: "text", label: { en: "Text" } },
      { name: "quantity", type: "decimal", label: { en: "Quantity" }, required: true },
    ],
  },
];
const form = {
  kind: "form" as const, name: "deal", object: "deal",
  body: [
    { id: "a", block: "section", children: [{ id: "f_name", block: "field", field: "name" }, { id: "f_state", block: "field", field: "state" }] },
    { id: "b", block: "section", visible: 'state = "lost"', children: [{ id: "f_reason", block: "field", field: "reason", required: 'state = "lost"' }] },
    { id: "c", block: "lines", field: "lines" },
  ],
};
const settings = { locale: "en" as const, currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 };
const { model } = compile(documents, { release: 1, settings });
const object = model.object("deal");
const part = model.object("part");
if (!object || !part) throw new Error("the test's own documents do not compile");
const shape: FormShape = { object, lists: new Map([["lines", part]]) };
const may = (): boolean => true;
const right = () => "write" as const;
const check = (values: JsonObject, base: JsonObject | null = null) =>
  checkForm({ model, shape, form, base, language: "en", state: (known) => formState(object, form, known, right), say: ({ rule }) => rule, filled: new Filled(), computed: () => ({}) }, values);

const stored: JsonObject = {
  id: "d1", revision: 3, name: "One", amount: "5.00", state: "open", reason: null,
  lines: [{ id: "p1", text: "a", quantity: "1.00" }, { id: "p2", text: "b", quantity: "2.00" }, { id: "p3", text: "c", quantity: "3.00" }],
};

describe("writeBody", () => {
  it("sends of a new record what is filled in, and a default only where it was taken away", () => {
    const values = newValues(shape, { name: "New" });
    expect(writeBody(shape, null, values, may).data).toEqual({ name: "New", amount: "5.00", state: "open" });
    expect(writeBody(shape, null, { ...values, amount: null }, may).data).toEqual({ name: "New", amount: null, state: "open" });
  });

  it("leaves out lines in which nobody typed, and says which lines it sends", () => {
    const values = newValues(shape, { name: "New" });
    const { data, sent } = writeBody(shape, null, { ...values, lines: [{ $key: "x" }, { $key: "y", text: "t", quantity: "2" }] }, may);
    expect(data.lines).toEqual([{ text: "t", quantity: "2.00" }]);
    expect(sent.get("lines")).toEqual(["y"]);
  });

  it("sends of a stored record only what differs, however it is written", () => {
    const base = storedValues(shape, stored);
    expect(writeBody(shape, base, { ...base, amount: "5" }, may).data).toEqual({});
    expect(writeBody(shape, base, { ...base, amount: "5.1", reason: "" }, may).data).toEqual({ amount: "5.10" });
  });

  it("changes, adds, removes and orders lines as the contract says", () => {
    const base = storedValues(shape, stored);
    const [first, second, third] = linesIn(base, "lines");
    if (!first || !second || !third) throw new Error("three lines are stored");
    const lines = [third, { ...first, quantity: "9" }, { $key: "n", text: "new", quantity: "1" }];
    expect(writeBody(shape, base, { ...base, lines }, may).data).toEqual({
      lines: [{ id: "p1", quantity: "9.00" }, { text: "new", quantity: "1.00" }, { id: "p2", $delete: true }],
      lines$order: ["p3", "p1", 1],
    });
  });

  it("asks for an order only where lines don't stand as they would anyway", () => {
    const base = storedValues(shape, stored);
    const [first, second, third] = linesIn(base, "lines");
    if (!first || !second || !third) throw new Error("three lines are stored");
    const order = (lines: LineRow[]): unknown => writeBody(shape, base, { ...base, lines }, may).data.lines$order;
    const fresh = (key: string): LineRow => ({ $key: key, text: key, quantity: "1" });
    expect(order([first, second, third, fresh("n"), fresh("m")])).toBeUndefined();
    expect(order([first, third])).toBeUndefined();
    expect(order([fresh("n"), first, { ...second, quantity: "5" }, fresh("m"), third])).toEqual([0, "p1", "p2", 2, "p3"]);
  });

  it("sends nothing that the viewer may not write", () => {
    const base = storedValues(shape, stored);
    expect(writeBody(shape, base, { ...base, amount: "7", reason: "x" }, (_object, field) => field !== "amount").data).toEqual({ reason: "x" });
  });
});

describe("mergeValues", () => {
  const base = storedValues(shape, stored);
  const theirs = storedValues(shape, { ...stored, amount: "8.00", name: "Theirs", lines: [{ id: "p1", text: "a", quantity: "7.00" }, { id: "p3", text: "c", quantity: "3.00" }, { id: "p4", text: "d", quantity: "4.00" }] });

  it("keeps both where different values were changed", () => {
    const { values, clashes } = mergeValues(shape, base, { ...base, reason: "mine" }, theirs);
    expect(clashes).toEqual([]);
    expect(values).toMatchObject({ reason: "mine", amount: "8.00", name: "Theirs" });
    expect(linesIn(values, "lines").map(({ id }) => id)).toEqual(["p1", "p3", "p4"]);
  });

  it("asks where the same value was changed, in the record and in its lines", () => {
    const [first, ...others] = linesIn(base, "lines");
    if (!first) throw new Error("lines are stored");
    const { values, clashes } = mergeValues(shape, base, { ...base, amount: "9", lines: [{ ...first, quantity: "10" }, ...others] }, theirs);
    expect(clashes.map(({ field, line }) => [field, line?.field ?? null])).toEqual([["amount", null], ["lines", "quantity"]]);
    expect(values.amount).toBe("9");
    const decided = clashes.reduce(takeTheirs, values);
    expect(decided.amount).toBe("8.00");
    expect(linesIn(decided, "lines")[0]?.quantity).toBe("7.00");
  });
});

describe("the state of a form", () => {
  it("follows the values: hidden parts ask for nothing", () => {
    const open = formState(object, form, { state: "open" }, right);
    expect(open.b?.visible).toBe(false);
    expect(missingByForm(form, open, { state: "open" })).toEqual([]);
    const lost = formState(object, form, { state: "lost" }, right);
    expect(lost.f_reason).toEqual({ visible: true, required: true, readOnly: false });
    expect(missingByForm(form, lost, { state: "lost" })).toEqual(["reason"]);
  });

  it("hides what the viewer may not see and holds what he may not write", () => {
    const states = formState(object, form, {}, (field) => (field === "name" ? "read" : field === "state" ? "hidden" : "write"));
    expect(states.f_name?.readOnly).toBe(true);
    expect(states.f_state?.visible).toBe(false);
  });

  it("hides a part of which nothing is left", () => {
    expect(formState(object, form, {}, () => "hidden").a?.visible).toBe(false);
  });
});

describe("checkForm", () => {
  it("finds what the model and what the form asks for", () => {
    const { problems } = check({ name: "", state: "lost", reason: null, lines: [] });
    expect(problems.map(({ path, rule }) => `${path} ${rule}`).toSorted()).toEqual(["/name required", "/reason required"]);
  });

  it("tells of lines by the line, whatever blank ones stand before it", () => {
    const { problems, keys } = check({ name: "n", state: "open", lines: [{ $key: "blank" }, { $key: "bad", text: "t", quantity: "x" }] });
    const { told } = tellProblems(problems, ({ rule }) => rule, (list, place) => keys.get(list)?.[place], () => true);
    expect(cellMessages(toFieldErrors(told).lines)).toEqual({ "bad/quantity": "type" });
  });

  it("has no quarrel with what was so before", () => {
    expect(check({ name: null, lines: [] }, { name: null, lines: [] }).problems).toEqual([]);
  });
});

describe("tellProblems", () => {
  it("keeps what belongs to no field apart, once", () => {
    const problems = [{ path: "", rule: "stale", params: {} }, { path: "", rule: "stale", params: {} }, { path: "/name", rule: "unique", params: {} }];
    expect(tellProblems(problems, ({ rule }) => rule, () => undefined, (field) => field === "name")).toEqual({
      told: [{ field: "name", line: null, cell: null, rule: "unique", message: "unique" }],
      others: ["stale"],
    });
  });
});

describe("canonicalValues", () => {
  it("leaves out what can't be read, so that conditions see it as empty", () => {
    expect(canonicalValues(object, { amount: "x", state: "open", name: " a " })).toEqual({ state: "open", name: "a" });
  });
});
