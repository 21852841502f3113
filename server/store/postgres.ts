import { createHash } from "node:crypto";
import type pg from "pg";
import { newId } from "#shared/lib/id.ts";
import { callApart, Listeners } from "./listeners.ts";
import { quote } from "./names.ts";
import { flushOutbox, OutboxRows, type Announcement } from "./outbox.ts";
import { CHANNEL, type PostgresListener } from "./postgres-listener.ts";
import { mayPassAgain, translated } from "./postgres-pool.ts";
import { translator } from "./postgres-sql.ts";
import type { EventRow, PostgresDoor, Parameter, Reader, Row, Store, Tx } from "./port.ts";
import { createSystemTables, systemTables } from "./system-tables.ts";
import { isoTime } from "./dialect.ts";

/**
 * Opens (and makes) a workspace's schema. With a listener it hears of the commits of other processes too: their events come
 * to `onCommit` as its own do. Throws `StoreUnavailable` where the server can't be reached.
 */
export async function openPostgres(pool: pg.Pool, schema: string, options: { listener?: PostgresListener } = {}): Promise<Store> {
  const store = new PostgresStore(pool, schema, options.listener);
  try {
    await prepareSchema(store, schema);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

/** Makes schema and system tables, once: another process may do the same at this moment, and making an index waits for writers. */
async function prepareSchema(store: PostgresStore, schema: string): Promise<void> {
  const version = createHash("sha256").update(systemTables("postgres").join("\n")).digest("hex");
  const known = await store.reader.get("select to_regclass($1) is not null", [`${quote(schema)}._meta`]);
  const at = known?.[0] === true ? await store.reader.get("select value #>> '{}' from main._meta where key = 'system'") : undefined;
  if (at?.[0] === version) return;
  await store.exclusive(async (tx) => {
    await tx.all("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`tangram ${schema}`]);
    await tx.run(`create schema if not exists ${quote(schema)}`);
    await createSystemTables(tx, "postgres");
    await tx.run("insert into main._meta (key, value) values ('system', to_jsonb($1::text)) on conflict (key) do update set value = excluded.value", [version]);
  });
}

export class PostgresStore implements Store, PostgresDoor {
  readonly server: PostgresDoor = this;
  readonly dialect = "postgres";
  readonly reader: Reader;
  readonly #pool: pg.Pool;
  readonly #sql: (sql: string) => string;
  readonly #listeners = new Listeners();
  readonly #announcement: Announcement;
  readonly #deaf: () => void;

  constructor(pool: pg.Pool, readonly schema: string, listener: PostgresListener | undefined) {
    this.#pool = pool;
    this.#sql = translator(schema);
    this.#announcement = { channel: CHANNEL, origin: newId(), schema };
    this.reader = {
      all: (sql, parameters) => this.#rows(this.#pool, sql, parameters),
      get: async (sql, parameters) => (await this.#rows(this.#pool, sql, parameters))[0],
    };
    this.#deaf = listener?.subscribe(schema, { told: (origin, ids) => this.#remote(origin, ids), missed: (since) => this.#missed(since) }) ?? (() => undefined);
  }

  /** A write of several statements takes a connection for itself; nothing is shared between writes. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.exclusive(work);
  }

  async exclusive<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(work);
      } catch (error) {
        if (!mayPassAgain(error, attempt)) throw translated(error);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
      }
    }
  }

  /** A statement outside any transaction, as `create index concurrently` wants it. */
  async autocommit(sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return this.#rows(this.#pool, sql, parameters);
  }

  onCommit(listener: (events: readonly EventRow[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The pool is the caller's. */
  async close(): Promise<void> {
    this.#deaf();
  }

  async #attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    const tx = new PostgresTx((sql, parameters) => this.#result(client, sql, parameters));
    try {
      await client.query("begin");
      const result = await work(tx);
      await flushOutbox(tx.outbox, tx, "postgres", this.#announcement);
      await client.query("commit");
      client.release();
      for (const after of tx.after) callApart(after);
      this.#listeners.tell(tx.outbox.events);
      return result;
    } catch (error) {
      await client.query("rollback").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    } finally {
      tx.end();
    }
  }

  async #rows(client: pg.Pool | pg.PoolClient, sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return (await this.#result(client, sql, parameters)).rows;
  }

  async #result(client: pg.Pool | pg.PoolClient, sql: string, parameters: readonly Parameter[] = []): Promise<pg.QueryArrayResult<unknown[]>> {
    try {
      return await client.query<unknown[]>({ text: this.#sql(sql), values: [...parameters], rowMode: "array" });
    } catch (error) {
      throw translated(error);
    }
  }

  #remote(origin: string, ids: string): void {
    if (origin === this.#announcement.origin) return;
    const [first, last] = ids.split("-");
    const where = last === undefined ? "id = any(string_to_array($1, ',')::bigint[])" : "id between $1::bigint and $2::bigint";
    this.#tellStored(where, last === undefined ? [ids] : [first ?? "", last]);
  }

  /** The connection that listens was gone: what happened since is read. Some of it may be told twice. */
  #missed(since: Date): void {
    this.#tellStored("at >= $1::timestamptz", [new Date(since.getTime() - 5000).toISOString()]);
  }

  /** A database that is gone at this moment tells nothing; the listener's own reconnection asks again. */
  #tellStored(where: string, parameters: Parameter[]): void {
    this.reader.all(`select type, object, record, at, "by", fields from main._event where ${where} order by id`, parameters).then(
      (rows) => this.#listeners.tell(rows.map(toEvent)),
      () => undefined,
    );
  }
}

function toEvent(row: Row): EventRow {
  const [type, object, record, at, by, fields] = row;
  return {
    type: type as EventRow["type"], // as the outbox wrote it
    object: object === null ? null : String(object),
    record: record === null ? null : String(record),
    at: isoTime(String(at)),
    by: by === null ? null : String(by),
    fields: JSON.parse(String(fields)) as string[],
  };
}

type Query = (sql: string, parameters?: readonly Parameter[]) => Promise<pg.QueryArrayResult<unknown[]>>;

/** After a statement failed, PostgreSQL refuses all further ones of the transaction: a work that catches an error must end. */
class PostgresTx implements Tx {
  readonly outbox = new OutboxRows();
  readonly after: (() => void)[] = [];
  readonly #query: Query;
  #open = true;

  constructor(query: Query) {
    this.#query = query;
  }
  async all(sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return (await this.#use()(sql, parameters)).rows;
  }
  async get(sql: string, parameters?: readonly Parameter[]): Promise<Row | undefined> {
    return (await this.#use()(sql, parameters)).rows[0];
  }
  async run(sql: string, parameters?: readonly Parameter[]): Promise<number> {
    return (await this.#use()(sql, parameters)).rowCount ?? 0;
  }
  afterCommit(work: () => void): void {
    this.after.push(work);
  }
  end(): void {
    this.#open = false;
  }
  #use(): Query {
    if (!this.#open) throw new Error("the transaction has ended");
    return this.#query;
  }
}
