import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { formatMonth, isMonth } from "../../lib/time.ts";

/** A calendar month: "2026-11". */
export const kind = defineField({
  type: "month",
  group: "time",
  icon: "calendar-range",
  settings: [],
  value: () => ({ class: "month" }),
  operators: OPERATORS_OF.month,
  sortable: true,
  groupable: true,
  summable: false,
  title: true,
  searchable: false,
  parse(value, field) {
    if (value === null || value === "") return parsed(null);
    const month = typeof value === "string" ? value.trim() : "";
    return isMonth(month) ? parsed(month) : refused("type", { type: field.type });
  },
  format: (value, _field, context) => formatMonth(value, context),
});
