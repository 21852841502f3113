import { isJsonObject, pointer, type Json, type JsonObject } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import type { AnyReference, RecordValues } from "#shared/query/value.ts";
import { Refusal } from "#server/refusal.ts";
import { referenceFields, referencesOf } from "./echoes.ts";
import { coversValues } from "./permit.ts";
import { writtenFields, type RecordPlan } from "./plan.ts";
import type { Places } from "./record-table.ts";
import { CLEARED, PLACES, type Cleared } from "./remove.ts";
import { forbidden, type Scope, type Writing } from "./scope.ts";
import { searchFields, tellEvent, tellHistory, tellSearch } from "./trace.ts";
import { keepPeopleTree, standsAbove } from "./tree.ts";
import { settle, type Moved } from "./settle.ts";
import { checkUnique } from "./unique.ts";
import { touchRecord } from "./update-row.ts";

interface Binned {
  readonly object: ObjectModel;
  readonly id: string;
  readonly n: number;
  readonly values: RecordValues;
  readonly places: Places;
  readonly cleared: readonly Cleared[];
}

/**
 * Brings a record back from the bin, with what its deletion took along and the references that it emptied. Refused: 404
 * where the viewer can't read it, 403 without the right to delete it, 409 where it is not deleted, collides with a unique
 * rule or needs a record that is gone.
 */
export async function restoreRecord(writing: Writing, object: ObjectModel, id: string): Promise<void> {
  const root = await fromBin(writing, object.name, id);
  if (!root) {
    // 404 where the viewer may not know that it lives.
    if (await writing.reads.getIn(writing.reader, writing.viewer, object.name, id, { fields: ["id"] })) throw new Refusal("conflict", [problem("", "not_deleted")]);
    throw new Refusal("not_found");
  }
  if (!(await writing.reads.getIn(writing.reader, writing.viewer, object.name, id, { deleted: true, fields: ["id"] }))) throw new Refusal("not_found");
  if (!(await coversValues(writing, object, root.values, "delete", () => false))) throw forbidden(writing, object, "restore");
  await bringBack(writing, await members(writing, root));
}

/** Brings back lines that a change of their header took out (`bundle`: that change's history entry). */
export async function restoreLines(writing: Writing, bundle: string, ids: ReadonlySet<string>): Promise<void> {
  const all = await bundleOf(writing, bundle);
  const wanted = new Map<string, Binned>();
  for (const one of all.filter(({ id }) => ids.has(id))) for (const member of withDependents(one, all)) wanted.set(`${member.object.name} ${member.id}`, member);
  await bringBack(writing, [...wanted.values()], true);
}

async function fromBin(scope: Scope, object: string, id: string): Promise<(Binned & { bundle: string }) | null> {
  const row = await scope.reader.get("select object, id, n, data, bundle from main._bin where object = ? and id = ?", [object, id]);
  const binned = row && binnedOf(scope, row);
  return binned ? { ...binned, bundle: String(row[4]) } : null;
}

async function bundleOf(scope: Scope, bundle: string): Promise<Binned[]> {
  const rows = await scope.reader.all("select object, id, n, data from main._bin where bundle = ? order by n", [bundle]);
  return rows.flatMap((row) => binnedOf(scope, row) ?? []);
}

/** A row of the bin in the terms of the current release: what it no longer understands is empty. */
function binnedOf(scope: Scope, [name, id, n, json]: readonly unknown[]): Binned | null {
  const object = scope.model.object(String(name));
  const data: unknown = JSON.parse(String(json));
  if (!object || !isJsonObject(data)) return null;
  const values: RecordValues = {};
  for (const field of [...object.systemFields, ...object.fields]) {
    const value = data[field.name] ?? null;
    const read = field.system ? null : field.kind.parse(value, field);
    values[field.name] = read === null ? value : read.ok ? read.value : null;
  }
  return { object, id: String(id), n: Number(n), values, places: placesIn(data), cleared: clearedIn(data) };
}

