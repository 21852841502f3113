import type { Json } from "#shared/lib/json.ts";

/** The last record of a page: its sort values in canonical form (texts as their keys, references as their titles' keys), then its `n`. */
export interface Position {
  keys: readonly (string | number | boolean | null)[];
  n: number;
}

/** A position as the opaque text that a client sends back. Bound to the sort, so that it can't be used with another one. */
export function encodeCursor(sort: string, position: Position): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, position.keys, position.n]));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The position that `encodeCursor` wrote for this sort with `count` keys, or null for anything else. */
export function decodeCursor(text: string, sort: string, count: number): Position | null {
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const value: Json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!Array.isArray(value) || value.length !== 3) return null;
    const [forSort, keys, n] = value;
    if (forSort !== sort || !Array.isArray(keys) || keys.length !== count || !Number.isSafeInteger(n)) return null;
    if (!keys.every((key) => key === null || typeof key !== "object")) return null;
    return { keys: keys.filter((key) => key === null || typeof key !== "object"), n: Number(n) };
  } catch {
    return null;
  }
}
