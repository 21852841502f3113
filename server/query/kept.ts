/** Things made once per key and kept while they are used: the oldest unused go first. */
export class Kept<T> {
  readonly #entries = new Map<string, T>();

  constructor(private readonly max: number) {}

  get(key: string, make: () => T): T {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      // While nothing has to go, the order does not matter.
      if (this.#entries.size > this.max / 2) {
        this.#entries.delete(key);
        this.#entries.set(key, known);
      }
      return known;
    }
    const made = make();
    if (this.#entries.size >= this.max) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#entries.set(key, made);
    return made;
  }
}
