import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check, type FormulaType, type Scope } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import { parse } from "./parse.ts";

const FIELDS: Record<string, { type: FormulaType; share: boolean }> = {
  stage: { type: "text", share: false },
  amount: { type: "number", share: false },
  discount: { type: "number", share: true },
  done: { type: "boolean", share: false },
  due: { type: "date", share: false },
  tags: { type: "list", share: false },
};
const scope: Scope = { field: (name) => FIELDS[name] };

function value(source: string, record: Parameters<typeof evaluate>[1] = {}): ReturnType<typeof evaluate> {
  const read = parse(source);
  if ("problem" in read) throw new Error(read.problem.code);
  expect(check(read.expression, scope).problems).toEqual([]);
  return evaluate(read.expression, record, scope);
}

function problems(source: string): string[] {
  const read = parse(source);
  return "problem" in read ? [`${read.problem.code}@${read.problem.from}`] : check(read.expression, scope).problems.map((found) => `${found.code}@${found.from}`);
}

describe("conditions", () => {
  test.each([
    ['stage = "won"', { stage: "won" }, true],
    ['stage <> "won"', {}, true],
    ['stage IN ("won", "lost")', { stage: "lost" }, true],
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
    ["amount > 1 OR done", { done: true }, true],
    ["amount > 1 AND done", {}, false],
    ['AND(stage = "won", OR(done, amount > 5))', { stage: "won", amount: "6" }, true],
    ['(stage = "a" OR stage = "b") AND NOT (done)', { stage: "b" }, true],
    ['stage = "say ""hi"""', { stage: 'say "hi"' }, true],
    ["amount = -5", { amount: "-5.00" }, true],
    ["NULL = stage", {}, true],
  ] as const)("%s over %o is %o", (source, record, expected) => {
    expect(value(source, { ...record })).toBe(expected);
  });

  test.each([
    ['stage = "won', "open_text@8"],
    ["stage = ", "unfinished@8"],
    ["stage == 1", "unexpected@7"],
    ["colour = 1", "unknown_field@0"],
    ["stage > 5", "cannot_compare@0"],
    ["amount AND done", "not_a_condition@0"],
    ["account.name = 1", "unknown_field@0"],
    ["stage.label = 1", "path_not_here@0"],
    ["SUM(amount) > 1", "unknown_function@0"],
    ["stage # 1", "unknown_character@6"],
    ["(done", "unfinished@5"],
    ["done)", "unexpected@4"],
    ["done > TRUE", "no_order@0"],
    ["-stage = 1", "not_a_number@1"],
  ])("%s is refused: %s", (source, expected) => {
    expect(problems(source)[0]).toBe(expected);
  });

  test("any text is read or refused, never thrown on", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z ()"=<>,ANDORT0-9%.-]{0,40}$/)), (source) => void problems(source)), { numRuns: 2000, seed: 7 });
  });

  test("deep nesting is refused, not a stack overflow", () => {
    expect(problems("(".repeat(5000) + "done")[0]).toMatch(/^too_deep/);
    expect(problems("NOT ".repeat(5000) + "done")[0]).toMatch(/^too_deep/);
    expect(problems("-".repeat(5000) + "1 = 1")[0]).toMatch(/^too_deep/);
  });
});
