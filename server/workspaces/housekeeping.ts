import { purge } from "#server/store/migrate.ts";
import type { Store } from "#server/store/port.ts";
import { withPublishLock } from "#server/metadata/publish-lock.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long deleted records, and what a release dropped, can be had back. */
const KEPT_DAYS = 30;

/** Lets go of what is past its time: answers kept for repeated requests after a day, the rest after thirty. */
export async function clearOld(store: Store, now: number = Date.now()): Promise<void> {
  const old = new Date(now - KEPT_DAYS * DAY_MS);
  await store.exclusive(async (tx) => {
    await tx.run("delete from main._bin where at < ?", [old.toISOString()]);
    await tx.run("delete from main._undo where at < ?", [old.toISOString()]);
    await tx.run("delete from main._idempotency where at < ?", [new Date(now - DAY_MS).toISOString()]);
  });
  await withPublishLock(store, () => purge(store, old));
}

/** Tells once a day, for each workspace, that it is time. */
export class Daily {
  readonly #last = new Map<string, number>();

  isDue(id: string, now: number = Date.now()): boolean {
    if (now - (this.#last.get(id) ?? 0) < DAY_MS) return false;
    this.#last.set(id, now);
    return true;
  }
}
