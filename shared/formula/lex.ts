import type { Fix, FormulaProblem, Span } from "./ast.ts";

export type Token = Span & { kind: "number" | "text" | "word" | "symbol"; text: string };

/** Longest formula that is read. */
export const MAX_LENGTH = 10_000;

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d+)?%?/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const SYMBOL = /<>|<=|>=|[=<>(),&+\-*/]/y;

/** What people type for a sign that formulas write otherwise, longest first. */
const HABITS: readonly (readonly [string, string])[] = [
  ["!=", "<>"], ["~=", "<>"], ["&&", " AND "], ["||", " OR "], ["\u2260", "<>"], ["\u2264", "<="], ["\u2265", ">="],
  ["\u2212", "-"], ["\u2013", "-"], ["\u00d7", "*"], ["\u00f7", "/"], ["\uff08", "("], ["\uff09", ")"], ["\uff0c", ", "], ["\u3001", ", "], ["\uff1b", ", "],
  [";", ","], ["\uff1d", "="], ["\uff1c", "<"], ["\uff1e", ">"], ["\uff0b", "+"], ["\uff0d", "-"], ["\uff0f", "/"], ["\uff0a", "*"], ["\uff05", "%"], ["!", "NOT "],
];
const QUOTES = "'\u2018\u2019\u201c\u201d\u300c\u300d\u00ab\u00bb";

/** Cuts a formula into tokens, or says at which character it can't be read. */
export function lex(source: string): { tokens: Token[] } | { problem: FormulaProblem } {
  if (source.length > MAX_LENGTH) return refused("too_long", MAX_LENGTH, source.length, { most: MAX_LENGTH });
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? null;
  };
  while (at < source.length) {
    const space = take(SPACE);
    if (space !== null) {
      at += space.length;
      continue;
    }
    if (source[at] === '"') {
      const end = closingQuote(source, at);
      if (end < 0) return refused("open_text", at, source.length, {}, { from: source.length, to: source.length, text: '"' });
      const text = source.slice(at + 1, end).replaceAll('""', '"');
      // NUL is a character no database keeps in text.
      if (text.includes("\u0000")) return refused("unknown_character", at, end, { character: "NUL" });
      tokens.push({ kind: "text", text, from: at, to: end + 1 });
      at = end + 1;
      continue;
    }
    const wrong = wrongNumber(source, at);
    if (wrong) return wrong;
    // Both are signs of ours, together they are somebody else's.
    if (source.startsWith("&&", at)) return unreadable(source, at);
    const found = ([["number", NUMBER], ["word", WORD], ["symbol", SYMBOL]] as const).map(([kind, pattern]) => ({ kind, text: take(pattern) })).find((token) => token.text !== null);
    if (!found?.text) return unreadable(source, at);
    tokens.push({ kind: found.kind, text: found.text, from: at, to: at + found.text.length });
    at += found.text.length;
  }
  return { tokens };
}

/** Place of the quote that ends a text; `""` inside stands for one quote. */
function closingQuote(source: string, open: number): number {
  for (let at = open + 1; at < source.length; at++) {
    if (source[at] !== '"') continue;
    if (source[at + 1] !== '"') return at;
    at++;
  }
  return -1;
}

/** `.5`, and numbers of more digits than a decimal has. */
function wrongNumber(source: string, at: number): { problem: FormulaProblem } | null {
  const rest = source.slice(at, at + 60);
  const bare = /^\.\d+/.exec(rest)?.[0];
  if (bare !== undefined) return refused("bare_point", at, at + bare.length, { number: `0${bare}` }, { from: at, to: at, text: "0" });
  const [number, whole = "", fraction = ""] = /^(\d+)(?:\.(\d+))?/.exec(rest) ?? [];
  if (number === undefined) return null;
  const spare = rest[number.length] === "%" ? 8 : 10;
  if (whole.replace(/^0+/, "").length + fraction.length > 18 || fraction.length > spare) return refused("long_number", at, at + number.length, { number });
  return null;
}

/** A character that means nothing here, with what was probably meant. */
function unreadable(source: string, at: number): { problem: FormulaProblem } {
  const rest = source.slice(at);
  for (const [typed, meant] of HABITS) {
    if (!rest.startsWith(typed)) continue;
    return refused("written_otherwise", at, at + typed.length, { typed, meant: meant.trim() }, { from: at, to: at + typed.length, text: meant });
  }
  const character = [...rest][0] ?? "";
  if (QUOTES.includes(character)) {
    const length = [...rest].slice(1).findIndex((next) => QUOTES.includes(next) || next === '"');
    const end = length < 0 ? source.length : at + [...rest].slice(0, length + 2).join("").length;
    const inner = source.slice(at + 1, length < 0 ? end : end - 1);
    return refused("wrong_quotes", at, end, { typed: character }, { from: at, to: end, text: `"${inner.replaceAll('"', '""')}"` });
  }
  const bracket = /^[[{]\s*([\p{L}_][\p{L}\p{N}_.]*)\s*[\]}]/u.exec(rest);
  if (bracket?.[1] !== undefined) return refused("bracketed_name", at, at + bracket[0].length, { field: bracket[1] }, { from: at, to: at + bracket[0].length, text: bracket[1] });
  if (character === "^") return refused("no_power_sign", at, at + 1, {});
  return refused("unknown_character", at, at + character.length, { character });
}

function refused(code: string, from: number, to: number, params: FormulaProblem["params"], fix?: Fix): { problem: FormulaProblem } {
  return { problem: { code, params, from, to, ...(fix && { fix }) } };
}
