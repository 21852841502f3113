import type { RecordData } from "#runtime/data/records.ts";
import type { Json } from "#shared/lib/json.ts";
import type { RowWindow } from "./row-window.ts";
import type { Sums } from "./sums.ts";

/** Records with one value of the field that the list is grouped by. */
export interface Group {
  /** Stable while the list is grouped by this field. */
  key: string;
  value: Json;
  title: string | null;
  count: number;
  /** What its columns come to. */
  sums: Sums;
}

/** A part of the list: all of it, or a group with its head. */
export interface Section {
  group: Group | null;
  isOpen: boolean;
  window: RowWindow | null;
}

/** What stands on one line of the screen. */
export type Line = { kind: "group"; section: Section & { group: Group } } | { kind: "row"; section: Section; index: number; record: RecordData | undefined };

/** Lines of the screen ↔ rows of sections. */
export class Lines {
  readonly total: number;
  readonly #starts: number[];

  constructor(private readonly sections: readonly Section[]) {
    this.#starts = [];
    let total = 0;
    for (const section of sections) {
      this.#starts.push(total);
      total += (section.group ? 1 : 0) + rowsOf(section);
    }
    this.total = total;
  }

  at(line: number): Line | null {
    const found = this.#find(line);
    if (!found) return null;
    const { section, offset } = found;
    if (section.group && offset === 0) return { kind: "group", section: { ...section, group: section.group } };
    const index = offset - (section.group ? 1 : 0);
    return { kind: "row", section, index, record: section.window?.row(index) };
  }

  /** Tells each section which of its rows are looked at. */
  ensure(from: number, to: number): void {
    for (const [at, section] of this.sections.entries()) {
      if (!section.isOpen || !section.window) continue;
      const start = (this.#starts[at] ?? 0) + (section.group ? 1 : 0);
      const first = Math.max(from - start, 0);
      const last = to - start;
      if (last >= 0 && first <= Math.max(section.window.size, 1)) section.window.ensure(first, last);
    }
  }

  /** The line of a record at hand, or −1. */
  lineOf(id: string): number {
    for (const [at, section] of this.sections.entries()) {
      const index = section.isOpen ? (section.window?.indexOf(id) ?? -1) : -1;
      if (index >= 0) return (this.#starts[at] ?? 0) + (section.group ? 1 : 0) + index;
    }
    return -1;
  }

  #find(line: number): { section: Section; offset: number } | null {
    if (line < 0 || line >= this.total) return null;
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    const section = this.sections[low];
    return section ? { section, offset: line - (this.#starts[low] ?? 0) } : null;
  }
}

function rowsOf(section: Section): number {
  if (!section.isOpen || !section.window) return 0;
  // A group's count is known before its rows are: the scrollbar does not jump when it opens.
  return section.window.isReady ? section.window.size : (section.group?.count ?? 0);
}
