import { sameJson, type Json } from "#shared/lib/json.ts";
import { Book, type Entry } from "#shared/model/compute/book.ts";
import { keptValue } from "#shared/model/compute/compute.ts";
import { environmentOf, type Neighbours } from "#shared/model/compute/environment.ts";
import { graphOf, type ComputeGraph, type KeptField } from "#shared/model/compute/graph.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import type { Tx } from "#server/store/port.ts";
import { fetchInputs } from "./compute.ts";
import { hostOf } from "./host.ts";
import type { Scope } from "./scope.ts";

/** A kept formula whose stored value is not what it computes to now. */
export interface Drift {
  readonly object: string;
  readonly record: string;
  readonly field: string;
  readonly stored: Json;
  readonly computed: Json;
}

/** Records taken at a time. */
const SLICE = 500;
/** Differences told of; more are counted only. */
const TOLD_MAX = 1000;

/**
 * Computes kept formulas of all records anew, in order of rank: those of `fields`, or all. With `write` it puts them right in
 * silence (no history, no event, no new revision): package data, a formula that a publish changes. Answers what differed.
 */
export async function recompute(scope: Scope & { readonly reader: Tx }, options: { readonly fields?: ReadonlySet<KeptField>; readonly write: boolean }): Promise<{ drifts: Drift[]; count: number }> {
  const host = await hostOf(scope);
  const drifts: Drift[] = [];
  let count = 0;
  for (const { object, fields } of turns(graphOf(scope.model), options.fields)) {
    const table = scope.table(object);
    for (let after = -1; ; ) {
      const rows = await scope.reader.all(`select n, id from ${table.name} where n > ? order by n limit ${SLICE}`, [after]);
      if (rows.length === 0) break;
      after = Number(rows.at(-1)?.[0]);
      const book = new Book();
      const entries = (await scope.reads.storedMany(scope.reader, object.name, rows.map(([, id]) => String(id)))).map((values): Entry => ({ object, id: String(values["id"]), previous: values, values: { ...values }, gone: false }));
      for (const entry of entries) book.add(entry);
      for (const { field, formula } of fields) {
        await fetchInputs(scope, book, entries, formula);
        const neighbours: Neighbours = new Map();
        for (const entry of entries) {
          const result = formula.evaluate({ record: environmentOf(book, entry, neighbours), host });
          const computed = keptValue(field, result);
          const stored = entry.values[field.name] ?? null;
          if (sameJson(stored, computed)) continue;
          count++;
          if (drifts.length < TOLD_MAX) drifts.push({ object: object.name, record: entry.id, field: field.name, stored, computed });
          entry.values[field.name] = computed;
        }
      }
      if (!options.write) continue;
      for (const { values, previous } of entries) {
        const changed = fields.map(({ field }) => field).filter(({ name }) => !sameJson(values[name] ?? null, previous?.[name] ?? null));
        if (changed.length > 0) await table.update(scope.reader, values, changed);
      }
    }
  }
  return { drifts, count };
}

/** Fields in order of rank, neighbours of one object in one pass over its records. */
function turns(graph: ComputeGraph, wanted: ReadonlySet<KeptField> | undefined): { object: ObjectModel; fields: KeptField[] }[] {
  const found: { object: ObjectModel; fields: KeptField[] }[] = [];
  for (const field of graph.all) {
    if (wanted && !wanted.has(field)) continue;
    const last = found.at(-1);
    if (last?.object === field.object) last.fields.push(field);
    else found.push({ object: field.object, fields: [field] });
  }
  return found;
}

/** The kept formulas that a new release computes otherwise than the one before, with all that read them. */
export function changedFormulas(from: Model | null, to: Model): Set<KeptField> {
  const graph = graphOf(to);
  const changed = new Set<KeptField>();
  const add = (field: KeptField): void => {
    if (changed.has(field)) return;
    changed.add(field);
    for (const { target } of graph.dependents(field.object.name, field.field.name)) add(target);
  };
  for (const field of graph.all) {
    const before = from?.object(field.object.name)?.field(field.field.name);
    const same = before?.computed?.formula?.source === field.formula.source && before.computed.class === field.field.computed?.class && sameJson({ ...before.value }, { ...field.field.value });
    if (!same) add(field);
  }
  return changed;
}
