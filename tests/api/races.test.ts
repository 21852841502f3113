import { expect, test } from "vitest";
import { createReads } from "#server/query/reads.ts";
import { createWrites } from "#server/records/writes.ts";
import { Refusal } from "#server/refusal.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { SHOP } from "./computed-world.ts";
import { openOffice } from "./records-world.ts";

/** Rounds of each race; `npm run test:full` runs as many as are promised. */
const ROUNDS = process.env["TANGRAM_TEST_FULL"] ? 5000 : 200;
/** Races for one stock: its movements grow, and another begins. */
const PER_ITEM = 200;

onEachDatabase("races for a limit", (_open, dialect, fresh) => {
  test("of two writes that exceed it together exactly one passes: stock, credit, a number", async () => {
    const database = await fresh();
    const office = await openOffice(await database.open(), SHOP);
    const { admin, model, writes: here } = office;
    // PostgreSQL is shared by processes: the other writer has a store of its own.
    const other = dialect === "postgres" ? await database.open() : office.store;
    const there = createWrites({ store: other, model, reads: createReads({ store: other, model }), clock: office.clock });
    const passed = async (...works: Promise<unknown>[]): Promise<number> => {
      const results = await Promise.allSettled(works);
      for (const result of results) if (result.status === "rejected" && !(result.reason instanceof Refusal)) throw result.reason;
      return results.filter(({ status }) => status === "fulfilled").length;
    };
    let item = "";
    const client = String((await here.create(admin, "client", { name: "c", limit_amount: "100" }))["id"]);
    const line = { quantity: "1", price: "60", tax: "0" };
    for (let round = 0; round < ROUNDS; round++) {
      if (round % PER_ITEM === 0) item = String((await here.create(admin, "item", { name: `i${round}` }))["id"]);
      await here.create(admin, "move", { item, quantity: "5" });
      expect(await passed(here.create(admin, "move", { item, quantity: "-3" }), there.create(admin, "move", { item, quantity: "-3" })), `stock, round ${round}`).toBe(1);
      await here.create(admin, "move", { item, quantity: "-2" });
      if (round % 10 !== 0) continue;
      const offers = [here.create(admin, "offer", { title: "a", client, lines: [line] }), there.create(admin, "offer", { title: "b", client, lines: [line] })];
      expect(await passed(...offers), `credit, round ${round}`).toBe(1);
      for (const made of await Promise.allSettled(offers)) if (made.status === "fulfilled") await here.update(admin, "offer", String(made.value["id"]), { state: "lost" });
    }
    expect(await office.reads.get(admin, "item", item)).toMatchObject({ stock: "0" });
    const numbers = (await Promise.all(Array.from({ length: ROUNDS }, (_, i) => (i % 2 ? here : there).create(admin, "bill", {})))).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(ROUNDS);
    expect(await here.verify()).toEqual({ drifts: [], count: 0 });
  }, 3_600_000);
});
