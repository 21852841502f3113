import type { Json } from "#shared/lib/json.ts";
import { newId } from "#shared/lib/id.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { FieldDoc, ObjectDoc } from "#shared/metadata/object.ts";
import { compile } from "#shared/model/compile.ts";
import type { Model, WorkspaceSettings } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { columnsOf, decode, encode, selectable } from "#server/store/dialect.ts";
import { expand, flip, planMigration } from "#server/store/migrate.ts";
import { linkTable, quote } from "#server/store/names.ts";
import { storedFields } from "#server/store/physical.ts";
import type { OnStatement } from "#server/store/plan.ts";
import type { Parameter, Store, Tx } from "#server/store/port.ts";

export const SETTINGS: WorkspaceSettings = { locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 };

type ObjectPart = Omit<Partial<ObjectDoc>, "kind" | "name" | "fields">;

export function object(name: string, fields: readonly FieldDoc[], rest: ObjectPart = {}): ObjectDoc {
  return { kind: "object", name, label: { en: name }, fields: fields.map((field) => ({ label: { en: field.name }, ...field })), ...rest };
}

/** A release of these objects; throws where they are not in order. */
export function release(n: number, ...documents: Document[]): Model {
  const { model, diagnostics } = compile(documents, { release: n, settings: SETTINGS });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
  return model;
}

/** Takes a store from one release to the next. */
export async function migrate(store: Store, from: Model | null, to: Model, onStatement?: OnStatement): Promise<void> {
  const plan = await planMigration(store, from, to);
  await expand(store, plan, onStatement);
  await flip(store, plan, (tx) => writeRelease(tx, to.release), onStatement);
}

/** As publish does: the release's row; that it is there is what makes the release the current one. */
export async function writeRelease(tx: Tx, n: number): Promise<void> {
  await tx.run(`insert into main._release (n, at, message) values (?, ?, ?)`, [n, new Date().toISOString(), "test"]);
}

export async function insert(tx: Tx, store: Store, model: Model, name: string, given: Record<string, Json>): Promise<string> {
  const [id] = await insertMany(tx, store, model, name, [given]);
  if (id === undefined) throw new Error("nothing inserted");
  return id;
}

/** Rows with the same fields, in one statement. */
export async function insertMany(tx: Tx, store: Store, model: Model, name: string, rows: readonly Record<string, Json>[]): Promise<string[]> {
  const object = model.object(name);
  if (!object) throw new Error(name);
  const now = new Date().toISOString();
  const fields = storedFields(object).filter((field) => rows[0]?.[field.name] !== undefined);
  const columns = ["id", "revision", "created_at", "updated_at", ...fields.flatMap((field) => columnsOf(field, store.dialect).map((column) => column.name))];
  const ids = rows.map(() => newId());
  const parameters = rows.flatMap((row, i): Parameter[] => [ids[i] ?? "", 1, now, now, ...fields.flatMap((field) => encode(row[field.name] ?? null, field.value, store.dialect))]);
  const row = `(${columns.map(() => "?").join(", ")})`;
  await tx.run(`insert into main.${quote(name)} (${columns.map(quote).join(", ")}) values ${rows.map(() => row).join(", ")}`, parameters);
  for (const field of fields.filter(({ value }) => value.class === "links")) {
    for (const [i, given] of rows.entries()) {
      const targets = given[field.name];
      for (const [pos, target] of (Array.isArray(targets) ? targets : []).entries()) {
        await tx.run(`insert into main.${quote(linkTable(name, field.name))} (record, target, pos) values (?, ?, ?)`, [ids[i] ?? "", String(target), pos]);
      }
    }
  }
  return ids;
}

export async function update(tx: Tx, store: Store, model: Model, name: string, id: string, fieldName: string, value: Json): Promise<void> {
  const field = model.object(name)?.field(fieldName);
  if (!field) throw new Error(fieldName);
  const columns = columnsOf(field, store.dialect);
  const set = columns.map((column) => `${quote(column.name)} = ?`).join(", ");
  await tx.run(`update main.${quote(name)} set ${set}, revision = revision + 1 where id = ?`, [...encode(value, field.value, store.dialect), id]);
}

/** All records of an object in their order, canonical. */
export async function records(store: Store, model: Model, name: string): Promise<RecordValues[]> {
  const object = model.object(name);
  if (!object) throw new Error(name);
  const fields = storedFields(object);
  const columns = fields.flatMap((field) => columnsOf(field, store.dialect).map((column) => selectable(quote(column.name), field.value, store.dialect)));
  const rows = await store.reader.all(`select ${["id", ...columns].join(", ")} from main.${quote(name)} order by n`);
  const answer: RecordValues[] = [];
  for (const row of rows) {
    const values: RecordValues = { id: String(row[0]) };
    let at = 1;
    for (const field of fields) {
      const width = columnsOf(field, store.dialect).length;
      if (width > 0) values[field.name] = decode(row[at], field.value, store.dialect, row[at + 1]);
      else {
        const links = await store.reader.all(`select target from main.${quote(linkTable(name, field.name))} where record = ? order by pos`, [String(row[0])]);
        values[field.name] = links.length === 0 ? null : links.map(([target]) => String(target));
      }
      at += width;
    }
    answer.push(values);
  }
  return answer;
}

export const values = (rows: readonly RecordValues[], field: string): (Json | undefined)[] => rows.map((row) => row[field]);
