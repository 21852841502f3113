import type { ListPage, RecordData } from "#runtime/data/records.ts";

/** Brings one page: from a cursor (null: from the start), at most `limit` rows, with the count where asked. */
export type PageLoader = (cursor: string | null, limit: number, count: boolean, signal: AbortSignal) => Promise<ListPage>;

export interface RowCount {
  n: number;
  /** The store stopped counting here: there are at least so many. */
  atLeast: boolean;
}

interface Chunk {
  start: number;
  size: number;
  cursor: string | null;
  /** Cursor of what follows; null at the end. */
  next: string | null;
  /** Let go of when far away; its cursor brings it back. */
  rows: RecordData[] | null;
  stale: boolean;
}

const PAGE = 100;
/** When the person has jumped far ahead, the way there is walked in the largest steps that the API allows. */
const WALK = 500;
const FAR = 400;
/** Rows kept in memory; beyond, the farthest from what is seen are let go. */
const KEEP = 6_000;

/**
 * A list of any length seen through a window: rows are fetched as they are needed, by cursors only, and the scrollbar knows
 * the length from the count. Pages keep the cursor they began at, so that one is read again (after a change, or after it was
 * let go of) without walking there anew.
 */
export class RowWindow {
  #chunks: Chunk[] = [];
  #count: RowCount | null = null;
  #countWanted = true;
  #wanted = { from: 0, to: PAGE };
  #loading: AbortController | null = null;
  #error: unknown = null;
  #version = 0;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly load: PageLoader) {}

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
  version = (): number => this.#version;

  /** Whether a first answer is there. */
  get isReady(): boolean {
    return this.#chunks.length > 0;
  }
  /** Why the last fetch did not work; null while all is well. */
  get error(): unknown {
    return this.#error;
  }
  /** Rows for the scrollbar: all that are counted, or one more than known while there are more. */
  get size(): number {
    const end = this.#end();
    if (this.#atEnd()) return end;
    return Math.max(end + 1, this.#count?.n ?? 0);
  }
  get count(): RowCount | null {
    if (this.isReady && this.#atEnd()) return { n: this.#end(), atLeast: false };
    return this.#count;
  }

  /** The row at a place, or undefined while it is on its way. */
  row(index: number): RecordData | undefined {
    const chunk = this.#chunkAt(index);
    return chunk?.rows?.[index - chunk.start];
  }

  /** Place of a record among the rows at hand, or −1. */
  indexOf(id: string): number {
    for (const chunk of this.#chunks) {
      const at = chunk.rows?.findIndex((row) => row.id === id) ?? -1;
      if (at >= 0) return chunk.start + at;
    }
    return -1;
  }

  /** Rows from–to are looked at: sees to it that they come. */
  ensure(from: number, to: number): void {
    this.#wanted = { from, to };
    if (this.#error === null) void this.#pump();
  }

  /** A record as it is now, in its place, until the next answer. */
  put(record: RecordData): void {
    for (const chunk of this.#chunks) {
      const at = chunk.rows?.findIndex((row) => row.id === record.id) ?? -1;
      if (at < 0 || !chunk.rows) continue;
      chunk.rows = chunk.rows.with(at, record);
      this.#tell();
      return;
    }
  }

  /** Something has changed on the server: what is looked at is asked anew, the rest when it is looked at. */
  invalidate(): void {
    for (const chunk of this.#chunks) chunk.stale = true;
    this.#countWanted = true;
    this.#error = null;
    if (this.#listeners.size > 0) void this.#pump();
  }

  retry(): void {
    this.#error = null;
    this.#tell();
    void this.#pump();
  }

  /** Stops what is on its way; `ensure` begins again. */
  pause(): void {
    this.#loading?.abort();
    this.#loading = null;
  }

  #end(): number {
    const last = this.#chunks.at(-1);
    return last ? last.start + last.size : 0;
  }
  #atEnd(): boolean {
    return this.#chunks.at(-1)?.next === null;
  }

  #chunkAt(index: number): Chunk | undefined {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const chunk = this.#chunks[middle];
      if (!chunk) return undefined;
      if (index < chunk.start) high = middle - 1;
      else if (index >= chunk.start + chunk.size) low = middle + 1;
      else return chunk;
    }
    return undefined;
  }

  /** What has to be fetched next for the wanted rows, or null. */
  #next(): { chunk: Chunk | null; cursor: string | null; limit: number } | null {
    const { from, to } = this.#wanted;
    const due = this.#chunks.find((chunk) => chunk.start <= to && chunk.start + chunk.size > from && (chunk.rows === null || chunk.stale));
    const last = this.#chunks.at(-1);
    // The last page may have grown: it is asked for in full.
    if (due) return { chunk: due, cursor: due.cursor, limit: due === last ? Math.max(due.size, PAGE) : due.size };
    if (!last) return { chunk: null, cursor: null, limit: PAGE };
    if (last.next === null || to < this.#end()) return null;
    return { chunk: null, cursor: last.next, limit: from - this.#end() > FAR ? WALK : PAGE };
  }

  async #pump(): Promise<void> {
    if (this.#loading) return;
    const abort = new AbortController();
    this.#loading = abort;
    try {
      for (let due = this.#next(); due !== null; due = this.#next()) {
        const wantsCount = this.#countWanted;
        this.#countWanted = false;
        if (due.chunk) due.chunk.stale = false; // a change told while this is on its way makes it stale again
        const page = await this.load(due.cursor, due.limit, wantsCount, abort.signal);
        if (abort.signal.aborted) return;
        this.#take(due.chunk, due.cursor, page);
        this.#tell();
      }
    } catch (failure) {
      if (abort.signal.aborted) {
        this.#countWanted = true;
        return;
      }
      this.#error = failure;
      this.#countWanted = true;
      this.#tell();
    } finally {
      if (this.#loading === abort) this.#loading = null;
    }
  }

  #take(known: Chunk | null, cursor: string | null, page: ListPage): void {
    if (page.count !== undefined) this.#count = { n: page.count, atLeast: page.countIs === "atLeast" };
    const at = known ? this.#chunks.indexOf(known) : this.#chunks.length;
    const start = known?.start ?? this.#end();
    const chunk: Chunk = { start, size: page.records.length, cursor, next: page.cursor, rows: page.records, stale: known?.stale ?? false };
    const following = this.#chunks[at + 1];
    const fits = following !== undefined && following.cursor === chunk.next && following.start === chunk.start + chunk.size;
    // Where the next page no longer begins where this one ends, what follows is walked anew.
    this.#chunks = fits ? this.#chunks.with(at, chunk) : [...this.#chunks.slice(0, at), chunk];
    this.#letGo();
  }

  #letGo(): void {
    let held = this.#chunks.reduce((sum, chunk) => sum + (chunk.rows?.length ?? 0), 0);
    if (held <= KEEP) return;
    const middle = (this.#wanted.from + this.#wanted.to) / 2;
    const byDistance = this.#chunks.toSorted((a, b) => Math.abs(b.start - middle) - Math.abs(a.start - middle));
    for (const chunk of byDistance) {
      if (held <= KEEP) return;
      if (!chunk.rows || (chunk.start <= this.#wanted.to && chunk.start + chunk.size > this.#wanted.from)) continue;
      held -= chunk.rows.length;
      chunk.rows = null;
    }
  }

  #tell(): void {
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
