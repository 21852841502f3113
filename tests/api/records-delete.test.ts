import { expect, test } from "vitest";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, refusal } from "./records-world.ts";

const id = (record: JsonObject): string => String(record["id"]);

onEachDatabase("deleting and bringing back", (open) => {
  test("restrict: what points there stands in the way, told as far as the viewer sees it", async () => {
    const { writes, admin, tom, zoe, rows } = await openOffice(await open());
    const firm = await writes.create(tom, "firm", { name: "F" });
    await writes.createMany(admin, "bill", [{ firm: id(firm) }, { firm: id(firm), owner_id: tom.id }, { firm: id(firm), owner_id: zoe.id }]);
    expect(await refusal(writes.remove(admin, "firm", id(firm)))).toMatchObject({ status: 409, problems: [{ rule: "reference", params: { object: "Bills", count: 3, context: "in_use" } }] });
    expect((await refusal(writes.remove(tom, "firm", id(firm)))).problems).toMatchObject([{ rule: "reference", params: { count: 1 } }]);
    const own = await writes.create(zoe, "firm", { name: "Z" });
    await writes.create(admin, "bill", { firm: id(own) });
    const hidden = await refusal(writes.remove(zoe, "firm", id(own)));
    expect(hidden.problems).toEqual([{ path: "", rule: "reference", params: { context: "in_use_hidden" } }]);
    expect(await rows("select id from main._bin")).toEqual([]);
    expect((await refusal(writes.remove(admin, "user", String(tom.id)))).brief).toEqual(["409  reference in_use", "409  reference in_use"]);
  });

  test("cascade and clear, and all of it back", async () => {
    const { writes, reads, admin, rows } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "Mother", contacts: [{ name: "P" }, { name: "Q" }] });
    const child = await writes.create(admin, "firm", { name: "Child", parent: id(firm), friends: [id(firm)] });
    const [p, q] = (await rows("select id from main.person order by n")).flat().map(String);
    await writes.update(admin, "person", String(p), { boss: q ?? null });
    const bill = await writes.create(admin, "bill", { about: { object: "firm", id: id(firm) } });
    const before = await Promise.all([reads.get(admin, "firm", id(firm), { expand: ["contacts"] }), reads.get(admin, "person", String(p))]);
    await writes.remove(admin, "firm", id(firm));
    expect(await reads.get(admin, "firm", id(firm))).toBeNull();
    expect(await rows("select id from main.person")).toEqual([]);
    expect(await reads.get(admin, "firm", id(child))).toMatchObject({ parent: null, friends: null, revision: 2 });
    expect(await reads.get(admin, "bill", id(bill))).toMatchObject({ about: null, revision: 2 });
    const [cleared] = await rows("select changes from main._history where record = ? and action = 'update'", [id(child)]);
    expect(JSON.parse(String(cleared?.[0]))).toEqual({ parent: [id(firm), null], friends: [[id(firm)], null] });
    expect(new Set((await rows("select bundle from main._bin")).flat()).size).toBe(1);
    expect(await reads.get(admin, "firm", id(firm), { deleted: true })).toMatchObject({ name: "Mother" });

    const back = await writes.restore(admin, "firm", id(firm), { expand: ["contacts"] });
    expect({ ...back, revision: 1, contacts: null }).toEqual({ ...before[0], contacts: null });
    expect((back["contacts"] as JsonObject[]).map(({ name }) => name)).toEqual(["P", "Q"]);
    expect(await reads.get(admin, "person", String(p))).toEqual({ ...before[1], revision: 3 });
    expect(await reads.get(admin, "firm", id(child))).toMatchObject({ parent: id(firm), friends: [id(firm)], revision: 3 });
    expect(await reads.get(admin, "bill", id(bill))).toMatchObject({ about: { object: "firm", id: id(firm) } });
    expect(await rows("select id from main._bin")).toEqual([]);
    expect((await rows("select action from main._history where record = ? order by id", [id(firm)])).flat()).toEqual(["create", "delete", "restore"]);
    expect((await refusal(writes.restore(admin, "firm", id(firm)))).brief).toEqual(["409  not_deleted"]);
    expect((await refusal(writes.restore(admin, "firm", "00000000-0000-7000-8000-000000000000"))).status).toBe(404);
  });

  test("records that point at each other go and come together", async () => {
    const { writes, reads, admin } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "F" });
    const a = await writes.create(admin, "person", { name: "A", firm: id(firm) });
    const b = await writes.create(admin, "person", { name: "B", firm: id(firm), boss: id(a) });
    const c = await writes.create(admin, "person", { name: "C", firm: id(firm), boss: id(b) });
    await writes.remove(admin, "firm", id(firm));
    await writes.restore(admin, "firm", id(firm));
    expect(await reads.get(admin, "person", id(b))).toMatchObject({ boss: id(a) });
    expect(await reads.get(admin, "person", id(c))).toMatchObject({ boss: id(b) });
  });

  test("a restore that collides or needs what is gone is refused", async () => {
    const { writes, reads, admin } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "A", code: "AA01" });
    await writes.remove(admin, "firm", id(firm));
    const other = await writes.create(admin, "firm", { name: "B", code: "AA01" });
    expect((await refusal(writes.restore(admin, "firm", id(firm)))).brief).toEqual(["409 /code unique"]);
    await writes.update(admin, "firm", id(other), { code: null });
    expect(await writes.restore(admin, "firm", id(firm))).toMatchObject({ code: "AA01" });

    const bill = await writes.create(admin, "bill", { firm: id(other), lines: [{ quantity: 1 }] }, { expand: ["lines"] });
    const line = String((bill["lines"] as JsonObject[])[0]?.["id"]);
    await writes.remove(admin, "bill_line", line);
    await writes.remove(admin, "bill", id(bill));
    expect((await refusal(writes.restore(admin, "bill_line", line))).brief).toEqual(["409 /bill reference gone"]);
    await writes.remove(admin, "firm", id(other));
    expect(await writes.restore(admin, "bill", id(bill))).toMatchObject({ firm: null, revision: 2 });
    await writes.restore(admin, "bill_line", line);
    expect((await reads.get(admin, "bill", id(bill), { expand: ["lines"] }))?.["lines"]).toHaveLength(1);
  });

  test("what is found by its title is not found while it is deleted", async () => {
    const { writes, admin, rows, store } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "Searchable" });
    const found = async (): Promise<Json> => (await rows("select record from main._search where object = 'firm'")).length;
    expect(await found()).toBe(1);
    await writes.remove(admin, "firm", id(firm));
    expect(await found()).toBe(0);
    await writes.restore(admin, "firm", id(firm));
    expect(await found()).toBe(1);
    const [row] = await store.reader.all("select s.n, f.n from main._search s join main.firm f on f.id = s.record");
    expect(Number(row?.[0])).toBe(Number(row?.[1]));
  });
});

