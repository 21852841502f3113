import type { Store } from "#server/store/port.ts";

const queues = new WeakMap<Store, Promise<unknown>>();

/**
 * One publish of a workspace at a time; the others wait. SQLite has one process; on PostgreSQL a transaction that does nothing
 * else holds an advisory lock, which goes with a killed process.
 */
export function withPublishLock<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const before = queues.get(store) ?? Promise.resolve();
  const run = before.then(() => (store.dialect === "postgres" ? across(store, work) : work()));
  queues.set(store, run.then(nothing, nothing));
  return run;
}

const nothing = (): void => undefined;

/** Each holds a connection of the pool while it works with others: a few at once must not take them all. */
const MOST_HOLDERS = 2;
let holders = 0;
const waiting: (() => void)[] = [];

async function across<T>(store: Store, work: () => Promise<T>): Promise<T> {
  if (holders >= MOST_HOLDERS) await new Promise<void>((resolve) => waiting.push(resolve));
  else holders += 1;
  try {
    const outcome = await store.exclusive(async (tx) => {
      await tx.all("select pg_advisory_xact_lock(tableoid::bigint) from main._meta limit 1");
      // Kept apart, so that what fails in the work is not taken for a failure of this transaction and tried again.
      return work().then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
    });
    if ("error" in outcome) throw outcome.error;
    return outcome.result;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else holders -= 1;
  }
}
