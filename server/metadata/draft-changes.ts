import { newId } from "#shared/lib/id.ts";
import { isName } from "#shared/lib/names.ts";
import { problem } from "#shared/lib/problem.ts";
import { isKnownKind, type Document } from "#shared/metadata/document.ts";
import { Refusal } from "#server/refusal.ts";
import type { Store, Tx } from "#server/store/port.ts";
import { currentRelease, hashOf, readDocument, releaseDocuments, type StoredDocument } from "./documents.ts";

type Change<T> = (tx: Tx, current: Document | null, released: StoredDocument | undefined) => Promise<T>;

/** Runs a change of one document in a transaction that nobody else's change of the draft can cross. 404 for what can be none. */
export async function changeDocument<T>(store: Store, kind: string, name: string, change: Change<T>): Promise<T> {
  if (!isKnownKind(kind) || !isName(name)) throw new Refusal("not_found", [problem("", "document")]);
  for (;;) {
    const release = await currentRelease(store.reader);
    const released = (await releaseDocuments(store, release)).get(`${kind}/${name}`);
    const outcome = await store.write(async (tx) => {
      await lockDraft(tx, store);
      // Published between the two reads: what "released" means has changed.
      if ((await currentRelease(tx)) !== release) return null;
      const row = await tx.get("select json from main._draft where kind = ? and name = ?", [kind, name]);
      const current = row === undefined ? (released?.document ?? null) : row[0] === null ? null : readDocument(row[0], store.dialect);
      return { result: await change(tx, current, released) };
    });
    if (outcome) return outcome.result;
  }
}

/** On PostgreSQL changes of the draft wait for one another; SQLite has one writer anyway. */
export async function lockDraft(tx: Tx, store: Store): Promise<void> {
  if (store.dialect === "postgres") await tx.run("insert into main._meta (key, value) values ('draft', 'true') on conflict (key) do update set value = excluded.value");
}

export interface Replacement {
  readonly kind: string;
  readonly name: string;
  readonly before: Document | null;
  readonly after: Document | null;
  readonly by: string | null;
  readonly released: StoredDocument | undefined;
}

/** Gives a document its next content in the draft and keeps the step, with its inverse, for its author. */
export async function replaceDocument(tx: Tx, change: Replacement): Promise<void> {
  await writeDraft(tx, change);
  await recordStep(tx, change);
}

/** Writes what the draft has of a document; equal to the release it needs no row. */
export async function writeDraft(tx: Tx, { kind, name, after, by, released }: Omit<Replacement, "before">): Promise<void> {
  if (after ? released?.hash === hashOf(after) : !released) {
    await tx.run("delete from main._draft where kind = ? and name = ?", [kind, name]);
    return;
  }
  await tx.run(
    `insert into main._draft (kind, name, json, etag, base_hash, at, "by") values (?, ?, ?, ?, ?, ?, ?)
     on conflict (kind, name) do update set json = excluded.json, etag = excluded.etag, base_hash = excluded.base_hash, at = excluded.at, "by" = excluded."by"`,
    [kind, name, after && JSON.stringify(after), after ? hashOf(after) : `removed-${newId()}`, released?.hash ?? null, new Date().toISOString(), by],
  );
}

/** So many steps of a document are kept, whoever made them. */
const KEPT_STEPS = 200;

/** Keeps a change with its inverse; what its author had undone can't be redone after it. */
async function recordStep(tx: Tx, { kind, name, before, after, by }: Replacement): Promise<void> {
  const last = await tx.get("select coalesce(max(seq), 0) from main._draft_step where kind = ? and name = ?", [kind, name]);
  const seq = Number(last?.[0] ?? 0) + 1;
  await tx.run('delete from main._draft_step where kind = ? and name = ? and (("by" = ? and undone = ?) or seq <= ?)', [kind, name, by, true, seq - KEPT_STEPS]);
  await tx.run('insert into main._draft_step (id, kind, name, "by", seq, before, after, undone) values (?, ?, ?, ?, ?, ?, ?, ?)', [
    newId(), kind, name, by, seq, before && JSON.stringify(before), after && JSON.stringify(after), false,
  ]);
}
