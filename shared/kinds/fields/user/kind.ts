import { defineField } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { parseId, REFERENCE_SETTINGS, titleOf } from "../../lib/references.ts";

/** A person of this workspace. */
export const kind = defineField({
  type: "user",
  group: "people",
  icon: "user",
  settings: REFERENCE_SETTINGS,
  value: () => ({ class: "reference", to: "user" }),
  operators: OPERATORS_OF.reference,
  sortable: true,
  groupable: true,
  summable: false,
  title: true,
  searchable: false,
  parse: (value, field) => parseId(value, field.type),
  format: (value, _field, _context, title) => titleOf(value, title),
});
