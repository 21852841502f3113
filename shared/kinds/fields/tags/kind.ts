import { defineField, parsed, refused } from "../../define.ts";
import { parseList, wordsOf } from "../../lib/lists.ts";
import { joinList } from "../../lib/locale.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { lengthOf, lineOf } from "../../lib/text.ts";

const LENGTH_MAX = 64;

/** Free words. */
export const kind = defineField({
  type: "tags",
  group: "choice",
  icon: "tags",
  settings: [],
  without: ["unique", "track"],
  value: () => ({ class: "list", to: null }),
  operators: OPERATORS_OF.list,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: true,
  parse: (value, field) =>
    parseList(value, field.type, (item) => {
      const word = lineOf(item);
      if (word === null) return refused("type", { type: field.type });
      return lengthOf(word) > LENGTH_MAX ? refused("length", { max: LENGTH_MAX }) : parsed(word === "" ? null : word);
    }),
  format: (value, _field, context) => joinList(wordsOf(value), context.language),
});
