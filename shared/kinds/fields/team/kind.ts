import { defineField } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { parseId, REFERENCE_SETTINGS, titleOf } from "../../lib/references.ts";

/** A team. */
export const kind = defineField({
  type: "team",
  group: "people",
  icon: "users-round",
  settings: REFERENCE_SETTINGS,
  value: () => ({ class: "reference", to: "team" }),
  operators: OPERATORS_OF.reference,
  sortable: true,
  groupable: true,
  summable: false,
  title: true,
  searchable: false,
  parse: (value, field) => parseId(value, field.type),
  format: (value, _field, _context, title) => titleOf(value, title),
});
