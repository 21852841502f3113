import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { Host, RecordEnvironment, Transition } from "#shared/formula/environment.ts";
import type { Formula } from "#shared/formula/formula.ts";
import type { FieldRef, Uses } from "#shared/formula/uses.ts";
import { stageAttribute } from "../stages.ts";
import { named, targetOf, type Book, type Entry, type Need } from "./book.ts";

/**
 * Lines beside each other, by header: as long as nothing that a formula reads is written, all lines may be given the same, and
 * what is computed over them (ALLOCATE) is computed once.
 */
export type Neighbours = Map<string, { readonly entries: readonly Entry[]; readonly lines: readonly RecordEnvironment[] }>;

/**
 * A record of the book as formulas see it. What the book does not hold is empty: `needsOf` says beforehand what is wanted. With a
 * `host`, virtual fields that are named are computed too; rows of any object, which no book holds, are none.
 */
export function environmentOf(book: Book, entry: Entry, neighbours: Neighbours = new Map(), host?: Host): RecordEnvironment {
  return {
    value: (ref) => valueAt(book, entry, ref, host),
    rows({ source }) {
      const lines = source.kind === "children" ? (book.lines(source.object, source.by, entry) ?? []) : [];
      return { rows: lines.map((line) => environmentOf(book, line, undefined, host)) };
    },
    siblings() {
      const header = entry.object.parent && named(entry.values[entry.object.parent.name] ?? null);
      const known = neighbours.get(header ?? "");
      const { entries, lines } = known ?? beside(book, siblingsOf(book, entry) ?? [entry]);
      if (header !== null) neighbours.set(header, { entries, lines });
      return { lines, at: entries.indexOf(entry) };
    },
    transitions: (): readonly Transition[] => [],
  };
}

function beside(book: Book, entries: readonly Entry[]): { entries: readonly Entry[]; lines: readonly RecordEnvironment[] } {
  return { entries, lines: entries.map((line) => environmentOf(book, line)) };
}

function valueAt(book: Book, entry: Entry, ref: FieldRef, host: Host | undefined): Json {
  let at: Entry | null | undefined = entry;
  for (const step of ref.steps) {
    const target = targetOf(at.object.field(step.field), at.values[step.field] ?? null);
    at = target && book.record(target.object, target.id);
    if (!at) return null;
  }
  const virtual = virtualFormula(at, ref.field);
  if (virtual && host) {
    const result = virtual.evaluate({ record: environmentOf(book, at, undefined, host), host });
    return result.ok ? result.value : null;
  }
  const value = at.values[ref.field] ?? null;
  if (ref.attribute === null) return value;
  if (isJsonObject(value)) return value[ref.attribute] ?? null;
  return stageAttribute(at.object, ref.field, value, at.values["record_type"] ?? null, ref.attribute);
}

function virtualFormula({ object }: Entry, field: string): Formula | null {
  const computed = object.field(field)?.computed;
  return computed?.class === "virtual" ? computed.formula : null;
}

/** All lines of the header that a line belongs to; undefined while they are not all known. */
function siblingsOf(book: Book, entry: Entry): readonly Entry[] | undefined {
  const { parent } = entry.object;
  const header = parent && targetOf(parent, entry.values[parent.name] ?? null);
  if (!parent || !header) return [entry];
  const owner = book.record(header.object, header.id);
  return owner ? book.lines(entry.object.name, parent.name, owner) : undefined;
}

/** What the book still lacks to compute a formula of a record; asked again once it was fetched, since paths go on from there. */
export function needsOf(book: Book, entry: Entry, uses: Uses): Need[] {
  const needs: Need[] = uses.paths.flatMap((ref) => pathNeeds(book, entry, ref));
  for (const { field } of uses.own) {
    const virtual = virtualFormula(entry, field);
    if (virtual) needs.push(...needsOf(book, entry, virtual.uses));
  }
  for (const { source, row } of [...uses.aggregates, ...uses.tiers]) {
    if (source.kind !== "children") continue;
    const lines = book.lines(source.object, source.by, entry);
    if (lines === undefined) needs.push({ kind: "lines", object: source.object, by: source.by, header: entry.id });
    else if (row.paths.length > 0) for (const line of lines) needs.push(...row.paths.flatMap((ref) => pathNeeds(book, line, ref)));
  }
  if (uses.siblings.length > 0) needs.push(...siblingNeeds(book, entry, uses));
  return needs;
}

function pathNeeds(book: Book, entry: Entry, ref: FieldRef): Need[] {
  let at = entry;
  for (const step of ref.steps) {
    const target = targetOf(at.object.field(step.field), at.values[step.field] ?? null);
    if (!target) return [];
    const next = book.record(target.object, target.id);
    if (next === undefined) return [{ kind: "record", ...target, change: false }];
    if (next === null) return [];
    at = next;
  }
  const virtual = virtualFormula(at, ref.field);
  return virtual ? needsOf(book, at, virtual.uses) : [];
}

function siblingNeeds(book: Book, entry: Entry, uses: Uses): Need[] {
  const { parent } = entry.object;
  const header = parent && targetOf(parent, entry.values[parent.name] ?? null);
  if (!parent || !header) return [];
  const owner = book.record(header.object, header.id);
  if (owner === undefined) return [{ kind: "record", ...header, change: false }];
  const lines = owner && book.lines(entry.object.name, parent.name, owner);
  if (lines === undefined) return [{ kind: "lines", object: entry.object.name, by: parent.name, header: named(entry.values[parent.name] ?? null) ?? "" }];
  return (lines ?? []).flatMap((line) => uses.siblings.flatMap(({ row }) => row.paths.flatMap((ref) => pathNeeds(book, line, ref))));
}
