import { defineField, parsed, refused } from "../../define.ts";
import type { Finding } from "../../lib/check.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { formatDate, isDate } from "../../lib/time.ts";

/** A day, without time or zone. */
export const kind = defineField({
  type: "date",
  group: "time",
  icon: "calendar",
  settings: [
    { name: "min", type: "value", advanced: true },
    { name: "max", type: "value", advanced: true },
  ],
  value: () => ({ class: "date" }),
  operators: OPERATORS_OF.time,
  sortable: true,
  groupable: true,
  summable: false,
  title: true,
  searchable: false,
  parse(value, field) {
    if (value === null || value === "") return parsed(null);
    const date = typeof value === "string" ? value.trim() : "";
    if (!isDate(date)) return refused("type", { type: field.type });
    const { min, max } = field.settings;
    // ISO dates sort as text.
    if ((min !== undefined && date < String(min)) || (max !== undefined && date > String(max))) {
      return refused("range", { ...(min !== undefined && { min }), ...(max !== undefined && { max }) });
    }
    return parsed(date);
  },
  format: (value, _field, context) => formatDate(value, context),
  check({ min, max }) {
    const findings: Finding[] = [];
    for (const [setting, limit] of [["min", min], ["max", max]] as const) {
      if (limit !== undefined && !isDate(String(limit))) findings.push({ code: "limit_not_a_date", path: `/${setting}`, params: { setting } });
    }
    if (findings.length === 0 && min !== undefined && max !== undefined && min > max) findings.push({ code: "min_above_max", path: "/min", params: { min, max } });
    return findings;
  },
});
