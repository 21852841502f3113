import { isJsonObject } from "#shared/lib/json.ts";

/** The list that a record was opened from: where one is in it, and the way back. */
export interface Trail {
  /** Of the list with everything that it shows (view, filters, sort). */
  href: string;
  /** Of the view. */
  label: string;
  /** The records at hand, in their order. */
  ids: readonly string[];
  /** Place of the first of them in the whole list, from 0. */
  from: number;
  /** How many the list has; null where nobody has counted. */
  count: number | null;
}

const keyOf = (slug: string, object: string): string => `tangram-trail/${slug}/${object}`;

/** Lists call this when a record is opened from them. Kept for this tab. */
export function leaveTrail(slug: string, object: string, trail: Trail): void {
  try {
    sessionStorage.setItem(keyOf(slug, object), JSON.stringify(trail));
  } catch {
    // Storage is full or forbidden: then the record page has no way to its neighbours.
  }
}

/** The list that this record was opened from, when it is in it. */
export function trailOf(slug: string, object: string, id: string): (Trail & { at: number }) | null {
  let stored: unknown = null;
  try {
    stored = JSON.parse(sessionStorage.getItem(keyOf(slug, object)) ?? "null");
  } catch {
    return null;
  }
  if (!isJsonObject(stored) || !Array.isArray(stored.ids) || typeof stored.href !== "string" || typeof stored.label !== "string") return null;
  const ids = stored.ids.filter((one) => typeof one === "string");
  const at = ids.indexOf(id);
  if (at < 0) return null;
  return { href: stored.href, label: stored.label, ids, from: Number(stored.from) || 0, count: typeof stored.count === "number" ? stored.count : null, at };
}
