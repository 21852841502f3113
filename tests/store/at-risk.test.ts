import { expect, test } from "vitest";
import type { FieldDoc } from "#shared/metadata/object.ts";
import type { FieldModel, Model } from "#shared/model/model.ts";
import { rowsAtRisk } from "#server/store/at-risk.ts";
import type { Store } from "#server/store/port.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { insertMany, migrate, object, release } from "./models.ts";

const OPTIONS = [{ value: "a" }, { value: "b" }];
const FIELDS: FieldDoc[] = [
  { name: "amount", type: "decimal", scale: 2 }, { name: "note", type: "text" }, { name: "kind", type: "select", options: OPTIONS },
  { name: "kinds", type: "multi_select", options: OPTIONS }, { name: "flag", type: "boolean" }, { name: "at", type: "datetime" },
];

onEachDatabase("records at risk", (open) => {
  async function filled(): Promise<{ store: Store; model: Model; ids: string[]; field: (name: string, doc?: Partial<FieldDoc>) => FieldModel }> {
    const store = await open();
    const model = release(1, object("box", FIELDS));
    await migrate(store, null, model);
    const rows = [
      { amount: "1.00", note: "12", kind: "a", kinds: ["a", "b"], flag: true, at: "2026-11-23T16:00:00.000Z" },
      { amount: "2.50", note: "x", kind: "b", kinds: ["b"], flag: false, at: "2026-11-23T16:00:01.000Z" },
      { amount: null, note: null, kind: null, kinds: null, flag: false, at: null },
      ...Array.from({ length: 7 }, () => ({ amount: "0.01", note: "12", kind: "b", kinds: ["b"], flag: false, at: null })),
    ];
    const ids = await store.write((tx) => insertMany(tx, store, model, "box", rows));
    const field = (name: string, doc: Partial<FieldDoc> = {}): FieldModel => {
      const changed = release(2, object("box", FIELDS.map((each) => (each.name === name ? { ...each, ...doc } : each))));
      const found = changed.object("box")?.field(name);
      if (!found) throw new Error(name);
      return found;
    };
    return { store, model, ids, field };
  }

  test("are those with a value where a field goes", async () => {
    const { store, ids, field } = await filled();
    expect(await rowsAtRisk(store, { type: "drop_field", field: field("amount") })).toEqual({ rows: 9, ids: [0, 1, 3, 4, 5].map((i) => ids[i]) });
    expect(await rowsAtRisk(store, { type: "drop_field", field: field("flag") })).toEqual({ rows: 1, ids: [ids[0]] });
  });

  test("are those without one where it becomes required", async () => {
    const { store, ids, field } = await filled();
    expect(await rowsAtRisk(store, { type: "require", field: field("kinds") })).toEqual({ rows: 1, ids: [ids[2]] });
    expect(await rowsAtRisk(store, { type: "require", field: field("flag") })).toEqual({ rows: 0, ids: [] });
  });

  test("are those that a new type rounds, cuts or loses", async () => {
    const { store, ids, field } = await filled();
    const retype = (name: string, doc: Partial<FieldDoc>): ReturnType<typeof rowsAtRisk> => rowsAtRisk(store, { type: "retype", from: field(name), to: field(name, doc), timeZone: "Asia/Shanghai" });
    expect(await retype("amount", { type: "integer" })).toEqual({ rows: 8, ids: [1, 3, 4, 5, 6].map((i) => ids[i]) });
    expect(await retype("amount", { scale: 1 })).toMatchObject({ rows: 7 });
    expect(await retype("amount", { scale: 4 })).toEqual({ rows: 0, ids: [] });
    expect(await retype("note", { type: "integer" })).toEqual({ rows: 1, ids: [ids[1]] });
    expect(await retype("kinds", { type: "select", options: OPTIONS })).toEqual({ rows: 1, ids: [ids[0]] });
    expect(await retype("at", { type: "date" })).toEqual({ rows: 1, ids: [ids[1]] });
  });

  test("are those that hold an option which goes, and those that share what becomes unique", async () => {
    const { store, ids, field } = await filled();
    expect(await rowsAtRisk(store, { type: "remove_option", field: field("kind"), value: "a" })).toEqual({ rows: 1, ids: [ids[0]] });
    expect(await rowsAtRisk(store, { type: "remove_option", field: field("kinds"), value: "a" })).toEqual({ rows: 1, ids: [ids[0]] });
    expect(await rowsAtRisk(store, { type: "remove_option", field: field("kinds"), value: "b" })).toMatchObject({ rows: 9 });
    const unique = release(2, object("box", FIELDS.map((each) => (each.name === "note" ? { ...each, unique: true } : each)))).object("box");
    if (!unique) throw new Error("box");
    expect(await rowsAtRisk(store, { type: "unique", object: unique, rule: "unique", field: "note" })).toEqual({ rows: 8, ids: [0, 3, 4, 5, 6].map((i) => ids[i]) });
  });

  test("of an object that goes are all", async () => {
    const { store, model } = await filled();
    const box = model.object("box");
    if (!box) throw new Error("box");
    expect(await rowsAtRisk(store, { type: "drop_object", object: box })).toMatchObject({ rows: 10 });
  });
});
