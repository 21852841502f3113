import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "#server/config.ts";
import { openSqlite } from "#server/store/sqlite.ts";
import { quote } from "#server/store/names.ts";
import type { Store } from "#server/store/port.ts";

/** Where the databases are. Stores it opened are the caller's to close, before this is closed. */
export interface Stores {
  /** The system's own. */
  system(): Promise<Store>;
  /** A workspace's, made where it is not there. */
  workspace(slug: string): Promise<Store>;
  /**
   * Holds an address for whoever makes or clears away a workspace, until the answer is called or the process ends, however it
   * ends; null where another holds it.
   */
  hold(slug: string): Promise<(() => Promise<void>) | null>;
  /** Removes a workspace's database, closed by now, with all that is in it. */
  drop(slug: string): Promise<void>;
  close(): Promise<void>;
}

/** Stores by `DATABASE_URL`, else files in the data folder, which this process must hold (`lock.ts`). */
export async function openStores(config: Pick<Config, "data" | "databaseUrl">): Promise<Stores> {
  return config.databaseUrl === null ? sqliteStores(config.data) : postgresStores(config.databaseUrl);
}

function sqliteStores(data: string): Stores {
  const folder = join(data, "workspaces");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (slug: string): string => join(folder, `${slug}.db`);
  // No other process is at this folder.
  const held = new Set<string>();
  return {
    system: () => openSqlite(join(data, "system.db")),
    workspace: (slug) => openSqlite(file(slug)),
    hold: async (slug) => {
      if (held.has(slug)) return null;
      held.add(slug);
      return async () => void held.delete(slug);
    },
    drop: async (slug) => {
      for (const suffix of ["", "-wal", "-shm"]) rmSync(file(slug) + suffix, { force: true });
    },
    close: async () => undefined,
  };
}

/** Schemas of one database. A slug has no `_`, so that different slugs never share a schema. */
const schemaOf = (slug: string): string => `ws_${slug.replaceAll("-", "_")}`;

async function postgresStores(url: string): Promise<Stores> {
  const [{ createPool }, { openPostgres }, { PostgresListener }] = await Promise.all([
    import("#server/store/postgres-pool.ts"),
    import("#server/store/postgres.ts"),
    import("#server/store/postgres-listener.ts"),
  ]);
  const pool = createPool(url, { max: 20 });
  // A session's lock: the server lets go of it when the connection ends. Apart from the pool, whose connections the holder needs.
  const holders = createPool(url, { max: 20 });
  const listener = await new PostgresListener(url).open();
  return {
    system: () => openPostgres(pool, "tangram", { listener }),
    workspace: (slug) => openPostgres(pool, schemaOf(slug), { listener }),
    hold: async (slug) => {
      const client = await holders.connect();
      const key = `tangram workspace ${slug}`;
      const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock(hashtextextended($1, 0)) as held", [key]);
      if (rows[0]?.held !== true) {
        client.release();
        return null;
      }
      return async () => {
        // Where that fails the connection is gone, and the lock with it.
        await client.query("select pg_advisory_unlock(hashtextextended($1, 0))", [key]).then(() => client.release(), (error: Error) => client.release(error));
      };
    },
    drop: async (slug) => {
      await pool.query(`drop schema if exists ${quote(schemaOf(slug))} cascade`);
    },
    close: async () => {
      await listener.close();
      await holders.end();
      await pool.end();
    },
  };
}
