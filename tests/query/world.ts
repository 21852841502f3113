import fc from "fast-check";
import type { Json } from "#shared/lib/json.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import type { World, WorldRecord } from "#shared/query/interpret.ts";
import type { RecordValues, ValueType } from "#shared/query/value.ts";
import type { Viewer } from "#server/access/rights.ts";
import { columnsOf, encode } from "#server/store/dialect.ts";
import { linkTable, positionColumn, quote } from "#server/store/names.ts";
import { expand, flip, planMigration } from "#server/store/migrate.ts";
import type { Parameter, Store, Tx } from "#server/store/port.ts";
import { securedCatalog } from "#server/query/secured.ts";

/** All records of a small workspace, by object; `n` as in the database. */
export type Records = ReadonlyMap<string, readonly WorldRecord[]>;

export const TEXTS = [
  "Alpha", "alpha", "ALPHA x", "beta", "Beta 2", "Äther", "äther", "İzmir", "ΣΑΣ", "σας", "Straße", "STRASSE", "张三", "章三", "张四", "重庆 abc", "中国", "𠮷野", "～", "😀 x",
  "50%", "a_b", "a\\b", "it's", "\"q\"", "x".repeat(300) + "1", "x".repeat(300) + "0", "é", "zz",
];
const DATES = ["2026-01-01", "2026-02-28", "2026-03-31", "2026-04-01", "2026-11-23", "2026-11-24", "2026-11-25", "2026-12-31", "2024-02-29", "0001-01-01", "9999-12-31"];
const MOMENTS = [
  "2026-11-24T04:59:59.999Z", "2026-11-24T05:00:00.000Z", "2026-11-24T12:30:00.500Z", "2026-11-25T04:59:59.999Z", "2026-11-25T05:00:00.000Z",
  "2026-03-08T06:59:59.000Z", "2026-03-08T07:00:00.000Z", "2026-11-01T05:30:00.000Z", "2026-04-01T03:59:00.000Z", "2026-04-01T04:00:00.000Z", "2025-12-31T23:00:00.000Z",
];
const MONTHS = ["2026-01", "2026-03", "2026-04", "2026-11", "2025-12"];

/** Values of a class from a small pool, so that they often meet; null for empty. `ids` names what references may point at. */
export function valueOfClass(type: ValueType, words: readonly string[], ids: (object: string) => readonly string[]): fc.Arbitrary<Json> {
  const pick = (values: readonly Json[]): fc.Arbitrary<Json> => (values.length === 0 ? fc.constant(null) : fc.constantFrom(...values));
  switch (type.class) {
    case "text": case "long_text": return pick(TEXTS);
    case "word": return pick(words.length > 0 ? words : TEXTS.slice(0, 4));
    case "integer": return pick([0, 1, 2, 3, -1, 10, 9007199254740991, -9007199254740991]);
    case "decimal": return pick([0, 1, 2, 120050, -1, 99999, 100001, 123456789012345678n, -5n].map((n) => scaled(BigInt(n), type.scale)));
    case "boolean": return fc.boolean();
    case "date": return pick(DATES);
    case "datetime": return pick(MOMENTS);
    case "month": return pick(MONTHS);
    case "reference": return pick(ids(type.to));
    case "anyReference": return pick(type.to.flatMap((object) => ids(object).map((id) => ({ object, id }))));
    case "list": return fc.uniqueArray(fc.constantFrom(...(type.to === null ? (words.length > 0 ? words : TEXTS.slice(0, 6)) : ids(type.to))), { maxLength: 3 }).map((list) => (list.length === 0 ? null : list));
    case "links": return fc.uniqueArray(fc.constantFrom(...ids(type.to)), { maxLength: 3 }).map((list) => (list.length === 0 ? null : list));
    case "json": return pick([{ a: 1 }, ["x"], "text"]);
    case "children": return fc.constant(null);
  }
}