function placesIn(data: JsonObject): Places {
  const places = data[PLACES];
  if (!isJsonObject(places)) return {};
  return Object.fromEntries(Object.entries(places).map(([by, pos]) => [by, typeof pos === "number" ? pos : null]));
}

function clearedIn(data: JsonObject): Cleared[] {
  const cleared = data[CLEARED];
  if (!Array.isArray(cleared)) return [];
  return cleared.filter(isJsonObject).map(({ object, record, field }) => ({ object: String(object), record: String(record), field: String(field) }));
}

/** The record and those of its bundle that went because of it: they point at it, directly or through others. */
async function members(scope: Scope, root: Binned & { bundle: string }): Promise<Binned[]> {
  return withDependents(root, await bundleOf(scope, root.bundle));
}

function withDependents(root: Binned, all: readonly Binned[]): Binned[] {
  const found = [root];
  const taken = new Set([`${root.object.name} ${root.id}`]);
  for (const above of found) {
    for (const one of all) {
      const key = `${one.object.name} ${one.id}`;
      if (taken.has(key) || !pointsAt(one, above)) continue;
      taken.add(key);
      found.push(one);
    }
  }
  return found;
}

function pointsAt(one: Binned, target: Binned): boolean {
  return referenceFields(one.object).some((field) => referencesOf(field, one.values).some(({ object, id }) => object === target.object.name && id === target.id));
}

/** `linesOnly`: lines whose header tells of their return. */
async function bringBack(writing: Writing, binned: readonly Binned[], linesOnly = false): Promise<void> {
  const back = binned.map((one): Binned => ({
    ...one,
    values: { ...one.values, revision: Number(one.values["revision"]) + 1, updated_at: writing.at, updated_by: writing.viewer.id },
  }));
  const problems = await dropGone(writing, back);
  const plans = back.map(planOf);
  problems.push(...(await checkUnique(writing, plans)));
  if (problems.length > 0) throw new Refusal("conflict", problems);
  const keys = await insertInOrder(writing, back);
  for (const { object, id } of back) await writing.reader.run("delete from main._bin where object = ? and id = ?", [object.name, id]);
  await keepPeopleTree(writing, plans);
  const returning = new Set(back.map(({ object, id }) => `${object.name} ${id}`));
  for (const [place, { object, id, values }] of back.entries()) {
    if (searchFields(object).length > 0) tellSearch(writing, object, values, keys.get(id) ?? 0);
    tellEvent(writing, "record.restored", object.name, id, []);
    const header = object.parent && values[object.parent.name];
    const withHeader = object.parent?.value.class === "reference" && typeof header === "string" && returning.has(`${object.parent.value.to} ${header}`);
    if (!withHeader && !(linesOnly && object.parent !== null)) tellHistory(writing, object.name, id, "restore", {}, { follows: place > 0 || linesOnly });
  }
  const filledAgain = await fillCleared(writing, back);
  const now = await Promise.all(back.map(async ({ object, id }) => ({ object, values: await writing.reads.stored(writing.reader, object.name, id) })));
  await settle(writing, now.flatMap(({ object, values }): Moved[] => (values ? [{ object, previous: null, values, gone: false }] : [])).concat(filledAgain));
}

const planOf = ({ object, id, values }: Binned): RecordPlan => ({
  object, id, path: "", previous: null, values,
  changed: writtenFields(object).filter((field) => values[field.name] !== null),
  lists: [], header: null, body: { values, lists: [], echoes: [], problems: [] },
});

/** Empties references to records that are gone by now; a required one stops the restore. */
async function dropGone(scope: Scope, back: readonly Binned[]): Promise<Problem[]> {
  const returning = new Set(back.map(({ object, id }) => `${object.name} ${id}`));
  const problems: Problem[] = [];
  for (const { object, values } of back) {
    for (const field of referenceFields(object)) {
      if ((field.system && field.name !== "owner_id") || field.computed) continue;
      const gone = new Set<string>();
      for (const named of referencesOf(field, values)) {
        const target = scope.model.object(named.object);
        const there = returning.has(`${named.object} ${named.id}`) || (target && (await scope.reader.get(`select 1 from ${scope.table(target).name} where id = ?`, [named.id])));
        if (!there) gone.add(named.id);
      }
      if (gone.size === 0) continue;
      const left = without(field, values[field.name] ?? null, gone);
      if (left === null && (field.required || object.parent === field)) {
        problems.push({ ...fieldProblem(field, "reference", scope.viewer.language, { context: "gone" }), path: pointer(field.name) });
      }
      values[field.name] = left;
    }
  }
  return problems;
}

