import type { Section } from "./sections.ts";

/** The id of the record so many rows after (or before) a record in its section; null where none is at hand. */
export function neighbourOf(sections: readonly Section[], id: string, by: number): string | null {
  for (const { window } of sections) {
    const at = window?.indexOf(id) ?? -1;
    if (window && at >= 0) return window.row(at + by)?.id ?? null;
  }
  return null;
}
