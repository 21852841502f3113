/** How long an answer may be used without asking the store again: what is revoked elsewhere is dead within a second. */
const FRESH_MS = 500;
const KEPT = 10_000;

/**
 * Answers of the system store by key. This process forgets them when it changes something; other processes' changes are seen
 * when an answer is half a second old. Absent things are not kept.
 */
export class FreshCache<V> {
  readonly #entries = new Map<string, { value: V; at: number }>();
  /** Raised by each change, so that an answer asked for before it is not kept after it. */
  #epoch = 0;

  /** The kept answer, else that of `ask`. Synchronous where it is kept. */
  get(key: string, ask: () => Promise<V | null>): V | null | Promise<V | null> {
    const entry = this.#entries.get(key);
    const now = performance.now();
    if (entry && now - entry.at < FRESH_MS) return entry.value;
    return this.#ask(key, ask, now);
  }

  forget(key: string): void {
    this.#epoch++;
    this.#entries.delete(key);
  }

  /** Forgets whatever the test holds for. */
  forgetWhere(test: (value: V) => boolean): void {
    this.#epoch++;
    for (const [key, { value }] of this.#entries) if (test(value)) this.#entries.delete(key);
  }

  async #ask(key: string, ask: () => Promise<V | null>, now: number): Promise<V | null> {
    const epoch = this.#epoch;
    const value = await ask();
    if (value === null) this.#entries.delete(key);
    else if (epoch === this.#epoch) {
      if (this.#entries.size >= KEPT) this.#entries.clear();
      this.#entries.set(key, { value, at: now });
    }
    return value;
  }
}
