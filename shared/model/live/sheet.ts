import { sameJson, type Json } from "#shared/lib/json.ts";
import type { Host } from "#shared/formula/environment.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { Book, type Entry } from "../compute/book.ts";
import { compute, type Start } from "../compute/compute.ts";
import type { ObjectModel } from "../model.ts";
import type { LiveList, LivePlan } from "./plan.ts";

/** A line as it is entered; another object whenever something of it is another. */
export interface LiveLine extends RecordValues {
  $key: string;
}

/** What a form holds now. */
export interface LiveInput {
  /** Own fields of the header as they are typed; computed ones as they were last answered. */
  readonly values: RecordValues;
  lines(list: string): readonly LiveLine[];
  /** Canonical values of what was typed; what can't be read is left out. */
  read(object: ObjectModel, values: RecordValues): RecordValues;
}

/** A record that has to be fetched before all can be computed. */
export interface Wanted {
  readonly object: string;
  readonly id: string;
}

interface Row {
  readonly line: LiveLine;
  readonly entry: Entry;
}

/** Stands for the id that a new record doesn't have yet. */
const UNSAVED = "$unsaved";

/**
 * A record and its lines while they are entered, with their computed fields: the same computation as that of a save, over what
 * the form holds. Each `update` computes only what depends on what has changed.
 */
export class LiveSheet {
  readonly #plan: LivePlan;
  readonly #host: () => Host;
  readonly #book = new Book();
  readonly #id: string;
  #header: Entry | null = null;
  readonly #rows = new Map<string, Map<string, Row>>();
  readonly #order = new Map<string, readonly string[]>();
  readonly #wanted = new Map<string, Wanted>();
  /** Computed values as they were last given out, by entry id. */
  readonly #given = new Map<string, RecordValues>();
  /** What the server said of what is not computed here, by entry id. */
  readonly #answers = new Map<string, RecordValues>();

  constructor(plan: LivePlan, host: () => Host, id: string | null) {
    this.#plan = plan;
    this.#host = host;
    this.#id = id ?? UNSAVED;
  }

  /** Takes what the form holds now, and computes what follows from it. */
  update(input: LiveInput): void {
    const starts = [...this.#takeHeader(input), ...this.#plan.lists.flatMap((list) => this.#takeLines(list, input))];
    if (starts.length > 0) this.#run(starts);
  }

  /** Records that are not at hand yet: their fields are empty for now. */
  get wanted(): readonly Wanted[] {
    return [...this.#wanted.values()];
  }

  /** A record that was wanted; null: there is none, or the viewer may not read it. */
  supply({ object: name, id }: Wanted, values: RecordValues | null): void {
    const object = this.#plan.model.object(name);
    this.#wanted.delete(wantedKey(name, id));
    if (!object || !values) return;
    this.#book.fetched(object, id, values, false);
    this.#run([this.#header, ...[...this.#rows.values()].flatMap((rows) => [...rows.values()].map(({ entry }) => entry))].flatMap((entry): Start[] => (entry ? [{ entry, changed: "all" }] : [])));
  }

  /** What a preview of the save says of the header, or of a line. */
  answer(list: string | null, key: string | null, values: RecordValues): void {
    this.#answers.set(this.#entryId(list, key), values);
  }

  /** Computed values of the header; the same object while they are the same. */
  header(): RecordValues {
    return this.#header ? this.#give(this.#header, this.#id) : {};
  }

  /** Computed values of a line; the same object while they are the same. */
  line(list: string, key: string): RecordValues {
    const row = this.#rows.get(list)?.get(key);
    return row ? this.#give(row.entry, this.#entryId(list, key)) : {};
  }

  #entryId(list: string | null, key: string | null): string {
    return list === null || key === null ? this.#id : `${list}/${key}`;
  }

  #give(entry: Entry, id: string): RecordValues {
    const answered = this.#answers.get(id);
    const fresh: RecordValues = {};
    for (const name of this.#plan.computed.get(entry.object.name) ?? []) {
      const isServers = this.#plan.sourceOf(entry.object.name, name) === "server";
      fresh[name] = (isServers ? answered?.[name] : undefined) ?? entry.values[name] ?? null;
    }
    const known = this.#given.get(id);
    if (known && sameJson(known, fresh)) return known;
    this.#given.set(id, fresh);
    return fresh;
  }

