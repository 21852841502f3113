/** Folds case, width and accents away, so that "ＶＩＳＩＯＮ" and "vision", "Žilina" and "zilina" are the same to a search. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** True when every word of the query stands somewhere in the text. An empty query matches all. */
export function matches(query: string, text: string): boolean {
  const folded = fold(text);
  return fold(query).split(/\s+/).every((word) => folded.includes(word));
}
