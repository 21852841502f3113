import { isJsonObject, sameJson, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { computedDefaults } from "#shared/model/live/defaults.ts";
import { defaultValues } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";

/** A line in a form: its values, its `id` when it is stored, and a key of its own while it is edited. */
export interface LineRow extends JsonObject {
  $key: string;
}

/** What a form enters: the object, and the objects of the child lists it shows, by list. */
export interface FormShape {
  object: ObjectModel;
  lists: ReadonlyMap<string, ObjectModel>;
}

let made = 0;
/** A key for a line, unlike any id. */
export function newKey(): string {
  made += 1;
  return `new-${made}`;
}

/** The lines of a list in a form's values. */
export function linesIn(values: RecordValues, list: string): LineRow[] {
  const lines = values[list];
  return Array.isArray(lines) ? lines.filter(isLine) : [];
}

function isLine(value: Json): value is LineRow {
  return isJsonObject(value) && typeof value.$key === "string";
}

/** What a new record's form starts with: the defaults of its type, overlaid by what it is made for. */
export function newValues(shape: FormShape, prefilled: RecordValues): RecordValues {
  const values: RecordValues = { ...defaultValues(shape.object, prefilled.record_type), ...prefilled };
  for (const list of shape.lists.keys()) values[list] = rowsOf(prefilled[list]);
  return values;
}

/** A stored record's values for its form. */
export function storedValues(shape: FormShape, record: JsonObject): RecordValues {
  const values: RecordValues = {};
  for (const field of [...shape.object.systemFields, ...shape.object.fields]) {
    if (field.value.class !== "children") values[field.name] = record[field.name] ?? null;
  }
  for (const list of shape.lists.keys()) values[list] = rowsOf(record[list]);
  return values;
}

function rowsOf(lines: Json | undefined): LineRow[] {
  if (!Array.isArray(lines)) return [];
  return lines.filter(isJsonObject).map((line) => ({ ...line, $key: typeof line.id === "string" ? line.id : newKey() }));
}

/** A line that holds nothing but what it began with. */
export function isBlankLine(child: ObjectModel, by: string, line: LineRow): boolean {
  const start = defaultValues(child, line.record_type);
  return child.fields.every((field) => field.name === by || field.readOnly || isSame(field, line[field.name], start[field.name]));
}

/** The canonical value; what can't be read stays as it was typed. */
export function canonical(field: FieldModel, value: Json | undefined): Json {
  if (value === undefined) return null;
  const result = field.kind.parse(value, field);
  return result.ok ? result.value : value;
}

/** Canonical values of a record's own fields, for conditions; what can't be read counts as empty. */
export function canonicalValues(object: ObjectModel, values: RecordValues): RecordValues {
  const known: RecordValues = {};
  for (const field of [...object.systemFields, ...object.fields]) {
    const value = values[field.name];
    if (value === undefined || value === null) continue;
    if (field.readOnly) {
      known[field.name] = value;
      continue;
    }
    const result = field.kind.parse(value, field);
    if (result.ok) known[field.name] = result.value;
  }
  return known;
}

function isSame(field: FieldModel, a: Json | undefined, b: Json | undefined): boolean {
  return sameJson(canonical(field, a), canonical(field, b));
}

function ownFields(object: ObjectModel): FieldModel[] {
  return [...object.systemFields, ...object.fields].filter((field) => !field.readOnly && field.value.class !== "children");
}

/** A request's body, and which line each of its places holds: problems come back by place. */
export interface WriteBody {
  data: JsonObject;
  /** Keys of the lines in `data[list]`, in order. */
  sent: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a save sends: of a new record all that is filled in, of a stored one what differs from `base`; lines as contract §2
 * says. `writable` tells which fields the viewer may write.
 */
export function writeBody(shape: FormShape, base: RecordValues | null, values: RecordValues, writable: (object: string, field: string) => boolean): WriteBody {
  const { object, lists } = shape;
  const may = (field: FieldModel): boolean => writable(object.name, field.name);
  const data = changedFields(object, base, values, may);
  const sent = new Map<string, string[]>();
  for (const [list, child] of lists) {
    const field = object.field(list);
    if (field?.value.class !== "children") continue;
    const { by } = field.value;
    const may = (own: FieldModel): boolean => own.name !== by && writable(child.name, own.name);
    const lines = linesIn(values, list).filter((line) => line.id !== undefined || !isBlankLine(child, by, line));
    const before = base === null ? [] : linesIn(base, list);
    const { written, keys, order } = changedLines(child, before, lines, may);
    if (written.length > 0) {
      data[list] = written;
      sent.set(list, keys);
    }
    if (order !== null) data[`${list}$order`] = order;
  }
  return { data, sent };
}

function changedFields(object: ObjectModel, base: RecordValues | null, values: RecordValues, may: (field: FieldModel) => boolean): JsonObject {
  const data: JsonObject = {};
  const defaults = base ?? defaultValues(object, values.record_type);
  // A default that a person has emptied is sent as empty, else the server would fill it again.
  const filledLater = new Set(base === null ? computedDefaults(object, values.record_type) : []);
  for (const field of ownFields(object)) {
    if (!may(field) || values[field.name] === undefined) continue;
    const value = canonical(field, values[field.name]);
    if (base === null ? value !== null || (defaults[field.name] ?? null) !== null || filledLater.has(field.name) : !isSame(field, value, base[field.name])) data[field.name] = value;
  }
  return data;
}

function changedLines(child: ObjectModel, before: readonly LineRow[], lines: readonly LineRow[], may: (field: FieldModel) => boolean) {
  const stored = new Map(before.map((line) => [line.id, line]));
  const kept = new Set(lines.map((line) => line.id));
  const written: JsonObject[] = [];
  const keys: string[] = [];
  const fresh = new Map<LineRow, number>();
  for (const line of lines) {
    const old = line.id === undefined ? undefined : stored.get(line.id);
    const data = changedFields(child, old ?? null, line, may);
    if (old !== undefined && Object.keys(data).length === 0) continue;
    if (old === undefined) fresh.set(line, written.length);
    written.push(old === undefined ? data : { id: line.id ?? null, ...data });
    keys.push(line.$key);
  }
  for (const line of before) {
    if (kept.has(line.id)) continue;
    written.push({ id: line.id ?? null, $delete: true });
    keys.push(line.$key);
  }
  // A line that is stored goes by its id, a new one by its place in what is sent. Unless told, the server puts new ones last.
  const wanted = lines.flatMap((line): (string | number)[] => {
    const name = fresh.get(line) ?? line.id;
    return typeof name === "string" || typeof name === "number" ? [name] : [];
  });
  const asIs = [...before.flatMap((line) => (line.id !== undefined && kept.has(line.id) ? [line.id] : [])), ...fresh.values()];
  return { written, keys, order: sameJson(wanted, asIs) ? null : wanted };
}
