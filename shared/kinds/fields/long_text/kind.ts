import { defineField, parsed, refused } from "../../define.ts";
import { checkWhole } from "../../lib/check.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { lengthOf, linesOf } from "../../lib/text.ts";

const LENGTH_DEFAULT = 100_000;
const LENGTH_MAX = 1_000_000;

/** Text of many lines. */
export const kind = defineField({
  type: "long_text",
  group: "text",
  icon: "text",
  settings: [{ name: "maxLength", type: "integer", min: 1, max: LENGTH_MAX }],
  without: ["unique", "track"],
  value: () => ({ class: "long_text" }),
  operators: OPERATORS_OF.longText,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: true,
  parse(value, field) {
    if (value === null) return parsed(null);
    const text = linesOf(value);
    if (text === null) return refused("type", { type: field.type });
    if (text === "") return parsed(null);
    const max = field.settings.maxLength ?? LENGTH_DEFAULT;
    return text.length > max && lengthOf(text) > max ? refused("length", { max }) : parsed(text);
  },
  /** In lists the first line. */
  format(value, _field, context) {
    if (typeof value !== "string") return "";
    return context.dense ? (value.split("\n", 1)[0] ?? "").slice(0, 200) : value;
  },
  check: (doc) => checkWhole(doc, "maxLength", 1, LENGTH_MAX),
});
