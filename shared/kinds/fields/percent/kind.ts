import { defineField } from "../../define.ts";
import { checkLimits, checkWhole } from "../../lib/check.ts";
import { formatPercent } from "../../lib/format-number.ts";
import { parseDecimalValue, scaleOf } from "../../lib/numbers.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

const SCALE_DEFAULT = 2;

/** A share, held as the percent number: "12.50" is 12.5%. */
export const kind = defineField({
  type: "percent",
  group: "number",
  icon: "percent",
  settings: [
    { name: "scale", type: "integer", min: 0, max: 6 },
    { name: "min", type: "value" },
    { name: "max", type: "value" },
  ],
  value: (doc) => ({ class: "decimal", scale: doc.scale ?? SCALE_DEFAULT }),
  operators: OPERATORS_OF.number,
  sortable: true,
  groupable: false,
  share: true,
  summable: true,
  title: false,
  searchable: false,
  parse: parseDecimalValue,
  format: (value, field, context) => formatPercent(value, scaleOf(field), context),
  check: (doc) => [...checkWhole(doc, "scale", 0, 6), ...checkLimits(doc, doc.scale ?? SCALE_DEFAULT)],
});
