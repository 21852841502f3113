import { defineField } from "../../define.ts";
import { parseList, wordsOf } from "../../lib/lists.ts";
import { joinList } from "../../lib/locale.ts";
import { checkOptions, OPTION_SETTINGS, optionLabel, parseOption } from "../../lib/options.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** Several of a list of options. */
export const kind = defineField({
  type: "multi_select",
  group: "choice",
  icon: "list-checks",
  settings: OPTION_SETTINGS,
  without: ["unique", "track"],
  value: () => ({ class: "list", to: null }),
  operators: OPERATORS_OF.list,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: false,
  parse: (value, field) => parseList(value, field.type, (item) => parseOption(item, field)),
  format: (value, field, context) => joinList(wordsOf(value).map((word) => optionLabel(word, field, context.language)), context.language),
  check: checkOptions,
});
