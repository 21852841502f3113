import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { ConfigError } from "#server/config.ts";

/**
 * Holds the data folder for this process. The lock is SQLite's own on a small file: the operating system drops it when the
 * process ends, however it ends. Waits for another holder up to `patience` ms, then throws `ConfigError`.
 */
export async function lockData(folder: string, patience = 10_000): Promise<{ release(): void }> {
  const until = Date.now() + patience;
  for (;;) {
    const held = tryLock(join(folder, "lock"));
    if (held) return { release: () => held.close() };
    if (Date.now() >= until) throw new ConfigError(`Another Tangram server is running on ${folder}: stop it first, or set TANGRAM_DATA to another folder.`);
    await sleep(100);
  }
}

function tryLock(file: string): Database.Database | null {
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec("begin exclusive");
    return db;
  } catch (error) {
    db.close();
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return null;
    throw new ConfigError(`The data folder can't be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}
