import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BINARY_OPERATORS, type Expression } from "./ast.ts";
import { exampleScope } from "./example-world.ts";
import { readFormula } from "./formula.ts";
import { parse } from "./parse.ts";
import { print } from "./print.ts";

const AT = { from: 0, to: 0 };
const name = fc.constantFrom("amount", "account.industry", "parent.rate", "stage", "this.id");
const leaf: fc.Arbitrary<Expression> = fc.oneof(
  fc.oneof(fc.string({ minLength: 1, maxLength: 8 }), fc.constantFrom("=", ",", ")", "(", "-", "AND", "BY", "&&")).filter((value) => !value.includes("\u0000")).map((value): Expression => ({ ...AT, node: "text", value })),
  fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 9999 }), fc.boolean()).map(([whole, fraction, percent]): Expression => ({ ...AT, node: "number", value: percent ? `${whole}.${String(fraction).padStart(4, "0")}` : fraction === 0 ? String(whole) : `${whole}.${fraction}`, percent })),
  fc.boolean().map((value): Expression => ({ ...AT, node: "boolean", value })),
  fc.constant<Expression>({ ...AT, node: "null" }),
  name.map((path): Expression => ({ ...AT, node: "field", path: path.split(".") })),
);
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof({ maxDepth: 4, depthSize: "small" }, leaf,
    tie("expression").map((operand): Expression => ({ ...AT, node: "not", operand })),
    tie("expression").map((operand): Expression => ({ ...AT, node: "negate", operand })),
    fc.tuple(fc.constantFrom(...BINARY_OPERATORS), tie("expression"), tie("expression")).map(([operator, left, right]): Expression => ({ ...AT, node: "binary", operator, left, right })),
    fc.tuple(tie("expression"), fc.array(tie("expression"), { minLength: 1, maxLength: 3 })).map(([operand, list]): Expression => ({ ...AT, node: "in", operand, list })),
    fc.tuple(fc.constantFrom("SUM", "LAST", "AND", "IF"), fc.array(tie("expression"), { maxLength: 3 }), fc.option(tie("expression"))).map(([called, parts, by]): Expression => ({ ...AT, node: "call", name: called, nameTo: 0, arguments: parts, by: parts.length === 0 ? null : by })),
  ),
}));

/** An expression without its places. */
const bare = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, item: unknown) => (["from", "to", "nameTo"].includes(key) ? undefined : item)));

describe("reading and writing", () => {
  test("what is printed reads as the same expression", () => {
    fc.assert(fc.property(expression, (given) => {
      const text = print(given);
      const read = parse(text);
      if ("problem" in read) throw new Error(`${text}: ${read.problem.code}`);
      expect(bare(read.expression)).toEqual(bare(given));
    }), { numRuns: 3000, seed: 11 });
  });

  test("any text is read or refused, never thrown on", () => {
    const anything = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.stringMatching(/^[a-z ()"=<>,ANDORTIFSUM0-9%.&*/+-]{0,60}$/));
    fc.assert(fc.property(anything, (source) => void readFormula(source, exampleScope)), { numRuns: 3000, seed: 7 });
  });

  test("places lie within the text, fixes too", () => {
    const broken = fc.tuple(expression, fc.nat({ max: 60 }), fc.constantFrom("", "(", ")", ",", '"', "=", "x", "!")).map(([given, at, sign]) => print(given).slice(0, at) + sign + print(given).slice(at + 1));
    fc.assert(fc.property(broken, (source) => {
      for (const { from, to, fix } of readFormula(source, exampleScope).problems) {
        expect(from).toBeLessThanOrEqual(to);
        expect(to).toBeLessThanOrEqual(source.length);
        if (fix) expect(fix.to <= source.length && fix.from <= fix.to).toBe(true);
      }
    }), { numRuns: 2000, seed: 3 });
  });

  test("deep and long ones are refused, not a stack overflow", () => {
    const code = (source: string): string => readFormula(source, exampleScope).problems[0]?.code ?? "";
    expect(code("(".repeat(5000) + "active")).toBe("too_deep");
    expect(code("NOT ".repeat(2000) + "active")).toBe("too_deep");
    expect(code("-".repeat(5000) + "1 = 1")).toBe("too_deep");
    expect(code(Array.from({ length: 2500 }, () => "1").join("+"))).toBe("too_long");
    expect(code("1+".repeat(6000) + "1")).toBe("too_long");
    expect(readFormula(Array.from({ length: 900 }, () => "amount").join(" + "), exampleScope).problems).toEqual([]);
  });
});
