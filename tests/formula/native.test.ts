import { describe, expect, test } from "vitest";
import { exampleScope } from "#shared/formula/example-world.ts";
import { EXAMPLES } from "#shared/formula/examples.ts";
import { readFormula } from "#shared/formula/formula.ts";
import { notNative } from "#shared/formula/native.ts";
import type { Node } from "#shared/formula/node.ts";
import { FUNCTIONS } from "#shared/formula/registry.ts";
import { formulaSql } from "#server/query/formula/compile.ts";
import { asHeld } from "#server/query/formula/typed.ts";
import { sql, statement } from "#server/query/sql.ts";
import { resolver } from "./world.ts";

/** Names of functions that a checked formula calls. */
function called(node: Node): string[] {
  return node.node === "call" ? [node.name, ...node.args.flatMap(called)] : node.node === "aggregate" ? [node.use.fn.toUpperCase()] : [];
}

describe("what a function says of SQL", () => {
  const examples = FUNCTIONS.flatMap(({ name, native }) => (EXAMPLES[name] ?? []).map(([source]) => ({ name, source, native: native !== false })));

  test.each(examples.filter(({ native }) => native))("$name is compiled for both databases: $source", ({ source }) => {
    const { formula } = readFormula(source, exampleScope);
    if (!formula || notNative(formula.node, exampleScope) !== null) return;
    for (const dialect of ["sqlite", "postgres"] as const) expect(statement(formulaSql(formula.node, resolver(dialect)), dialect).sql).not.toBe("");
  });

  test("each native one is so in at least one of its examples", () => {
    const compiled = new Set(examples.flatMap(({ source }) => {
      const { formula } = readFormula(source, exampleScope);
      return formula && notNative(formula.node, exampleScope) === null ? called(formula.node) : [];
    }));
    // They become something else: nested IFs, a path, an operator.
    const rewritten = ["IFS", "SWITCH", "MANAGER", "CONCAT", "DAYS"];
    expect(FUNCTIONS.filter(({ name, native }) => native !== false && !compiled.has(name) && !rewritten.includes(name)).map(({ name }) => name)).toEqual([]);
  });

  test.each(examples.filter(({ native }) => !native))("$name is not asked of SQL: $source", ({ name, source }) => {
    const { formula } = readFormula(source, exampleScope);
    if (!formula || !called(formula.node).includes(name)) return;
    // Over rows COUNT and AVERAGE are native, of plain values they are not.
    if (formula.node.node === "aggregate" && ["COUNT", "COUNT_DISTINCT", "AVERAGE"].includes(name)) return;
    expect(notNative(formula.node, exampleScope)).not.toBe(null);
    expect(() => formulaSql(formula.node, resolver("sqlite"))).toThrow();
  });

  test("a percentage is held as a percent number", () => {
    const share = { kind: "number", scale: 4, style: "percent" } as const;
    expect(statement(asHeld(sql`x`, share, "postgres"), "postgres").sql).toBe("(x * 100)");
    expect(statement(asHeld(sql`x`, share, "sqlite"), "sqlite").sql).toBe("x");
  });

  test("what stands in a formula can't leave its literal", () => {
    const { formula } = readFormula(`name = "'; drop table main; --" AND amount > -5 - -3`, exampleScope);
    const text = formula ? statement(formulaSql(formula.node, resolver("sqlite")), "sqlite").sql : "";
    expect(text).toContain("'''; drop table main; --'");
    expect(text.replace(/'(?:[^']|'')*'/g, "")).not.toContain("--");
  });
});