function scaled(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const SIZES: Readonly<Record<string, number>> = { user: 8, department: 2, region: 9, company: 14, item: 60, line: 60 };
/** Targets before what points at them. */
const ORDER = ["department", "user", "region", "company", "item", "line"];

/** A workspace's records, made from a seed. */
export function generateRecords(model: Model, seed: number): Records {
  const records = new Map<string, WorldRecord[]>();
  const ids = (object: string): string[] => (records.get(object) ?? []).map(({ values }) => String(values["id"]));
  let at = 0;
  for (const name of ORDER) {
    const object = model.object(name);
    if (!object) throw new Error(name);
    const list: WorldRecord[] = [];
    records.set(name, list);
    for (let i = 0; i < (SIZES[name] ?? 0); i++) {
      const values = fc.sample(recordArbitrary(object, ids), { seed: seed * 100_000 + at++, numRuns: 1 })[0] ?? {};
      // Ages and ids run in different orders, so that neither can stand for the other.
      const hex = (part: number): string => part.toString(16).padStart(4, "0");
      list.push({ n: i + 1, values: { ...values, id: `018bcfe5-${hex((i * 7919) % 1000)}-7000-8000-${hex(ORDER.indexOf(name))}00000000` } });
    }
  }
  return records;
}

function recordArbitrary(object: ObjectModel, ids: (object: string) => readonly string[]): fc.Arbitrary<RecordValues> {
  const entries = [...object.systemFields, ...object.fields].filter(({ value }) => value.class !== "children").map((model) => {
    const value = valueOfClass(model.value, model.options.map((option) => option.value), ids);
    const always = model.value.class === "boolean" || model.required || ["created_at", "updated_at", "record_type"].includes(model.name);
    const arbitrary = model.name === "revision" ? fc.integer({ min: 1, max: 3 }) : model.unique ? fc.uuid() : always ? value : fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
    return [model.name, arbitrary] as const;
  });
  return fc.record<RecordValues>(Object.fromEntries(entries), { noNullPrototype: true });
}

/** Makes the model's tables in an empty store and fills them. */
export async function load(store: Store, model: Model, records: Records): Promise<void> {
  const plan = await planMigration(store, null, model);
  await expand(store, plan);
  await flip(store, plan, async () => undefined);
  await store.exclusive(async (tx) => {
    for (const [name, list] of records) {
      const object = model.object(name);
      if (object) for (const record of list) await insert(tx, object, record, store);
    }
    for (const [ancestor, descendant] of userTree(records)) await tx.run(`insert into main._user_tree (ancestor, descendant) values (?, ?)`, [ancestor, descendant]);
  });
}

async function insert(tx: Tx, object: ObjectModel, { n, values }: WorldRecord, store: Store): Promise<void> {
  const columns: string[] = ["n"];
  const parameters: Parameter[] = [n];
  for (const field of [...object.systemFields, ...object.fields]) {
    if (field.name === "id") {
      columns.push("id");
      parameters.push(String(values["id"]));
      continue;
    }
    columns.push(...columnsOf(field, store.dialect).map((column) => column.name));
    parameters.push(...encode(values[field.name] ?? null, field.value, store.dialect));
  }
  if (object.name === "line") {
    columns.push(positionColumn("item"));
    parameters.push(100 - n);
  }
  await tx.run(`insert into main.${quote(object.name)} (${columns.map(quote).join(", ")}) values (${columns.map(() => "?").join(", ")})`, parameters);
  for (const field of object.fields) {
    const linked = values[field.name];
    if (field.value.class !== "links" || !Array.isArray(linked)) continue;
    for (const [pos, target] of linked.entries()) {
      await tx.run(`insert into main.${quote(linkTable(object.name, field.name))} (record, target, pos) values (?, ?, ?)`, [String(values["id"]), String(target), pos]);
    }
  }
}

/** Pairs of a user and each one whose chain of managers reaches him, himself included. */
function userTree(records: Records): [string, string][] {
  const users = new Map((records.get("user") ?? []).map(({ values }) => [String(values["id"]), values]));
  return [...users.keys()].flatMap((id) => {
    const chain = new Set<string>();
    for (let at: Json = id; typeof at === "string" && !chain.has(at); at = users.get(at)?.["manager"] ?? null) chain.add(at);
    return [...chain].map((ancestor): [string, string] => [ancestor, id]);
  });
}

/** What a viewer may see, worked out record by record in plain words: the oracle of policies and masks. */
export function worldOf(model: Model, records: Records, viewer: Viewer): World {
  const below = new Set(userTree(records).flatMap(([ancestor, descendant]) => (ancestor === viewer.id ? [descendant] : [])));
  const visible = (object: ObjectModel, values: RecordValues): boolean => {
    const policy = viewer.rights.object(object.name).policy("read");
    if (policy.has("all")) return true;
    const owner = object.owners ? values["owner_id"] : object.name === "user" ? values["id"] : null;
    if (policy.has("own") && owner !== null && owner === viewer.id) return true;
    if (policy.has("own_and_below") && typeof owner === "string" && below.has(owner)) return true;
    if (!policy.has("parent") || !object.parent || object.parent.value.class !== "reference") return false;
    const header = model.object(object.parent.value.to);
    const parent = records.get(object.parent.value.to)?.find((record) => record.values["id"] === values[object.parent?.name ?? ""]);
    return header !== undefined && parent !== undefined && visible(header, parent.values);
  };
  const shown = new Map<string, WorldRecord[]>();
  for (const [name, list] of records) {
    const object = model.object(name);
    if (!object) continue;
    const rights = viewer.rights.object(name);
    const masked = object.fields.filter((field) => rights.field(field.name) === "masked");
    const mask = Object.fromEntries(masked.map((field) => [field.name, field.value.class === "text" ? "••••" : null]));
    shown.set(name, list.filter(({ values }) => visible(object, values)).map(({ n, values }) => ({ n, values: { ...values, ...mask } })));
  }
  return { catalog: securedCatalog(model, viewer.rights), records: (object) => shown.get(object) ?? [] };
}
