import { defineField } from "../../define.ts";
import { parseList, wordsOf } from "../../lib/lists.ts";
import { joinList } from "../../lib/locale.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { parseId, titleOf } from "../../lib/references.ts";

/** Several people of this workspace. */
export const kind = defineField({
  type: "users",
  group: "people",
  icon: "users",
  settings: [],
  without: ["unique", "track"],
  value: () => ({ class: "list", to: "user" }),
  operators: OPERATORS_OF.list,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: false,
  parse: (value, field) => parseList(value, field.type, (item) => parseId(item, field.type)),
  format: (value, _field, context, title) => joinList(wordsOf(value).map((id) => titleOf(id, title)), context.language),
});