function without(field: FieldModel, value: Json, gone: ReadonlySet<string>): Json {
  if (field.value.class !== "links" && field.value.class !== "list") return null;
  const left = Array.isArray(value) ? value.filter((id) => !gone.has(String(id))) : [];
  return left.length === 0 ? null : left;
}

/** Rows come back in an order in which what they point at is there; where they point at each other, one reference is filled last. */
async function insertInOrder(writing: Writing, back: readonly Binned[]): Promise<Map<string, number>> {
  const waiting = new Map(back.map((one) => [`${one.object.name} ${one.id}`, one]));
  const keys = new Map<string, number>();
  const later: { one: Binned; field: FieldModel }[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.entries()].find(([key, one]) => pending(one, waiting).every(({ target }) => target === key)) ?? [...waiting.entries()][0];
    if (!ready) break;
    const [key, one] = ready;
    const unready = pending(one, waiting).filter(({ target }) => target !== key);
    for (const { field } of unready) later.push({ one, field });
    const values = { ...one.values, ...Object.fromEntries(unready.map(({ field }) => [field.name, null])) };
    const [n = one.n] = await writing.table(one.object).insert(writing.reader, [{ values, places: one.places, n: one.n }]);
    keys.set(one.id, n);
    waiting.delete(key);
  }
  for (const { one, field } of later) await writing.table(one.object).update(writing.reader, one.values, [field]);
  return keys;
}

function pending(one: Binned, waiting: ReadonlyMap<string, Binned>): { field: FieldModel; target: string }[] {
  return referenceFields(one.object).flatMap((field) => {
    if (field.value.class === "list" || field.value.class === "anyReference") return []; // no key of the database behind these
    return referencesOf(field, one.values).flatMap(({ object, id }) => (waiting.has(`${object} ${id}`) ? [{ field, target: `${object} ${id}` }] : []));
  });
}

/** Fills the references that the deletion emptied, where nothing else stands there by now: each record once. */
async function fillCleared(writing: Writing, back: readonly Binned[]): Promise<Moved[]> {
  const moved: Moved[] = [];
  const byRecord = new Map<string, { from: ObjectModel; record: string; fills: { field: FieldModel; target: AnyReference }[] }>();
  for (const { object, id, cleared } of back) {
    for (const { object: name, record, field: fieldName } of cleared) {
      const from = writing.model.object(name);
      const field = from?.field(fieldName);
      if (!from || !field) continue;
      // Meanwhile the record may have come to stand above the one that comes back.
      if (from.treeField === field.name && (await standsAbove(writing, from, field, record, id))) continue;
      const group = byRecord.get(`${name} ${record}`) ?? { from, record, fills: [] };
      group.fills.push({ field, target: { object: object.name, id } });
      byRecord.set(`${name} ${record}`, group);
    }
  }
  for (const { from, record, fills } of byRecord.values()) {
    const touched = await touchRecord(writing, from, record, (values) => {
      const changes: RecordValues = {};
      for (const { field, target } of fills) {
        const now = changes[field.name] ?? values[field.name] ?? null;
        const next = filled(field, now, target);
        if (next !== now) changes[field.name] = next;
      }
      return changes;
    });
    if (touched) moved.push({ object: from, ...touched, gone: false });
  }
  return moved;
}

function filled(field: FieldModel, now: Json, target: AnyReference): Json {
  if (field.value.class === "reference") return now ?? target.id;
  if (field.value.class === "anyReference") return now ?? { object: target.object, id: target.id };
  if (field.value.class !== "links") return now;
  const list = Array.isArray(now) ? now : [];
  return list.includes(target.id) ? now : [...list, target.id];
}
