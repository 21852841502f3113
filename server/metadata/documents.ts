import { createHash } from "node:crypto";
import { canonicalJson, isJsonObject, type Json } from "#shared/lib/json.ts";
import { documentKey, type Document } from "#shared/metadata/document.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import type { Reader, Store, Tx } from "#server/store/port.ts";
import { isoTime } from "#server/store/dialect.ts";

/** A document as it is kept: once per content, whatever releases and drafts hold it. */
export interface StoredDocument {
  readonly hash: string;
  readonly document: Document;
}

/** A row of the list of releases. `plan` is what its publish answered, without texts. */
export interface ReleaseRow {
  readonly n: number;
  readonly at: string;
  readonly by: string | null;
  readonly message: string | null;
  readonly plan: Json;
}

/** Equal documents have equal hashes, whatever the order of their keys. */
export function hashOf(document: unknown): string {
  return createHash("sha256").update(canonicalJson(document)).digest("hex").slice(0, 40);
}

/** The number of the release that holds now; 0 in a workspace that has none yet. */
export async function currentRelease(reader: Reader): Promise<number> {
  const row = await reader.get("select value from main._meta where key = 'release'");
  return row === undefined ? 0 : Number(JSON.parse(String(row[0])));
}

/** The settings that the workspace was made with. Throws where there are none: it was never made. */
export async function readSettings(reader: Reader): Promise<WorkspaceSettings> {
  const row = await reader.get("select value from main._meta where key = 'settings'");
  if (row === undefined) throw new Error("the workspace has no settings");
  return JSON.parse(String(row[0])) as WorkspaceSettings; // written by `writeSettings` only
}

export async function writeSettings(tx: Tx, settings: WorkspaceSettings): Promise<void> {
  await putMeta(tx, "settings", settings);
}

export async function putMeta(tx: Tx, key: string, value: unknown): Promise<void> {
  await tx.run("insert into main._meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value", [key, JSON.stringify(value)]);
}

/** Released documents never change: those of a store's latest asked release are kept in memory. */
const kept = new WeakMap<Store, { readonly n: number; readonly documents: ReadonlyMap<string, StoredDocument> }>();

/** A release's documents as they were saved (extensions apart), by `kind/name`; none for 0. */
export async function releaseDocuments(store: Store, n: number): Promise<ReadonlyMap<string, StoredDocument>> {
  const known = kept.get(store);
  if (known?.n === n) return known.documents;
  const documents = await readReleaseDocuments(store.reader, store.dialect, n);
  if (!known || n > known.n) kept.set(store, { n, documents });
  return documents;
}

async function readReleaseDocuments(reader: Reader, dialect: Store["dialect"], n: number): Promise<Map<string, StoredDocument>> {
  const rows = await reader.all("select d.hash, d.json from main._release_document r join main._document d on d.hash = r.hash where r.release = ? order by r.kind, r.name", [n]);
  return new Map(
    rows.map(([hash, json]) => {
      const document = readDocument(json, dialect);
      return [documentKey(document), { hash: String(hash), document }];
    }),
  );
}

/** A stored document. PostgreSQL's jsonb forgets the order of keys: then those that people look for first come first. */
export function readDocument(json: unknown, dialect: Store["dialect"]): Document {
  const document = JSON.parse(String(json)) as Json;
  return (dialect === "postgres" ? tidy(document) : document) as unknown as Document; // only validated documents are stored
}

const FIRST = ["kind", "name", "id", "value", "version", "extends", "object", "type", "block", "field", "label", "plural", "description", "title", "to", "of", "by", "required"];
const LAST = ["fields", "options", "body", "children", "items", "objects"];
const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) - 100 : LAST.includes(key) ? LAST.indexOf(key) + 100 : 0);

function tidy(value: Json): Json {
  if (Array.isArray(value)) return value.map(tidy);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([key, item]) => [key, tidy(item)]),
  );
}

/** Keeps documents by content and notes which of them the release holds. */
export async function writeRelease(tx: Tx, release: { n: number; at: string; by: string | null; message: string | null; plan: Json }, documents: Iterable<StoredDocument>): Promise<void> {
  await tx.run('insert into main._release (n, at, "by", message, plan) values (?, ?, ?, ?, ?)', [release.n, release.at, release.by, release.message, JSON.stringify(release.plan)]);
  for (const { hash, document } of documents) {
    await tx.run("insert into main._document (hash, json) values (?, ?) on conflict (hash) do nothing", [hash, JSON.stringify(document)]);
    await tx.run("insert into main._release_document (release, kind, name, hash) values (?, ?, ?, ?)", [release.n, document.kind, document.name, hash]);
  }
}

/** All releases, the newest first. */
export async function listReleases(reader: Reader): Promise<ReleaseRow[]> {
  const rows = await reader.all('select n, at, "by", message, plan from main._release order by n desc');
  return rows.map(readRelease);
}

export async function getRelease(reader: Reader, n: number): Promise<ReleaseRow | undefined> {
  const row = await reader.get('select n, at, "by", message, plan from main._release where n = ?', [n]);
  return row && readRelease(row);
}

function readRelease([n, at, by, message, plan]: readonly unknown[]): ReleaseRow {
  return {
    n: Number(n),
    at: isoTime(String(at)),
    by: by === null ? null : String(by),
    message: message === null ? null : String(message),
    plan: plan === null ? null : (JSON.parse(String(plan)) as Json),
  };
}
