import { isJsonObject } from "#shared/lib/json.ts";
import type { RecordValues } from "#shared/query/value.ts";

/** Unsaved values of a form, kept in this tab. */
export interface FormDraft {
  values: RecordValues;
  /** What was stored when it was begun; null for a new record. */
  base: RecordValues | null;
  /** ms */
  at: number;
}

/** Where a form's draft is kept; `id` null for a new record. */
export function draftKey(slug: string, viewer: string, object: string, id: string | null): string {
  return `tangram-form/${slug}/${viewer}/${object}/${id ?? "new"}`;
}

/** The draft left here, or null. */
export function readDraft(key: string): FormDraft | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return isJsonObject(stored) && isJsonObject(stored.values) && typeof stored.at === "number" ? { values: stored.values, base: isJsonObject(stored.base) ? stored.base : null, at: stored.at } : null;
  } catch {
    return null; // forbidden storage, or text of another version
  }
}

/** Keeps a draft; where storage is full or forbidden nothing is kept. */
export function keepDraft(key: string, { values, base }: Omit<FormDraft, "at">): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ values, base, at: Date.now() }));
  } catch {
    // See above.
  }
}

export function dropDraft(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // See above.
  }
}
