import { expect, test } from "vitest";
import { newId } from "#shared/lib/id.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import type { LoadRow } from "#server/records/port.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, refusal } from "./records-world.ts";

onEachDatabase("package data", (open) => {
  const row = (values: JsonObject, createdAt = "2026-09-01T01:00:00.000Z", id = newId()): LoadRow => ({ id, createdAt, createdBy: null, values });

  test("comes with its own past, and may point forward", async () => {
    const { store, writes, reads, admin, rows } = await openOffice(await open());
    const [child, parent] = [newId(), newId()];
    await store.exclusive((tx) => writes.load(tx, "firm", [row({ name: "Child", parent, friends: [parent], owner_id: admin.id }, "2026-09-01T01:00:00.000Z", child), row({ name: "Parent", credit: "5", active: null }, "2026-08-01T01:00:00.000Z", parent)]));
    expect(await reads.get(admin, "firm", child)).toMatchObject({ parent, parent$title: "Parent", friends: [parent], grade: "b", active: false, created_at: "2026-09-01T01:00:00.000Z", updated_at: "2026-09-01T01:00:00.000Z", revision: 1, owner_id: admin.id });
    expect(await rows("select action, via from main._history where record = ?", [parent])).toEqual([["create", "install"]]);
    expect(await rows("select id from main._event where object = 'firm'")).toEqual([]);
    expect((await rows("select record from main._search where object = 'firm' and field = 'name'")).flat().sort()).toEqual([child, parent].sort());
    // It can be changed like any other record, and a stale writer learns what it was.
    await writes.update(admin, "firm", parent, { credit: "6" });
    expect((await refusal(writes.update(admin, "firm", parent, { credit: "7" }, { revision: 1 }))).extra["base"]).toMatchObject({ credit: "5.00", revision: 1 });
  });

  test("numbers go on behind those that came", async () => {
    const { store, writes, admin, rows } = await openOffice(await open());
    await store.exclusive((tx) => writes.load(tx, "bill", [row({ number: "B-202611-041" }), row({ number: "free" }), row({}), row({}, "2026-11-02T00:00:00.000Z"), row({}, "2026-08-31T17:00:00.000Z")]));
    expect((await rows("select number from main.bill order by n")).flat()).toEqual(["B-202611-041", "free", "B-202609-001", "B-202611-042", "B-202609-002"]);
    expect((await writes.create(admin, "bill", {}))["number"]).toBe("B-202611-043");
  });

  test("lines stand in the order in which they come, behind those there", async () => {
    const { store, writes, reads, admin } = await openOffice(await open());
    const bill = await writes.create(admin, "bill", { lines: [{ name: "first", quantity: 1 }] });
    const id = String(bill["id"]);
    await store.exclusive((tx) => writes.load(tx, "bill_line", ["c", "a", "b"].map((name) => row({ name, quantity: 1, bill: id }))));
    const found = (await reads.get(admin, "bill", id, { expand: ["lines"] })) ?? {};
    expect((found["lines"] as JsonObject[]).map(({ name }) => name)).toEqual(["first", "c", "a", "b"]);
  });

  test("faulty data is told row by row, and leaves nothing", async () => {
    const { store, writes, rows } = await openOffice(await open());
    const brief = (await refusal(store.exclusive((tx) => writes.load(tx, "firm", [row({ name: "ok" }), row({ name: "x", credit: "1.234", nope: 1 })])))).brief;
    expect(brief).toEqual(["422 /1/credit scale", "422 /1/nope unknown_field"]);
    expect(await rows("select id from main.firm")).toEqual([]);
    expect((await refusal(store.exclusive((tx) => writes.load(tx, "ghost", [])))).status).toBe(404);
  });

  test("the tree of people is made anew", async () => {
    const { store, writes, rows } = await openOffice(await open());
    const [a, b, c] = [newId(), newId(), newId()];
    await store.exclusive((tx) => writes.load(tx, "user", [row({ name: "C", manager: b }, undefined, c), row({ name: "B", manager: a }, undefined, b), row({ name: "A" }, undefined, a)]));
    const pairs = await rows("select ancestor, descendant from main._user_tree where ancestor <> descendant and ancestor in (?, ?)", [a, b]);
    expect(pairs.map((pair) => pair.join(">")).sort()).toEqual([`${a}>${b}`, `${a}>${c}`, `${b}>${c}`].sort());
  });
});
