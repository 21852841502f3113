import type { Json } from "#shared/lib/json.ts";
import type { Model } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { DialectName, Store } from "#server/store/port.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { createPool } from "#server/store/postgres-pool.ts";
import { openSqlite } from "#server/store/sqlite.ts";
import { insert, insertMany, migrate, object, records, release } from "./models.ts";

/** Where a child finds the database. */
export interface Place {
  dialect: DialectName;
  location: string;
  schema: string;
}

export async function openPlace(place: Place): Promise<{ store: Store; close(): Promise<void> }> {
  if (place.dialect === "sqlite") {
    const store = await openSqlite(place.location);
    return { store, close: () => store.close() };
  }
  const pool = createPool(place.location, { max: 4 });
  const store = await openPostgres(pool, place.schema);
  return {
    store,
    close: async () => {
      await store.close();
      await pool.end();
    },
  };
}

const part = object("part", [{ name: "label", type: "text" }], { title: "label" });

/** A publish that needs every kind of statement: new and dropped objects, fields, links, retypes, unique rules. */
export const ONE: Model = release(
  1,
  part,
  object("thing", [
    { name: "title", type: "text" }, { name: "amount", type: "decimal", scale: 2 }, { name: "part", type: "lookup", to: ["part"] },
    { name: "note", type: "long_text" }, { name: "code", type: "text" }, { name: "kind", type: "select", options: [{ value: "a" }] },
  ], { title: "title", owners: true, indexes: [{ name: "by_amount", fields: ["-amount"] }] }),
  object("old_thing", [{ name: "name", type: "text" }, { name: "parts", type: "many_to_many", to: ["part"] }], { title: "name" }),
);
export const TWO: Model = release(
  2,
  part,
  object("thing", [
    { name: "title", type: "text" }, { name: "amount", type: "integer" }, { name: "code", type: "text", unique: true },
    { name: "kind", type: "multi_select", options: [{ value: "a" }] }, { name: "parts", type: "many_to_many", to: ["part"] },
    { name: "other", type: "lookup", to: ["new_thing"] }, { name: "note", type: "text" },
  ], { title: "title", owners: true, indexes: [{ name: "by_amount", fields: ["-amount"] }] }),
  object("new_thing", [{ name: "name", type: "text" }, { name: "part", type: "lookup", to: ["part"] }], { title: "name" }),
);

const ROWS = 1100; // two slices

export async function prepare(store: Store): Promise<void> {
  await migrate(store, null, ONE);
  await store.exclusive(async (tx) => {
    const p = await insert(tx, store, ONE, "part", { label: "p" });
    await insert(tx, store, ONE, "old_thing", { name: "old", parts: [p] });
    await insertMany(tx, store, ONE, "thing", Array.from({ length: ROWS }, (_, i) => rowOf(i, p)));
  });
}

const rowOf = (i: number, part: string): Record<string, Json> => ({ title: `t${i}`, amount: `${i}.40`, part: i % 2 === 0 ? part : null, note: `n${i}`, code: `c${i}`, kind: i % 3 === 0 ? "a" : null });

/** What is wrong with the records under a release, or null. */
export async function recordFault(store: Store, model: Model): Promise<string | null> {
  const things = await records(store, model, "thing");
  const [p] = await records(store, model, "part");
  if (things.length !== ROWS) return `${things.length} things`;
  for (const [i, thing] of things.entries()) {
    const old = rowOf(i, String(p?.["id"]));
    const wanted: RecordValues =
      model === ONE
        ? { ...old, id: thing["id"] ?? null, owner_id: null }
        : { id: thing["id"] ?? null, owner_id: null, title: old["title"] ?? null, amount: i, code: old["code"] ?? null, kind: old["kind"] === "a" ? ["a"] : null, parts: null, other: null, note: old["note"] ?? null };
    for (const [field, value] of Object.entries(wanted)) if (JSON.stringify(thing[field]) !== JSON.stringify(value)) return `${field} of ${i}: ${JSON.stringify(thing[field])}`;
  }
  if (model === ONE && (await records(store, model, "old_thing"))[0]?.["name"] !== "old") return "old_thing";
  return null;
}

export async function currentRelease(store: Store): Promise<number> {
  return Number((await store.reader.get("select max(n) from main._release"))?.[0]);
}
