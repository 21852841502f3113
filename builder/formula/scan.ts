import type { Span } from "#shared/formula/ast.ts";

/** A piece of a formula as it is coloured: also where the formula can't be read (yet). */
export interface Piece extends Span {
  readonly kind: "function" | "name" | "keyword" | "number" | "text" | "symbol" | "space" | "other";
  readonly text: string;
}

const KEYWORDS = new Set(["AND", "OR", "NOT", "IN", "BY", "TRUE", "FALSE", "NULL"]);
/** In the order in which they are tried. A name may end with a dot: the next part is being typed. */
const PATTERNS = [
  ["space", /\s+/y],
  ["text", /"(?:[^"]|"")*(?:"|$)/y],
  ["number", /\d+(?:\.\d+)?%?/y],
  ["name", /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*\.?/uy],
  ["symbol", /<>|<=|>=|[=<>(),&+\-*/]/y],
] as const;

/** Cuts a formula into pieces that together are its text. Never fails: what means nothing is a piece of its own. */
export function scan(source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < source.length) {
    const { kind, text } = pieceAt(source, at);
    pieces.push({ kind, text, from: at, to: at + text.length });
    at += text.length;
  }
  return pieces.map((piece, i) => (piece.kind === "name" ? { ...piece, kind: kindOfName(piece, pieces.slice(i + 1)) } : piece));
}

function pieceAt(source: string, at: number): Pick<Piece, "kind" | "text"> {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined && text !== "") return { kind, text };
  }
  return { kind: "other", text: String.fromCodePoint(source.codePointAt(at) ?? 0) };
}

function kindOfName({ text }: Piece, after: readonly Piece[]): Piece["kind"] {
  const next = after.find(({ kind }) => kind !== "space");
  if (KEYWORDS.has(text.toUpperCase())) return "keyword";
  return next?.kind === "symbol" && next.text === "(" && !text.includes(".") ? "function" : "name";
}
