import { newId } from "#shared/lib/id.ts";
import { isJsonObject, pointer, sameJson, type Json } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { Refusal } from "#server/refusal.ts";
import { applyUpdate } from "./apply.ts";
import type { Body, LineBody, ListBody } from "./body.ts";
import { Effects } from "./effects.ts";
import { fieldForbidden } from "./permit.ts";
import type { OperationResult } from "./port.ts";
import { existing, prepareChange } from "./prepare.ts";
import { applyRipples } from "./settle.ts";
import { removeRecords } from "./remove.ts";
import { restoreLines, restoreRecord } from "./restore.ts";
import { objectFor, refuse, type Writing } from "./scope.ts";
import { ORDER, type Changes } from "./trace.ts";
import { answerOne } from "./write.ts";

/** A write to take back, as its history entry tells it. */
interface Entry {
  readonly id: string;
  readonly object: string;
  readonly record: string;
  readonly by: string | null;
  readonly action: string;
  readonly changes: Changes;
}

/**
 * Takes back what a batch did (its `undo` id), or a single write (the id of its history entry), through the same rights and
 * rules as any write. Only one's own; refused (409) where a later change stands on it.
 */
export async function undoWrites(writing: Writing, id: string): Promise<OperationResult[]> {
  const { entries, following } = await entriesOf(writing, id);
  const own = new Set([...entries.map((entry) => entry.id), ...following]);
  const results: OperationResult[] = [];
  for (const entry of entries.reverse()) {
    const one: Writing = { ...writing, effects: new Effects() };
    results.unshift(await undoOne(one, entry, own));
    one.effects.handOver(writing.reader);
  }
  await writing.reader.run("delete from main._undo where id = ?", [id]);
  return results;
}

/** The writes to take back, and the entries that follow from them. */
async function entriesOf(writing: Writing, id: string): Promise<{ entries: Entry[]; following: string[] }> {
  const kept = await writing.reader.get(`select json, "by" from main._undo where id = ?`, [id]);
  const json: unknown = kept ? JSON.parse(String(kept[0])) : null;
  const ids = isJsonObject(json) && Array.isArray(json["history"]) ? json["history"].map(String) : [id];
  const entries: Entry[] = [];
  for (const one of ids) {
    const row = await writing.reader.get(`select id, object, record, "by", action, changes from main._history where id = ?`, [one]);
    if (!row) throw new Refusal("not_found");
    entries.push({ id: String(row[0]), object: String(row[1]), record: String(row[2]), by: row[3] === null ? null : String(row[3]), action: String(row[4]), changes: JSON.parse(String(row[5])) as Changes }); // what `trace.ts` wrote
  }
  // Another's writes look like none.
  if (entries.some((entry) => entry.by !== writing.viewer.id) && !writing.viewer.rights.administrator) throw new Refusal("not_found");
  return { entries, following: isJsonObject(json) && Array.isArray(json["following"]) ? json["following"].map(String) : [] };
}

async function undoOne(writing: Writing, entry: Entry, own: ReadonlySet<string>): Promise<OperationResult> {
  const object = objectFor(writing, entry.object);
  switch (entry.action) {
    case "create":
    case "restore": {
      const values = await existing(writing, object, entry.record, "delete");
      await refuseLaterChanges(writing, object, entry, own);
      await removeRecords(writing, object, [values], { bundle: newId() });
      return { status: 204 };
    }
    case "delete":
      await restoreRecord(writing, object, entry.record);
      return { status: 200, record: await answerOne(writing, object, entry.record) };
    default:
      await undoUpdate(writing, object, entry);
      return { status: 200, record: await answerOne(writing, object, entry.record) };
  }
}

/** What was made can only be taken away while it is as it was made: itself and its lines. */
async function refuseLaterChanges(writing: Writing, object: ObjectModel, entry: Entry, own: ReadonlySet<string>): Promise<void> {
  const watched: { object: string; record: string }[] = [{ object: object.name, record: entry.record }];
  for (const list of object.childLists) {
    if (list.value.class !== "children" || writing.model.object(list.value.of)?.parent?.name !== list.value.by) continue;
    for (const line of await writing.reads.storedChildren(writing.reader, list.value.of, list.value.by, entry.record)) watched.push({ object: list.value.of, record: String(line["id"]) });
  }
  for (const { object: name, record } of watched) {
    const rows = await writing.reader.all("select id from main._history where object = ? and record = ? and id > ?", [name, record, entry.id]);
    if (rows.some(([id]) => !own.has(String(id)))) throw changedSince("");
  }
}

function changedSince(path: string): Refusal {
  return new Refusal("conflict", [problem(path, "changed_since")]);
}

/** A change of a line: what the entry says of it. */
interface LineChanges {
  came: boolean;
  went: boolean;
  readonly fields: Map<string, readonly [Json, Json]>;
}

