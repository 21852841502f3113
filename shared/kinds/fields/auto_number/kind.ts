import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { lineOf } from "../../lib/text.ts";
import { checkFormat } from "./number.ts";

const LENGTH_MAX = 64;

/** A number that the platform gives a new record, such as `SO-202611-0042`. Typed only in imports and package data. */
export const kind = defineField({
  type: "auto_number",
  group: "other",
  icon: "binary",
  settings: [
    { name: "format", type: "text", required: true },
    { name: "reset", type: "select", words: ["never", "year", "month", "day"], advanced: true },
  ],
  without: ["required", "default", "track"],
  readOnly: true,
  value: () => ({ class: "word" }),
  operators: OPERATORS_OF.code,
  sortable: true,
  groupable: false,
  summable: false,
  title: true,
  searchable: true,
  parse(value, field) {
    if (value === null) return parsed(null);
    const text = lineOf(value);
    if (text === null) return refused("type", { type: field.type });
    if (text === "") return parsed(null);
    return text.length > LENGTH_MAX ? refused("length", { max: LENGTH_MAX }) : parsed(text);
  },
  format: (value) => (typeof value === "string" ? value : ""),
  check: checkFormat,
});
