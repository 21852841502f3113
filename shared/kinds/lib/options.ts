import type { Json } from "#shared/lib/json.ts";
import { labelText, type Language } from "#shared/lib/label.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import { parsed, refused, type FieldInfo, type Parsed, type Setting } from "../define.ts";
import type { Finding } from "./check.ts";

export const OPTION_SETTINGS: readonly Setting[] = [
  { name: "options", type: "options" },
  { name: "optionSet", type: "name", names: "option-set" },
];

/** An option's value; `option` where the field has none such. Inactive ones are known (old records hold them). */
export function parseOption(value: Json, field: FieldInfo): Parsed {
  if (value === null || value === "") return parsed(null);
  if (typeof value !== "string") return refused("type", { type: field.type });
  return field.options.some((option) => option.value === value) ? parsed(value) : refused("option", { option: value.slice(0, 100) });
}

/** An option's label; of a value that is no option any more, the value itself. */
export function optionLabel(value: string, field: FieldInfo, language: Language): string {
  return labelText(field.options.find((option) => option.value === value)?.label, language, value);
}

/** Options come from one place, and each has a value of its own. */
export function checkOptions(doc: FieldDoc): Finding[] {
  const { options, optionSet } = doc;
  if (optionSet !== undefined) return options === undefined ? [] : [{ code: "options_twice", path: "/options" }];
  if (options === undefined || options.length === 0) return [{ code: "options_missing", path: "/options" }];
  const findings: Finding[] = [];
  const seen = new Set<string>();
  options.forEach(({ value }, at) => {
    // Documents that didn't pass the schema yet can lack it.
    if (typeof value !== "string" || value === "") findings.push({ code: "option_value_missing", path: `/options/${at}` });
    else if (seen.has(value)) findings.push({ code: "option_duplicate", path: `/options/${at}/value`, params: { value } });
    seen.add(value);
  });
  return findings;
}
