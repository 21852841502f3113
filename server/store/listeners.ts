import type { EventRow } from "./port.ts";

type Listener = (events: readonly EventRow[]) => void;

/** Those who want to know of commits. */
export class Listeners {
  readonly #listeners = new Set<Listener>();

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A listener that throws harms neither the others nor the writer, whose work is durable by now: its error surfaces as an uncaught one. */
  tell(events: readonly EventRow[]): void {
    if (events.length === 0) return;
    for (const listener of this.#listeners) callApart(() => listener(events));
  }
}

/** Runs work whose failure must not reach the caller; it is thrown where the process's own handler sees it. */
export function callApart(work: () => void): void {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
