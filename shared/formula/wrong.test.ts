import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exampleScope } from "./example-world.ts";
import { readFormula } from "./formula.ts";
import { BOOLEAN, number, type FormulaType } from "./types.ts";

type Catalogue = { [key: string]: string | Catalogue };
const read = (language: string): Catalogue => JSON.parse(readFileSync(new URL(`../messages/formula/${language}.json`, import.meta.url), "utf8")) as Catalogue;
const CATALOGUES = { en: read("en"), "zh-CN": read("zh-CN") };

/** What i18next makes of a message: parameters first, then messages inside it. */
function said(code: string, params: Readonly<Record<string, string | number>>, language: keyof typeof CATALOGUES): string {
  const find = (path: string): string => path.split(".").reduce<string | Catalogue>((at, key) => (typeof at === "string" ? at : (at[key] ?? `missing:${path}`)), CATALOGUES[language]) as string;
  return find(code).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name])).replace(/\$t\(formula:([\w.]+)\)/g, (_, path: string) => find(path));
}

/** Wrong formula, code, the words blamed and where they begin, the formula with the proposed fix (null: none), what is said. */
const WRONG: readonly (readonly [source: string, code: string, blamed: string, from: number, mended: string | null, message: string, expected?: FormulaType])[] = [
  ["stage = \"draft", "open_text", "\"draft", 8, "stage = \"draft\"", "The text is not closed. Add a double quote."],
  ["amount = ", "unfinished", "", 9, null, "The formula ends too early."],
  ["amount == 1", "double_equals", "=", 8, "amount = 1", "One = is enough."],
  ["=amount", "leading_equals", "=", 0, "amount", "A formula here begins without =."],
  ["amount != 1", "written_otherwise", "!=", 7, "amount <> 1", "Formulas write <> for !=."],
  ["active && amount > 1", "written_otherwise", "&&", 7, "active  AND  amount > 1", "Formulas write AND for &&."],
  ["active || amount > 1", "written_otherwise", "||", 7, "active  OR  amount > 1", "Formulas write OR for ||."],
  ["amount ≥ 5", "written_otherwise", "≥", 7, "amount >= 5", "Formulas write >= for ≥."],
  ["“draft” = stage", "wrong_quotes", "“draft”", 0, "\"draft\" = stage", "Texts stand in straight double quotes."],
  ["stage = 'draft'", "wrong_quotes", "'draft'", 8, "stage = \"draft\"", "Texts stand in straight double quotes."],
  ["[amount] + 1", "bracketed_name", "[amount]", 0, "amount + 1", "Fields are written without brackets: amount."],
  ["amount ^ 2", "no_power_sign", "^", 7, null, "There is no sign for powers. Write POWER(number, exponent)."],
  ["amount > .5", "bare_point", ".5", 9, "amount > 0.5", "Write 0.5, with a digit before the point."],
  ["ROUND(amount; 2)", "written_otherwise", ";", 12, "ROUND(amount, 2)", "Formulas write , for ;."],
  ["ROUND(amount, 2", "not_closed", "", 15, "ROUND(amount, 2)", "A bracket is not closed."],
  ["amount + 1)", "no_opening", ")", 10, "amount + 1", "This bracket was never opened."],
  ["SUM(1,,2)", "spare_comma", ",", 5, "SUM(1,2)", "There is a comma too many."],
  ["1 < amount < 5", "chained_comparison", "<", 11, "1 < amount AND amount < 5", "Compare two at a time and join with AND."],
  ["amout > 1", "unknown_field", "amout", 0, "amount > 1", "There is no field amout in thing."],
  ["Amount_ > 1", "unknown_field", "Amount_", 0, "amount > 1", "There is no field Amount_ in thing."],
  ["stage = draft", "option_without_quotes", "draft", 8, "stage = \"draft\"", "draft is an option: put it in double quotes."],
  ["stage = \"darft\"", "unknown_option", "\"darft\"", 8, "stage = \"draft\"", "darft is none of the field's options: draft, review, done."],
  ["TODAY - due_on", "function_without_brackets", "TODAY", 0, "TODAY() - due_on", "TODAY is a function: add brackets."],
  ["ROUDN(amount, 2)", "unknown_function", "ROUDN", 0, "ROUND(amount, 2)", "There is no function ROUDN."],
  ["ROUND()", "too_few_arguments", "ROUND()", 0, null, "ROUND needs more: ROUND(number, [digits])."],
  ["ROUND(amount, 2, 3)", "too_many_arguments", "3", 17, "ROUND(amount, 2)", "ROUND takes at most 2 here."],
  ["ABS(amount, 1)", "too_many_arguments", "1", 12, "ABS(amount)", "ABS takes at most 1 here."],
  ["amount(1)", "field_is_no_function", "amount", 0, null, "amount is a field: it takes no brackets."],
  ["amount()", "field_is_no_function", "amount", 0, "amount", "amount is a field: it takes no brackets."],
  ["name + nickname", "join_with_ampersand", "name + nickname", 0, "name & nickname", "Texts are joined with &."],
  ["amount + \"5\"", "not_a_number", "\"5\"", 9, "amount + 5", "This is text, not a number."],
  ["amount > \"1,000\"", "number_in_quotes", "\"1,000\"", 9, "amount > 1000", "1,000 is a text: leave out the quotes."],
  ["discount > 15", "percent_sign", "15", 11, "discount > 15%", "15 is meant as a percentage: the % sign is missing."],
  ["due_on > \"2026/1/5\"", "not_a_date", "\"2026/1/5\"", 9, "due_on > \"2026-01-05\"", "2026/1/5 is no date. Dates are written as 2026-11-24."],
  ["due_on > \"soon\"", "not_a_date", "\"soon\"", 9, null, "soon is no date. Dates are written as 2026-11-24."],
  ["active = \"yes\"", "truth_in_quotes", "\"yes\"", 9, "active = TRUE", "yes is a text. Write TRUE or FALSE."],
  ["tags = \"vip\"", "list_has", "tags = \"vip\"", 0, "HAS(tags, \"vip\")", "Whether vip is in a list says HAS."],
  ["name > 5", "cannot_compare", "name > 5", 0, null, "text and number can't be compared."],
  ["active AND amount", "not_a_condition", "amount", 11, "active AND amount <> 0", "This yields number; a condition is true or false."],
  ["amount", "not_a_condition", "amount", 0, "amount <> 0", "This yields number; a condition is true or false.", BOOLEAN],
  ["name", "not_a_condition", "name", 0, "name <> \"\"", "This yields text; a condition is true or false.", BOOLEAN],
  ["name", "returns", "name", 0, "VALUE(name)", "This yields text; the field wants number.", number(2)],
  ["lines.size > 5", "rows_need_function", "lines.size", 0, "SUM(lines.size) > 5", "lines has many rows. Say what to do with them: SUM, COUNT, MAX …"],
  ["SUM(lines)", "which_field_of_rows", "lines", 4, null, "Say which field of lines."],
  ["SUM(lines.siez)", "unknown_field", "siez", 10, "SUM(lines.size)", "There is no field siez in line."],
  ["SUM(lines.size, lines.open)", "condition_is_of_rows", "lines.open", 16, "SUM(lines.size, open)", "In a condition a bare name is the row's own: leave out lines."],
  ["SUM(lines.size, size)", "not_a_condition", "size", 16, "SUM(lines.size, size <> 0)", "This yields number; a condition is true or false."],
  ["SUM(lines.size, COUNT(lines) > 1)", "nested_aggregate", "COUNT(lines)", 16, null, "An aggregate can't stand inside another. Make COUNT a field of its own."],
  ["this.amount > 1", "this_outside", "this.amount", 0, "amount > 1", "this means the record around an aggregate. Here a field's bare name is enough."],
  ["owner_id.manger", "unknown_field_of", "manger", 9, "owner_id.manager", "user has no field manger."],
  ["stage.probabilty > 10%", "unknown_attribute", "stage.probabilty", 0, "stage.probability > 10%", "stage has no probabilty. It has probability, closed."],
  ["name.length", "no_path", "name.length", 0, null, "name is text and leads nowhere."],
  ["line.size > 1", "object_needs_function", "line.size", 0, "SUM(line.size) > 1", "line has many records. Say what to do with them: SUM, COUNT, MAX …"],
  ["IF(active, amount, name)", "different_types", "name", 19, null, "This is text, the other value is number."],
  ["IFS(active, 1, 2)", "condition_without_value", "2", 15, "IFS(active, 1, TRUE, 2)", "In IFS each condition has a value after it."],
  ["NOT(active, active)", "not_takes_one", "NOT(active, active)", 0, null, "NOT takes one condition."],
  ["LEN(amount)", "not_text", "amount", 4, "LEN(amount & \"\")", "This is number, not a text."],
  ["YEAR(name)", "not_a_date_type", "name", 5, "YEAR(DATEVALUE(name))", "This is text, not a date."],
  ["START_OF(due_on, \"mouth\")", "one_of_words", "\"mouth\"", 17, "START_OF(due_on, \"month\")", "This must be one of \"week\", \"month\", \"quarter\", \"year\"."],
  ["due_on + due_on", "dates_not_added", "due_on + due_on", 0, null, "Two dates can't be added."],
  ["5 - due_on", "date_from_number", "5 - due_on", 0, null, "A date can't be taken from number."],
  ["active > TRUE", "no_order", "active > TRUE", 0, null, "true or false has no order."],
  ["owner_id = area", "other_object", "owner_id = area", 0, null, "This points at user, the other at area."],
  ["MONTH_OF(due_on) = due_on", "month_and_date", "due_on", 19, "MONTH_OF(due_on) = MONTH_OF(due_on)", "A month and a date can't be compared. Take the date's month."],
  ["HAS(name, \"x\")", "not_a_list", "name", 4, null, "This is text, not a list."],
  ["SHARE(lines)", "condition_wanted", "SHARE(lines)", 0, null, "SHARE needs a condition: SHARE(lines, …)."],
  ["FIRST(amount)", "rows_wanted", "amount", 6, null, "FIRST runs over rows: a child list or an object."],
  ["SUM(amount BY due_on)", "by_not_here", "due_on", 14, null, "SUM has no order: BY belongs to FIRST, LAST and ALLOCATE."],
  ["UNDER(owner_id)", "no_tree", "UNDER(owner_id)", 0, null, "thing is no tree: it has no field that points at its own kind."],
  ["MANAGER(ME())", "path_wanted", "ME()", 8, null, "MANAGER wants a person's field, such as owner_id."],
  ["TIER(amount, 5, 6)", "tier_rows_wanted", "5", 13, null, "TIER takes thresholds and results from a child list's fields."],
  ["ALLOCATE(amount, size, \"fair\")", "one_of_words", "\"fair\"", 23, null, "This must be one of \"proportional\", \"equal\", \"in_order\"."],
  ["STAGE_ENTERED(batch.total)", "own_field_wanted", "batch.total", 14, null, "This must be one of the record's own fields."],
  ["stage IN ()", "empty_list", "stage IN ()", 0, null, "The list after IN is empty."],
  ["amount name", "unexpected", "name", 7, null, "name can't stand here."],
  ["-name", "not_a_number", "name", 1, "-VALUE(name)", "This is text, not a number."],
  ["1234567890123456789", "long_number", "1234567890123456789", 0, null, "1234567890123456789 has more digits than a number can have (18, of which 10 behind the point)."],
  ["FILLED(\"nmae\")", "unknown_field", "nmae", 8, "FILLED(\"name\")", "There is no field nmae in thing."],
  ["SWITCH(stage, \"drafft\", 1)", "unknown_option", "\"drafft\"", 14, "SWITCH(stage, \"draft\", 1)", "drafft is none of the field's options: draft, review, done."],
  ["CONCAT(lines, 1)", "rows_need_function", "lines", 7, null, "lines has many rows. Say what to do with them: SUM, COUNT, MAX …"],
  ["amount + due_on - check_in", "not_a_number", "check_in", 18, null, "This is place, not a number."],
  ["金额 > 1", "unknown_field", "金额", 0, null, "There is no field 金额 in thing."],
  ["parent.totl > 1", "unknown_field_of", "totl", 7, "parent.total > 1", "batch has no field totl."],
];

