import { expect, test } from "vitest";
import { onEachDatabase } from "#tests/support/databases.ts";
import { clearOld, Daily } from "./housekeeping.ts";

const NOW = Date.UTC(2026, 10, 24);
const daysAgo = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();

onEachDatabase("what is past its time", (open) => {
  test("goes, and nothing else", async () => {
    const store = await open();
    await store.exclusive(async (tx) => {
      for (const [id, days] of [["old", 31], ["young", 29]] as const) await tx.run("insert into main._bin (object, id, n, at, bundle, data) values (?, ?, 1, ?, ?, ?)", ["thing", id, daysAgo(days), id, "{}"]);
      for (const [key, days] of [["old", 2], ["young", 0.5]] as const) await tx.run("insert into main._idempotency (viewer, key, body_hash, status, answer, at) values (?, ?, ?, 201, ?, ?)", ["v", key, "h", "{}", daysAgo(days)]);
    });
    await clearOld(store, NOW);
    expect(await store.reader.all("select id from main._bin")).toEqual([["young"]]);
    expect(await store.reader.all("select key from main._idempotency")).toEqual([["young"]]);
  });
});

test("once a day", () => {
  const daily = new Daily();
  expect([daily.isDue("a", NOW), daily.isDue("a", NOW + 1000), daily.isDue("b", NOW), daily.isDue("a", NOW + 86_400_000)]).toEqual([true, false, true, true]);
});
