import { defineField, parsed, refused } from "../../define.ts";
import { checkWhole } from "../../lib/check.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { checkPattern, matchesPattern, PATTERN_TEXT_MAX } from "../../lib/pattern.ts";
import { lengthOf, lineOf } from "../../lib/text.ts";

const LENGTH_DEFAULT = 255;
/** Longer text does not fit into an index of every database. */
const LENGTH_MAX = 800;

/** One line of text. */
export const kind = defineField({
  type: "text",
  group: "text",
  icon: "type",
  settings: [
    { name: "maxLength", type: "integer", min: 1, max: LENGTH_MAX },
    { name: "pattern", type: "text", advanced: true },
  ],
  value: () => ({ class: "text" }),
  operators: OPERATORS_OF.text,
  sortable: true,
  groupable: true,
  summable: false,
  title: true,
  searchable: true,
  parse(value, field) {
    if (value === null) return parsed(null);
    const text = lineOf(value);
    if (text === null) return refused("type", { type: field.type });
    if (text === "") return parsed(null);
    const { maxLength = LENGTH_DEFAULT, pattern } = field.settings;
    const max = pattern === undefined ? maxLength : Math.min(maxLength, PATTERN_TEXT_MAX);
    if (lengthOf(text) > max) return refused("length", { max });
    return pattern === undefined || matchesPattern(pattern, text) ? parsed(text) : refused("pattern");
  },
  format: (value) => (typeof value === "string" ? value : ""),
  check: (doc) => [...checkWhole(doc, "maxLength", 1, LENGTH_MAX), ...checkPattern(doc)],
});
