import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exampleHost, exampleRecord, exampleScope } from "./example-world.ts";
import { EXAMPLES } from "./examples.ts";
import { readFormula } from "./formula.ts";
import { FUNCTIONS } from "./registry.ts";

function value(source: string): unknown {
  const { formula, problems } = readFormula(source, exampleScope);
  if (!formula) return problems;
  const result = formula.evaluate({ record: exampleRecord, host: exampleHost });
  return result.ok ? result.value : { error: result.error };
}

interface Docs {
  readonly group: Readonly<Record<string, string>>;
  readonly param: Readonly<Record<string, string>>;
  readonly does: Readonly<Record<string, string>>;
}
const docs = (language: string): Docs => JSON.parse(readFileSync(new URL(`../messages/functions/${language}.json`, import.meta.url), "utf8")) as Docs;

describe("functions", () => {
  test.each(["en", "zh-CN"])("each is documented, with its parameters and group, in %s; nothing else is", (language) => {
    const { group, param, does } = docs(language);
    const sorted = (names: Iterable<string>): string[] => [...new Set(names)].sort();
    expect(sorted(Object.keys(does))).toEqual(sorted(FUNCTIONS.map(({ name }) => name)));
    expect(sorted(Object.keys(EXAMPLES))).toEqual(sorted(FUNCTIONS.map(({ name }) => name)));
    expect(sorted(Object.keys(param))).toEqual(sorted(FUNCTIONS.flatMap(({ params }) => params.map(({ name }) => name))));
    expect(sorted(Object.keys(group))).toEqual(sorted(FUNCTIONS.map((one) => one.group)));
  });

  test("there are at least a hundred, each once, at least forty-five for SQL", () => {
    const names = FUNCTIONS.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(FUNCTIONS.length).toBeGreaterThanOrEqual(100);
    expect(FUNCTIONS.filter(({ native }) => native !== false).length).toBeGreaterThanOrEqual(45);
  });

  test.each(Object.entries(EXAMPLES).flatMap(([name, examples]) => examples.map(([source, expected]) => ({ name, source, expected }))))("$name: $source", ({ source, expected }) => {
    expect(value(source)).toEqual(expected);
  });
});
