import type { Json } from "#shared/lib/json.ts";

/** Halves of UTF-16 pairs: they can't be written as UTF-8, so no database gives them back. */
const LONE_SURROGATE = /\p{Surrogate}/u;
// PostgreSQL can't hold NUL; the other control characters are nothing that a person typed.
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const BREAKS = /[\t\n\r\u2028\u2029]+/g;

/** True for text that both databases hold and give back unchanged. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && !LONE_SURROGATE.test(text);
}

/** One line in its canonical form (NFC, trimmed, line breaks as spaces); "" for nothing, null for what is no text. */
export function lineOf(value: Json): string | null {
  if (typeof value !== "string" || LONE_SURROGATE.test(value)) return null;
  const text = value.replace(BREAKS, " ").normalize("NFC").trim();
  return CONTROL.test(text) ? null : text;
}

/** Text of many lines in its canonical form (NFC, `\n`, trimmed); "" for nothing, null for what is no text. */
export function linesOf(value: Json): string | null {
  if (typeof value !== "string" || LONE_SURROGATE.test(value)) return null;
  const text = value.replace(/\r\n?/g, "\n").normalize("NFC").trim();
  return CONTROL.test(text) ? null : text;
}

/** Characters as a person counts them, roughly: an emoji is one. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
