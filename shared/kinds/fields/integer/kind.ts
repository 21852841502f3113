import { defineField } from "../../define.ts";
import { checkLimits } from "../../lib/check.ts";
import { formatWhole } from "../../lib/format-number.ts";
import { parseWhole } from "../../lib/numbers.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** A whole number, |n| ≤ 2^53−1. */
export const kind = defineField({
  type: "integer",
  group: "number",
  icon: "hash",
  settings: [
    { name: "min", type: "value" },
    { name: "max", type: "value" },
  ],
  value: () => ({ class: "integer" }),
  operators: OPERATORS_OF.number,
  sortable: true,
  groupable: true,
  summable: true,
  title: false,
  searchable: false,
  parse(value, field) {
    const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = field.settings;
    return parseWhole(value, field.type, Math.max(Number(min), Number.MIN_SAFE_INTEGER), Math.min(Number(max), Number.MAX_SAFE_INTEGER));
  },
  format: (value, _field, context) => formatWhole(value, context),
  check: (doc) => checkLimits(doc, 0),
});
