import { createHash } from "node:crypto";
import { problem } from "#shared/lib/problem.ts";
import { Refusal } from "#server/refusal.ts";
import type { Store } from "#server/store/port.ts";

const WINDOW_MS = 15 * 60_000;
/** Failures allowed in the window: of one address from one place, from one place, of one address from everywhere. */
const LIMITS = { pair: 10, place: 50, address: 100 } as const;

/**
 * Slows guessing: counts failed sign-ins by facts that the server knows itself. Kept in the store, so that several processes
 * count together. A success forgets the pair, not the place.
 */
export class Throttle {
  constructor(private readonly store: Store) {}

  /** Throws `Refusal("too_many")` with `retry_after` seconds where too much has failed lately. */
  async check(address: string, place: string): Promise<void> {
    const limits = keys(address, place);
    const since = new Date(Date.now() - WINDOW_MS).toISOString();
    const rows = await this.store.reader.all(`select key, count, since from main.failure where since > ? and key in (${limits.map(() => "?").join(", ")})`, [since, ...limits.map(([key]) => key)]);
    for (const [key, count, begun] of rows) {
      const limit = limits.find(([known]) => known === key)?.[1] ?? Infinity;
      if (Number(count) < limit) continue;
      const seconds = Math.max(1, Math.ceil((Date.parse(String(begun)) + WINDOW_MS - Date.now()) / 1000));
      throw new Refusal("too_many", [problem("", "too_many_attempts", { minutes: Math.ceil(seconds / 60) })], { retry_after: seconds });
    }
  }

  async failed(address: string, place: string): Promise<void> {
    const now = Date.now();
    const since = new Date(now - WINDOW_MS).toISOString();
    await this.store.write(async (tx) => {
      await tx.run("delete from main.failure where since <= ?", [since]);
      for (const [key] of keys(address, place)) {
        await tx.run("insert into main.failure (key, count, since) values (?, 1, ?) on conflict (key) do update set count = failure.count + 1", [key, new Date(now).toISOString()]);
      }
    });
  }

  async succeeded(address: string, place: string): Promise<void> {
    const [[pair] = [""]] = keys(address, place);
    if (await this.store.reader.get("select 1 from main.failure where key = ?", [pair])) await this.store.write((tx) => tx.run("delete from main.failure where key = ?", [pair]));
  }
}

/** Keys of fixed length, so that no address can bloat the table. */
function keys(address: string, place: string): [key: string, limit: number][] {
  const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
  return [
    [digest(`pair ${address} ${place}`), LIMITS.pair],
    [digest(`place ${place}`), LIMITS.place],
    [digest(`address ${address}`), LIMITS.address],
  ];
}
