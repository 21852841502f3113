import { SQLITE_FUNCTIONS } from "#server/query/sqlite-functions.ts";
import { Listeners } from "./listeners.ts";
import type { EventRow, Parameter, Reader, Row, Store, Tx } from "./port.ts";
import { dropSamples, SqliteConnection } from "./sqlite-connection.ts";
import { SqliteWriter } from "./sqlite-writer.ts";
import { createSystemTables } from "./system-tables.ts";

/**
 * Opens (and makes) a workspace's database in one file. One process writes a file; who holds it is the caller's business.
 * The writer and the reader are connections of their own, so that a reader sees committed rows only. Throws
 * `StoreUnavailable` where the file can't be used.
 */
export async function openSqlite(path: string): Promise<Store> {
  dropSamples(path);
  const connection = new SqliteConnection(path, "writer", SQLITE_FUNCTIONS);
  try {
    const listeners = new Listeners();
    const writer = new SqliteWriter(connection, (events) => listeners.tell(events));
    await writer.submit("alone", (tx) => createSystemTables(tx, "sqlite"));
    return new SqliteStore(writer, connection, new SqliteConnection(path, "reader", SQLITE_FUNCTIONS), listeners);
  } catch (error) {
    connection.close();
    throw error;
  }
}

class SqliteStore implements Store {
  readonly dialect = "sqlite";
  readonly server = null;
  readonly reader: Reader;
  readonly #writer: SqliteWriter;
  readonly #write: SqliteConnection;
  readonly #read: SqliteConnection;
  readonly #listeners: Listeners;

  constructor(writer: SqliteWriter, write: SqliteConnection, read: SqliteConnection, listeners: Listeners) {
    this.#writer = writer;
    this.#write = write;
    this.#read = read;
    this.#listeners = listeners;
    this.reader = {
      all: async (sql: string, parameters?: readonly Parameter[]): Promise<Row[]> => read.all(sql, parameters),
      get: async (sql: string, parameters?: readonly Parameter[]): Promise<Row | undefined> => read.get(sql, parameters),
    };
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#writer.submit("shared", work);
  }

  exclusive<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#writer.submit("alone", work);
  }

  onCommit(listener: (events: readonly EventRow[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    await this.#writer.end();
    if (this.#read.open) this.#read.close();
    if (this.#write.open) this.#write.close(); // last, so that it folds the log into the file
  }
}
