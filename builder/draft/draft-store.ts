import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { documentKey, type Document } from "#shared/metadata/document.ts";
import { compile, type Compiled } from "#shared/model/compile.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import type { Label } from "#shared/lib/label.ts";
import { ApiError } from "#runtime/data/client.ts";
import { deleteDocument, fetchDocuments, fetchDraft, putDocument, stepDocument, type DraftAnswer, type DraftEntry, type DraftState, type Versioned } from "./api.ts";
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

/** Whether the server can take a step of one's own back or do one again: asked of it, or seen when it said that there is none. */
export interface SavedSteps {
  readonly undo?: boolean;
  readonly redo?: boolean;
}

/** So many documents are fetched one by one; more come with the whole draft in one answer. */
const ONE_BY_ONE = 12;

/** All documents of a workspace's draft in the browser, with what is being edited. Components follow it by `useDraft…` hooks. */
export class DraftStore {
  release = 0;
  readonly #entries = new Map<string, DraftEntry>();
  readonly #documents = new Map<string, Versioned>();
  readonly #sessions = new Map<string, EditSession>();
  /** What is known of one's saved steps; nothing where only the server knows. */
  readonly #steps = new Map<string, SavedSteps>();
  /** ETags of documents as they are released, as far as they were seen unchanged. */
  readonly #released = new Map<string, string>();
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
    if (missing.length > ONE_BY_ONE) return this.take(await fetchDraft(this.slug, true));
    const fetched = await fetchDocuments(this.slug, missing);
    if (this.release !== answer.release) this.#released.clear();
    this.release = answer.release;
    const come = new Map<string, Versioned>(fetched.map((item) => [documentKey(item.document), item]));
    for (const entry of answer.documents) if (entry.document) come.set(documentKey(entry), { document: entry.document, etag: entry.etag });
    const keys = new Set(answer.documents.map(documentKey));
    for (const key of this.#entries.keys()) if (!keys.has(key) && !this.#sessions.get(key)?.isDirty) this.#forget(key);
    for (const entry of answer.documents) {
      const key = documentKey(entry);
      this.#entries.set(key, entry);
      if (entry.state === "unchanged") this.#released.set(key, entry.etag);
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

  /**
   * The draft as the next release would be, with its problems. Kept until something changes. What is being typed need not hold to
   * its schema yet, which compiling takes for granted (a scale of twenty digits): then the last model stays, and the server's
   * refusal says what is wrong.
   */
  compiled(): Compiled {
    if (this.#compiled?.version !== this.#version) this.#compiled = { version: this.#version, result: this.#compile(this.#compiled?.result) };
    return this.#compiled.result;
  }

  #compile(last: Compiled | undefined): Compiled {
    try {
      return compile(this.documents(), { release: this.release + 1, settings: this.settings });
    } catch (failure) {
      if (last === undefined || !this.hasUnsaved) throw failure;
      return last;
    }
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
      if (!entry) this.#noteNew(key, document, etag);
      else if (entry.etag !== etag) {
        this.#entries.set(key, { ...entry, etag, state: this.#stateOf(key, etag, entry.state), at: new Date().toISOString() });
        this.#steps.delete(key);
      }
    }
    this.#tell();
  }

  /** How a document differs from what is released once it is saved under an ETag. */
  #stateOf(key: string, etag: string, before: DraftState): DraftState {
    if (this.#released.get(key) === etag) return "unchanged";
    return before === "unchanged" ? "changed" : before;
  }

  /** Puts a new document into the draft and saves it at once. Rejects with the server's reason where that can't be: the name is taken, it is not valid, no answer came. */
  async create(document: Document): Promise<void> {
    const key = documentKey(document);
    const { etag } = await putDocument(this.slug, document, null);
    this.#forget(key);
    this.#documents.set(key, { document, etag });
    this.#noteNew(key, document, etag);
    this.#tell();
  }

  #noteNew(key: string, { kind, name, label, extends: target }: Document, etag: string): void {
    this.#entries.set(key, { kind, name, label: label ?? {}, ...(target !== undefined && { extends: target }), etag, state: "new", by: null, at: new Date().toISOString(), builtIn: false });
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
    const { document, etag } = await this.#askStep(key, kind, name, step);
    const entry = this.#entries.get(key);
    this.#forget(key, true);
    if (document) this.#documents.set(key, { document, etag });
    if (document && entry) this.#entries.set(key, { ...entry, etag, state: step === "reset" ? "unchanged" : this.#stateOf(key, etag, entry.state === "removed" ? "changed" : entry.state) });
    else if (document) this.#noteNew(key, document, etag);
    else if (entry?.state === "new" || step === "reset") this.#entries.delete(key);
    else if (entry) this.#entries.set(key, { ...entry, state: "removed" });
    this.#steps.set(key, step === "redo" ? { undo: true } : step === "undo" ? { redo: true } : { undo: true, redo: false });
    this.#tell();
  }

  /** That there is no such step is remembered, so that it is not offered again. */
  async #askStep(key: string, kind: string, name: string, step: "undo" | "redo" | "reset"): Promise<Awaited<ReturnType<typeof stepDocument>>> {
    try {
      return await stepDocument(this.slug, kind, name, step);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 409) {
        this.#steps.set(key, { ...this.#steps.get(key), [step]: false });
        this.#tell();
      }
      throw failure;
    }
  }

  /** What is known of one's saved steps of a document. */
  savedSteps(kind: string, name: string): SavedSteps {
    return this.#steps.get(`${kind}/${name}`) ?? {};
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
