import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from "@mantine/core";
import { describe, expect, it } from "vitest";
import { hues } from "./hue.ts";
import { cssVariablesResolver, theme, variableTokens } from "./theme.ts";

const mantineCss = readFileSync(createRequire(import.meta.url).resolve("@mantine/core/styles.css"), "utf8");
const tokensCss = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const merged = mergeMantineTheme(DEFAULT_THEME, theme);
const ours = cssVariablesResolver(merged);
const mantines = defaultCssVariablesResolver(merged);

/** Read by a rule of Mantine's CSS, or written by Mantine for its components (which name some in JavaScript only). */
function isKnown(name: string): boolean {
  return new RegExp(`${name}(?![\\w-])`).test(mantineCss) || name in mantines.light || name in mantines.variables;
}

describe("Mantine's variables", () => {
  it.each(Object.keys(variableTokens))("%s is one that Mantine's CSS uses", (name) => {
    expect(mantineCss).toMatch(new RegExp(`--${name}(?![\\w-])`));
  });

  it("all that we set are known, in both schemes", () => {
    const names = [...Object.keys(ours.light), ...Object.keys(ours.dark)];
    expect(names.length).toBeGreaterThan(60);
    expect(names.filter((name) => !isKnown(name))).toEqual([]);
    expect(isKnown("--mantine-color-of-yesterday")).toBe(false);
  });

  it("all point at a token that exists", () => {
    const tokens = [...Object.values(ours.light), ...Object.values(ours.dark)].map((value) => /^var\((--[\w-]+)\)$/.exec(value)?.[1]);
    expect(tokens.filter((token) => token === undefined || !tokensCss.includes(`  ${token}:`))).toEqual([]);
  });

  it("the eight hues are colours of the theme", () => {
    for (const hue of hues) expect(merged.colors[hue]).toHaveLength(10);
  });
});
