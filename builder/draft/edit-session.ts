import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { sameJson } from "#shared/lib/json.ts";
import type { Document } from "#shared/metadata/document.ts";
import { ApiError } from "#runtime/data/client.ts";
import type { Command } from "../commands/command.ts";
import { replaceDocument } from "../commands/edits.ts";
import { diagnosticsOfRefusal, fetchDocument, putDocument, type Versioned } from "./api.ts";

/**
 * How a document stands: `saved`; `saving` (also: about to); `problems`: the server refused it as it is, the edit is kept here;
 * `conflict`: someone else saved meanwhile; `offline`: no answer, tried again by itself.
 */
export type EditStatus = "saved" | "saving" | "problems" | "conflict" | "offline";

interface Step {
  readonly command: Command;
  readonly before: Document;
  readonly at: number;
}

/** Where documents are saved; the server's draft, or a stand-in of tests. */
export interface DraftPort {
  put(document: Document, etag: string | null): Promise<{ etag: string }>;
  get(kind: string, name: string): Promise<Versioned>;
}

export function draftPort(slug: string): DraftPort {
  return { put: (document, etag) => putDocument(slug, document, etag), get: (kind, name) => fetchDocument(slug, kind, name) };
}

/** ms between the last edit and its save; while saves fail for want of an answer, between tries. */
const SAVE_AFTER = 500;
const RETRY_AFTER = 4_000;
/** ms within which edits of one control are one step of undo. */
const MERGE_WITHIN = 2_000;

/** The edits of one document while the page is open: command stack, autosave, what the server said. Tells `changed` of every change. */
export class EditSession {
  status: EditStatus = "saved";
  /** From a refused save. */
  refused: readonly Diagnostic[] = [];
  /** What someone else saved, while `status` is "conflict"; null: they removed it. */
  theirs: Versioned | null = null;
  #done: Step[] = [];
  #undone: Step[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;

  constructor(
    private readonly port: DraftPort,
    private readonly changed: () => void,
    public document: Document,
    /** Of what is saved; null while it is new. */
    public etag: string | null,
    private saved: Document | null,
  ) {}

  get canUndo(): boolean {
    return this.#done.length > 0;
  }
  get canRedo(): boolean {
    return this.#undone.length > 0;
  }
  /** Whether something here is not on the server yet. */
  get isDirty(): boolean {
    return this.saved === null || !sameJson(this.document, this.saved);
  }

  /** Applies a command at once and saves soon. False where it can't run. */
  run(command: Command): boolean {
    if (!command.canRun(this.document)) return false;
    const before = this.document;
    const last = this.#done.at(-1);
    const merges = command.merge !== undefined && last?.command.merge === command.merge && Date.now() - last.at < MERGE_WITHIN && this.#undone.length === 0;
    this.document = command.run(before);
    if (merges && last) this.#done[this.#done.length - 1] = { command, before: last.before, at: Date.now() };
    else this.#done.push({ command, before, at: Date.now() });
    this.#undone = [];
    this.#edited();
    return true;
  }

  undo(): void {
    const step = this.#done.pop();
    if (!step) return;
    this.document = step.command.undo(this.document, step.before);
    this.#undone.push(step);
    this.#edited();
  }

  redo(): void {
    const step = this.#undone.pop();
    if (!step) return;
    const before = this.document;
    if (step.command.canRun(before)) {
      this.document = step.command.run(before);
      this.#done.push({ ...step, before });
    }
    this.#edited();
  }

  /** What the server has now, when nothing here differs from what was read: someone else's change. */
  take({ document, etag }: Versioned): void {
    if (etag === this.etag) return;
    if (this.isDirty) return; // the next save finds the conflict and tells
    this.document = document;
    this.saved = document;
    this.etag = etag;
    this.changed();
  }

  /** Ends a conflict: their version here, or this one over theirs. Undo then brings the other one. */
  async resolve(choice: "theirs" | "mine"): Promise<void> {
    const { theirs } = this;
    if (this.status !== "conflict" || !theirs) return;
    const mine = this.document;
    const [chosen, other] = choice === "theirs" ? [theirs.document, mine] : [mine, theirs.document];
    this.#done.push({ command: replaceDocument(chosen), before: other, at: 0 });
    this.#undone = [];
    this.theirs = null;
    this.etag = theirs.etag;
    this.saved = theirs.document;
    this.document = chosen;
    this.status = this.isDirty ? "saving" : "saved";
    this.changed();
    await this.flush();
  }

  /** Saves now what is not saved; resolves when that is done, whatever came of it. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#saving;
    if (!this.isDirty || this.status === "conflict") return;
    this.#saving = this.#save().finally(() => (this.#saving = null));
    await this.#saving;
  }

  #edited(): void {
    if (this.status !== "conflict") {
      this.status = this.isDirty ? "saving" : "saved";
      this.refused = [];
      this.#later(SAVE_AFTER);
    }
    this.changed();
  }

  #later(pause: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), pause);
  }

  async #save(): Promise<void> {
    const { document } = this;
    try {
      const { etag } = await this.port.put(document, this.etag);
      this.etag = etag;
      this.saved = document;
      this.refused = [];
      this.status = this.isDirty ? "saving" : "saved";
      if (this.isDirty) this.#later(SAVE_AFTER);
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      await this.#failed(failure, document);
    }
    this.changed();
  }

  async #failed(failure: ApiError, document: Document): Promise<void> {
    if (failure.status === 412) {
      this.status = "conflict";
      this.theirs = await this.port.get(document.kind, document.name).catch(() => null);
      // Nobody's version is there any more: this one is new again.
      if (!this.theirs) {
        this.status = "saving";
        this.etag = null;
        this.#later(SAVE_AFTER);
      }
    } else if (failure.status === 0 || failure.status === 503) {
      this.status = "offline";
      this.#later(RETRY_AFTER);
    } else {
      this.status = "problems";
      this.refused = diagnosticsOfRefusal(failure, document.kind, document.name);
    }
  }
}
