import { defineField, parsed } from "./define.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import { checkWhole, missing, type Finding } from "./lib/check.ts";
import { OPERATORS_OF } from "./lib/operators.ts";

/** Types that a formula may say it returns; without the setting it is what the formula gives. */
export const RETURNS = ["text", "long_text", "integer", "decimal", "currency", "percent", "boolean", "date", "datetime", "month", "select", "lookup", "user", "tags"] as const;

/**
 * A field whose value is computed. It has no room in `fields/`: what its values are, how they are shown and asked for is the
 * affair of the kind that it returns (`model/formula-fields.ts`). Here stand its settings and its place in the palette.
 */
export const formulaKind = defineField({
  type: "formula",
  group: "number",
  icon: "square-function",
  settings: [
    { name: "formula", type: "formula", required: true },
    { name: "returns", type: "select", words: RETURNS },
    { name: "scale", type: "integer", min: 0, max: 6 },
    { name: "currency", type: "select", words: ["record", "workspace"], advanced: true },
    { name: "options", type: "options", advanced: true },
    { name: "optionSet", type: "name", names: "option-set", advanced: true },
    { name: "to", type: "names", names: "object", advanced: true },
  ],
  without: ["required", "unique", "default"],
  readOnly: true,
  value: () => ({ class: "text" }),
  operators: OPERATORS_OF.text,
  sortable: true,
  groupable: false,
  summable: false,
  title: true,
  searchable: false,
  parse: (value) => parsed(value),
  format: (value) => (typeof value === "string" ? value : ""),
  check: checkFormula,
});

function checkFormula(doc: FieldDoc): Finding[] {
  return [...(doc.formula === undefined || doc.formula.trim() === "" ? [missing("formula")] : []), ...checkWhole(doc, "scale", 0, 6)];
}
