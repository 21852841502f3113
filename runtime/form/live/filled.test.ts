import { expect, test } from "vitest";
import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import { writeBody, type FormShape } from "../values.ts";
import { Filled } from "./filled.ts";

const { model } = compile(
  [
    { kind: "object", name: "deal", label: { en: "Deal" }, title: "name", fields: [{ name: "name", type: "text" }, { name: "day", type: "date", default: { formula: "TODAY()" } }, { name: "parts", type: "children", of: "part", by: "deal" }] },
    { kind: "object", name: "part", label: { en: "Part" }, title: "label", parent: "deal", fields: [{ name: "label", type: "text" }, { name: "deal", type: "lookup", to: ["deal"] }, { name: "tax", type: "percent", default: { formula: "IF(label = \"a\", 6%, 13%)" } }] },
  ] as Document[], // documents as JSON brings them
  { release: 1, settings: { locale: "en", currency: "CNY", timeZone: "UTC", fiscalYearStart: 1 } },
);
const [deal, part] = ["deal", "part"].map((name) => {
  const object = model.object(name);
  if (!object) throw new Error(name);
  return object;
}) as [NonNullable<ReturnType<typeof model.object>>, NonNullable<ReturnType<typeof model.object>>]; // one for each name
const shape: FormShape = { object: deal, lists: new Map([["parts", part]]) };
const may = (): boolean => true;

test("fills where nobody has typed, follows, and leaves alone what was typed or emptied", () => {
  const filled = new Filled();
  expect(filled.fresh(deal, "", { name: "x" }, { day: "2026-01-01" }, may)).toEqual({ day: "2026-01-01" });
  expect(filled.fresh(deal, "", { day: "2026-01-01" }, { day: "2026-01-02" }, may)).toEqual({ day: "2026-01-02" });
  expect(filled.fresh(deal, "", { day: "2026-01-02" }, { day: "2026-01-02" }, may)).toEqual({});
  expect(filled.fresh(deal, "", { day: "2026-05-05" }, { day: "2026-01-03" }, may)).toEqual({});
  expect(filled.fresh(deal, "", { day: null }, { day: "2026-01-03" }, may)).toEqual({});
  expect(new Filled().fresh(deal, "", {}, { day: "2026-01-01" }, () => false)).toEqual({});
});

test("what was filled in is not sent; what was typed over or emptied is", () => {
  const filled = new Filled();
  filled.fresh(deal, "", {}, { day: "2026-01-01" }, may);
  filled.fresh(part, "k1/", {}, { tax: "6.00" }, may);
  filled.fresh(part, "k2/", {}, { tax: "13.00" }, may);
  const sent = (values: Parameters<typeof writeBody>[2]) => writeBody(shape, null, filled.typed(shape, values), may).data;
  const lines = [{ $key: "k1", label: "a", tax: "6.00" }, { $key: "k2", tax: "13.00" }];
  // The second line holds nothing but its default: it is blank.
  expect(sent({ name: "x", day: "2026-01-01", parts: lines })).toEqual({ name: "x", parts: [{ label: "a" }] });
  expect(sent({ name: "x", day: null, parts: [{ $key: "k1", label: "a", tax: null }] })).toEqual({ name: "x", day: null, parts: [{ label: "a", tax: null }] });
  expect(sent({ name: "x", day: "2026-02-02", parts: [{ $key: "k1", label: "a", tax: "9" }] })).toEqual({ name: "x", day: "2026-02-02", parts: [{ label: "a", tax: "9.00" }] });
});
