import { pointer, sameJson, type Json } from "#shared/lib/json.ts";
import type { EvaluationError, Host, Result } from "#shared/formula/environment.ts";
import type { FieldModel, Model } from "../model.ts";
import { targetOf, type Book, type Entry, type Need } from "./book.ts";
import { environmentOf, needsOf, type Neighbours } from "./environment.ts";
import { graphOf, type ComputeGraph, type Dependent, type KeptField } from "./graph.ts";

/** A record that a write makes, changes or takes away: what sets the computation going. */
export interface Start {
  readonly entry: Entry;
  /** Names of the fields that differ; `all` for a record that comes or goes. */
  readonly changed: readonly string[] | "all";
}

/** A formula that has no value for a record. */
export interface Failed {
  readonly entry: Entry;
  readonly path: string;
  readonly error: EvaluationError;
}

/**
 * Computes what follows from a write, across records, into the entries of the book: own formulas, lines of changed headers,
 * roll-ups up the chain. Fields are taken in order of rank, so that each is computed once and after all that it reads. Yields
 * what has to be fetched into the book first (records in one fixed order, so that locks can't meet crosswise); answers the
 * formulas that had no value.
 */
export function* compute(model: Model, book: Book, host: Host, starts: readonly Start[], graph: ComputeGraph = graphOf(model)): Generator<readonly Need[], Failed[], void> {
  const queue = new Queue(graph);
  for (const start of starts) queue.start(start);
  const failed: Failed[] = [];
  for (let turn = queue.next(); turn; turn = queue.next()) {
    const { target, wanted } = turn;
    const entries = yield* resolve(book, target, wanted);
    yield* fetchInputs(book, target, entries);
    // All records of a turn are of one object, and the formula doesn't read what it writes.
    const neighbours: Neighbours = new Map();
    for (const entry of entries) {
      const result = target.formula.evaluate({ record: environmentOf(book, entry, neighbours), host });
      const value = keptValue(target.field, result);
      if (!result.ok) failed.push({ entry, path: pointer(target.field.name), error: result.error });
      if (sameJson(entry.values[target.field.name] ?? null, value)) continue;
      entry.values[target.field.name] = value;
      queue.changed(entry, target.field.name);
    }
  }
  return failed;
}

/** A result as its field keeps it: a boolean is never empty. */
export function keptValue(field: FieldModel, result: Result): Json {
  const value = result.ok ? result.value : null;
  return value === null && field.value.class === "boolean" ? false : value;
}

/** The records of a turn, each once, those that must be fetched in order of their ids. */
function* resolve(book: Book, target: KeptField, wanted: Wanted): Generator<readonly Need[], Entry[], void> {
  const object = target.object.name;
  const ids = [...wanted.ids].toSorted();
  const records = ids.filter((id) => book.record(object, id, true) === undefined).map((id): Need => ({ kind: "record", object, id, change: true }));
  if (records.length > 0) yield records;
  const found = new Set<Entry>(wanted.entries);
  for (const id of ids) {
    const entry = book.record(object, id, true);
    if (entry) found.add(entry);
  }
  for (const { by, headers } of wanted.lines.values()) {
    const missing = [...headers].filter((header) => book.lines(object, by, header) === undefined);
    if (missing.length > 0) yield missing.map(({ id }): Need => ({ kind: "lines", object, by, header: id }));
    for (const header of headers) for (const line of book.lines(object, by, header) ?? []) found.add(line);
  }
  for (const { by, headers } of wanted.siblings.values()) {
    const heads = [...headers.values()];
    const unknown = heads.filter((head) => book.record(head.object, head.id) === undefined);
    if (unknown.length > 0) yield unknown.map((head): Need => ({ kind: "record", ...head, change: false }));
    const living = heads.flatMap((head) => book.record(head.object, head.id) ?? []);
    const missing = living.filter((head) => book.lines(object, by, head) === undefined);
    if (missing.length > 0) yield missing.map(({ id }): Need => ({ kind: "lines", object, by, header: id }));
    for (const head of living) for (const line of book.lines(object, by, head) ?? []) found.add(line);
  }
  return [...found].filter(({ gone }) => !gone);
}

/** Fetches what the formula reads of other records; what came may lead further. */
function* fetchInputs(book: Book, target: KeptField, entries: readonly Entry[]): Generator<readonly Need[], void, void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const needs = new Map<string, Need>();
    for (const entry of entries) for (const need of needsOf(book, entry, target.formula.uses)) needs.set(JSON.stringify(need), need);
    if (needs.size === 0) return;
    yield [...needs.values()];
  }
}
/** More steps than a path may have. */
const ROUNDS_MAX = 12;

/** Who is to be computed in a turn: records at hand, ids, lines of headers, lines beside others. */
interface Wanted {
  readonly entries: Set<Entry>;
  readonly ids: Set<string>;
  readonly lines: Map<string, { readonly by: string; readonly headers: Set<Entry> }>;
  readonly siblings: Map<string, { readonly by: string; readonly headers: Map<string, { object: string; id: string }> }>;
}

class Queue {
  readonly #graph: ComputeGraph;
  readonly #turns = new Map<number, Wanted>();
  #at = 0;

  constructor(graph: ComputeGraph) {
    this.#graph = graph;
  }

  start({ entry, changed }: Start): void {
    const object = entry.object.name;
    if (changed === "all") {
      for (const target of this.#graph.kept(object)) this.#turn(target).entries.add(entry);
      for (const dependent of this.#graph.whereabouts(object)) this.#want(entry, dependent);
      return;
    }
    for (const name of changed) {
      this.changed(entry, name);
      for (const dependent of this.#graph.whereabouts(object)) if (dependent.who !== "own" && dependent.by === name) this.#want(entry, dependent);
    }
  }

  changed(entry: Entry, field: string): void {
    for (const dependent of this.#graph.dependents(entry.object.name, field)) this.#want(entry, dependent);
  }

  /** The waiting turn of the lowest rank. */
  next(): { target: KeptField; wanted: Wanted } | null {
    for (; this.#at < this.#graph.all.length; this.#at++) {
      const wanted = this.#turns.get(this.#at);
      const target = this.#graph.all[this.#at];
      if (!wanted || !target) continue;
      this.#turns.delete(this.#at);
      return { target, wanted };
    }
    return null;
  }

  #want(entry: Entry, dependent: Dependent): void {
    const wanted = this.#turn(dependent.target);
    const { object } = dependent.target;
    if (dependent.who === "own") return void wanted.entries.add(entry);
    const { by } = dependent;
    if (dependent.who === "lines") {
      const group = wanted.lines.get(by) ?? { by, headers: new Set() };
      wanted.lines.set(by, group);
      return void group.headers.add(entry);
    }
    // The header that it has and the one that it had.
    for (const values of [entry.gone ? null : entry.values, entry.previous]) {
      const head = values && targetOf(entry.object.field(by), values[by] ?? null);
      if (!head) continue;
      if (dependent.who === "header") {
        if (head.object === object.name) wanted.ids.add(head.id);
        continue;
      }
      const group = wanted.siblings.get(by) ?? { by, headers: new Map() };
      wanted.siblings.set(by, group);
      group.headers.set(`${head.object} ${head.id}`, head);
    }
  }

  #turn({ rank }: KeptField): Wanted {
    let wanted = this.#turns.get(rank);
    if (!wanted) this.#turns.set(rank, (wanted = { entries: new Set(), ids: new Set(), lines: new Map(), siblings: new Map() }));
    return wanted;
  }
}
