import { copyFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { tidy } from "#server/store/migrate.ts";
import { runChild } from "#tests/support/child.ts";
import { onEachDatabase, type TestDatabase } from "#tests/support/databases.ts";
import { currentRelease, ONE, prepare, recordFault, TWO, type Place } from "./kill-scenario.ts";
import { migrate } from "./models.ts";
import { expectSchema } from "./schema-check.ts";

const FULL = process.env["TANGRAM_TEST_FULL"] === "1";
const SCRIPT = "tests/store/kill-migrate.child.ts";

onEachDatabase("a publish killed at any statement", (_open, dialect, fresh) => {
  test("leaves the old release or the new one, and can be done again", { timeout: FULL ? 1_800_000 : 240_000 }, async () => {
    const model = await prepared(fresh);
    const whole = await runChild(SCRIPT, { place: placeOf(await copyOf(model, fresh)), at: -1 });
    expect(whole.code, whole.errors).toBe(0);
    const calls = whole.output.trim().split("\n");
    const kinds = new Set(calls.map((call) => call.split(" ")[0]));
    for (const kind of ["create_table", "add_column", "create_index", "create_unique", "fill", "rename_column", "rename_table", "drop_index", "remember"]) expect(kinds).toContain(kind);

    let changed = 0;
    for (const at of FULL ? calls.keys() : chosen(calls)) {
      const database = await copyOf(model, fresh);
      const end = await runChild(SCRIPT, { place: placeOf(database), at });
      expect(end.signal, `${at} ${calls[at]}: ${end.errors}`).toBe("SIGKILL");
      const store = await database.open();
      const now = await currentRelease(store);
      const where = `${dialect}, call ${at} (${calls[at]})`;
      expect(await recordFault(store, now === 1 ? ONE : TWO), where).toBeNull();
      if (now === 1) {
        if (at % 2 === 0) {
          await tidy(store, ONE);
          await expectSchema(store, ONE);
          expect(await recordFault(store, ONE), where).toBeNull();
        }
        await migrate(store, ONE, TWO);
      } else changed += 1;
      await expectSchema(store, TWO);
      expect(await recordFault(store, TWO), where).toBeNull();
      await store.close();
    }
    expect(changed).toBe(1); // only the last call comes after the commit
  });
});

/** What a run without TANGRAM_TEST_FULL tries: the last call, and of each kind one, now before and now after it. */
function chosen(calls: readonly string[]): number[] {
  const kinds = [...new Set(calls.map((call) => call.split(" ")[0]))];
  const one = kinds.map((kind, i) => calls.lastIndexOf(`${kind} ${i % 2 === 0 ? "after" : "before"}`));
  return [...new Set([...one, calls.length - 1])].filter((at) => at >= 0).toSorted((a, b) => a - b);
}

const placeOf = ({ dialect, location, schema }: TestDatabase): Place => ({ dialect, location, schema });

async function prepared(fresh: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const database = await fresh();
  const store = await database.open();
  await prepare(store);
  await store.close();
  return database;
}

/** SQLite: the file is copied. PostgreSQL: made anew. */
async function copyOf(model: TestDatabase, fresh: () => Promise<TestDatabase>): Promise<TestDatabase> {
  if (model.dialect === "postgres") return prepared(fresh);
  const copy = await fresh();
  await copyFile(model.location, copy.location);
  return copy;
}
