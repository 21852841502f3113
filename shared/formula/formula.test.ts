import { describe, expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import type { RecordEnvironment } from "./environment.ts";
import { exampleHost, exampleRecord } from "./example-world.ts";
import { readFormula } from "./formula.ts";
import type { Scope, ScopeField } from "./scope.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, listOf, number, referenceTo, TEXT, type FormulaType } from "./types.ts";

const FIELDS: Record<string, FormulaType> = {
  stage: TEXT, amount: number(2), price: number(4), rate: number(6), count: INTEGER, discount: number(4, "percent"), done: BOOLEAN, due: DATE, at: DATETIME, tags: listOf(TEXT), owner: referenceTo("user"),
};
const scope: Scope = {
  object: "thing", parent: null, tree: null, target: () => undefined, fieldNames: Object.keys(FIELDS), objectNames: [],
  field: (name): ScopeField | undefined => {
    const type = FIELDS[name];
    return type && { name, type, source: "plain" };
  },
};

function record(values: Readonly<Record<string, Json>>): RecordEnvironment {
  return { ...exampleRecord, value: (ref) => values[ref.text] ?? null };
}

function value(source: string, values: Readonly<Record<string, Json>> = {}, expected?: FormulaType): unknown {
  const { formula, problems } = readFormula(source, scope, expected);
  if (!formula) return problems.map(({ code, from }) => `${code}@${from}`);
  const result = formula.evaluate({ record: record(values), host: exampleHost });
  return result.ok ? result.value : { error: result.error };
}

type Values = Readonly<Record<string, Json>>;

describe("conditions", () => {
  test.each<readonly [string, Values, boolean | null]>([
    ['stage = "won"', { stage: "won" }, true],
    ['stage <> "won"', {}, true],
    ['stage IN ("won", "lost")', { stage: "lost" }, true],
    ['stage NOT IN ("won", "lost")', {}, true],
    ["amount > 1000", { amount: "1000.00" }, false],
    ["amount >= 1000", { amount: "1000.00" }, true],
    ["discount > 15%", { discount: "15.01" }, true],
    ["discount = 15%", { discount: "15.00" }, true],
    ["done", {}, false],
    ["NOT done", {}, true],
    ['due < "2026-11-24"', { due: "2026-11-23" }, true],
    ['due = ""', {}, true],
    ["amount > 1", {}, null],
    ["NOT amount > 1", {}, null],
    ["NOT(amount > 1)", {}, null],
    ["amount > 1 OR done", { done: true }, true],
    ["amount > 1 AND done", {}, false],
    ['AND(stage = "won", OR(done, amount > 5))', { stage: "won", amount: "6" }, true],
    ['(stage = "a" OR stage = "b") AND NOT (done)', { stage: "b" }, true],
    ['stage = "say ""hi"""', { stage: 'say "hi"' }, true],
    ["amount = -5", { amount: "-5.00" }, true],
    ["NULL = stage", {}, true],
    ['owner = "u1"', { owner: { object: "user", id: "u1" } }, true],
    ['HAS(tags, "vip")', { tags: ["vip"] }, true],
    ['"vip" IN tags', { tags: ["vip"] }, true],
    ['tags = ""', { tags: [] }, true],
    // A date is its beginning beside a moment, in the workspace's zone.
    ['at >= due', { at: "2026-11-23T16:00:00.000Z", due: "2026-11-24" }, true],
    ['at < due', { at: "2026-11-23T15:59:59.999Z", due: "2026-11-24" }, true],
  ])("%s over %o is %o", (source, values, expected) => {
    expect(value(source, { ...values })).toBe(expected);
  });
});

describe("numbers", () => {
  test.each([
    // Empty counts 0 in + − ×, is no divisor (contract §2).
    ["amount + 1", {}, "1.00"],
    ["amount * 5", {}, "0.00"],
    ["-amount", {}, "0.00"],
    ["amount / 2", {}, "0.0000000000"],
    ["1 / amount", {}, null],
    ["1 / 0", {}, null],
    ["SUM(amount, price)", {}, "0.0000"],
    ["MAX(amount, price)", {}, null],
    ["ROUND(amount, 1)", {}, null],
    // Scales: sum the larger one, product both up to ten, quotient ten.
    ["amount + price", { amount: "1.50", price: "0.0025" }, "1.5025"],
    ["amount * price", { amount: "1.50", price: "0.0025" }, "0.003750"],
    ["rate * rate", { rate: "0.123456" }, "0.0152413839"],
    ["2 / 3", {}, "0.6666666667"],
    ["-2 / 3", {}, "-0.6666666667"],
    ["ROUND(2.5) & \"\"", {}, "3"],
    ["ROUND(-0.125, 2)", {}, "-0.13"],
    // T-0b, T-12g, T-8d of modules.md.
    ["ROUND(25 * 198.00 * 7.1250, 2)", {}, "35268.75"],
    ["ROUND(8000.00 * 17 / 30, 2)", {}, "4533.33"],
    ["ROUND(MAX(0, 1 - ABS(450000.00 - 420000.00) / 420000.00), 4)", {}, "0.9286"],
    // 18 digits; what ROUND brings back was never too long.
    ["amount * amount", { amount: "9999999999.99" }, { error: "overflow" }],
    ["ROUND(amount / 1.13, 2)", { amount: "9999999999999999.99" }, "8849557522123893.80"],
    ["amount + amount", { amount: "9999999999999999.99" }, { error: "overflow" }],
    ["amount - amount + amount - amount", { amount: "9999999999999999.99" }, "0.00"],
    // Binding.
    ["2 + 3 * 4 - 10 / 4", {}, "11.5000000000"],
    ["-2 * 3 + 1", {}, -5],
    ["1 + 2 & 3", {}, "33"],
    ["2 - 3 - 4", {}, -5],
    ["7 / 2 * 2", {}, "7.0000000000"],
    ['LEN(SUBSTITUTE(REPT("a", 100000), "a", REPT("b", 100000)))', {}, { error: "overflow" }],
    // Dates.
    ["due - 30", { due: "2026-03-01" }, "2026-01-30"],
    ["due + 1", { due: "9999-12-31" }, null],
    ["TODAY() - due", { due: "2026-11-01" }, 23],
    ["TODAY() - due", {}, null],
    ["at - at", { at: "2026-11-23T16:00:00.000Z" }, "0.0000000000"],
    ["ROUND((at - NOW()) * 1440)", { at: "2026-11-24T03:00:00.000Z" }, "30"],
    ["due - \"2026-01-01\"", { due: "2026-01-31" }, 30],
  ] as const)("%s over %o is %o", (source, values, expected) => {
    expect(value(source, { ...values })).toEqual(expected);
  });

  test.each([
    ["amount * price", number(2), { amount: "1.50", price: "0.0967" }, "0.15"],
    ["amount / 8", number(4, "percent"), { amount: "1.00" }, "12.50"],
    ["IF(done, amount / 1.13, amount)", number(2), { amount: "9999999999999999.99" }, "9999999999999999.99"],
    ["count", number(2), { count: 5 }, "5.00"],
    ["at", DATE, { at: "2026-11-23T16:00:00.000Z" }, "2026-11-24"],
    ["NULL", number(2), {}, null],
    ["stage", number(2), {}, ["returns@0"]],
  ] as const)("%s as %o", (source, expected, values, result) => {
    expect(value(source, { ...values }, expected)).toEqual(result);
  });
});
