import { defineField } from "../../define.ts";
import { checkLimits, checkWhole } from "../../lib/check.ts";
import { currencyDigits, currencyOf } from "../../lib/currency.ts";
import { formatMoney } from "../../lib/format-number.ts";
import { parseDecimalValue, scaleOf } from "../../lib/numbers.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** Records may have currencies of their own, and most of those have hundredths, even where the workspace's has none. */
const SCALE_LEAST = 2;

/** An amount of money, exact, in the currency of its record. */
export const kind = defineField({
  type: "currency",
  group: "number",
  icon: "coins",
  settings: [
    { name: "scale", type: "integer", min: 0, max: 6, advanced: true },
    { name: "currency", type: "select", words: ["record", "workspace"], advanced: true },
    { name: "min", type: "value" },
    { name: "max", type: "value" },
  ],
  value: (doc, { workspaceCurrency }) => ({ class: "decimal", scale: doc.scale ?? Math.max(SCALE_LEAST, currencyDigits(workspaceCurrency)) }),
  operators: OPERATORS_OF.number,
  sortable: true,
  groupable: false,
  summable: true,
  money: true,
  title: false,
  searchable: false,
  parse: parseDecimalValue,
  /** `context.currency` is written with its sign; `lib/format-number.ts` writes foreign ones by code. */
  format: (value, field, context) => formatMoney(value, scaleOf(field), currencyOf(field, context), false, context),
  check: (doc) => [...checkWhole(doc, "scale", 0, 6), ...checkLimits(doc, doc.scale ?? SCALE_LEAST)],
});
