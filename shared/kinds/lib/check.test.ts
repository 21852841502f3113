import { expect, test } from "vitest";
import type { FieldDoc } from "#shared/metadata/object.ts";
import { fieldKind } from "../fields.ts";

function codes(type: string, settings: Partial<FieldDoc>): string[] {
  return (fieldKind(type)?.check?.({ name: "field", type, ...settings }) ?? []).map(({ code, path }) => `${code} ${path}`);
}

test("limits are numbers of the field's scale, in order", () => {
  expect(codes("decimal", { scale: 2, min: "1.25", max: 3 })).toEqual([]);
  expect(codes("decimal", { min: 5, max: "4.5" })).toEqual(["min_above_max /min"]);
  expect(codes("decimal", { min: "1.005" })).toEqual(["limit_not_a_number /min"]);
  expect(codes("integer", { max: 1.5 })).toEqual(["limit_not_a_number /max"]);
  expect(codes("percent", { min: "ten" })).toEqual(["limit_not_a_number /min"]);
  expect(codes("currency", { scale: 7 })).toEqual(["setting_range /scale"]);
  expect(codes("date", { min: "2026-02-30" })).toEqual(["limit_not_a_date /min"]);
  expect(codes("date", { min: "2026-02-02", max: "2026-02-01" })).toEqual(["min_above_max /min"]);
  expect(codes("rating", { max: 11 })).toEqual(["setting_range /max"]);
  expect(codes("text", { maxLength: 801 })).toEqual(["setting_range /maxLength"]);
});

test("options come from one place and differ", () => {
  expect(codes("select", { options: [{ value: "a" }, { value: "b" }] })).toEqual([]);
  expect(codes("select", { optionSet: "unit" })).toEqual([]);
  expect(codes("select", {})).toEqual(["options_missing /options"]);
  expect(codes("multi_select", { options: [] })).toEqual(["options_missing /options"]);
  expect(codes("select", { options: [{ value: "a" }], optionSet: "unit" })).toEqual(["options_twice /options"]);
  expect(codes("select", { options: [{ value: "a" }, { value: "" }, { value: "a" }] })).toEqual(["option_value_missing /options/1", "option_duplicate /options/2/value"]);
});

test("relations say where to, patterns can be run", () => {
  expect(codes("lookup", {})).toEqual(["setting_missing /to"]);
  expect(codes("many_to_many", { to: ["user", "team"] })).toEqual(["one_target /to"]);
  expect(codes("children", { of: "department" })).toEqual(["setting_missing /by"]);
  expect(codes("text", { pattern: "(" })).toEqual(["pattern_invalid /pattern"]);
  expect(codes("text", { pattern: "(a+)+" })).toEqual(["pattern_slow /pattern"]);
});

test("money has the scale of its currency, at least hundredths", () => {
  const scale = (workspaceCurrency: string, doc: Partial<FieldDoc> = {}): unknown => fieldKind("currency")?.value({ name: "amount", ...doc }, { workspaceCurrency });
  expect(scale("CNY")).toEqual({ class: "decimal", scale: 2 });
  expect(scale("JPY")).toEqual({ class: "decimal", scale: 2 });
  expect(scale("KWD")).toEqual({ class: "decimal", scale: 3 });
  expect(scale("KWD", { scale: 0 })).toEqual({ class: "decimal", scale: 0 });
});
