import type { ListPage, RecordData } from "#runtime/data/records.ts";

/** Where a page begins: behind a cursor, or after so many rows (0: at the start). */
export type PageStart = { cursor: string } | { skip: number };

/** Brings one page: at most `limit` rows from a start, with the count where asked. */
export type PageLoader = (start: PageStart, limit: number, count: boolean, signal: AbortSignal) => Promise<ListPage>;

export interface RowCount {
  n: number;
  /** The store stopped counting here: there are at least so many. */
  atLeast: boolean;
}

interface Chunk {
  start: number;
  size: number;
  from: PageStart;
  /** Cursor of what follows; null at the end. */
  next: string | null;
  /** Let go of when far away; where it began brings it back. */
  rows: RecordData[] | null;
  stale: boolean;
}

const PAGE = 100;
/** Rows kept in memory; beyond, the farthest from what is seen are let go. */
const KEEP = 6_000;

interface Due {
  /** The page that is read again. */
  known: Chunk | null;
  /** Index of its first row. */
  start: number;
  from: PageStart;
  limit: number;
  /** A jump: the list may have become shorter since it was counted. */
  isJump: boolean;
}

/**
 * A list of any length seen through a window: pages are fetched as they are looked at, the scrollbar knows the length from the
 * count. What follows a page at hand begins at its cursor, so that nothing is missed or seen twice; a far place is entered by the
 * number of rows before it. Pages keep where they began, so that one is read again (after a change, or after it was let go of).
 */
export class RowWindow {
  /** In order; between two of them there may be rows that nobody has looked at. */
  #chunks: Chunk[] = [];
  #count: RowCount | null = null;
  #countWanted = true;
  #wanted = { from: 0, to: PAGE };
  /** One page at a time: while somebody drags the scroll bar, what was passed is never asked for. */
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

  /** Place of the last page that begins at or before a row, or −1. */
  #placeOf(index: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if ((this.#chunks[middle]?.start ?? 0) <= index) low = middle + 1;
      else high = middle - 1;
    }
    return high;
  }
  #chunkAt(index: number): Chunk | undefined {
    const chunk = this.#chunks[this.#placeOf(index)];
    return chunk && index < chunk.start + chunk.size ? chunk : undefined;
  }

  /** What has to be fetched next for the wanted rows, or null. */
  #next(): Due | null {
    const { from, to } = this.#wanted;
    const last = this.#chunks.at(-1);
    if (!last) return { known: null, start: 0, from: { skip: 0 }, limit: PAGE, isJump: false };
    const due = this.#chunks.find((chunk) => chunk.start <= to && chunk.start + chunk.size > from && (chunk.rows === null || chunk.stale));
    // The last page may have grown: it is asked for in full.
    if (due) return { known: due, start: due.start, from: due.from, limit: due === last ? Math.max(due.size, PAGE) : due.size, isJump: false };
    const until = Math.min(to, this.size - 1);
    for (let index = Math.max(from, 0); index <= until; ) {
      const place = this.#placeOf(index);
      const before = this.#chunks[place];
      const end = before ? before.start + before.size : 0;
      if (index >= end) return this.#gap(index, end, before, this.#chunks[place + 1]?.start ?? Number.POSITIVE_INFINITY);
      index = end;
    }
    return null;
  }

  /** The page for a row that lies between two pages at hand: behind the one before it where that is near, else by its place. */
  #gap(index: number, end: number, before: Chunk | undefined, until: number): Due {
    if (before && before.next !== null && index - end < PAGE) return { known: null, start: end, from: { cursor: before.next }, limit: Math.min(PAGE, until - end), isJump: false };
    const start = Math.max(end, index - (index % PAGE));
    return { known: null, start, from: { skip: start }, limit: Math.min(PAGE, until - start), isJump: true };
  }

  async #pump(): Promise<void> {
    if (this.#loading) return;
    for (let due = this.#next(); due !== null; due = this.#next()) {
      const abort = new AbortController();
      this.#loading = abort;
      const wantsCount = this.#countWanted || due.isJump;
      this.#countWanted = false;
      if (due.known) due.known.stale = false; // a change told while this is on its way makes it stale again
      try {
        const page = await this.load(due.from, due.limit, wantsCount, abort.signal);
        if (abort.signal.aborted) return;
        this.#loading = null;
        this.#take(due, page);
        this.#tell();
      } catch (failure) {
        this.#countWanted ||= wantsCount;
        if (abort.signal.aborted) return;
        this.#loading = null;
        this.#error = failure;
        this.#tell();
        return;
      }
    }
  }

  #take({ known, start, from, isJump }: Due, page: ListPage): void {
    if (page.count !== undefined) this.#count = { n: page.count, atLeast: page.countIs === "atLeast" };
    // The list has become shorter than this place.
    if (isJump && page.records.length === 0) {
      const n = Math.min(page.count ?? start, start);
      this.#count = { n, atLeast: false };
      this.#chunks = this.#chunks.filter((chunk) => chunk.start < n);
      return;
    }
    const chunk: Chunk = { start, size: page.records.length, from, next: page.cursor, rows: page.records, stale: known?.stale ?? false };
    const at = known ? this.#chunks.indexOf(known) : this.#placeOf(start) + 1;
    const after = this.#chunks.slice(known ? at + 1 : at);
    const [following] = after;
    const isContinued = following !== undefined && following.start === start + chunk.size && (!("cursor" in following.from) || following.from.cursor === chunk.next);
    const isApart = following !== undefined && following.start > start + chunk.size && chunk.next !== null;
    // Where what follows no longer fits to where this page ends, it is fetched anew when it is looked at.
    this.#chunks = [...this.#chunks.slice(0, at), chunk, ...(isContinued || (isApart && !known) ? after : [])];
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
