import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { documentKey, type Document } from "#shared/metadata/document.ts";
import { compile, type Compiled } from "#shared/model/compile.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import type { Label } from "#shared/lib/label.ts";
import { deleteDocument, fetchDocuments, stepDocument, type DraftAnswer, type DraftEntry, type DraftState, type Versioned } from "./api.ts";
import { draftPort, EditSession } from "./edit-session.ts";

/** A document of the draft as lists show it. */
export interface DraftItem {
  readonly kind: Document["kind"];
  readonly name: string;
  /** As it stands here, unsaved edits included. */
  readonly label: Label;
  readonly extends: string | undefined;
  readonly state: DraftState;
  /** Who changed it last, and when; null for what is as released. */
  readonly by: string | null;
  readonly at: string | null;
  readonly builtIn: boolean;
}

/** All documents of a workspace's draft in the browser, with what is being edited. Components follow it by `useDraft…` hooks. */
export class DraftStore {
  release = 0;
  readonly #entries = new Map<string, DraftEntry>();
  readonly #documents = new Map<string, Versioned>();
  readonly #sessions = new Map<string, EditSession>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #compiled: { version: number; result: Compiled } | null = null;
  #items: { version: number; items: readonly DraftItem[] } | null = null;

  constructor(
    readonly slug: string,
    private readonly settings: WorkspaceSettings,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Changes with every edit, save and answer. */
  version = (): number => this.#version;

  /** Takes an answer of the server: what others changed comes in, what is being edited here stays. Fetches what is new. */
  async take(answer: DraftAnswer): Promise<void> {
    const missing = answer.documents.filter((entry) => entry.state !== "removed" && entry.document === undefined && this.#etagOf(entry) !== entry.etag);
    const fetched = await fetchDocuments(this.slug, missing);
    this.release = answer.release;
    const come = new Map<string, Versioned>(fetched.map((item) => [documentKey(item.document), item]));
    for (const entry of answer.documents) if (entry.document) come.set(documentKey(entry), { document: entry.document, etag: entry.etag });
    const keys = new Set(answer.documents.map(documentKey));
    for (const key of this.#entries.keys()) if (!keys.has(key) && !this.#sessions.get(key)?.isDirty) this.#forget(key);
    for (const entry of answer.documents) {
      const key = documentKey(entry);
      this.#entries.set(key, entry);
      if (entry.state === "removed") this.#forget(key, true);
    }
    for (const [key, item] of come) {
      this.#documents.set(key, item);
      this.#sessions.get(key)?.take(item);
    }
    this.#tell();
  }

  #etagOf(entry: DraftEntry): string | null | undefined {
    const key = documentKey(entry);
    return this.#sessions.get(key)?.etag ?? this.#documents.get(key)?.etag;
  }

  #forget(key: string, keepEntry = false): void {
    if (!keepEntry) this.#entries.delete(key);
    this.#documents.delete(key);
    this.#sessions.delete(key);
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** A document as it stands here; undefined where there is none (or it is removed). */
  document(kind: string, name: string): Document | undefined {
    const key = `${kind}/${name}`;
    return this.#sessions.get(key)?.document ?? this.#documents.get(key)?.document;
  }

  entry(kind: string, name: string): DraftEntry | undefined {
    return this.#entries.get(`${kind}/${name}`);
  }

  /** Every document, removed ones too, by kind and name. */
  items(): readonly DraftItem[] {
    if (this.#items?.version === this.#version) return this.#items.items;
    const keys = [...new Set([...this.#entries.keys(), ...this.#sessions.keys()])].toSorted();
    const items = keys.flatMap((key) => this.#itemOf(key));
    this.#items = { version: this.#version, items };
    return items;
  }

  #itemOf(key: string): DraftItem[] {
    const entry = this.#entries.get(key);
    const session = this.#sessions.get(key);
    const document = session?.document ?? this.#documents.get(key)?.document;
    const identity = document ?? entry;
    if (!identity) return [];
    const state = entry === undefined ? "new" : entry.state === "unchanged" && session?.isDirty ? "changed" : entry.state;
    return [{ kind: identity.kind, name: identity.name, label: document?.label ?? entry?.label ?? {}, extends: identity.extends, state, by: entry?.by ?? null, at: entry?.at ?? null, builtIn: entry?.builtIn ?? false }];
  }

  /** Every document that the next release would have, built-in ones apart. */
  documents(): Document[] {
    return this.items().flatMap((item) => (item.builtIn || item.state === "removed" ? [] : (this.document(item.kind, item.name) ?? [])));
  }

  /** The draft as the next release would be, with its problems. Kept until something changes. */
  compiled(): Compiled {
    if (this.#compiled?.version !== this.#version) this.#compiled = { version: this.#version, result: compile(this.documents(), { release: this.release + 1, settings: this.settings }) };
    return this.#compiled.result;
  }

  /** The edits of a document; undefined where there is none. Built-in ones can't be saved: extend them. */
  session(kind: string, name: string): EditSession | undefined {
    const key = `${kind}/${name}`;
    const known = this.#sessions.get(key);
    const stored = this.#documents.get(key);
    if (known || !stored || this.#entries.get(key)?.builtIn) return known;
    const session = new EditSession(draftPort(this.slug), () => this.#noteSession(key), stored.document, stored.etag, stored.document);
    this.#sessions.set(key, session);
    return session;
  }

  /** After an edit or a save of a session: the entry follows what the server would say of it. */
  #noteSession(key: string): void {
    const session = this.#sessions.get(key);
    const entry = this.#entries.get(key);
    if (session && !session.isDirty && session.etag !== null) {
      const { document, etag } = session;
      this.#documents.set(key, { document, etag });
      if (!entry) this.#entries.set(key, { kind: document.kind, name: document.name, label: document.label ?? {}, ...(document.extends !== undefined && { extends: document.extends }), etag, state: "new", by: null, at: new Date().toISOString(), builtIn: false });
      else if (entry.etag !== etag) this.#entries.set(key, { ...entry, etag, state: entry.state === "unchanged" ? "changed" : entry.state, at: new Date().toISOString() });
    }
    this.#tell();
  }

  /** Puts a new document into the draft and saves it at once. Rejects where the name is taken there. */
  async create(document: Document): Promise<void> {
    const key = documentKey(document);
    const session = new EditSession(draftPort(this.slug), () => this.#noteSession(key), document, null, null);
    this.#sessions.set(key, session);
    this.#tell();
    await session.flush();
  }

  /** Takes a document out of the next release; one that was never released is gone at once. */
  async remove(kind: string, name: string): Promise<void> {
    const key = `${kind}/${name}`;
    const session = this.#sessions.get(key);
    await session?.flush();
    const etag = session?.etag ?? this.#documents.get(key)?.etag;
    const entry = this.#entries.get(key);
    if (etag !== undefined && etag !== null) await deleteDocument(this.slug, kind, name, etag);
    this.#forget(key, entry !== undefined && entry.state !== "new");
    if (entry && entry.state !== "new") this.#entries.set(key, { ...entry, state: "removed" });
    this.#tell();
  }

  /** One's own last saved step back or again, or all changes of a document dropped. Rejects (409) with a reason where that can't be. */
  async step(kind: string, name: string, step: "undo" | "redo" | "reset"): Promise<void> {
    const key = `${kind}/${name}`;
    await this.#sessions.get(key)?.flush();
    const { document, etag } = await stepDocument(this.slug, kind, name, step);
    const entry = this.#entries.get(key);
    this.#forget(key, true);
    if (document) this.#documents.set(key, { document, etag });
    else if (entry?.state === "new" || step === "reset") this.#entries.delete(key);
    if (entry && document) this.#entries.set(key, { ...entry, etag, state: step === "reset" ? "unchanged" : entry.state === "unchanged" ? "changed" : entry.state });
    this.#tell();
  }

  /** Saves everything that waits; before a publish. False where something could not be saved. */
  async flush(): Promise<boolean> {
    await Promise.all([...this.#sessions.values()].map((session) => session.flush()));
    return ![...this.#sessions.values()].some((session) => session.isDirty);
  }

  get hasUnsaved(): boolean {
    return [...this.#sessions.values()].some((session) => session.isDirty);
  }

  /** Problems of the saves that the server refused. */
  refused(): Diagnostic[] {
    return [...this.#sessions.values()].flatMap(({ refused }) => refused);
  }
}
