import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { Store, Tx } from "#server/store/port.ts";
import { putMeta } from "./documents.ts";

/** Who of the builders has a document open now. */
export interface Present {
  readonly id: string;
  /** Since when, ISO. */
  readonly since: string;
}

/** Whoever has not been heard of for so long has gone. Screens tell of themselves about every 15 seconds. */
const GONE_MS = 45_000;
/** In events: the draft's document, as a record of the platform's own table. */
export const DRAFT_TABLE = "_draft";

/**
 * Notes that somebody has a document of the draft open, or has left it, and answers who else has it open, who came first
 * standing first. It stands in the workspace's database, so that people at different processes see each other; that someone
 * came or went is an event, that he is still there is none.
 */
export async function noteDraftPresence(store: Store, by: string, kind: string, name: string, leaves: boolean, now: Date = new Date()): Promise<Present[]> {
  const prefix = `presence ${kind}/${name} `;
  const at = now.toISOString();
  await store.write(async (tx) => {
    const own = presenceOf((await tx.get("select value from main._meta where key = ?", [prefix + by]))?.[0]);
    const wasHere = own !== null && isHere(own.at, now);
    if (leaves) await tx.run("delete from main._meta where key = ?", [prefix + by]);
    else await putMeta(tx, prefix + by, { since: wasHere ? own.since : at, at });
    if (wasHere === leaves) tell(tx, by, kind, name, at);
    if (!wasHere) await forgetGone(tx, now);
  });
  const rows = await store.reader.all("select key, value from main._meta where key >= ? and key < ?", [prefix, `${prefix.slice(0, -1)}!`]);
  return rows
    .flatMap(([key, value]) => {
      const found = presenceOf(value);
      const id = String(key).slice(prefix.length);
      return found && id !== by && isHere(found.at, now) ? [{ id, since: found.since }] : [];
    })
    .toSorted((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0));
}

function tell(tx: Tx, by: string, kind: string, name: string, at: string): void {
  tx.outbox.event({ type: "record.updated", object: DRAFT_TABLE, record: `${kind}/${name}`, at, by, fields: ["presence"] });
}

/** Those who went without a word, of any document. */
async function forgetGone(tx: Tx, now: Date): Promise<void> {
  for (const [key, value] of await tx.all("select key, value from main._meta where key >= 'presence ' and key < 'presence!'")) {
    const found = presenceOf(value);
    if (!found || !isHere(found.at, now)) await tx.run("delete from main._meta where key = ?", [String(key)]);
  }
}

const isHere = (at: string, now: Date): boolean => now.getTime() - Date.parse(at) < GONE_MS;

function presenceOf(raw: unknown): { since: string; at: string } | null {
  const value: Json = typeof raw === "string" ? (JSON.parse(raw) as Json) : null; // written above
  if (!isJsonObject(value)) return null;
  const { since, at } = value;
  return typeof since === "string" && typeof at === "string" ? { since, at } : null;
}
