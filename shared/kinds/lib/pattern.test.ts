import { expect, test } from "vitest";
import { matchesPattern, PATTERN_TEXT_MAX, patternProblem } from "./pattern.ts";

test.each(["[0-9A-Z]{18}", "(\\d{1,3}\\.){3}\\d{1,3}", "[\\w.]+@[\\w.]+\\.\\w+", "[\\]a]+\\p{L}*", "(?<year>\\d{4})-1", "(?=.*\\d).{8,}", "a|b|c", "\\(x\\)", "SO-\\d+", "(?:A|B)\\d?"])("takes %s", (pattern) => {
  expect(patternProblem(pattern)).toBeNull();
});

test.each(["(a+)+", "(a*)*", "(a|b)*", "(a|aa)+", "(?:a?){40}", "(?:.*,){9}", ".*.*.*.*", "(\\d)\\1", "(?<y>\\d)\\k<y>", "([a-z]+\\d?)+", "(?:(?:a+)?)+"])("refuses %s, which could take too long", (pattern) => {
  expect(patternProblem(pattern)).toBe("slow");
});

test.each(["(", "[a", "a{2,1}", "\\p{Nonsense}", "*"])("refuses %s, which is no expression", (pattern) => {
  expect(patternProblem(pattern)).toBe("invalid");
});

test("describes the whole text", () => {
  expect(matchesPattern("[A-Z]{2}\\d+", "AB12")).toBe(true);
  expect(matchesPattern("[A-Z]{2}\\d+", "xAB12")).toBe(false);
  expect(matchesPattern("a|b", "ab")).toBe(false);
  expect(matchesPattern("(", "(")).toBe(false);
});

test("the dearest expressions that are taken answer at once on the longest text", () => {
  const text = "a".repeat(PATTERN_TEXT_MAX - 1) + "!";
  for (const pattern of [".*.*.*x", "a*a*a*b", "(?:a{0,255}){1}a*a*b", "(?=a*a*a*b)c"]) {
    expect(patternProblem(pattern)).toBeNull();
    const start = performance.now();
    expect(matchesPattern(pattern, text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  }
  expect(matchesPattern(".*", "a".repeat(PATTERN_TEXT_MAX + 1))).toBe(false);
});
