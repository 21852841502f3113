import type { Json } from "#shared/lib/json.ts";
import { parsed, refused, type Parsed } from "../define.ts";

/** Most elements that a list value may have. */
export const LIST_MAX = 500;

/**
 * A list of words: each element through `one` (its canonical form, null for an empty one, or why not), empties and repeats
 * dropped, the order kept; an empty list is null.
 */
export function parseList(value: Json, type: string, one: (item: Json) => Parsed): Parsed {
  if (value === null || value === "") return parsed(null);
  if (!Array.isArray(value)) return refused("type", { type });
  const words = new Set<string>();
  for (const item of value) {
    const result = one(item);
    if (!result.ok) return result;
    if (typeof result.value === "string") words.add(result.value);
  }
  if (words.size > LIST_MAX) return refused("length", { max: LIST_MAX });
  return parsed(words.size === 0 ? null : [...words]);
}

/** The words of a canonical list; none for empty. */
export function wordsOf(value: Json): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
