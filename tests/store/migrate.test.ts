import { expect, test } from "vitest";
import { introspect } from "#server/store/introspect.ts";
import { DirtyData, expand, flip, planMigration, purge, tidy } from "#server/store/migrate.ts";
import { rowsAtRisk } from "#server/store/at-risk.ts";
import { UniqueViolation } from "#server/store/port.ts";
import { uniqueIndexes } from "#server/store/indexes.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { insert, insertMany, migrate, object, records, release, update, values, writeRelease } from "./models.ts";
import { expectSchema } from "./schema-check.ts";

const thing = (amount: object): ReturnType<typeof object> =>
  object("thing", [{ name: "title", type: "text" }, { name: "amount", type: "decimal", ...amount }, { name: "part", type: "lookup", to: ["part"] }], { title: "title", owners: true });
const part = object("part", [{ name: "label", type: "text" }], { title: "label" });

onEachDatabase("migrations", (open, dialect) => {
  test("an empty workspace gets tables, references and indexes, and the same again is nothing", async () => {
    const store = await open();
    const model = release(1, part, thing({ scale: 2 }));
    await migrate(store, null, model);
    await expectSchema(store, model);
    const again = await planMigration(store, model, release(2, part, thing({ scale: 2 })));
    expect([...again.prepare, ...again.finish, ...again.flip, ...again.fills]).toEqual([]);
    const missing = store.write((tx) => insert(tx, store, model, "thing", { title: "a", part: "018f0000-0000-7000-8000-000000000000" }));
    await expect(missing).rejects.toThrow(/foreign key/i);
  });

  test("fields are added and dropped, and a rollback brings values back", async () => {
    const store = await open();
    const one = release(1, part, thing({ scale: 2 }));
    await migrate(store, null, one);
    const id = await store.write(async (tx) => insert(tx, store, one, "thing", { title: "a", amount: "12.50", part: await insert(tx, store, one, "part", { label: "p" }) }));
    const without = release(2, part, object("thing", [{ name: "title", type: "text" }, { name: "note", type: "long_text" }, { name: "parts", type: "many_to_many", to: ["part"] }], { title: "title" }));
    await migrate(store, one, without);
    await expectSchema(store, without);
    expect(await records(store, without, "thing")).toEqual([{ id, title: "a", note: null, parts: null }]);
    await store.write((tx) => insert(tx, store, without, "thing", { title: "b" }));
    const back = release(3, part, thing({ scale: 2 }));
    await migrate(store, without, back);
    await expectSchema(store, back);
    const rows = await records(store, back, "thing");
    expect(values(rows, "amount")).toEqual(["12.50", null]);
    expect(rows[0]?.["part"]).toBe((await records(store, back, "part"))[0]?.["id"]);
  });

  test("a dropped reference does not hold its target; what went is empty when it comes back", async () => {
    const store = await open();
    const one = release(1, part, thing({ scale: 2 }));
    await migrate(store, null, one);
    const target = await store.write(async (tx) => {
      const made = await insert(tx, store, one, "part", { label: "p" });
      await insert(tx, store, one, "thing", { title: "a", part: made });
      await insert(tx, store, one, "thing", { title: "b", part: await insert(tx, store, one, "part", { label: "q" }) });
      return made;
    });
    const two = release(2, part, object("thing", [{ name: "title", type: "text" }], { title: "title" }));
    await migrate(store, one, two);
    await store.write((tx) => tx.run("delete from main.part where id = ?", [target]));
    const three = release(3, part, thing({ scale: 2 }));
    await migrate(store, two, three);
    const [first, second] = values(await records(store, three, "thing"), "part");
    expect(first).toBeNull();
    expect(second).toBe((await records(store, three, "part"))[0]?.["id"]);
  });

  test("an object is dropped and comes back with its records and links", async () => {
    const store = await open();
    const bag = object("bag", [{ name: "name", type: "text" }, { name: "parts", type: "many_to_many", to: ["part"] }, { name: "front", type: "lookup", to: ["part"] }], { title: "name" });
    const one = release(1, part, bag);
    await migrate(store, null, one);
    await store.write(async (tx) => {
      const p = await insert(tx, store, one, "part", { label: "p" });
      await insert(tx, store, one, "bag", { name: "b", parts: [p], front: p });
    });
    const before = await records(store, one, "bag");
    const two = release(2, part);
    await migrate(store, one, two);
    await expectSchema(store, two);
    const three = release(3, part, { ...bag, fields: [...(bag.fields ?? []), { name: "size", type: "integer", label: {} }] });
    await migrate(store, two, three);
    await expectSchema(store, three);
    expect(await records(store, three, "bag")).toEqual(before.map((row) => ({ ...row, size: null })));
    await expect(store.write((tx) => insert(tx, store, three, "bag", { name: "c", front: "018f0000-0000-7000-8000-000000000000" }))).rejects.toThrow(/foreign key/i);
  });

  test("a retype carries every row, those written meanwhile too, and going back restores what was rounded", async () => {
    const store = await open();
    const one = release(1, part, thing({ scale: 2 }));
    await migrate(store, null, one);
    await store.exclusive(async (tx) => {
      await insertMany(tx, store, one, "thing", Array.from({ length: 2300 }, (_, i) => ({ title: `t${i}`, amount: `${i}.50` })));
    });
    const [first, second, third] = await records(store, one, "thing");
    const two = release(2, part, thing({ type: "integer" }));
    const plan = await planMigration(store, one, two);
    await expand(store, plan);
    await store.write(async (tx) => {
      await update(tx, store, one, "thing", String(first?.["id"]), "amount", "41.60");
      await insert(tx, store, one, "thing", { title: "late", amount: "7.00" });
      await tx.run("delete from main.thing where id = ?", [String(second?.["id"])]);
    });
    await flip(store, plan, (tx) => writeRelease(tx, 2));
    await expectSchema(store, two);
    const after = await records(store, two, "thing");
    expect(after.length).toBe(2300);
    expect(values(after.slice(0, 3), "amount")).toEqual([42, 3, 4]);
    expect(after.at(-1)).toMatchObject({ title: "late", amount: 7 });

    await store.write((tx) => update(tx, store, two, "thing", String(third?.["id"]), "amount", 100));
    const three = release(3, part, thing({ scale: 2 }));
    await migrate(store, two, three);
    await expectSchema(store, three);
    expect(values((await records(store, three, "thing")).slice(0, 3), "amount")).toEqual(["41.60", "100.00", "3.50"]);
  });

  test.each([
    ["text to long text", { name: "x", type: "text" }, { name: "x", type: "long_text" }, ["a", null], ["a", null]],
    ["long text to text", { name: "x", type: "long_text" }, { name: "x", type: "text" }, ["a\n b", " "], ["a b", null]],
    ["text to decimal", { name: "x", type: "text" }, { name: "x", type: "decimal", scale: 1 }, ["12.34", "1,200", "abc"], ["12.3", "1200.0", null]],
    ["decimal to text", { name: "x", type: "decimal", scale: 2 }, { name: "x", type: "text" }, ["1200.50", "3.00"], ["1200.5", "3"]],
    ["decimal to fewer digits", { name: "x", type: "decimal", scale: 3 }, { name: "x", type: "decimal", scale: 1 }, ["1.250", "-1.250"], ["1.3", "-1.3"]],
    ["integer to decimal", { name: "x", type: "integer" }, { name: "x", type: "decimal", scale: 2 }, [9007199254740991, -3], ["9007199254740991.00", "-3.00"]],
    ["boolean to text", { name: "x", type: "boolean" }, { name: "x", type: "text" }, [true, false], ["true", "false"]],
    ["text to boolean", { name: "x", type: "text" }, { name: "x", type: "boolean" }, ["true", "no", null], [true, false, false]],
    ["date to moment", { name: "x", type: "date" }, { name: "x", type: "datetime" }, ["2026-11-24"], ["2026-11-23T16:00:00.000Z"]],
    ["moment to date", { name: "x", type: "datetime" }, { name: "x", type: "date" }, ["2026-11-23T16:30:00.000Z"], ["2026-11-24"]],
    ["select to several", { name: "x", type: "select", options: [{ value: "a" }] }, { name: "x", type: "multi_select", options: [{ value: "a" }] }, ["a"], [["a"]]],
    ["several to select", { name: "x", type: "multi_select", options: [{ value: "a" }] }, { name: "x", type: "select", options: [{ value: "a" }] }, [["a"]], ["a"]],
  ])("%s", async (_name, before, after, given, wanted) => {
    const store = await open();
    const one = release(1, object("box", [before]));
    await migrate(store, null, one);
    await store.exclusive(async (tx) => {
      for (const value of given) await insert(tx, store, one, "box", { x: value });
    });
    const two = release(2, object("box", [after]));
    await migrate(store, one, two);
    await expectSchema(store, two);
    expect(values(await records(store, two, "box"), "x")).toEqual(wanted);
  });

  test("references change into links, into one of several, and back", async () => {
    const store = await open();
    const other = object("other", [{ name: "label", type: "text" }], { title: "label" });
    const shape = (field: object): ReturnType<typeof object> => object("box", [{ name: "x", type: "lookup", ...field }]);
    const models = [
      release(1, part, other, shape({ to: ["part"] })),
      release(2, part, other, shape({ type: "many_to_many", to: ["part"] })),
      release(3, part, other, shape({ to: ["part", "other"] })),
      release(4, part, other, shape({ to: ["part"] })),
      release(5, part, other, shape({ to: ["other"] })),
    ];
    const [one, two, three, four, five] = models;
    if (!one || !two || !three || !four || !five) throw new Error("five releases");
    await migrate(store, null, one);
    const id = await store.write(async (tx) => {
      const made = await insert(tx, store, one, "part", { label: "p" });
      await insert(tx, store, one, "box", { x: made });
      return made;
    });
    await migrate(store, one, two);
    expect(values(await records(store, two, "box"), "x")).toEqual([[id]]);
    await expectSchema(store, two);
    await migrate(store, two, three);
    expect(values(await records(store, three, "box"), "x")).toEqual([{ object: "part", id }]);
    await migrate(store, three, four);
    expect(values(await records(store, four, "box"), "x")).toEqual([id]);
    await migrate(store, four, five);
    expect(values(await records(store, five, "box"), "x")).toEqual([null]);
    await expectSchema(store, five);
  });

  test("a new unique rule stops at dirty data before the flip, and changes nothing", async () => {
    const store = await open();
    const one = release(1, object("box", [{ name: "code", type: "text" }, { name: "live", type: "boolean" }]));
    await migrate(store, null, one);
    const ids = await store.exclusive(async (tx) => {
      const made: string[] = [];
      for (const [code, live] of [["a", true], ["a", true], ["b", true], ["b", false], [null, true], [null, true]] as const) made.push(await insert(tx, store, one, "box", { code, live }));
      return made;
    });
    const two = release(2, object("box", [{ name: "code", type: "text" }, { name: "live", type: "boolean" }], { unique: [{ name: "code", fields: ["code"], where: { field: "live", op: "eq", value: true } }] }));
    const box = two.object("box");
    if (!box) throw new Error("box");
    expect(await rowsAtRisk(store, { type: "unique", object: box, rule: "code" })).toEqual({ rows: 2, ids: ids.slice(0, 2) });
    const plan = await planMigration(store, one, two);
    const error = await expand(store, plan).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DirtyData);
    expect(error).toMatchObject({ object: "box", rule: "code", rows: 2 });
    await tidy(store, one);
    await expectSchema(store, one);
    await store.write((tx) => update(tx, store, one, "box", ids[0] ?? "", "code", "c"));
    await migrate(store, one, two);
    await expectSchema(store, two);
    const broken = await store.write((tx) => insert(tx, store, two, "box", { code: "b", live: true })).catch((e: unknown) => e);
    expect(broken).toBeInstanceOf(UniqueViolation);
    expect(broken).toMatchObject({ index: uniqueIndexes(box, dialect)[0]?.name });
    await store.write((tx) => insert(tx, store, two, "box", { code: "b", live: false }));
  });

  test("an abandoned publish leaves nothing after tidy, and another one may follow it", async () => {
    const store = await open();
    const one = release(1, part, thing({ scale: 2 }));
    await migrate(store, null, one);
    await store.write((tx) => insert(tx, store, one, "thing", { title: "a", amount: "1.50" }));
    const abandoned = release(2, part, thing({ type: "integer" }), object("extra", [{ name: "x", type: "text" }]));
    await expand(store, await planMigration(store, one, abandoned));
    const other = release(2, part, thing({ type: "text" }));
    await migrate(store, one, other);
    await expectSchema(store, other);
    expect(values(await records(store, other, "thing"), "amount")).toEqual(["1.5"]);
  });

  test("links of an object and a field with the longest names are made, retyped, dropped, brought back and purged", async () => {
    const store = await open();
    const [long, twin] = [`a${"b".repeat(47)}`, `c${"d".repeat(47)}`];
    const other = `${twin.slice(0, 47)}x`;
    const linked = (n: number, type: "many_to_many" | "lookup" | null): ReturnType<typeof release> =>
      release(n, part, object(long, [{ name: "title", type: "text" }, { name: other, type: n === 1 ? "lookup" : "many_to_many", to: ["part"] }, ...(type ? [{ name: twin, type, to: ["part"] }] : [])], { title: "title" }));
    const one = linked(1, "many_to_many");
    await migrate(store, null, one);
    const target = await store.write(async (tx) => {
      const made = await insert(tx, store, one, "part", { label: "p" });
      await insert(tx, store, one, long, { title: "a", [twin]: [made], [other]: made });
      return made;
    });
    const steps = [linked(2, null), linked(3, "many_to_many"), linked(4, "lookup")];
    const kept: unknown[] = [];
    let before = one;
    for (const next of steps) {
      await migrate(store, before, next);
      await expectSchema(store, next);
      kept.push(values(await records(store, next, long), twin)[0]);
      before = next;
    }
    expect(kept).toEqual([undefined, [target], target]);
    await purge(store, new Date(Date.now() + 60_000));
    expect([values(await records(store, before, long), twin), values(await records(store, before, long), other)]).toEqual([[target], [[target]]]);
    const { tables } = await introspect(store);
    expect([...tables.keys()].filter((name) => name.length > 63 || /\$\d+$/.test(name))).toEqual([]);
  });

  test("a purge takes what old releases dropped for good", async () => {
    const store = await open();
    const one = release(1, part, thing({ scale: 2 }), object("bag", [{ name: "name", type: "text" }, { name: "parts", type: "many_to_many", to: ["part"] }]));
    await migrate(store, null, one);
    const two = release(2, part, object("thing", [{ name: "title", type: "text" }], { title: "title" }));
    await migrate(store, one, two);
    expect(await purge(store, new Date(Date.now() - 60_000))).toBe(0);
    expect(await purge(store, new Date(Date.now() + 60_000))).toBe(5); // amount, part, owner_id; bag, its links
    await expectSchema(store, two);
    const actual = await introspect(store);
    expect([...actual.tables].flatMap(([table, columns]) => [table, ...columns]).filter((name) => /\$\d+$/.test(name))).toEqual([]);
    const three = release(3, part, thing({ scale: 2 }));
    await migrate(store, two, three);
    await expectSchema(store, three);
  });
});
