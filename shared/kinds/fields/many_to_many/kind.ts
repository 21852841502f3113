import { defineField } from "../../define.ts";
import { missing, type Finding } from "../../lib/check.ts";
import { parseList, wordsOf } from "../../lib/lists.ts";
import { joinList } from "../../lib/locale.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { parseId, titleOf } from "../../lib/references.ts";

/** Several records of another object. */
export const kind = defineField({
  type: "many_to_many",
  group: "relation",
  icon: "waypoints",
  settings: [
    { name: "to", type: "names", names: "object", required: true },
    { name: "where", type: "where", advanced: true },
  ],
  without: ["unique", "track"],
  value: (doc) => ({ class: "links", to: doc.to?.[0] ?? "" }),
  operators: OPERATORS_OF.links,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: false,
  parse: (value, field) => parseList(value, field.type, (item) => parseId(item, field.type)),
  format: (value, _field, context, title) => joinList(wordsOf(value).map((id) => titleOf(id, title)), context.language),
  check({ to }): Finding[] {
    if (to === undefined || to.length === 0) return [missing("to")];
    return to.length === 1 ? [] : [{ code: "one_target", path: "/to" }];
  },
});
