import { expect, test } from "vitest";
import type { Store } from "#server/store/port.ts";
import { runChild } from "#tests/support/child.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { ONE } from "./kill-scenario.ts";
import { migrate } from "./models.ts";

const FULL = process.env["TANGRAM_TEST_FULL"] === "1";
const ROUNDS = Number(process.env["TANGRAM_TEST_KILLS"] ?? (FULL ? 200 : 5));

/** Reproducible "at random". */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

onEachDatabase("a server killed under writes", (_open, _dialect, fresh) => {
  test("loses no acknowledged write, and has row, history and event together", { timeout: FULL ? 3_600_000 : 180_000 }, async () => {
    const database = await fresh();
    const first = await database.open();
    await migrate(first, null, ONE);
    await first.close();
    const random = mulberry(20261124);
    const acknowledged = new Map<string, number>();
    const { dialect, location, schema } = database;
    for (let round = 0; round < ROUNDS; round++) {
      let heard = 0; // patience begins with the first acknowledged write, however slow the start
      const patience = 50 + Math.floor(random() * 250);
      const end = await runChild("tests/store/kill-writes.child.ts", { place: { dialect, location, schema } }, (line, kill) => {
        if (heard++ === 0) setTimeout(kill, patience);
        const [id, revision] = line.split(" ");
        if (id && revision) acknowledged.set(id, Number(revision));
      });
      expect(end.signal, end.errors).toBe("SIGKILL");
      expect(heard).toBeGreaterThan(0);
      const store = await database.open();
      await expectWhole(store, acknowledged);
      await store.close();
    }
  });
});

async function expectWhole(store: Store, acknowledged: ReadonlyMap<string, number>): Promise<void> {
  const rows = await store.reader.all(
    `select t.id, t.revision, coalesce(h.count, 0), coalesce(e.count, 0) from main.thing t
     left join (select record, count(*) as count from main._history where object = 'thing' group by record) h on h.record = t.id
     left join (select record, count(*) as count from main._event group by record) e on e.record = t.id`,
  );
  const revisions = new Map(rows.map(([id, revision]) => [String(id), Number(revision)]));
  expect(rows.filter(([, revision, histories, events]) => Number(histories) !== Number(revision) || Number(events) !== Number(revision))).toEqual([]);
  expect([...acknowledged].filter(([id, revision]) => (revisions.get(id) ?? 0) < revision)).toEqual([]);
  const [strangers] = (await store.reader.get("select count(*) from main._history h where not exists (select 1 from main.thing t where t.id = h.record)")) ?? [];
  expect(Number(strangers)).toBe(0);
}
