import type { FieldDoc } from "#shared/metadata/object.ts";
import type { Finding } from "./check.ts";

/**
 * `pattern` is a regular expression that a builder wrote and that runs on every write, so it may not be able to hold the
 * server up. Two bounds together keep a match within some 20 ms:
 * - the text is at most PATTERN_TEXT_MAX characters (a field with a pattern takes no longer text);
 * - the expression has at most WAYS_MAX ways to match such a text (`waysOf`): a repetition of something that can itself
 *   match in several ways, such as `(a+)+` or `(a|ab)*`, has endless ones, and so have more than three open repetitions.
 * The count is an upper bound: some harmless expressions are refused as well, and can be written with a class ([ab] for a|b).
 */
export const PATTERN_TEXT_MAX = 255;
const WAYS_MAX = (PATTERN_TEXT_MAX + 1) ** 3;
const CACHE_MAX = 500;

const compiled = new Map<string, RegExp | null>();

/** True when the whole text is what the pattern describes. A pattern that doesn't compile describes nothing. */
export function matchesPattern(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    if (compiled.size >= CACHE_MAX) compiled.clear();
    expression = patternProblem(pattern) === null ? new RegExp(`^(?:${pattern})$`, "u") : null;
    compiled.set(pattern, expression);
  }
  return expression !== null && text.length <= PATTERN_TEXT_MAX && expression.test(text);
}

/** Why a pattern can't be used: no regular expression, or one that could take too long. Null when it is fine. */
export function patternProblem(pattern: string): "invalid" | "slow" | null {
  try {
    const expression = new RegExp(`^(?:${pattern})$`, "u");
    // An expression is compiled when it first meets a text of either width, and only then found too big.
    for (const text of ["a", "中"]) expression.test(text);
  } catch {
    return "invalid";
  }
  return waysOf(pattern) > WAYS_MAX ? "slow" : null;
}

/** The problem of a field's `pattern` setting, if any. */
export function checkPattern(doc: FieldDoc): Finding[] {
  const problem = doc.pattern === undefined ? null : patternProblem(doc.pattern);
  return problem === null ? [] : [{ code: `pattern_${problem}`, path: "/pattern" }];
}

/** Upper bound of the ways in which a valid expression (`u` syntax) can match a text of PATTERN_TEXT_MAX characters. */
function waysOf(pattern: string): number {
  let at = 0;

  function alternatives(): number {
    let ways = sequence();
    while (pattern[at] === "|") {
      at++;
      ways += sequence();
    }
    return ways;
  }

  function sequence(): number {
    let ways = 1;
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") ways *= repeated(atom());
    return ways;
  }

  function atom(): number {
    const start = pattern[at++];
    if (start === "(") {
      at += /^\?(?:[:=!]|<[=!]|<[^>]*>)/.exec(pattern.slice(at))?.[0].length ?? 0;
      const ways = alternatives();
      at++;
      return ways;
    }
    if (start === "[") {
      for (; pattern[at] !== "]"; at++) if (pattern[at] === "\\") at++;
      at++;
    } else if (start === "\\") {
      const escape = /^(?:[pP]\{[^}]*\}|u\{[^}]*\}|k<[^>]*>|[1-9]\d*|.)/su.exec(pattern.slice(at))?.[0] ?? "";
      at += escape.length;
      // What a back reference matches depends on the text: its cost can't be read off the expression.
      if (/^[1-9]|^k/.test(escape)) return Infinity;
    }
    return 1;
  }

  function repeated(inner: number): number {
    const quantifier = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(pattern.slice(at));
    if (!quantifier) return inner;
    at += quantifier[0].length;
    const [from, to] = bounds(quantifier);
    let ways = 0;
    for (let times = from; times <= to && ways <= WAYS_MAX; times++) ways += inner ** times;
    return ways;
  }

  return alternatives();
}

function bounds(quantifier: RegExpExecArray): [from: number, to: number] {
  const [text, least, comma, most] = quantifier;
  if (text.startsWith("*")) return [0, PATTERN_TEXT_MAX];
  if (text.startsWith("+")) return [1, PATTERN_TEXT_MAX];
  if (text.startsWith("?")) return [0, 1];
  const from = Number(least);
  if (comma === undefined) return [from, from];
  return [from, most ? Number(most) : Math.max(from, PATTERN_TEXT_MAX)];
}
