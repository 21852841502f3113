import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "#server/store/port.ts";
import type { Current, Workspace } from "./port.ts";

/** Compiles what the store's current release is. */
export type BuildCurrent = (store: Store) => Promise<Current>;

const LEAVE_MS = 5000;

/** A workspace's database, open, with what answers for its release. Closes when nobody has used it for a while. */
export class OpenWorkspace implements Workspace {
  #current: Current;
  #reloading: Promise<void> = Promise.resolve();
  #uses = 0;
  #usedAt = Date.now();
  readonly #closing = new Set<() => void>();
  readonly #unsubscribe: () => void;

  constructor(
    readonly id: string,
    readonly slug: string,
    readonly store: Store,
    current: Current,
    private readonly build: BuildCurrent,
    private readonly onError: (error: unknown) => void,
  ) {
    this.#current = current;
    // Another process may publish too: its event arrives here as our own do.
    this.#unsubscribe = store.onCommit((events) => {
      if (events.some((event) => event.type === "release.published")) this.reload().catch(onError);
    });
  }

  get current(): Current {
    return this.#current;
  }

  /** One after the other, so that an older release never replaces a newer one. */
  reload(): Promise<void> {
    const next = this.#reloading.then(async () => {
      this.#current = await this.build(this.store);
    });
    this.#reloading = next.catch(() => undefined);
    return next;
  }

  /** Somebody works with it: it stays open until `leave`. */
  enter(): void {
    this.#uses++;
  }

  apart(work: () => Promise<void>): void {
    this.enter();
    work().catch(this.onError).finally(() => this.leave());
  }

  leave(): void {
    this.#uses--;
    this.#usedAt = Date.now();
  }

  idleFor(): number {
    return this.#uses > 0 ? 0 : Date.now() - this.#usedAt;
  }

  /** Tells who uses it for long (live streams) to leave. Returns its own undoing. */
  onClosing(listener: () => void): () => void {
    this.#closing.add(listener);
    return () => this.#closing.delete(listener);
  }

  /** Closes the database when those who work with it have left, or have had their time. */
  async close(): Promise<void> {
    this.#unsubscribe();
    for (const listener of this.#closing) listener();
    const until = Date.now() + LEAVE_MS;
    while (this.#uses > 0 && Date.now() < until) await sleep(10);
    await this.#reloading;
    await this.store.close();
  }
}
