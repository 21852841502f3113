import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { columnsOf, encode, encodeOne } from "#server/store/dialect.ts";
import { linkTable, positionColumn, quote } from "#server/store/names.ts";
import { storedFields } from "#server/store/physical.ts";
import type { DialectName, Parameter, Reader, Tx } from "#server/store/port.ts";

/** Places of a record among the lines of its headers, by the reference that leads there. */
export type Places = Readonly<Record<string, number | null>>;

export interface NewRow {
  values: RecordValues;
  places: Places;
  /** The hidden key of a restored record; absent: the next one. */
  n?: number;
}

/** PostgreSQL takes at most 65,535 parameters in a statement. */
const PARAMETERS_MAX = 30_000;
const IN_MAX = 500;

/** The statements that write one object's table. Values are canonical; identifiers come from the model only. */
export class RecordTable {
  readonly name: string;
  /** References that child lists go by: lines have a place under each. */
  readonly placed: readonly string[];
  readonly linkFields: readonly FieldModel[];
  readonly #dialect: DialectName;
  readonly #fields: readonly FieldModel[];
  readonly #columns: readonly string[];
  readonly #insert: string;

  constructor(model: Model, object: ObjectModel, dialect: DialectName) {
    this.#dialect = dialect;
    this.name = `main.${quote(object.name)}`;
    this.placed = placedReferences(model, object);
    this.#fields = storedFields(object).filter(({ value }) => value.class !== "links");
    this.linkFields = object.fields.filter(({ value }) => value.class === "links");
    this.#columns = [
      "id", "revision", "created_at", "created_by", "updated_at", "updated_by",
      ...this.#fields.flatMap((field) => columnsOf(field, dialect).map(({ name }) => name)),
      ...this.placed.map(positionColumn),
    ];
    this.#insert = `insert into ${this.name} (${this.#columns.map(quote).join(", ")}) values ${tuple(this.#columns.length)}`;
  }

  /** Inserts rows with their links and answers their hidden keys, in order. */
  async insert(tx: Tx, rows: readonly NewRow[]): Promise<number[]> {
    const withKeys = rows.every(({ n }) => n !== undefined);
    const keys = this.#dialect === "sqlite" || withKeys ? await this.#insertEach(tx, rows) : await this.#insertTogether(tx, rows);
    for (const field of this.linkFields) await this.#insertLinks(tx, field, rows);
    return keys;
  }

  /** Without RETURNING, which makes an insert on SQLite five times as slow: its only writer knows the last key. */
  async #insertEach(tx: Tx, rows: readonly NewRow[]): Promise<number[]> {
    for (const row of rows) {
      if (row.n === undefined) await tx.run(this.#insert, this.#parameters(row));
      else await tx.run(this.#insertWithKey(), [row.n, ...this.#parameters(row)]);
    }
    if (rows.every(({ n }) => n !== undefined)) return rows.map(({ n }) => n ?? 0);
    if (rows.length === 1) return [Number((await tx.get("select last_insert_rowid()"))?.[0])];
    const ids = JSON.stringify(rows.map(({ values }) => values["id"]));
    const keys = new Map((await tx.all(`select id, n from ${this.name} where id in (select value from json_each(?))`, [ids])).map(([id, n]) => [id, Number(n)]));
    return rows.map(({ values }) => keys.get(values["id"]) ?? 0);
  }

  async #insertTogether(tx: Tx, rows: readonly NewRow[]): Promise<number[]> {
    const keys = new Map<string, number>();
    const size = Math.max(1, Math.min(500, Math.floor(PARAMETERS_MAX / this.#columns.length)));
    for (let from = 0; from < rows.length; from += size) {
      const slice = rows.slice(from, from + size);
      const sql = `insert into ${this.name} (${this.#columns.map(quote).join(", ")}) values ${slice.map(() => tuple(this.#columns.length)).join(", ")} returning id, n`;
      for (const [id, n] of await tx.all(sql, slice.flatMap((row) => this.#parameters(row)))) keys.set(String(id), Number(n));
    }
    return rows.map(({ values }) => keys.get(String(values["id"])) ?? 0);
  }

  #insertWithKey(): string {
    return `insert into ${this.name} (n, ${this.#columns.map(quote).join(", ")}) values ${tuple(this.#columns.length + 1)}`;
  }

  #parameters({ values, places }: NewRow): Parameter[] {
    const parameters: Parameter[] = [
      text(values["id"]), Number(values["revision"]), text(values["created_at"]), text(values["created_by"]), text(values["updated_at"]), text(values["updated_by"]),
    ];
    for (const field of this.#fields) for (const parameter of encode(values[field.name], field.value, this.#dialect)) parameters.push(parameter);
    for (const by of this.placed) parameters.push(places[by] ?? null);
    return parameters;
  }

  async #insertLinks(tx: Tx, field: FieldModel, rows: readonly NewRow[]): Promise<void> {
    const pairs = rows.flatMap(({ values }) => {
      const targets = values[field.name];
      return Array.isArray(targets) ? targets.map((target, pos): [string, string, number] => [String(values["id"]), String(target), pos]) : [];
    });
    const table = `main.${quote(linkTable(field.object, field.name))}`;
    if (this.#dialect === "sqlite") {
      for (const pair of pairs) await tx.run(`insert into ${table} (record, target, pos) values (?, ?, ?)`, pair);
      return;
    }
    for (let from = 0; from < pairs.length; from += 1000) {
      const slice = pairs.slice(from, from + 1000);
      await tx.run(`insert into ${table} (record, target, pos) values ${slice.map(() => "(?, ?, ?)").join(", ")}`, slice.flat());
    }
  }

  /** Writes the named fields of a record (`values` holds them) and its system columns. */
  async update(tx: Tx, values: RecordValues, changed: readonly FieldModel[]): Promise<void> {
    const sets = ["revision = ?", "updated_at = ?", "updated_by = ?"];
    const parameters: Parameter[] = [Number(values["revision"]), text(values["updated_at"]), text(values["updated_by"])];
    for (const field of changed) {
      if (field.value.class === "links" || field.value.class === "children") continue;
      for (const { name } of columnsOf(field, this.#dialect)) sets.push(`${quote(name)} = ?`);
      parameters.push(...encode(values[field.name], field.value, this.#dialect));
    }
    const id = text(values["id"]);
    await tx.run(`update ${this.name} set ${sets.join(", ")} where id = ?`, [...parameters, id]);
    for (const field of changed) {
      if (field.value.class !== "links") continue;
      await tx.run(`delete from main.${quote(linkTable(field.object, field.name))} where record = ?`, [id]);
      await this.#insertLinks(tx, field, [{ values, places: {} }]);
    }
  }

  async place(tx: Tx, by: string, id: string, pos: number | null): Promise<void> {
    await tx.run(`update ${this.name} set ${quote(positionColumn(by))} = ? where id = ?`, [pos, id]);
  }

  async key(reader: Reader, id: string): Promise<number> {
    return Number((await reader.get(`select n from ${this.name} where id = ?`, [id]))?.[0]);
  }

  /** The hidden key and the places of a record. */
  async keyAndPlaces(reader: Reader, id: string): Promise<{ n: number; places: Places }> {
    const row = await reader.get(`select ${["n", ...this.placed.map((by) => quote(positionColumn(by)))].join(", ")} from ${this.name} where id = ?`, [id]);
    const places = Object.fromEntries(this.placed.map((by, at) => [by, row?.[at + 1] === null || row === undefined ? null : Number(row[at + 1])]));
    return { n: Number(row?.[0]), places };
  }

  /** Ids and places of a header's lines. */
  async placesUnder(reader: Reader, by: string, header: string): Promise<Map<string, number | null>> {
    const rows = await reader.all(`select id, ${quote(positionColumn(by))} from ${this.name} where ${quote(by)} = ?`, [header]);
    return new Map(rows.map(([id, pos]) => [String(id), pos === null ? null : Number(pos)]));
  }

  /** The place behind the last line of each header. */
  async nextPlaces(reader: Reader, by: string, headers: readonly string[]): Promise<Map<string, number>> {
    const ids = [...new Set(headers)];
    const next = new Map(ids.map((id) => [id, 0]));
    for (let from = 0; from < ids.length; from += IN_MAX) {
      const slice = ids.slice(from, from + IN_MAX);
      const rows = await reader.all(
        `select ${quote(by)}, max(${quote(positionColumn(by))}) from ${this.name} where ${quote(by)} in ${tuple(slice.length)} group by ${quote(by)}`,
        slice,
      );
      for (const [id, pos] of rows) if (pos !== null) next.set(String(id), Number(pos) + 1);
    }
    return next;
  }

  /** Empties a reference, so that what it named can go first. */
  async detach(tx: Tx, field: FieldModel, id: string): Promise<void> {
    const sets = columnsOf(field, this.#dialect).map(({ name }) => `${quote(name)} = null`);
    await tx.run(`update ${this.name} set ${sets.join(", ")} where id = ?`, [id]);
  }

  async attach(tx: Tx, field: FieldModel, id: string, values: RecordValues): Promise<void> {
    const sets = columnsOf(field, this.#dialect).map(({ name }) => `${quote(name)} = ?`);
    await tx.run(`update ${this.name} set ${sets.join(", ")} where id = ?`, [...encode(values[field.name], field.value, this.#dialect), id]);
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.run(`delete from ${this.name} where id = ?`, [id]);
  }

  /** Ids of the records whose reference names the target. */
  async pointingAt(reader: Reader, field: FieldModel, target: { object: string; id: string }): Promise<string[]> {
    const and = field.value.class === "anyReference" ? ` and ${quote(`${field.name}$object`)} = ?` : "";
    const rows = await reader.all(`select id from ${this.name} where ${quote(field.name)} = ?${and} order by n`, [target.id, ...(and ? [target.object] : [])]);
    return rows.map(([id]) => String(id));
  }

  /** Ids of the records whose many-to-many field names the target. */
  async linkedTo(reader: Reader, field: FieldModel, target: string): Promise<string[]> {
    const rows = await reader.all(`select record from main.${quote(linkTable(field.object, field.name))} where target = ? order by record`, [target]);
    return rows.map(([id]) => String(id));
  }

  parameter(field: FieldModel, values: RecordValues): Parameter {
    return encodeOne(values[field.name], field.value, this.#dialect);
  }
}

function placedReferences(model: Model, object: ObjectModel): string[] {
  const by = [...model.objects.values()].flatMap(({ fields }) => fields.flatMap(({ value }) => (value.class === "children" && value.of === object.name ? [value.by] : [])));
  return [...new Set(by)];
}

const tuple = (length: number): string => `(${Array.from({ length }, () => "?").join(", ")})`;

/** Ids and moments are text or empty. */
function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
