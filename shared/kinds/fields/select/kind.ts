import { defineField } from "../../define.ts";
import { checkOptions, OPTION_SETTINGS, optionLabel, parseOption } from "../../lib/options.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";

/** One of a list of options. */
export const kind = defineField({
  type: "select",
  group: "choice",
  icon: "circle-chevron-down",
  settings: OPTION_SETTINGS,
  value: () => ({ class: "word" }),
  operators: OPERATORS_OF.word,
  sortable: true,
  groupable: true,
  summable: false,
  title: false,
  searchable: false,
  parse: parseOption,
  format: (value, field, context) => (typeof value === "string" ? optionLabel(value, field, context.language) : ""),
  check: checkOptions,
});
