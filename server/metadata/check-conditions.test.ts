import { expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import type { Document } from "#shared/metadata/document.ts";
import { compileChecked } from "./check-conditions.ts";
import { validateDocument } from "./validate.ts";

const settings = { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } as const;
const label = { en: "L" };

function faults(fields: object[], more: object = {}): string[] {
  const place = { kind: "object", name: "place", label, title: "name", fields: [{ name: "name", type: "text", label }, { name: "open", type: "boolean", label }, { name: "above", type: "lookup", to: ["place"], label }] };
  const thing = { kind: "object", name: "thing", label, title: "name", fields: [{ name: "name", type: "text", label }, { name: "rate", type: "decimal", label }, { name: "live", type: "boolean", label }, ...fields], ...more };
  const { diagnostics } = compileChecked([place, thing] as unknown as Document[], { release: 1, settings });
  return diagnostics.map(({ code, path }) => `${code} ${path}`);
}

const lookup = (where: Json, type = "lookup"): object => ({ name: "at", type, to: ["place"], where, label });
const unique = (where: Json): object => ({ unique: [{ name: "one", fields: ["name"], where }] });

test("a lookup's condition must be one that its target's records can be asked", () => {
  expect(faults([lookup({ and: [{ field: "open", op: "eq", value: true }, { field: "above.owner_id", op: "isEmpty" }] })])).toEqual(["unknown_field /fields/3/where/and/1/field"]);
  expect(faults([lookup({ or: [{ field: "above.name", op: "contains", value: "x" }, { field: "above", op: "under", value: "018f0000-0000-7000-8000-000000000000" }] })])).toEqual([]);
  expect(faults([lookup({ field: "open", op: "between", value: [1, 2] }, "many_to_many")])).toEqual(["bad_where /fields/3/where/op"]);
  expect(faults([{ name: "who", type: "users", where: { field: "id", op: "ne", value: { formula: "ME()" } }, label }])).toEqual([]);
  expect(faults([{ name: "who", type: "user", where: { field: "id", op: "ne", value: { formula: "YOU()" } }, label }])).toEqual(["bad_where /fields/3/where/value"]);
});

test("a unique rule takes only a condition that its index holds", () => {
  expect(faults([], unique({ and: [{ field: "live", op: "eq", value: true }, { field: "rate", op: "eq", value: "5" }, { field: "rate", op: "isNotEmpty" }] }))).toEqual([]);
  for (const where of [
    { field: "live", op: "ne", value: true }, { or: [{ field: "live", op: "eq", value: true }] }, { not: { field: "live", op: "eq", value: true } }, { and: [] },
    { field: "live", op: "eq", value: "yes" }, { field: "name", op: "eq", value: " a" }, { field: "gone", op: "eq", value: 1 }, { field: "name", op: "eq", value: null },
  ] as Json[]) expect(faults([], unique(where)), JSON.stringify(where)).toEqual(["bad_unique_where /unique/0/where"]);
});

test("text that no database holds is refused in a document, wherever it stands", async () => {
  const found = async (document: object): Promise<unknown> => {
    const result = await validateDocument("option-set", "s", { kind: "option-set", name: "s", label: { en: "S" }, ...document } as Json);
    return result.ok ? [] : result.diagnostics.map(({ code, path }) => `${code} ${path}`);
  };
  expect(await found({ options: [{ value: "a", label: { en: "a\u0000b" } }] })).toEqual(["characters /options/0/label/en"]);
  expect(await found({ options: [{ value: "a", label: { en: "\ud800" } }] })).toEqual(["characters /options/0/label/en"]);
  expect(await found({ options: [{ value: "a", label: { en: "\\u0000 and 😀" } }] })).toEqual([]);
});
