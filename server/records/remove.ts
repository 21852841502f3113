import type { JsonObject } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import type { DeleteRule, FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { Refusal } from "#server/refusal.ts";
import { settle, type Moved } from "./settle.ts";
import type { Scope, Writing } from "./scope.ts";
import { searchFields, tellEvent, tellHistory } from "./trace.ts";
import { isPeople, removePerson } from "./tree.ts";
import { touchRecord } from "./update-row.ts";

/** A reference that a deletion emptied elsewhere; kept in the bin, so that a restore can fill it again. */
export interface Cleared {
  readonly object: string;
  readonly record: string;
  readonly field: string;
}

interface Going {
  readonly object: ObjectModel;
  readonly values: RecordValues;
  /** Why it goes: null for what was asked for, else the reference that cascades. */
  readonly through: FieldModel | null;
  readonly cleared: Cleared[];
}

export interface RemoveOptions {
  /** Joins in the bin what one delete took along; also the id of its history entry. */
  readonly bundle: string;
  /** Lines taken out in their header's body: the header tells. */
  readonly within?: { readonly object: ObjectModel; readonly by: string };
}

/** Records looked at to tell how many stand in the way. */
const COUNTED_MAX = 10_000;

/**
 * Moves records into the recycle bin, with what cascades from them; references with the rule "clear" are emptied. Refused
 * (409) where records with the rule "restrict" point at any of them.
 */
export async function removeRecords(writing: Writing, object: ObjectModel, records: readonly RecordValues[], options: RemoveOptions): Promise<void> {
  const { going, clears } = await collect(writing, object, records);
  const tx = writing.reader;
  const moved: Moved[] = [];
  for (const { object: from, record, fields } of clears.values()) {
    const touched = await touchRecord(writing, from, record, (values) => emptied(values, fields));
    if (touched) moved.push({ object: from, ...touched, gone: false });
  }
  await store(writing, going, options.bundle);
  await detachWithin(writing, going);
  for (const { object: gone, values } of [...going].reverse()) {
    const id = String(values["id"]);
    const table = writing.table(gone);
    if (searchFields(gone).length > 0) writing.effects.search({ object: gone.name, record: id, n: await table.key(tx, id), fields: null });
    await table.remove(tx, id);
    if (isPeople(gone)) await removePerson(tx, id);
  }
  for (const gone of going) tell(writing, gone, options);
  // What lines taken out in their header's body change there is in the header's own plan.
  for (const { object: gone, values, through } of going) if (through !== null || !options.within) moved.push({ object: gone, previous: values, values, gone: true });
  await settle(writing, moved);
}

/** Ids that go from a field, by field. */
type Emptied = Map<FieldModel, Set<string>>;

function emptied(values: RecordValues, fields: Emptied): RecordValues {
  const changes: RecordValues = {};
  for (const [field, ids] of fields) {
    const value = values[field.name];
    const left = Array.isArray(value) ? value.filter((id) => !ids.has(String(id))) : [];
    changes[field.name] = left.length === 0 ? null : left;
  }
  return changes;
}

interface Collected {
  going: Going[];
  clears: Map<string, { object: ObjectModel; record: string; fields: Emptied }>;
}

/** What goes along, in the order found, and what is emptied; refuses where something stands in the way. */
async function collect(scope: Scope, object: ObjectModel, records: readonly RecordValues[]): Promise<Collected> {
  const going: Going[] = records.map((values) => ({ object, values, through: null, cleared: [] }));
  const taken = new Set(going.map(key));
  const pointing: { from: ObjectModel; field: FieldModel; rule: DeleteRule; id: string; at: Going }[] = [];
  for (const each of going) {
    const target = { object: each.object.name, id: String(each.values["id"]) };
    for (const { object: from, field, rule } of incomingOf(scope, each.object)) {
      const table = scope.table(from);
      const ids = field.value.class === "links" ? await table.linkedTo(scope.reader, field, target.id) : await table.pointingAt(scope.reader, field, target);
      for (const id of ids) {
        pointing.push({ from, field, rule, id, at: each });
        if (rule !== "cascade" || taken.has(`${from.name} ${id}`)) continue;
        const values = await scope.reads.stored(scope.reader, from.name, id, { lock: !scope.evaluating });
        if (!values) continue;
        const along = { object: from, values, through: field, cleared: [] };
        taken.add(key(along));
        going.push(along);
      }
    }
  }
  const left = pointing.filter(({ from, id }) => !taken.has(`${from.name} ${id}`));
  await refuseRestricted(scope, left.filter(({ rule }) => rule === "restrict"));
  const clears: Collected["clears"] = new Map();
  for (const { from, field, id, at } of left) {
    at.cleared.push({ object: from.name, record: id, field: field.name });
    const clear = clears.get(`${from.name} ${id}`) ?? { object: from, record: id, fields: new Map() };
    clear.fields.set(field, (clear.fields.get(field) ?? new Set()).add(String(at.values["id"])));
    clears.set(`${from.name} ${id}`, clear);
  }
  return { going, clears };
}

const key = ({ object, values }: { object: ObjectModel; values: RecordValues }): string => `${object.name} ${String(values["id"])}`;

/** Every field that can point at the object, with what a deletion does there. */
function incomingOf(scope: Scope, object: ObjectModel): { object: ObjectModel; field: FieldModel; rule: DeleteRule }[] {
  const found: { object: ObjectModel; field: FieldModel; rule: DeleteRule }[] = [];
  for (const from of scope.model.objects.values()) {
    for (const field of [...from.systemFields.filter(({ name }) => name === "owner_id"), ...from.fields]) {
      const { value } = field;
      if (field.computed) continue; // a copy
      if (value.class === "links" && value.to === object.name) found.push({ object: from, field, rule: "clear" });
      const points = (value.class === "reference" && value.to === object.name) || (value.class === "anyReference" && value.to.includes(object.name));
      if (points) found.push({ object: from, field, rule: deleteRule(from, field) });
    }
  }
  return found;
}

/** A line goes with its header, an owner's records stay in the way, what is required can't be emptied; else as the field says. */
function deleteRule(object: ObjectModel, field: FieldModel): DeleteRule {
  if (field.system) return "restrict";
  if (field.settings.onDelete === undefined && object.parent?.name === field.name) return "cascade";
  return field.onDelete === "clear" && field.required ? "restrict" : field.onDelete;
}

async function refuseRestricted(scope: Scope, pointing: readonly { from: ObjectModel; id: string }[]): Promise<void> {
  if (pointing.length === 0) return;
  const byObject = new Map<ObjectModel, Set<string>>();
  for (const { from, id } of pointing) byObject.set(from, (byObject.get(from) ?? new Set()).add(id));
  const problems: Problem[] = [];
  let hidden = false;
  for (const [object, ids] of byObject) {
    const asked = [...ids].slice(0, COUNTED_MAX);
    const readable = scope.viewer.rights.object(object.name).policy("read").size > 0;
    let count = 0;
    for (let at = 0; readable && at < asked.length; at += 1000) count += (await scope.reads.covered(scope.reader, scope.viewer, object.name, asked.slice(at, at + 1000), "read")).size;
    if (count === 0) hidden = true;
    else problems.push(problem("", "reference", { context: "in_use", object: labelText(object.plural, scope.viewer.language, object.name), count }));
  }
  // Of what the viewer can't see he learns only that it is there, and that only where nothing else explains it.
  if (hidden && problems.length === 0) problems.push(problem("", "reference", { context: "in_use_hidden" }));
  throw new Refusal("conflict", problems);
}

/** What the bin keeps of a record beside its values. */
export const PLACES = "$places";
export const CLEARED = "$cleared";

async function store(writing: Writing, going: readonly Going[], bundle: string): Promise<void> {
  for (const { object, values, cleared } of going) {
    const { n, places } = await writing.table(object).keyAndPlaces(writing.reader, String(values["id"]));
    const data: JsonObject = { ...values, [PLACES]: { ...places }, ...(cleared.length > 0 && { [CLEARED]: cleared.map((one) => ({ ...one })) }) };
    await writing.reader.run(`insert into main._bin (object, id, n, at, "by", bundle, data) values (?, ?, ?, ?, ?, ?, ?)`, [
      object.name, String(values["id"]), n, writing.at, writing.viewer.id, bundle, JSON.stringify(data),
    ]);
  }
}

/** Rows go in the reverse of the order found; a reference that runs the other way is emptied first. */
async function detachWithin(writing: Writing, going: readonly Going[]): Promise<void> {
  const order = new Map(going.map((each, i) => [key(each), i]));
  for (const [i, { object, values }] of going.entries()) {
    for (const field of object.fields) {
      const { value } = field;
      const target = values[field.name];
      if (value.class !== "reference" || typeof target !== "string") continue;
      if ((order.get(`${value.to} ${target}`) ?? -1) > i) await writing.table(object).detach(writing.reader, field, String(values["id"]));
    }
  }
}

function tell(writing: Writing, { object, values, through }: Going, { bundle, within }: RemoveOptions): void {
  const id = String(values["id"]);
  tellEvent(writing, "record.deleted", object.name, id, []);
  const toldByHeader = through === null ? within !== undefined && object.parent?.name === within.by : object.parent === through;
  if (toldByHeader) return;
  const asked = through === null && within === undefined;
  tellHistory(writing, object.name, id, "delete", {}, asked ? { id: bundle } : { follows: true });
}
