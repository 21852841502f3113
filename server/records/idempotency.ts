import { problem } from "#shared/lib/problem.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Tx } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { WriteOptions } from "./port.ts";

const KEPT_HOURS = 24;
/** The answer is being made. */
const PENDING = 0;

/**
 * Runs the work once per key and viewer: a repeated key with the same body answers as the first time, another body is
 * refused (422). A work that throws leaves no key behind. `answer` must survive JSON.
 */
export async function once<T>(tx: Tx, viewer: Viewer, options: WriteOptions | undefined, at: string, work: () => Promise<T>): Promise<T> {
  const given = options?.idempotency;
  if (!given) return work();
  const owner = viewer.id ?? "";
  const forgotten = new Date(Date.parse(at) - KEPT_HOURS * 3_600_000).toISOString();
  await tx.run("delete from main._idempotency where at < ?", [forgotten]);
  // On PostgreSQL this waits for a neighbour that carries the same key.
  const first = await tx.run("insert into main._idempotency (viewer, key, body_hash, status, answer, at) values (?, ?, ?, ?, null, ?) on conflict (viewer, key) do nothing", [
    owner, given.key, given.bodyHash, PENDING, at,
  ]);
  if (first === 0) {
    const row = await tx.get("select body_hash, answer from main._idempotency where viewer = ? and key = ?", [owner, given.key]);
    if (!row || row[0] !== given.bodyHash) throw new Refusal("invalid", [problem("", "idempotency_key")]);
    // Written below: the JSON text of the answer, as a JSON string, so that it comes back with the same bytes.
    return JSON.parse(JSON.parse(String(row[1])) as string) as T;
  }
  const answer = await work();
  await tx.run("update main._idempotency set status = 1, answer = ? where viewer = ? and key = ?", [JSON.stringify(JSON.stringify(answer ?? null)), owner, given.key]);
  return answer;
}