  #takeHeader({ values, read }: LiveInput): Start[] {
    const { object } = this.#plan;
    const now = read(object, values);
    if (this.#header) return changes(this.#header, now);
    this.#header = { object, id: this.#id, previous: null, values: { ...now, id: this.#id }, gone: false };
    this.#book.add(this.#header);
    return [{ entry: this.#header, changed: "all" }];
  }

  #takeLines(list: LiveList, input: LiveInput): Start[] {
    const { name, child, by } = list;
    const rows = this.#rows.get(name) ?? new Map<string, Row>();
    this.#rows.set(name, rows);
    const starts: Start[] = [];
    const lines = input.lines(name);
    for (const line of lines) {
      const row = rows.get(line.$key);
      if (row?.line === line) continue;
      const now = input.read(child, line);
      if (row) starts.push(...changes(row.entry, now, by));
      else {
        const entry: Entry = { object: child, id: line.$key, previous: null, values: { ...now, id: line.$key, [by]: this.#id }, gone: false };
        this.#book.add(entry);
        starts.push({ entry, changed: "all" });
      }
      rows.set(line.$key, { line, entry: row?.entry ?? lastEntry(starts) });
    }
    const order = lines.map(({ $key }) => $key);
    if (rows.size > lines.length) starts.push(...this.#drop(rows, new Set(order)));
    if (!sameJson([...order], [...(this.#order.get(name) ?? [])])) {
      this.#order.set(name, order);
      this.#book.setOrder(child.name, by, this.#id, order);
      // What goes by the order of lines (FIRST, the last cent of ALLOCATE) is computed anew: each line counts as one that came.
      if (starts.length === 0) starts.push(...[...rows.values()].map(({ entry }): Start => ({ entry, changed: "all" })));
    }
    return starts;
  }

  #drop(rows: Map<string, Row>, kept: ReadonlySet<string>): Start[] {
    return [...rows].flatMap(([key, { entry }]): Start[] => {
      if (kept.has(key)) return [];
      rows.delete(key);
      const gone: Entry = { ...entry, previous: entry.values, gone: true };
      this.#book.add(gone);
      return [{ entry: gone, changed: "all" }];
    });
  }

  #run(starts: readonly Start[]): void {
    const { model, graph } = this.#plan;
    const computing = compute(model, this.#book, this.#host(), starts, graph);
    for (let step = computing.next(); !step.done; step = computing.next()) {
      for (const need of step.value) {
        const object = model.object(need.kind === "record" ? need.object : "");
        if (need.kind !== "record" || !object) throw new Error("lines that are not in the form are the server's");
        // Records that would be written beyond the form are none of its business.
        if (!need.change) this.#wanted.set(wantedKey(need.object, need.id), { object: need.object, id: need.id });
        this.#book.fetched(object, need.id, null, need.change);
      }
    }
  }
}

function lastEntry(starts: readonly Start[]): Entry {
  const last = starts.at(-1);
  if (!last) throw new Error("a new line starts a computation");
  return last.entry;
}

const wantedKey = (object: string, id: string): string => `${object} ${id}`;

/** Puts into an entry what is typed now; its computed fields stay as they are. */
function changes(entry: Entry, now: RecordValues, by?: string): Start[] {
  const changed: string[] = [];
  for (const field of [...entry.object.systemFields, ...entry.object.fields]) {
    const { name } = field;
    if (name === "id" || name === by || field.computed || field.value.class === "children") continue;
    const value: Json = now[name] ?? null;
    if (sameJson(entry.values[name] ?? null, value)) continue;
    entry.values[name] = value;
    changed.push(name);
  }
  return changed.length === 0 ? [] : [{ entry, changed }];
}
