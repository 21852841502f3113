import { defineField, type FieldInfo } from "../../define.ts";
import { checkWhole } from "../../lib/check.ts";
import { parseWhole } from "../../lib/numbers.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

const MAX_DEFAULT = 5;
const MAX_MOST = 10;

/** The most stars that a field has. */
export function starsOf(field: FieldInfo): number {
  return Number(field.settings.max ?? MAX_DEFAULT);
}

/** One to a few stars. */
export const kind = defineField({
  type: "rating",
  group: "number",
  icon: "star",
  settings: [{ name: "max", type: "integer", min: 2, max: MAX_MOST }],
  without: ["unique"],
  value: () => ({ class: "integer" }),
  operators: OPERATORS_OF.number,
  sortable: true,
  groupable: true,
  summable: true,
  title: false,
  searchable: false,
  parse: (value, field) => parseWhole(value, field.type, 1, starsOf(field)),
  format: (value, field) => (typeof value === "number" ? `${value}/${starsOf(field)}` : ""),
  check: (doc) => checkWhole(doc, "max", 2, MAX_MOST),
});
