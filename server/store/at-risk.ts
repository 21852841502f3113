import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { convert } from "./convert.ts";
import { columnsOf, decoder, encodeOne, selectable } from "./dialect.ts";
import { uniqueIndexes } from "./indexes.ts";
import { linkTable, quote } from "./names.ts";
import type { Parameter, Reader, Store } from "./port.ts";

/** Records that a change would cost something: how many, and up to five of them. */
export interface AtRisk {
  readonly rows: number;
  readonly ids: readonly string[];
}

export type Change =
  | { readonly type: "drop_object"; readonly object: ObjectModel }
  /** Its values go. */
  | { readonly type: "drop_field"; readonly field: FieldModel }
  /** Values that are lost, rounded or cut under the new type. */
  | { readonly type: "retype"; readonly from: FieldModel; readonly to: FieldModel; readonly timeZone: string }
  /** Records without a value. */
  | { readonly type: "require"; readonly field: FieldModel }
  /** Records that share what a rule wants unique; `rule` of the object as it will be, `unique` for a field's own. */
  | { readonly type: "unique"; readonly object: ObjectModel; readonly rule: string; readonly field?: string }
  /** Records that hold the option. */
  | { readonly type: "remove_option"; readonly field: FieldModel; readonly value: string };

const NONE: AtRisk = { rows: 0, ids: [] };
const EXAMPLES = 5;
const SLICE = 1000;

/** Counts on the living records, by the fields as the database holds them now. */
export async function rowsAtRisk(store: Store, change: Change): Promise<AtRisk> {
  switch (change.type) {
    case "drop_object": return count(store.reader, change.object.name, "1 = 1");
    case "drop_field": return withValue(store, change.field, true);
    case "require": return withValue(store, change.field, false);
    case "retype": return lossy(store, change.from, change.to, change.timeZone);
    case "unique": return broken(store, change.object, change.rule, change.field);
    case "remove_option": return holding(store, change.field, change.value);
  }
}

async function count(reader: Pick<Reader, "all">, table: string, where: string, parameters: readonly Parameter[] = []): Promise<AtRisk> {
  const rows = await reader.all(`select id, count(*) over () from main.${quote(table)} t where ${where} order by n limit ${EXAMPLES}`, parameters);
  return { rows: Number(rows[0]?.[1] ?? 0), ids: rows.map(([id]) => String(id)) };
}

function withValue(store: Store, field: FieldModel, there: boolean): Promise<AtRisk> {
  switch (field.value.class) {
    case "children": return Promise.resolve(NONE);
    case "links": return count(store.reader, field.object, `${there ? "" : "not "}exists (select 1 from main.${quote(linkTable(field.object, field.name))} l where l.record = t.id)`);
    // An unset boolean is false: there is no telling.
    case "boolean": return there ? count(store.reader, field.object, `${quote(field.name)} = ${store.dialect === "sqlite" ? "1" : "true"}`) : Promise.resolve(NONE);
    default: return count(store.reader, field.object, `${quote(field.name)} is ${there ? "not " : ""}null`);
  }
}

/** Reads in slices and lets others run in between. */
async function lossy(store: Store, from: FieldModel, to: FieldModel, timeZone: string): Promise<AtRisk> {
  if (from.value.class === "children" || to.value.class === "children") return withValue(store, from, true);
  if (from.value.class === "links") return lossyLinks(store, from, to, timeZone);
  const columns = columnsOf(from, store.dialect).map(({ name }) => selectable(quote(name), from.value, store.dialect));
  const read = decoder(from.value, store.dialect);
  const ids: string[] = [];
  let rows = 0;
  for (let after = 0; ; ) {
    const slice = await store.reader.all(`select n, id, ${columns.join(", ")} from main.${quote(from.object)} where n > ? and ${quote(from.name)} is not null order by n limit ${SLICE}`, [after]);
    for (const [n, id, value, second] of slice) {
      after = Number(n);
      if (convert(read(value, second), from.value, to.value, timeZone).exact) continue;
      rows += 1;
      if (ids.length < EXAMPLES) ids.push(String(id));
    }
    if (slice.length < SLICE) return { rows, ids };
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function lossyLinks(store: Store, from: FieldModel, to: FieldModel, timeZone: string): Promise<AtRisk> {
  const table = quote(linkTable(from.object, from.name));
  const one = convert([""], from.value, to.value, timeZone).exact;
  if (!one) return withValue(store, from, true);
  const many = convert(["", ""], from.value, to.value, timeZone).exact;
  return many ? NONE : count(store.reader, from.object, `(select count(*) from main.${table} l where l.record = t.id) > 1`);
}

async function broken(store: Store, object: ObjectModel, rule: string, field: string | undefined): Promise<AtRisk> {
  const index = uniqueIndexes(object, store.dialect).find((candidate) => candidate.rule === rule && (field === undefined || candidate.fields.includes(field)));
  if (!index) return NONE;
  return duplicates(store.reader, object.name, index.columns.map(({ name }) => name), index.where);
}

/** Rows that share all these columns, where none of them is empty. */
export async function duplicates(reader: Pick<Reader, "all">, table: string, columns: readonly string[], where: string | null): Promise<AtRisk> {
  const list = columns.map(quote).join(", ");
  const filled = [...columns.map((name) => `${quote(name)} is not null`), ...(where === null ? [] : [where])].join(" and ");
  const rows = await reader.all(
    `select id, count(*) over () from (select id, n, count(*) over (partition by ${list}) as same from main.${quote(table)} where ${filled}) x where same > 1 order by n limit ${EXAMPLES}`,
  );
  return { rows: Number(rows[0]?.[1] ?? 0), ids: rows.map(([id]) => String(id)) };
}

function holding(store: Store, field: FieldModel, value: string): Promise<AtRisk> {
  const column = quote(field.name);
  if (field.value.class !== "list") return count(store.reader, field.object, `${column} = ?`, [encodeOne(value, field.value, store.dialect)]);
  const where = store.dialect === "sqlite" ? `exists (select 1 from json_each(t.${column}) where value = ?)` : `${column} @> ?::jsonb`;
  return count(store.reader, field.object, where, [store.dialect === "sqlite" ? value : JSON.stringify([value])]);
}

