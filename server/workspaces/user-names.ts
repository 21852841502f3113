import type { EventRow, Store } from "#server/store/port.ts";

/**
 * Names of a workspace's people by id, so that lists need not join them. Loaded once and kept by what commits tell. For SQLite
 * only, where the one process that writes is this one and a name is here before its writer has the answer.
 */
export class UserNames {
  readonly #names = new Map<string, string>();
  readonly #store: Store;

  private constructor(store: Store) {
    this.#store = store;
  }

  static async of(store: Store, onError: (error: unknown) => void): Promise<UserNames> {
    const names = new UserNames(store);
    store.onCommit((events) => void names.#follow(events).catch(onError));
    await names.refresh();
    return names;
  }

  /** Reads all of them again: package data comes without events. */
  async refresh(): Promise<void> {
    await this.#read('select id, name from main."user"', []);
  }

  get(id: string): string | undefined {
    return this.#names.get(id);
  }

  async #follow(events: readonly EventRow[]): Promise<void> {
    const ids = new Set(events.flatMap(({ object, record }) => (object === "user" && record !== null ? [record] : [])));
    if (ids.size === 0) return;
    const found = await this.#read('select id, name from main."user" where id in (select value from json_each(?))', [JSON.stringify([...ids])]);
    for (const id of ids) if (!found.has(id)) this.#names.delete(id);
  }

  async #read(sql: string, parameters: readonly string[]): Promise<Set<string>> {
    const rows = await this.#store.reader.all(sql, parameters);
    for (const [id, name] of rows) this.#names.set(String(id), String(name));
    return new Set(rows.map(([id]) => String(id)));
  }
}
