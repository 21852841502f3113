import { expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { compile } from "../compile.ts";
import type { Model, ObjectModel } from "../model.ts";
import { plainHost } from "../scope.ts";
import { livePlan, type LiveOptions } from "./plan.ts";
import { LiveSheet, type LiveLine } from "./sheet.ts";

const settings = { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } as const;
const field = (name: string, type: string, more: object = {}): object => ({ name, type, label: { en: name }, ...more });
const formula = (name: string, returns: string, text: string): object => field(name, "formula", { returns, formula: text });
const modelOf = (documents: readonly object[]): Model => {
  const { model, diagnostics } = compile(documents as Document[], { release: 1, settings }); // documents as JSON brings them
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return model;
};

const DEAL = modelOf([
  { kind: "object", name: "firm", label: { en: "Firm" }, title: "name", fields: [field("name", "text"), field("grade", "text"), field("head", "lookup", { to: ["firm"] }), field("deals", "children", { of: "deal", by: "firm" }), formula("volume", "currency", "SUM(deals.net)")] },
  {
    kind: "object", name: "deal", label: { en: "Deal" }, title: "name",
    fields: [
      field("name", "text"), field("firm", "lookup", { to: ["firm"] }), field("discount", "currency"), field("parts", "children", { of: "part", by: "deal" }), field("notes", "children", { of: "note", by: "deal" }),
      formula("net", "currency", "SUM(parts.net)"), formula("count", "integer", "COUNT(parts, price > 10)"), formula("big", "boolean", "net > 100"), formula("head_grade", "text", "firm.head.grade"), formula("greeting", "text", "head_grade & name"),
      formula("noted", "integer", "COUNT(notes)"), formula("double_noted", "integer", "noted * 2"), formula("first_part", "text", "FIRST(parts.label)"),
    ],
  },
  { kind: "object", name: "note", label: { en: "Note" }, title: "text", parent: "deal", fields: [field("text", "text"), field("deal", "lookup", { to: ["deal"] })] },
  {
    kind: "object", name: "part", label: { en: "Part" }, title: "label", parent: "deal",
    fields: [field("label", "text"), field("deal", "lookup", { to: ["deal"] }), field("quantity", "decimal", { scale: 0 }), field("price", "currency"), formula("gross", "currency", "quantity * price"), formula("share", "currency", "ALLOCATE(parent.discount, gross)"), formula("net", "currency", "gross - share")],
  },
]);

function listsOf(model: Model, object: ObjectModel, names: readonly string[]): LiveOptions["lists"] {
  return names.map((name) => {
    const value = object.field(name)?.value;
    const child = value?.class === "children" ? model.object(value.of) : undefined;
    if (value?.class !== "children" || !child) throw new Error(name);
    return { name, child, by: value.by };
  });
}
function sheetOf(isStored: boolean, readable: LiveOptions["readable"] = () => true): LiveSheet {
  const object = DEAL.object("deal");
  if (!object) throw new Error("deal");
  const plan = livePlan(DEAL, { object, lists: listsOf(DEAL, object, ["parts"]), isStored, readable });
  return new LiveSheet(plan, () => plainHost(settings, new Date("2026-11-24T00:00:00Z"), null), isStored ? "d1" : null);
}
const line = (key: string, quantity: string, price: string, more: RecordValues = {}): LiveLine => ({ $key: key, label: key, quantity, price, ...more });
const type = (sheet: LiveSheet, values: RecordValues, lines: readonly LiveLine[]): void => sheet.update({ values, lines: () => lines, read: (_, given) => given });

test("header and lines follow what is typed, in any order", () => {
  const sheet = sheetOf(false);
  const [a, b] = [line("a", "1", "10.00"), line("b", "2", "45.00")];
  type(sheet, { name: "x", discount: "10.00" }, [a, b]);
  expect(sheet.header()).toMatchObject({ net: "90.00", count: 1, big: false, first_part: "a", noted: 0, double_noted: 0 });
  expect([sheet.line("parts", "a"), sheet.line("parts", "b")]).toMatchObject([{ gross: "10.00", share: "1.00", net: "9.00" }, { gross: "90.00", share: "9.00", net: "81.00" }]);
  const before = sheet.line("parts", "b");
  type(sheet, { name: "y", discount: "10.00" }, [a, b]);
  expect(sheet.line("parts", "b")).toBe(before);
  expect(sheet.header().greeting).toBe("y");
  // Added, moved, changed, removed.
  type(sheet, { name: "y", discount: "0.00" }, [b, a, line("c", "1", "20.00")]);
  expect(sheet.header()).toMatchObject({ net: "120.00", count: 2, big: true, first_part: "b" });
  type(sheet, { name: "y", discount: "0.00" }, [line("c", "3", "20.00"), a]);
  expect(sheet.header()).toMatchObject({ net: "70.00", count: 1, first_part: "c" });
  type(sheet, { name: "y", discount: "0.00" }, [a, line("c", "3", "20.00")]);
  expect(sheet.header().first_part).toBe("a");
  type(sheet, { name: "y", discount: "0.00" }, []);
  expect(sheet.header()).toMatchObject({ net: "0.00", count: 0, first_part: null });
});

test("what lookups lead to is wanted, and taken when it comes", () => {
  const sheet = sheetOf(false);
  type(sheet, { name: "x", firm: "f1" }, []);
  expect([sheet.wanted, sheet.header().greeting]).toEqual([[{ object: "firm", id: "f1" }], "x"]);
  sheet.supply({ object: "firm", id: "f1" }, { id: "f1", head: "f2" });
  expect(sheet.wanted).toEqual([{ object: "firm", id: "f2" }]);
  sheet.supply({ object: "firm", id: "f2" }, { id: "f2", grade: "A" });
  expect([sheet.wanted, sheet.header().greeting]).toEqual([[], "Ax"]);
  type(sheet, { name: "x", firm: "f3" }, []);
  sheet.supply({ object: "firm", id: "f3" }, null);
  expect([sheet.wanted, sheet.header().greeting]).toEqual([[], "x"]);
});

test("rows that are not in the form, and what the viewer may not read, are the server's", () => {
  const object = DEAL.object("deal");
  if (!object) throw new Error("deal");
  const plan = livePlan(DEAL, { object, lists: listsOf(DEAL, object, ["parts"]), isStored: true, readable: (of, name) => !(of === "part" && name === "price") });
  expect(Object.fromEntries(["net", "big", "noted", "double_noted", "greeting"].map((name) => [name, plan.sourceOf("deal", name)]))).toEqual({ net: "server", big: "server", noted: "server", double_noted: "server", greeting: "lookups" });
  expect([plan.sourceOf("part", "gross"), plan.sourceOf("deal", "name"), plan.fieldsRead("firm").toSorted()]).toEqual(["server", undefined, ["grade", "head"]]);
  const sheet = sheetOf(true);
  type(sheet, { name: "x", noted: 3, double_noted: 6 }, []);
  expect(sheet.header()).toMatchObject({ noted: 3, double_noted: 6, net: "0.00" });
  sheet.answer(null, null, { noted: 4, double_noted: 8, net: "7.00" });
  expect(sheet.header()).toMatchObject({ noted: 4, double_noted: 8, net: "0.00" });
});

test("a hundred fields and fifty lines are computed within a frame", () => {
  const numbers = Array.from({ length: 50 }, (_, i) => field(`n${i}`, "currency"));
  const chained = Array.from({ length: 50 }, (_, i) => formula(`f${i}`, "currency", i === 0 ? "SUM(items.net) + n0" : `ROUND(f${i - 1} * 1.01 + n${i}, 2)`));
  const model = modelOf([
    { kind: "object", name: "sheet", label: { en: "Sheet" }, title: "name", fields: [field("name", "text"), field("discount", "currency"), field("items", "children", { of: "piece", by: "sheet" }), ...numbers, ...chained] },
    {
      kind: "object", name: "piece", label: { en: "Piece" }, title: "label", parent: "sheet",
      fields: [
        field("label", "text"), field("sheet", "lookup", { to: ["sheet"] }), field("quantity", "decimal", { scale: 3 }), field("price", "currency", { scale: 4 }), field("off", "percent"), field("tax", "percent"),
        formula("gross", "currency", "ROUND(quantity * price, 2)"), formula("less", "currency", "ROUND(gross * off, 2)"), formula("share", "currency", "ALLOCATE(parent.discount, gross - less)"), formula("net", "currency", "gross - less - share"), formula("taxed", "currency", "ROUND(net * tax, 2)"),
      ],
    },
  ]);
  const object = model.object("sheet");
  if (!object) throw new Error("sheet");
  const sheet = new LiveSheet(livePlan(model, { object, lists: listsOf(model, object, ["items"]), isStored: false, readable: () => true }), () => plainHost(settings, new Date(), null), null);
  const row = (at: number, quantity: string): LiveLine => line(`r${at}`, quantity, "100.0000", { off: "5.00", tax: "13.00" });
  const lines = Array.from({ length: 50 }, (_, i) => row(i, "2.000"));
  const values: RecordValues = { discount: "100.00", ...Object.fromEntries(numbers.map((_, i) => [`n${i}`, "1.00"])) };
  type(sheet, values, lines);
  const strokes = (change: (at: number) => void): number => {
    const times: number[] = [];
    for (let at = 0; at < 300; at++) {
      const began = performance.now();
      change(at);
      sheet.header();
      for (const { $key } of lines) sheet.line("items", $key);
      times.push(performance.now() - began);
    }
    // As in a form that has been typed in for a moment: the first strokes are those of a cold engine.
    return times.slice(100).toSorted((a, b) => a - b)[100] ?? 0;
  };
  const inLine = strokes((at) => type(sheet, values, lines.with(7, row(7, `${at + 1}.000`))));
  const inHeader = strokes((at) => type(sheet, { ...values, discount: `${at}.00` }, lines));
  const aside = strokes((at) => type(sheet, { ...values, name: `${at}` }, lines));
  // oxlint-disable-next-line no-console
  console.log(`live form, 100 fields and 50 lines, median ms a stroke: in a line ${inLine.toFixed(2)}, in the header ${inHeader.toFixed(2)}, in what nothing reads ${aside.toFixed(2)}; of a frame: ${(Math.max(inLine, inHeader) / 16).toFixed(2)}`);
  expect(sheet.header().f49).not.toBeNull();
  expect(Math.max(inLine, inHeader)).toBeLessThan(16);
  // Recomputes only what depends on it.
  expect(aside).toBeLessThan(inLine);
});
