import { newId } from "#shared/lib/id.ts";
import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import { isoTime } from "#server/store/dialect.ts";
import type { Store } from "#server/store/port.ts";

/** How a job came out: `answer` is what the request would have been answered, of a failed one its problem. */
export interface JobOutcome {
  readonly state: "done" | "failed";
  readonly answer: JsonObject;
}

/** `lost`: the process that worked on it has ended. */
export type Job = { readonly state: "running" | "lost" } | JobOutcome;

/** Jobs stand beside the answers kept for repeated requests, and are kept as long; nobody's id is this. */
const OWNER = "$job";
const BEAT_MS = 5_000;
const LOST_MS = 30_000;

/**
 * A job for work that nobody waits for: any process can tell by its id how it stands. `run` does the work and stores its
 * outcome.
 */
export async function newJob(store: Store): Promise<{ id: string; run(work: () => Promise<JobOutcome>): Promise<void> }> {
  const id = newId();
  const now = (): string => new Date().toISOString();
  await store.write((tx) => tx.run("insert into main._idempotency (viewer, key, body_hash, status, answer, at) values (?, ?, '', 0, null, ?)", [OWNER, id, now()]));
  const tellAlive = (): void => {
    // Should the store refuse, the outcome below will tell.
    store.write((tx) => tx.run("update main._idempotency set at = ? where viewer = ? and key = ?", [now(), OWNER, id])).catch(() => undefined);
  };
  return {
    id,
    run: async (work) => {
      const beat = setInterval(tellAlive, BEAT_MS);
      try {
        const outcome = await work();
        await store.write((tx) => tx.run("update main._idempotency set status = 1, answer = ?, at = ? where viewer = ? and key = ?", [JSON.stringify(outcome), now(), OWNER, id]));
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** How a job stands; null where there is none (any more). */
export async function findJob(store: Store, id: string, now: Date = new Date()): Promise<Job | null> {
  const row = await store.reader.get("select status, answer, at from main._idempotency where viewer = ? and key = ?", [OWNER, id]);
  if (!row) return null;
  const [status, answer, at] = row;
  if (Number(status) === 0) return { state: now.getTime() - Date.parse(isoTime(String(at))) > LOST_MS ? "lost" : "running" };
  const outcome = JSON.parse(String(answer)) as Json; // written above
  const told = isJsonObject(outcome) ? outcome["answer"] : undefined;
  return isJsonObject(outcome) && isJsonObject(told) ? { state: outcome["state"] === "done" ? "done" : "failed", answer: told } : { state: "lost" };
}
