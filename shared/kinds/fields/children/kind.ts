import { isJsonObject } from "#shared/lib/json.ts";
import { defineField, parsed, refused } from "../../define.ts";
import { missing } from "../../lib/check.ts";
import { formatWhole } from "../../lib/format-number.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** Most lines that one record is written with. */
const LINES_MAX = 1000;

/** The records of another object that point at this one. Each is parsed by its own object's fields in the write path. */
export const kind = defineField({
  type: "children",
  group: "relation",
  icon: "rows-3",
  settings: [
    { name: "of", type: "name", names: "object", required: true },
    { name: "by", type: "name", names: "field", of: "of", required: true },
  ],
  without: ["unique", "default", "track"],
  value: ({ of = "", by = "" }) => ({ class: "children", of, by }),
  operators: OPERATORS_OF.presence,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: false,
  parse(value, field) {
    if (value === null) return parsed(null);
    if (!Array.isArray(value) || !value.every(isJsonObject)) return refused("type", { type: field.type });
    return value.length > LINES_MAX ? refused("length", { max: LINES_MAX }) : parsed(value);
  },
  /** How many there are. */
  format: (value, _field, context) => (Array.isArray(value) ? formatWhole(value.length, context) : ""),
  check: ({ of, by }) => [...(of === undefined ? [missing("of")] : []), ...(by === undefined ? [missing("by")] : [])],
});
