import { newId } from "#shared/lib/id.ts";
import { pointer } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { defaultValues, refusedValue } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Tx } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { Effects } from "./effects.ts";
import { assignNumbers, keepCounters } from "./numbers.ts";
import { writtenFields } from "./plan.ts";
import type { LoadRow } from "./port.ts";
import type { NewRow } from "./record-table.ts";
import { searchFields, tellSearch } from "./trace.ts";
import { isPeople, rebuildPeopleTree } from "./tree.ts";
import type { Writer } from "./write.ts";

/**
 * Package data, in the given transaction: rows come with ids and a past, references inside one call may point forward. No
 * rights, no events, no transitions; one entry of history each, at its own time. Throws `Refusal` with a problem per value
 * that its field refuses.
 */
export async function loadRecords(writer: Writer, tx: Tx, name: string, rows: readonly LoadRow[]): Promise<void> {
  const object = writer.model.object(name);
  if (!object) throw new Refusal("not_found", [problem("", "unknown_object", { name })]);
  const problems: Problem[] = [];
  const records = rows.map((row, place) => recordOf(object, row, place, problems));
  if (problems.length > 0) throw new Refusal("invalid", problems.slice(0, 100));
  const { timeZone } = writer.model.settings;
  await keepCounters(tx, object, records, timeZone);
  await assignNumbers(writer, tx, object, records);
  const later = forwardReferences(object, records);
  const table = writer.table(object);
  const places = await placesFor(writer, tx, object, records);
  const newRows = records.map((values, i): NewRow => ({ values: later.has(values) ? { ...values, ...emptied(later.get(values) ?? []) } : values, places: places[i] ?? {} }));
  const keys = await table.insert(tx, newRows);
  for (const [values, fields] of later) for (const field of fields) await table.attach(tx, field, String(values["id"]), values);
  if (isPeople(object)) await rebuildPeopleTree(tx);
  tell(writer, tx, object, records, keys);
}

function recordOf(object: ObjectModel, { id, createdAt, createdBy, values: given }: LoadRow, place: number, problems: Problem[]): RecordValues {
  const values: RecordValues = {
    ...defaultValues(object, given["record_type"]),
    id, revision: 1, created_at: createdAt, created_by: createdBy, updated_at: createdAt, updated_by: createdBy,
  };
  const loadable = new Map(writtenFields(object).map((field) => [field.name, field]));
  for (const [key, value] of Object.entries(given)) {
    const field = loadable.get(key);
    const result = field?.kind.parse(value, field);
    if (!field || !result) problems.push(problem(pointer(place, key), "unknown_field", { name: key }));
    else if (result.ok) {
      if (result.value !== null || field.settings.default === undefined) values[key] = result.value;
    } else {
      const found = refusedValue(field, result, "en");
      problems.push({ ...found, path: pointer(place) + found.path });
    }
  }
  return values;
}

/** References to records of this call that come after: filled when all are there. */
function forwardReferences(object: ObjectModel, records: readonly RecordValues[]): Map<RecordValues, FieldModel[]> {
  const selves = object.fields.filter(({ value }) => value.class === "reference" && value.to === object.name);
  const later = new Map<RecordValues, FieldModel[]>();
  if (selves.length === 0) return later;
  const order = new Map(records.map(({ id }, i) => [id, i]));
  for (const [i, values] of records.entries()) {
    const fields = selves.filter((field) => (order.get(values[field.name] ?? null) ?? -1) > i);
    if (fields.length > 0) later.set(values, fields);
  }
  return later;
}

function emptied(fields: readonly FieldModel[]): RecordValues {
  return Object.fromEntries(fields.map((field) => [field.name, null]));
}

/** Lines stand in the order in which they come. */
async function placesFor(writer: Writer, tx: Tx, object: ObjectModel, records: readonly RecordValues[]): Promise<Record<string, number | null>[]> {
  const table = writer.table(object);
  const places = records.map((): Record<string, number | null> => ({}));
  for (const by of table.placed) {
    const next = await table.nextPlaces(tx, by, records.flatMap((values) => (typeof values[by] === "string" ? [values[by]] : [])));
    records.forEach((values, i) => {
      const header = values[by];
      const own = places[i];
      if (typeof header !== "string" || !own) return;
      own[by] = next.get(header) ?? 0;
      next.set(header, (own[by] ?? 0) + 1);
    });
  }
  return places;
}

function tell(writer: Writer, tx: Tx, object: ObjectModel, records: readonly RecordValues[], keys: readonly number[]): void {
  const effects = new Effects();
  const searched = searchFields(object).length > 0;
  for (const [i, values] of records.entries()) {
    effects.history({
      id: newId(), object: object.name, record: String(values["id"]), at: String(values["created_at"]),
      by: typeof values["created_by"] === "string" ? values["created_by"] : null, via: "install", release: writer.model.release, action: "create", changes: {},
    }, false);
    if (searched) tellSearch({ effects }, object, values, keys[i] ?? 0);
  }
  effects.handOver(tx);
}
