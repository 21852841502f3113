import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { formatMoment, momentOf } from "../../lib/time.ts";

/** A moment, kept in UTC and shown in the viewer's zone. */
export const kind = defineField({
  type: "datetime",
  group: "time",
  icon: "clock",
  settings: [],
  value: () => ({ class: "datetime" }),
  operators: OPERATORS_OF.time,
  sortable: true,
  groupable: true,
  summable: false,
  title: false,
  searchable: false,
  parse(value, field) {
    if (value === null || value === "") return parsed(null);
    const moment = typeof value === "string" ? momentOf(value) : null;
    return moment === null ? refused("type", { type: field.type }) : parsed(moment);
  },
  format: (value, _field, context) => formatMoment(value, context),
});
