import { sameJson } from "#shared/lib/json.ts";
import type { Label } from "#shared/lib/label.ts";
import { problem } from "#shared/lib/problem.ts";
import { documentKey, type Document } from "#shared/metadata/document.ts";
import { builtInDocuments } from "#shared/model/built-in.ts";
import { isoTime } from "#server/store/dialect.ts";
import type { Reader, Row, Store } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { currentRelease, hashOf, readDocument, releaseDocuments, type StoredDocument } from "./documents.ts";
import { changeDocument, replaceDocument } from "./draft-changes.ts";
import { isBuiltIn } from "./validate.ts";

export type DraftState = "unchanged" | "changed" | "new" | "removed";

/** A document as the draft has it. The ETag is of its content: equal content, equal ETag. */
export interface DraftDocument {
  readonly kind: string;
  readonly name: string;
  /** Null: the next publish removes it. */
  readonly document: Document | null;
  readonly state: DraftState;
  readonly etag: string;
  readonly by: string | null;
  readonly at: string | null;
  /** Changed from another version than the one that is released now: a rollback or an installation came in between. */
  readonly conflict: boolean;
  /** Part of the platform: readable, extended by others, never replaced. */
  readonly builtIn: boolean;
}

/** The whole set (contract §4): what nobody changed stands in it as released. */
export interface Draft {
  readonly release: number;
  readonly released: ReadonlyMap<string, StoredDocument>;
  readonly documents: ReadonlyMap<string, DraftDocument>;
}

/** What the asker holds: the ETag he read, or that there is none yet. */
export type Precondition = { readonly ifMatch: string } | { readonly isNew: true };

export interface Saved {
  readonly created: boolean;
  readonly etag: string | null;
  readonly document: Document | null;
}

/** The draft as it stands: changes over the current release, and the built-in documents. */
export async function readDraft(store: Store): Promise<Draft> {
  const release = await currentRelease(store.reader);
  const released = await releaseDocuments(store, release);
  const documents = new Map<string, DraftDocument>();
  for (const document of builtInDocuments()) {
    documents.set(documentKey(document), { kind: document.kind, name: document.name, document, state: "unchanged", etag: hashOf(document), by: null, at: null, conflict: false, builtIn: true });
  }
  for (const [key, { hash, document }] of released) {
    documents.set(key, { kind: document.kind, name: document.name, document, state: "unchanged", etag: hash, by: null, at: null, conflict: false, builtIn: false });
  }
  for (const row of await store.reader.all('select kind, name, json, etag, "by", at, base_hash from main._draft order by kind, name')) {
    const { base: changedFrom, ...changed } = fromRow(row, store);
    const key = `${changed.kind}/${changed.name}`;
    const base = released.get(key);
    // A change that a publish or rollback has meanwhile overtaken is none any more.
    if (changed.document ? base?.hash === changed.etag : !base) continue;
    documents.set(key, { ...changed, conflict: changedFrom !== (base?.hash ?? null), state: changed.document === null ? "removed" : base ? "changed" : "new" });
  }
  return { release, released, documents };
}

/** Documents that the next release would have, built-in ones apart. */
export function draftDocuments(draft: Draft): Document[] {
  return [...draft.documents.values()].flatMap(({ document, builtIn }) => (document && !builtIn ? [document] : []));
}

function fromRow([kind, name, json, etag, by, at, base]: Row, store: Store): Omit<DraftDocument, "state" | "conflict"> & { base: string | null } {
  return {
    kind: String(kind),
    name: String(name),
    document: json === null ? null : readDocument(json, store.dialect),
    etag: String(etag),
    by: by === null ? null : String(by),
    at: isoTime(String(at)),
    base: base === null ? null : String(base),
    builtIn: false,
  };
}

/** One document of the draft; 404 where neither draft nor release has it. A removed one is not there. */
export async function getDraftDocument(store: Store, kind: string, name: string): Promise<DraftDocument & { document: Document }> {
  const found = (await readDraft(store)).documents.get(`${kind}/${name}`);
  if (!found?.document) throw new Refusal("not_found", [problem("", "document")]);
  return { ...found, document: found.document };
}

/** Who sees the draft sees labels beside names. */
export function labelOf(document: Document | null): Label {
  return document?.label ?? {};
}

/**
 * Saves a document, already validated, over what the draft has. 412 `{current, base}` where the asker's ETag is no longer
 * that of the draft, or where he took for new what is there; 403 for a built-in one. Saving what is there already is no step.
 */
export async function saveDraftDocument(store: Store, by: string | null, document: Document, precondition: Precondition): Promise<Saved> {
  refuseBuiltIn(document.kind, document.name);
  return changeDocument(store, document.kind, document.name, async (tx, current, released) => {
    await checkPrecondition(tx, store, document.kind, document.name, current, precondition);
    if (current && sameJson(current, document)) return { created: false, etag: hashOf(document), document };
    await replaceDocument(tx, { kind: document.kind, name: document.name, before: current, after: document, by, released });
    return { created: current === null, etag: hashOf(document), document };
  });
}

/** Marks a document as removed at the next publish; one that was never released is gone at once. */
export async function removeDraftDocument(store: Store, by: string | null, kind: string, name: string, precondition: Precondition): Promise<void> {
  refuseBuiltIn(kind, name);
  await changeDocument(store, kind, name, async (tx, current, released) => {
    if (!current) throw new Refusal("not_found", [problem("", "document")]);
    await checkPrecondition(tx, store, kind, name, current, precondition);
    await replaceDocument(tx, { kind, name, before: current, after: null, by, released });
  });
}

/** Drops what the draft changed in a document: it stands as released again. */
export async function resetDraftDocument(store: Store, by: string | null, kind: string, name: string): Promise<Saved> {
  refuseBuiltIn(kind, name);
  return changeDocument(store, kind, name, async (tx, current, released) => {
    const after = released?.document ?? null;
    if (!current && !after) throw new Refusal("not_found", [problem("", "document")]);
    if (!sameJson(current, after)) await replaceDocument(tx, { kind, name, before: current, after, by, released });
    return { created: false, etag: after && hashOf(after), document: after };
  });
}

function refuseBuiltIn(kind: string, name: string): void {
  if (isBuiltIn(kind, name)) throw new Refusal("forbidden", [problem("/name", "built_in", { name })]);
}

async function checkPrecondition(reader: Reader, store: Store, kind: string, name: string, current: Document | null, precondition: Precondition): Promise<void> {
  const met = "isNew" in precondition ? current === null : current !== null && (precondition.ifMatch === "*" || precondition.ifMatch === hashOf(current));
  if (met) return;
  const base = "isNew" in precondition ? null : await documentByHash(reader, store, kind, name, precondition.ifMatch);
  // Documents are JSON; their types say more than `Json` can.
  throw new Refusal("stale", [problem("", "stale")], JSON.parse(JSON.stringify({ current, base })));
}

/** The version of a document that an ETag names, as far as releases and kept steps still have it. */
async function documentByHash(reader: Reader, store: Store, kind: string, name: string, hash: string): Promise<Document | null> {
  const row = await reader.get("select json from main._document where hash = ?", [hash]);
  if (row) return readDocument(row[0], store.dialect);
  const steps = await reader.all("select before, after from main._draft_step where kind = ? and name = ? order by seq desc", [kind, name]);
  for (const json of steps.flat()) {
    const document = json === null ? null : readDocument(json, store.dialect);
    if (document && hashOf(document) === hash) return document;
  }
  return null;
}
