import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#shared/lib/id.ts";
import type { EventRow, Store } from "#server/store/port.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { PostgresListener } from "#server/store/postgres-listener.ts";
import { createPool } from "#server/store/postgres-pool.ts";
import { startPostgres, type PostgresServer } from "#tests/support/databases.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

interface Process {
  store: Store;
  heard: EventRow[];
  close(): Promise<void>;
}

/** All that one process has of its own. */
async function start(schema: string): Promise<Process> {
  const pool = createPool(server.url, { max: 4 });
  const listener = await new PostgresListener(server.url).open();
  const store = await openPostgres(pool, schema, { listener });
  const heard: EventRow[] = [];
  store.onCommit((events) => heard.push(...events));
  return {
    store,
    heard,
    close: async () => {
      await store.close();
      await listener.close();
      await pool.end();
    },
  };
}

function say(store: Store, count: number): Promise<EventRow[]> {
  const events = Array.from({ length: count }, (_, i): EventRow => ({ type: "record.created", object: "thing", record: `r${i}`, at: new Date().toISOString(), by: newId(), fields: ["a"] }));
  return store.write(async (tx) => {
    for (const event of events) tx.outbox.event(event);
    return events;
  });
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error("did not come");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("processes hear each other's commits, once, and not those that were rolled back", async () => {
  const [a, b] = await Promise.all([start("both"), start("both")]);
  await a.store.write(async (tx) => {
    tx.outbox.event({ type: "record.created", object: "thing", record: "no", at: new Date().toISOString(), by: null, fields: [] });
    throw new Error("no");
  }).catch(() => undefined);
  const events = await say(a.store, 3);
  await until(() => b.heard.length >= 3);
  expect(b.heard).toEqual(events);
  expect(a.heard).toEqual(events);
  await say(b.store, 3000);
  await until(() => a.heard.length >= 3003);
  expect(a.heard.length).toBe(3003);
  await a.close();
  await b.close();
});

test("what was missed while the listening connection was down is told when it is back", async () => {
  const [a, b] = await Promise.all([start("gap"), start("gap")]);
  await a.store.reader.all("select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'");
  await say(a.store, 2);
  await until(() => b.heard.some(({ record }) => record === "r1"));
  await a.close();
  await b.close();
});

test("writes that block each other are done again instead of failing", async () => {
  const { store, close } = await start("deadlock");
  await store.write(async (tx) => {
    for (const name of ["a", "b"]) await tx.run("insert into main._counter (name, period, value) values (?, '', 0)", [name]);
  });
  const add = (first: string, second: string): Promise<void> =>
    store.write(async (tx) => {
      for (const name of [first, second]) {
        await tx.run("update main._counter set value = value + 1 where name = ?", [name]);
        await tx.all("select pg_sleep(0.05)");
      }
    });
  await Promise.all([add("a", "b"), add("b", "a"), add("a", "b"), add("b", "a")]);
  expect(await store.reader.all("select value from main._counter order by name")).toEqual([["4"], ["4"]]);
  await close();
});
