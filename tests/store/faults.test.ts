import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#server/store/sqlite.ts";
import { SqliteConnection } from "#server/store/sqlite-connection.ts";
import { SqliteWriter } from "#server/store/sqlite-writer.ts";
import { StoreUnavailable } from "#server/store/port.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { createPool } from "#server/store/postgres-pool.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "tangram-faults-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test("a full disk refuses the write, harms nothing that was there, and writes go on when there is room", async () => {
  const path = join(await folder(), "w.db");
  await (await openSqlite(path)).close();
  const connection = new SqliteConnection(path, "writer", []);
  const writer = new SqliteWriter(connection, () => undefined);
  const put = (name: string, size: number): Promise<number> =>
    writer.submit("shared", (tx) => tx.run("insert into main._meta (key, value) values (?, ?)", [name, JSON.stringify("x".repeat(size))]));
  await put("before", 10);
  const pages = Number(connection.database.pragma("page_count", { simple: true }));
  connection.database.pragma(`max_page_count = ${pages + 5}`);
  const results = await Promise.allSettled([put("small", 10), put("huge", 100_000)]);
  const failures = results.filter((result) => result.status === "rejected").map((result): unknown => result.reason);
  expect(failures.length).toBeGreaterThan(0);
  for (const reason of failures) expect(reason).toBeInstanceOf(StoreUnavailable);
  const there = connection.all("select key from main._meta order by key").flat();
  expect(there).toContain("before");
  expect(there).not.toContain("huge");
  expect(there.includes("small")).toBe(results[0].status === "fulfilled");
  connection.database.pragma("max_page_count = 1000000");
  await put("after", 100_000);
  expect(connection.all("select key from main._meta").flat()).toContain("after");
  expect(connection.get("pragma integrity_check")).toEqual(["ok"]);
  await writer.end();
  connection.close();
});

test("samples of ANALYZE are forgotten when a file is opened", async () => {
  const path = join(await folder(), "w.db");
  const store = await openSqlite(path);
  await store.exclusive(async (tx) => {
    await tx.run("insert into main._counter (name, period, value) values ('a', '', 1)");
    await tx.run("analyze");
  });
  expect(await store.reader.get("select 1 from sqlite_master where name = 'sqlite_stat4'")).toBeDefined();
  await store.close();
  const again = await openSqlite(path);
  expect(await again.reader.get("select 1 from sqlite_master where name = 'sqlite_stat4'")).toBeUndefined();
  await again.close();
});

test("a server that is not there is a store that is not available", async () => {
  const pool = createPool("postgres://nobody:nothing@127.0.0.1:1/none");
  await expect(openPostgres(pool, "x")).rejects.toBeInstanceOf(StoreUnavailable);
  await pool.end();
});
