import type { Transition } from "#shared/formula/environment.ts";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { Model } from "#shared/model/model.ts";
import { ApiError, get, workspacePath } from "#runtime/data/client.ts";
import { fetchPage, type RecordData } from "#runtime/data/records.ts";

/** Thrown while a formula is computed, where something is needed that is not here yet: it is fetched, and the formula asked again. */
export class Needed extends Error {
  constructor(readonly fetch: () => Promise<void>) {
    super("something is to be fetched first");
  }
}

/** Thrown where a formula reads more than the browser fetches for a look. */
export class TooMuch extends Error {}

/** Rows that are fetched of one object, and records in all, for one look. */
const ROWS_MAX = 1000;
const PAGE = 200;

interface HistoryPage {
  entries: { at: string; changes: Record<string, [Json, Json]> }[];
  cursor: string | null;
}

/**
 * Records of the running workspace for a formula of the draft: each is asked for when the formula comes to it, and kept. What the
 * builder may not read, or what is not published yet, is empty.
 */
export class RecordSource {
  readonly #kept = new Map<string, unknown>();

  constructor(
    private readonly slug: string,
    private readonly released: Model,
  ) {}

  record(object: string, id: string): RecordData | null {
    return this.#have(`record ${object} ${id}`, () => this.#readable(object, () => get<RecordData>(workspacePath(this.slug, "records", object, id))));
  }

  /** The records of a child list, in its order. */
  lines(object: string, id: string, list: string): readonly RecordData[] {
    return this.#have(`lines ${object} ${id} ${list}`, async () => {
      if (!this.released.object(object)?.field(list)) return [];
      const header = await this.#readable(object, () => get<JsonObject>(`${workspacePath(this.slug, "records", object, id)}?expand=${encodeURIComponent(list)}`));
      const lines = header?.[list];
      return Array.isArray(lines) ? (lines as RecordData[]) : []; // as the contract answers an expanded list
    });
  }

  /** All records of an object. */
  all(object: string): readonly RecordData[] {
    return this.#have(`all ${object}`, async () => {
      if (!this.released.object(object)) return [];
      const rows: RecordData[] = [];
      let cursor: string | null = null;
      do {
        const page = await this.#readable(object, () => fetchPage(this.slug, object, { limit: PAGE }, cursor));
        rows.push(...(page?.records ?? []));
        cursor = page?.cursor ?? null;
        if (rows.length > ROWS_MAX) throw new TooMuch();
      } while (cursor !== null);
      return rows;
    });
  }

  /** The values that a field had, oldest first, as far as its record's history goes. */
  transitions(object: string, id: string, field: string): readonly Transition[] {
    return this.#have(`past ${object} ${id} ${field}`, async () => {
      const past: Transition[] = [];
      let cursor: string | null = null;
      do {
        const path: string = workspacePath(this.slug, "records", object, id, "history") + (cursor === null ? "" : `?cursor=${encodeURIComponent(cursor)}`);
        const page: HistoryPage | null = await this.#readable(object, () => get<HistoryPage>(path));
        for (const { at, changes } of page?.entries ?? []) {
          const change = changes[field];
          if (change) past.unshift({ to: typeof change[1] === "string" ? change[1] : null, at });
        }
        cursor = page?.cursor ?? null;
      } while (cursor !== null);
      return past;
    });
  }

  #have<T>(key: string, fetch: () => Promise<T>): T {
    if (this.#kept.has(key)) return this.#kept.get(key) as T; // what `fetch` of the same key brought
    throw new Needed(async () => void this.#kept.set(key, await fetch()));
  }

  async #readable<T>(object: string, ask: () => Promise<T>): Promise<T | null> {
    if (!this.released.object(object)) return null;
    try {
      return await ask();
    } catch (failure) {
      if (failure instanceof ApiError && [400, 403, 404].includes(failure.status)) return null;
      throw failure;
    }
  }
}