async function undoUpdate(writing: Writing, object: ObjectModel, entry: Entry): Promise<void> {
  const { fields, lists, orders } = sorted(object, entry.changes);
  if (fields.size === 0 && lists.size === 0 && orders.size === 0) throw new Refusal("conflict", [problem("", "nothing_to_undo")]);
  const stored = await existing(writing, object, entry.record, "update");
  const values = oldValues(writing, object, stored, fields, "");
  const before: Changes = {};
  const bodies: ListBody[] = [];
  for (const field of object.childLists) {
    const lines = lists.get(field.name) ?? new Map<string, LineChanges>();
    const order = orders.get(field.name) ?? null;
    if (lines.size > 0 || order !== null) bodies.push(await listBody(writing, field, entry, lines, order, before));
  }
  const body: Body = { values, lists: bodies, echoes: [], problems: [] };
  // Lines that came back have changed its roll-ups by now.
  const current = bodies.length === 0 ? stored : await existing(writing, object, entry.record, "update");
  const { plans: plan, problems, ripples } = await prepareChange(writing, object, current, body);
  refuse(problems);
  // Lines that came back are a change of the record, even where nothing else is.
  const after = { ...plan.values, revision: Number(stored["revision"]) + 1, updated_at: writing.at, updated_by: writing.viewer.id };
  await applyUpdate(writing, { ...plan, values: after }, before);
  await applyRipples(writing, ripples);
}

/** The entry's changes by field and by line. */
function sorted(object: ObjectModel, changes: Changes): { fields: Map<string, readonly [Json, Json]>; lists: Map<string, Map<string, LineChanges>>; orders: Map<string, string[]> } {
  const fields = new Map<string, readonly [Json, Json]>();
  const lists = new Map<string, Map<string, LineChanges>>();
  const orders = new Map<string, string[]>();
  for (const [key, change] of Object.entries(changes)) {
    const pair = change as [Json, Json]; // JSON from the store
    const [name = "", id, field, ...deeper] = key.split("/");
    if (deeper.length > 0) throw new Refusal("conflict", [problem("", "nothing_to_undo")]);
    if (name.endsWith(ORDER)) orders.set(name.slice(0, -ORDER.length), Array.isArray(pair[0]) ? pair[0].map(String) : []);
    else if (id === undefined) {
      if (object.field(name)) fields.set(name, pair);
    } else if (field !== undefined) {
      const lines = lists.get(name) ?? new Map<string, LineChanges>();
      const line = lines.get(id) ?? { came: false, went: false, fields: new Map<string, readonly [Json, Json]>() };
      if (field === "id") Object.assign(line, { came: pair[0] === null, went: pair[1] === null });
      else line.fields.set(field, pair);
      lists.set(name, lines.set(id, line));
    }
  }
  return { fields, lists, orders };
}

/** The values to go back to; refused where they have changed since or may not be written. */
function oldValues(writing: Writing, object: ObjectModel, stored: RecordValues, fields: ReadonlyMap<string, readonly [Json, Json]>, path: string): RecordValues {
  const values: RecordValues = {};
  for (const [name, [old, now]] of fields) {
    const field = object.field(name);
    if (!field || field.readOnly || field.value.class === "children") continue;
    if (!sameJson(stored[name] ?? null, now)) throw changedSince(path + pointer(name));
    const right = writing.viewer.rights.object(object.name).field(name);
    if (right !== "write") throw right === "hidden" ? changedSince(path) : fieldForbidden(writing, field, path + pointer(name));
    const result = field.kind.parse(old, field);
    values[name] = result.ok ? result.value : null;
  }
  return values;
}

async function listBody(writing: Writing, field: FieldModel, entry: Entry, lines: ReadonlyMap<string, LineChanges>, order: string[] | null, before: Changes): Promise<ListBody> {
  const child = field.value.class === "children" ? writing.model.object(field.value.of) : undefined;
  if (field.value.class !== "children" || !child) throw new Refusal("conflict", [problem("", "nothing_to_undo")]);
  const { by } = field.value;
  const gone = [...lines].filter(([, line]) => line.went).map(([id]) => id);
  if (gone.length > 0) {
    await restoreLines(writing, entry.id, new Set(gone));
    for (const id of gone) before[`${field.name}/${id}/id`] = [null, id];
  }
  const stored = new Map((await writing.reads.storedChildren(writing.reader, child.name, by, entry.record)).map((line) => [String(line["id"]), line]));
  const bodies: LineBody[] = [];
  for (const [id, line] of lines) {
    const path = pointer(field.name, bodies.length);
    const now = stored.get(id);
    if (!now) throw changedSince(pointer(field.name));
    if (line.went) continue;
    const values = line.came ? checked(now, line, path) : oldValues(writing, child, now, line.fields, path);
    bodies.push({ place: bodies.length, id, remove: line.came, header: undefined, body: { values, lists: [], echoes: [], problems: [] } });
  }
  const leaving = new Set(bodies.filter(({ remove }) => remove).map(({ id }) => id));
  return { field, child, by, lines: bodies, order: order === null ? null : order.filter((id) => stored.has(id) && !leaving.has(id)) };
}

/** An added line may go while it is as it was added. */
function checked(stored: RecordValues, line: LineChanges, path: string): RecordValues {
  for (const [name, [, now]] of line.fields) if (!sameJson(stored[name] ?? null, now)) throw changedSince(path + pointer(name));
  return {};
}
