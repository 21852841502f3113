import type { FormulaProblem, Span } from "./ast.ts";

export type Token = Span & { kind: "number" | "text" | "word" | "symbol"; text: string };

const SPACE = /\s+/y;
const NUMBER = /\d+(?:\.\d+)?%?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
const SYMBOL = /<>|<=|>=|[=<>(),-]/y;

/** Cuts a formula into tokens, or says at which character it can't be read. */
export function lex(source: string): { tokens: Token[] } | { problem: FormulaProblem } {
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
      if (end < 0) return { problem: { code: "open_text", params: {}, from: at, to: source.length } };
      tokens.push({ kind: "text", text: source.slice(at + 1, end).replaceAll('""', '"'), from: at, to: end + 1 });
      at = end + 1;
      continue;
    }
    const found = ([["number", NUMBER], ["word", WORD], ["symbol", SYMBOL]] as const).map(([kind, pattern]) => ({ kind, text: take(pattern) })).find((token) => token.text !== null);
    if (!found?.text) return { problem: { code: "unknown_character", params: { character: source[at] ?? "" }, from: at, to: at + 1 } };
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
