import Database from "better-sqlite3";
import { errorCode } from "./errors.ts";
import { StoreUnavailable, UniqueViolation, type Parameter, type Row } from "./port.ts";

export interface SqlFunction {
  readonly name: string;
  readonly deterministic: boolean;
  /** Whole numbers are handed over as bigints. */
  readonly safeIntegers?: boolean;
  readonly fn: (...values: unknown[]) => unknown;
}

/** Pages held by a connection, KiB: a reader leaves them to the operating system through mmap, a writer keeps what its commit changes. */
const CACHE_KIB = { reader: 2048, writer: 16_384 } as const;
const MMAP_BYTES = 256 * 1024 * 1024;
const KEPT_STATEMENTS = 1000;
/** Statements worth keeping; the others change the schema or the transaction. */
const KEPT = /^\s*(select|insert|update|delete|with|values)\b/i;

/** One connection: pragmas asserted, statements kept by their text, errors in the store's words. Synchronous. */
export class SqliteConnection {
  readonly database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(path: string, role: "writer" | "reader", functions: readonly SqlFunction[]) {
    this.database = new Database(path, { readonly: role === "reader", timeout: 5000 });
    const db = this.database;
    if (role === "writer") {
      db.pragma("journal_mode = WAL");
      db.pragma("synchronous = FULL");
      db.pragma("wal_autocheckpoint = 10000");
    }
    db.pragma("foreign_keys = ON");
    db.pragma(`cache_size = -${CACHE_KIB[role]}`);
    db.pragma(`mmap_size = ${MMAP_BYTES}`);
    for (const f of functions) db.function(f.name, { deterministic: f.deterministic, varargs: true, safeIntegers: f.safeIntegers ?? false }, f.fn);
    assertPragma(db, "foreign_keys", 1);
    assertPragma(db, "journal_mode", "wal");
    if (role === "writer") assertPragma(db, "synchronous", 2);
  }

  all(sql: string, parameters: readonly Parameter[] = []): Row[] {
    return this.#do(() => this.#statement(sql).all(...bindable(parameters)) as Row[]); // raw statements answer arrays
  }

  get(sql: string, parameters: readonly Parameter[] = []): Row | undefined {
    return this.#do(() => this.#statement(sql).get(...bindable(parameters)) as Row | undefined);
  }

  run(sql: string, parameters: readonly Parameter[] = []): number {
    return this.#do(() => {
      const statement = this.#statement(sql);
      return statement.reader ? statement.all(...bindable(parameters)).length : statement.run(...bindable(parameters)).changes;
    });
  }

  get inTransaction(): boolean {
    return this.database.inTransaction;
  }

  get open(): boolean {
    return this.database.open;
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #statement(sql: string): Database.Statement {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = this.database.prepare(sql);
    if (statement.reader) statement.raw(true);
    if (KEPT.test(sql)) {
      if (this.#statements.size >= KEPT_STATEMENTS) this.#forgetHalf();
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** The oldest go; a map keeps the order of insertion. */
  #forgetHalf(): void {
    let left = KEPT_STATEMENTS / 2;
    for (const sql of this.#statements.keys()) {
      if (left-- === 0) return;
      this.#statements.delete(sql);
    }
  }

  #do<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#translated(error);
    }
  }

  #translated(error: unknown): unknown {
    const code = errorCode(error);
    if (code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY" || code === "SQLITE_CONSTRAINT_ROWID") {
      return new UniqueViolation(this.#uniqueIndex(error instanceof Error ? error.message : ""), { cause: error });
    }
    return UNAVAILABLE.test(code) ? new StoreUnavailable(code, { cause: error }) : error;
  }

  /** SQLite names the columns of a broken unique index; its own name is looked up. */
  #uniqueIndex(message: string): string {
    const [, named] = /index '(.+)'/.exec(message) ?? [];
    if (named) return named;
    const [, list = ""] = /constraint failed: (.+)$/.exec(message) ?? [];
    const columns = list.split(", ").map((part) => part.slice(part.indexOf(".") + 1));
    const table = list.slice(0, Math.max(0, list.indexOf(".")));
    const indexes = this.database
      .prepare(`select l.name, (select json_group_array(i.name) from pragma_index_info(l.name) i) from pragma_index_list(?) l where l."unique" order by l.origin, l.name`)
      .raw(true)
      .all(table) as [string, string][]; // the shape of the select above
    return indexes.find(([, names]) => JSON.stringify(columns) === names)?.[0] ?? list;
  }
}

/** Failures of the medium rather than of the statement. */
const UNAVAILABLE = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|READONLY|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/;

function assertPragma(db: Database.Database, name: string, wanted: number | string): void {
  const value = db.pragma(name, { simple: true });
  if (value !== wanted && db.name !== ":memory:") throw new StoreUnavailable(`${name} is ${String(value)}, not ${wanted}`);
}

/** The driver takes no booleans. */
function bindable(parameters: readonly Parameter[]): readonly Parameter[] {
  return parameters.some((value) => typeof value === "boolean") ? parameters.map((value) => (typeof value === "boolean" ? Number(value) : value)) : parameters;
}

/**
 * Forgets SQLite's samples (`sqlite_stat4`), if somebody ran ANALYZE: with them a kept statement is planned anew at every
 * binding (store-shape §1). On a connection of its own, since samples are loaded with the schema.
 */
export function dropSamples(path: string): void {
  const db = new Database(path, { timeout: 5000 });
  try {
    if (db.prepare("select 1 from sqlite_master where name = 'sqlite_stat4'").get()) db.exec("drop table sqlite_stat4");
  } finally {
    db.close();
  }
}
