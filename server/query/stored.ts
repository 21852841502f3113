import type { Json } from "#shared/lib/json.ts";
import { isKept, type FieldModel, type ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { decoder, type Decoder } from "#server/store/dialect.ts";
import { positionColumn, targetColumn } from "#server/store/names.ts";
import type { DialectName, Parameter, Reader, Row } from "#server/store/port.ts";
import { idList } from "./fetch.ts";
import { idsOf, linksColumn, selectableColumn } from "./output.ts";
import { column, list, slot, sql, statement, table, type Sql } from "./sql.ts";

/** All stored values of an object's records, without rights: only for the write path, which compares and checks them. */
export interface StoredReader {
  one(reader: Reader, id: string, lock: boolean): Promise<RecordValues | null>;
  /** Those of the records that live, in no order. */
  many(reader: Reader, ids: readonly string[]): Promise<RecordValues[]>;
  /** Records whose reference `by` is `parent`, in their order. */
  lines(reader: Reader, by: string, parent: string): Promise<RecordValues[]>;
}

export function storedReader(object: ObjectModel, dialect: DialectName): StoredReader {
  const columns: Sql[] = [];
  const values: { name: string; read(row: Row): Json }[] = [];
  for (const field of [...object.systemFields, ...object.fields]) {
    if (!isKept(field)) continue;
    const at = columns.length;
    columns.push(...columnsOf(field, dialect));
    values.push({ name: field.name, read: valueReader(field, at, dialect) });
  }
  const select = sql`select ${list(columns)} from ${table(object.name)} o`;
  const byId = sql`${select} where o.id = ${dialect === "sqlite" ? slot(0) : sql`cast(${slot(0)} as text)`}`;
  const read = (row: Row): RecordValues => Object.fromEntries(values.map(({ name, read: value }) => [name, value(row)]));
  const plain = statement(byId, dialect).sql;
  const locking = dialect === "postgres" ? statement(sql`${byId} for update of o`, dialect).sql : plain;
  const amongIds = statement(sql`${select} where o.id in ${idList({ dialect }, 0)}`, dialect).sql;
  const lines = new Map<string, string>();
  return {
    async many(reader, ids) {
      return ids.length === 0 ? [] : (await reader.all(amongIds, [JSON.stringify(ids)])).map(read);
    },
    async one(reader, id, lock) {
      const row = await reader.get(lock ? locking : plain, [id] satisfies Parameter[]);
      return row ? read(row) : null;
    },
    async lines(reader, by, parent) {
      let text = lines.get(by);
      if (text === undefined) {
        const order = sql`${column("o", positionColumn(by))}${dialect === "postgres" ? sql` nulls first` : sql``}, o.n`;
        text = statement(sql`${select} where ${column("o", by)} = ${dialect === "sqlite" ? slot(0) : sql`cast(${slot(0)} as text)`} order by ${order}`, dialect).sql;
        lines.set(by, text);
      }
      return (await reader.all(text, [parent])).map(read);
    },
  };
}

function columnsOf(field: FieldModel, dialect: DialectName): Sql[] {
  if (field.value.class === "links") return [linksColumn(field.object, field.name, sql`o.id`, dialect)];
  const main = selectableColumn(column("o", field.name), field.value, dialect);
  return field.value.class === "anyReference" ? [main, column("o", targetColumn(field.name))] : [main];
}

function valueReader(field: FieldModel, at: number, dialect: DialectName): (row: Row) => Json {
  if (field.value.class === "links") {
    return (row) => {
      const ids = idsOf(row[at]);
      return ids.length === 0 ? null : ids;
    };
  }
  const decode: Decoder = decoder(field.value, dialect);
  return field.value.class === "anyReference" ? (row) => decode(row[at], row[at + 1]) : (row) => decode(row[at]);
}
