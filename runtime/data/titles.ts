import { workspacePath, get } from "./client.ts";
import type { ListPage } from "./records.ts";
import type { Model } from "#shared/model/model.ts";

/**
 * Titles of records that values name but that did not come with them (conditions of filters, defaults). Asked in gathered
 * requests, kept as long as the page lives; a record that the viewer may not read has none.
 */
export class TitleStore {
  readonly #titles = new Map<string, string | null>();
  readonly #wanted = new Map<string, Set<string>>();
  readonly #listeners = new Set<() => void>();
  #isAsking = false;
  #version = 0;

  constructor(private readonly slug: string) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  version = (): number => this.#version;

  get(object: string, id: string): string | null {
    return this.#titles.get(`${object} ${id}`) ?? null;
  }

  /** What came with an answer. */
  put(object: string, id: string, title: string): void {
    this.#titles.set(`${object} ${id}`, title);
  }

  /** Sees to it that these titles will be known; listeners are told when they are. */
  want(model: Model, references: readonly { object: string; id: string }[]): void {
    for (const { object, id } of references) {
      if (this.#titles.has(`${object} ${id}`)) continue;
      this.#titles.set(`${object} ${id}`, null);
      const ids = this.#wanted.get(object) ?? new Set<string>();
      ids.add(id);
      this.#wanted.set(object, ids);
      if (this.#isAsking) continue;
      this.#isAsking = true;
      setTimeout(() => void this.#ask(model), 0);
    }
  }

  async #ask(model: Model): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    this.#isAsking = false;
    await Promise.all(wanted.map(([object, ids]) => this.#askObject(object, model.object(object)?.titleField ?? null, [...ids])));
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  async #askObject(object: string, titleField: string | null, ids: readonly string[]): Promise<void> {
    if (titleField === null) return;
    const where = JSON.stringify({ field: "id", op: "in", value: ids });
    const search = new URLSearchParams({ where, fields: titleField, limit: String(Math.min(ids.length, 500)) });
    try {
      const page = await get<ListPage>(`${workspacePath(this.slug, "records", object)}?${search.toString()}`);
      for (const record of page.records) this.put(object, record.id, String(record[titleField] ?? ""));
    } catch {
      // Without an answer the values show without titles; asked again when the page is opened anew.
    }
  }
}