describe("wrong formulas", () => {
  test("there are at least fifty", () => expect(WRONG.length).toBeGreaterThanOrEqual(50));

  test.each(WRONG.map(([source, code, blamed, from, mended, message, expected]) => ({ source, code, blamed, from, mended, message, expected })))("$source", ({ source, code, blamed, from, mended, message, expected }) => {
    const [problem, ...others] = readFormula(source, exampleScope, expected).problems;
    if (!problem) throw new Error("nothing is wrong with it");
    expect(others).toEqual([]);
    expect([problem.code, source.slice(problem.from, problem.to), problem.from]).toEqual([code, blamed, from]);
    const { fix, params } = problem;
    expect(fix ? source.slice(0, fix.from) + fix.text + source.slice(fix.to) : null).toBe(mended);
    expect(said(code, params, "en")).toBe(message);
    const chinese = said(code, params, "zh-CN");
    expect(chinese).toMatch(/[\u4e00-\u9fff]/);
    expect(`${message}${chinese}`).not.toMatch(/undefined|missing:|\{\{|\$t/);
  });

  // Of an object's field in a condition, what the sum is of is for people to say.
  const HALF = ["SUM(line.size) > 1"];
  test.each(WRONG.flatMap(([, , , , mended, , expected]) => (mended === null || HALF.includes(mended) ? [] : [{ mended, expected }])))("mended: $mended", ({ mended, expected }) => {
    expect(readFormula(mended, exampleScope, expected).problems).toEqual([]);
  });
});
