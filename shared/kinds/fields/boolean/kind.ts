import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** Yes or no; unset is no. */
export const kind = defineField({
  type: "boolean",
  group: "choice",
  icon: "square-check",
  settings: [],
  without: ["required", "unique"],
  value: () => ({ class: "boolean" }),
  operators: OPERATORS_OF.boolean,
  sortable: true,
  groupable: true,
  summable: false,
  title: false,
  searchable: false,
  parse(value, field) {
    if (value === null) return parsed(false);
    return typeof value === "boolean" ? parsed(value) : refused("type", { type: field.type });
  },
  /** A tick, or the dash that stands for "no" in lists; words need a catalogue, which `view.tsx` has. */
  format: (value) => (value === true ? "✓" : value === false ? "–" : ""),
});
