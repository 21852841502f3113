import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import { REFUSALS } from "#server/refusal.ts";
import { acceptedLanguage, message, problemMessage } from "./messages.ts";

const SERVER = join(import.meta.dirname, "..");

/** Rules that the server's code gives to problems by name, with where. */
function rulesInCode(): Map<string, string> {
  const rules = new Map<string, string>();
  for (const entry of readdirSync(SERVER, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".ts") || entry.name.endsWith(".test.ts")) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), "utf8");
    // What brings its own text does not need the catalogue's.
    for (const [, rule = ""] of text.matchAll(/(?<!\.\.\.)\bproblem\((?:[^()"]|"[^"]*"|\([^()]*\))*?,\s*"([a-z_]+)"/g)) rules.set(rule, entry.name);
  }
  return rules;
}

describe("the server's words", () => {
  test.each(LANGUAGES)("every rule and refusal has a text in %s", (language) => {
    const rules = rulesInCode();
    expect(rules.size).toBeGreaterThan(40);
    expect([...rules].filter(([rule]) => message(language, `rule.${rule}`) === undefined)).toEqual([]);
    expect(Object.keys(REFUSALS).filter((code) => message(language, `title.${code}`) === undefined)).toEqual([]);
  });

  test("a field without a label is called by its name, a rule without a text by its own", () => {
    expect(problemMessage("en", problem("/lines/2/quantity", "required"))).toBe("quantity is missing.");
    expect(problemMessage("en", problem("/a", "no_such_rule"))).toContain("no_such_rule");
    expect(problemMessage("en", { ...problem("/a", "required"), message: "Say why." })).toBe("Say why.");
  });

  test.each([
    [undefined, null], ["", null], ["fr", null], ["zh", "zh-CN"], ["zh-Hant-TW", "zh-CN"], ["en-GB,en;q=0.9", "en"], ["fr, zh;q=0.2, en;q=0.7", "en"], ["en;q=0, zh;q=0.1", "zh-CN"], ["*", null],
  ] as const)("Accept-Language %j is understood as %j", (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});
