import { isJsonObject } from "#shared/lib/json.ts";

/** A record that was opened here lately. */
export interface RecentRecord {
  object: string;
  id: string;
  title: string;
  /** ms */
  at: number;
}

const MOST = 20;
const keyOf = (slug: string, viewer: string): string => `tangram-recent-${slug}-${viewer}`;
const listeners = new Set<() => void>();
let version = 0;

/** Notes that a record was opened: home and the command palette offer it first. */
export function noteOpened(slug: string, viewer: string, record: Omit<RecentRecord, "at">): void {
  const others = recentRecords(slug, viewer).filter((known) => known.id !== record.id || known.object !== record.object);
  try {
    localStorage.setItem(keyOf(slug, viewer), JSON.stringify([{ ...record, at: Date.now() }, ...others].slice(0, MOST)));
  } catch {
    // Storage is forbidden here: then nothing is remembered.
  }
  version += 1;
  for (const listener of listeners) listener();
}

/** The records opened here lately, newest first. */
export function recentRecords(slug: string, viewer: string): RecentRecord[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(slug, viewer)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRecent) : [];
  } catch {
    return [];
  }
}

export const recentStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  version: (): number => version,
};

function isRecent(value: unknown): value is RecentRecord {
  return isJsonObject(value) && typeof value.object === "string" && typeof value.id === "string" && typeof value.title === "string" && typeof value.at === "number";
}