onEachDatabase("batches and undo", (open) => {
  test("operations build on each other by $ref", async () => {
    const { writes, reads, admin } = await openOffice(await open());
    const { results, undo } = await writes.batch(admin, "all", [
      { op: "create", object: "firm", data: { name: "F" }, ref: "f" },
      { op: "create", object: "firm", data: { name: "G", friends: [{ $ref: "f" }] }, ref: "g" },
      { op: "create", object: "bill", data: { firm: { $ref: "f" }, about: { object: "firm", id: { $ref: "g" } }, lines: [{ quantity: 1 }] }, ref: "b" },
      { op: "update", object: "firm", id: { $ref: "f" }, revision: 1, data: { name: "F2", $reason: "why" } },
      { op: "delete", object: "bill", id: { $ref: "b" } },
      { op: "restore", object: "bill", id: { $ref: "b" } },
    ]);
    expect(results.map(({ status }) => status)).toEqual([201, 201, 201, 200, 204, 200]);
    expect(results[5]?.record).toMatchObject({ firm: results[0]?.record?.["id"], about$title: "G" });
    expect(results[3]?.record).toMatchObject({ name: "F2", revision: 2 });
    const undone = await writes.undo(admin, String(undo));
    expect(undone).toHaveLength(6);
    expect((await reads.list(admin, { from: "firm" })).records).toEqual([]);
    expect((await refusal(writes.undo(admin, String(undo)))).status).toBe(404);
  });

  test("all: one refusal refuses everything, at its operation", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const work = writes.batch(admin, "all", [{ op: "create", object: "firm", data: { name: "F" } }, { op: "create", object: "firm", data: { score: "x" } }]);
    expect((await refusal(work)).brief).toEqual(["422 /operations/1/data/score type integer", "422 /operations/1/data/name required"]);
    expect((await refusal(writes.batch(admin, "all", [{ op: "delete", object: "firm", id: { $ref: "no" } }]))).brief).toEqual(["400 /operations/0/id unknown_reference"]);
    expect((await refusal(writes.batch(admin, "all", Array.from({ length: 1001 }, () => ({ op: "create" as const, object: "firm", data: {} }))))).brief).toEqual(["400 /operations too_many_operations"]);
    expect(await rows("select id from main.firm")).toEqual([]);
    expect(await rows("select id from main._undo")).toEqual([]);
  });

  test("each: a refused one leaves no trace, the others stand", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const { results, undo } = await writes.batch(admin, "each", [
      { op: "create", object: "firm", data: { name: "A", code: "AA01" } },
      { op: "create", object: "firm", data: { name: "B", code: "AA01" }, ref: "b" },
      { op: "update", object: "firm", id: { $ref: "b" }, data: { name: "C" } },
      { op: "create", object: "ghost", data: {} },
      { op: "create", object: "bill", data: { lines: [{ quantity: 1 }, { quantity: 0 }] } },
      { op: "create", object: "bill", data: {} },
    ]);
    expect(results.map(({ status, errors }) => [status, errors?.map(({ path, rule }) => `${path} ${rule}`)])).toEqual([
      [201, undefined], [409, ["/operations/1/data/code unique"]], [422, ["/operations/2/id failed_reference"]], [404, ["/operations/3/object unknown_object"]],
      [422, ["/operations/4/data/lines/1/quantity range"]], [201, undefined],
    ]);
    expect(results[5]?.record).toMatchObject({ number: "B-202611-001" });
    expect((await rows("select object from main._history where object <> 'user' order by id")).flat()).toEqual(["firm", "bill"]);
    expect(await rows("select id from main.bill_line")).toEqual([]);
    await writes.undo(admin, String(undo));
    expect(await rows("select id from main.firm union all select id from main.bill")).toEqual([]);
  });

  test("a single write is undone by its entry, unless something stands on it", async () => {
    const { writes, reads, admin, ida, rows } = await openOffice(await open());
    const bill = await writes.create(admin, "bill", { note: "n", lines: [{ name: "a", quantity: 1 }, { name: "b", quantity: 2 }, { name: "c", quantity: 3 }] }, { expand: ["lines"] });
    const [a, b, c] = (bill["lines"] as JsonObject[]).map(id);
    const entry = async (): Promise<string> => String((await rows("select id from main._history where record = ? order by id desc limit 1", [id(bill)]))[0]?.[0]);
    const lines = async (): Promise<Json[]> => (((await reads.get(admin, "bill", id(bill), { expand: ["lines"] })) ?? {})["lines"] as JsonObject[]).map(({ name, quantity }) => `${String(name)}${String(quantity)}`);
    await writes.update(admin, "bill", id(bill), { note: "m", lines: [{ id: a ?? null, quantity: 10 }, { id: b ?? null, $delete: true }, { name: "d", quantity: 4 }], lines$order: [c ?? null, a ?? null] });
    expect(await lines()).toEqual(["c3", "a10", "d4"]);
    const change = await entry();
    const [undone] = await writes.undo(admin, change);
    expect(undone).toMatchObject({ status: 200, record: { note: "n", revision: 3 } });
    expect(await lines()).toEqual(["a1", "b2", "c3"]);
    // The undoing is a write like any other.
    await writes.undo(admin, await entry());
    expect(await lines()).toEqual(["c3", "a10", "d4"]);
    await writes.undo(admin, await entry());

    await writes.update(admin, "bill", id(bill), { note: "x" });
    const x = await entry();
    await writes.update(admin, "bill", id(bill), { coin: "USD" });
    await writes.update(admin, "bill", id(bill), { note: "y" });
    expect((await refusal(writes.undo(admin, x))).brief).toEqual(["409 /note changed_since"]);
    expect((await refusal(writes.undo(ida, x))).status).toBe(404);
    const [created] = (await rows("select id from main._history where record = ? order by id limit 1", [id(bill)])).flat();
    expect((await refusal(writes.undo(admin, String(created)))).brief).toEqual(["409  changed_since"]);
    const removed = await writes.create(admin, "bill", {});
    await writes.remove(admin, "bill", id(removed));
    const [gone] = (await rows("select id from main._history where record = ? and action = 'delete'", [id(removed)])).flat();
    expect(await writes.undo(admin, String(gone))).toMatchObject([{ status: 200, record: { id: removed["id"] } }]);
  });
});
