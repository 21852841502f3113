import { defineField } from "../../define.ts";
import { formatFiles, parseFiles } from "../../lib/files.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** Pictures. */
export const kind = defineField({
  type: "image",
  group: "media",
  icon: "image",
  settings: [{ name: "many", type: "boolean" }],
  without: ["unique", "default", "track"],
  value: () => ({ class: "json" }),
  operators: OPERATORS_OF.presence,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: false,
  parse: (value, field) => parseFiles(value, field, "image/"),
  format: (value, _field, context) => formatFiles(value, context.language),
});
