import type { Store, Tx } from "./port.ts";

export interface ActualIndex {
  readonly table: string;
  readonly first: string;
  /** PostgreSQL leaves an invalid one behind where building it concurrently was cut short. */
  readonly valid: boolean;
}

/** What is really there: tables of objects and links with their columns, the platform's own indexes, named references. */
export interface Actual {
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>;
  readonly indexes: ReadonlyMap<string, ActualIndex>;
  /** PostgreSQL only: named foreign keys with their table and column. */
  readonly references: ReadonlyMap<string, { table: string; column: string }>;
}

/** Reads the schema; through `tx` where a transaction is open. System tables (`_…`) are left out. */
export async function introspect(store: Store, through: Pick<Tx, "all"> = store.reader): Promise<Actual> {
  return store.server ? fromPostgres(through, store.server.schema) : fromSqlite(through);
}

async function fromSqlite(reader: Pick<Tx, "all">): Promise<Actual> {
  const columns = await reader.all(
    `select m.name, p.name from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and m.name not like '\\_%' escape '\\' and m.name not like 'sqlite\\_%' escape '\\'`,
  );
  const indexes = await reader.all(
    `select m.name, m.tbl_name, (select i.name from pragma_index_info(m.name) i where i.seqno = 0), 1 from sqlite_master m where m.type = 'index' and m.name like '_x$%'`,
  );
  return { tables: grouped(columns), indexes: indexMap(indexes), references: new Map() };
}

async function fromPostgres(reader: Pick<Tx, "all">, schema: string): Promise<Actual> {
  const columns = await reader.all(
    `select c.relname, a.attname from pg_class c join pg_namespace s on s.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where s.nspname = $1 and c.relkind = 'r' and c.relname not like '\\_%' order by a.attnum`,
    [schema],
  );
  const indexes = await reader.all(
    `select i.relname, t.relname, (select attname from pg_attribute where attrelid = t.oid and attnum = x.indkey[0]), x.indisvalid
     from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid join pg_namespace s on s.oid = t.relnamespace
     where s.nspname = $1 and i.relname like '_x$%'`,
    [schema],
  );
  const references = await reader.all(
    `select k.conname, t.relname, (select attname from pg_attribute where attrelid = t.oid and attnum = k.conkey[1])
     from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace s on s.oid = t.relnamespace
     where s.nspname = $1 and k.contype = 'f' and k.conname like 'fk$%'`,
    [schema],
  );
  return {
    tables: grouped(columns),
    indexes: indexMap(indexes),
    references: new Map(references.map(([name, table, column]) => [String(name), { table: String(table), column: String(column) }])),
  };
}

type Rows = readonly (readonly unknown[])[];

function grouped(rows: Rows): Map<string, Set<string>> {
  const tables = new Map<string, Set<string>>();
  for (const [table, column] of rows) {
    const columns = tables.get(String(table)) ?? new Set();
    tables.set(String(table), columns.add(String(column)));
  }
  return tables;
}

function indexMap(rows: Rows): Map<string, ActualIndex> {
  return new Map(rows.map(([name, table, first, valid]) => [String(name), { table: String(table), first: String(first), valid: valid === true || valid === 1 }]));
}
