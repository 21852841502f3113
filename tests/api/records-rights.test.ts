import { expect, test } from "vitest";
import type { JsonObject } from "#shared/lib/json.ts";
import { newId } from "#shared/lib/id.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, refusal } from "./records-world.ts";

const id = (record: JsonObject): string => String(record["id"]);
const NOBODY = "00000000-0000-7000-8000-000000000000";

onEachDatabase("who may write what", (open) => {
  test("404 where nothing is readable, 403 where it is", async () => {
    const { writes, ida, tom, zoe, reader, rows } = await openOffice(await open());
    const firm = await writes.create(tom, "firm", { name: "F" });
    expect(firm).toMatchObject({ owner_id: tom.id, owner_id$title: "Tom", name: "F" });
    expect(firm).not.toHaveProperty("secret");
    // Ida leads Tom: she reads, and does not write, what is his.
    expect((await refusal(writes.update(ida, "firm", id(firm), { name: "x" }))).brief).toEqual(["403  forbidden update"]);
    expect((await refusal(writes.remove(ida, "firm", id(firm)))).brief).toEqual(["403  forbidden delete"]);
    for (const work of [() => writes.update(zoe, "firm", id(firm), { name: "x" }), () => writes.remove(zoe, "firm", id(firm)), () => writes.clone(zoe, "firm", id(firm)), () => writes.evaluate(zoe, "firm", {}, id(firm)), () => writes.update(zoe, "firm", NOBODY, { name: "x" })]) {
      expect((await refusal(work())).brief).toEqual(["404"]);
    }
    expect((await refusal(writes.create(reader, "firm", { name: "x" }))).brief).toEqual(["403  forbidden create"]);
    expect((await refusal(writes.create(reader, "bill", {}))).brief).toEqual(["404"]);
    expect((await refusal(writes.create(reader, "ghost", {}))).brief).toEqual(["404"]);
    expect((await refusal(writes.update(reader, "firm", id(firm), { name: "x" }))).status).toBe(403);
    await writes.remove(tom, "firm", id(firm));
    expect((await refusal(writes.restore(zoe, "firm", id(firm)))).status).toBe(404);
    expect((await refusal(writes.restore(ida, "firm", id(firm)))).brief).toEqual(["403  forbidden restore"]);
    expect(await writes.restore(tom, "firm", id(firm))).toMatchObject({ name: "F" });
    expect((await rows("select action from main._history where object = 'firm' order by id")).flat()).toEqual(["create", "delete", "restore"]);
  });

  test("a hidden field answers as one that is not there", async () => {
    const { writes, tom, admin } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "F", owner_id: tom.id, secret: "s", credit: "5", score: 3 });
    const hidden = await refusal(writes.update(tom, "firm", id(firm), { secret: "x" }));
    const absent = await refusal(writes.update(tom, "firm", id(firm), { nosuch: "x" }));
    expect(JSON.stringify(hidden.problems).replaceAll("secret", "nosuch")).toBe(JSON.stringify(absent.problems));
    for (const key of ["secret$title", "name$title", "name$currency", "n", "deleted_at", "lines", "contacts$order"]) {
      const status = (await refusal(writes.update(tom, "firm", id(firm), { [key]: "x" }))).status;
      expect([key, status]).toEqual([key, key === "contacts$order" ? 422 : 400]);
    }
    // Readable, not writable: fine as it is, 403 as something else.
    const seen = await writes.update(tom, "firm", id(firm), { name: "G" });
    expect(seen).toMatchObject({ credit: "5.00", score: null });
    expect(await writes.update(tom, "firm", id(firm), { ...seen, name: "H" })).toMatchObject({ name: "H", revision: 3 });
    expect((await refusal(writes.update(tom, "firm", id(firm), { credit: "6" }))).brief).toEqual(["403 /credit forbidden field"]);
    expect((await refusal(writes.update(tom, "firm", id(firm), { score: 4 }))).brief).toEqual(["403 /score forbidden field"]);
    expect((await refusal(writes.create(tom, "firm", { name: "N", credit: "6" }))).brief).toEqual(["403 /credit forbidden field"]);
    expect(await writes.create(tom, "firm", { name: "N", credit: null })).toMatchObject({ credit: null });
  });

  test("owners: nobody makes or gives away what he may not", async () => {
    const { writes, tom, ida, zoe } = await openOffice(await open());
    expect((await refusal(writes.create(tom, "firm", { name: "x", owner_id: zoe.id }))).brief).toEqual(["403 /owner_id forbidden owner"]);
    expect((await refusal(writes.create(tom, "firm", { name: "x", owner_id: null }))).brief).toEqual(["403 /owner_id forbidden owner"]);
    expect(await writes.create(ida, "person", { name: "P", owner_id: tom.id })).toMatchObject({ owner_id: tom.id });
    expect((await refusal(writes.create(tom, "person", { name: "P", owner_id: ida.id }))).brief).toEqual(["403 /owner_id forbidden owner"]);
    const firm = await writes.create(tom, "firm", { name: "F" });
    expect((await refusal(writes.update(tom, "firm", id(firm), { owner_id: ida.id }))).brief).toEqual(["403 /owner_id forbidden transfer"]);
    const person = await writes.create(tom, "person", { name: "P" });
    expect((await refusal(writes.update(ida, "person", id(person), { owner_id: ida.id }))).brief).toEqual(["403 /owner_id forbidden transfer"]);
    // Given away for good: he may no longer read it.
    expect(await writes.update(tom, "person", id(person), { owner_id: zoe.id })).toEqual({ id: person["id"] });
    expect((await refusal(writes.update(tom, "person", id(person), { name: "x" }))).status).toBe(404);
  });

  test("references only to what is readable", async () => {
    const { writes, tom, zoe, admin } = await openOffice(await open());
    const hers = await writes.create(zoe, "firm", { name: "Z" });
    for (const body of [{ firm: id(hers) }, { firm: newId() }]) {
      expect((await refusal(writes.create(tom, "person", { name: "P", ...body }))).brief).toEqual(["422 /firm reference"]);
    }
    expect((await refusal(writes.create(tom, "bill", { about: { object: "firm", id: id(hers) } }))).brief).toEqual(["422 /about reference"]);
    expect((await refusal(writes.create(tom, "firm", { name: "x", friends: [id(hers)], people: [newId()] }))).brief).toEqual(["422 /friends reference", "422 /people reference"]);
    // What stands there already may stay, whoever may read it.
    const person = await writes.create(admin, "person", { name: "P", owner_id: tom.id, firm: id(hers) });
    expect(await writes.update(tom, "person", id(person), { firm: id(hers), firm$title: null, email: "p@example.com" })).toMatchObject({ firm: hers["id"], firm$title: null });
    const own = await writes.create(admin, "firm", { name: "T", owner_id: tom.id, friends: [id(hers)] });
    const mine = await writes.create(tom, "firm", { name: "mine" });
    expect(await writes.update(tom, "firm", id(own), { friends: [id(hers), id(mine)] })).toMatchObject({ friends$title: [null, "mine"] });
  });

  test("lines follow their header", async () => {
    const { writes, reads, tom, ida, zoe, admin } = await openOffice(await open());
    const bill = await writes.create(tom, "bill", { lines: [{ quantity: 1, parts: [{ name: "p" }] }] }, { expand: ["lines"] });
    const line = id((bill["lines"] as JsonObject[])[0] ?? {});
    const change = { quantity: 2 };
    expect((await refusal(writes.update(zoe, "bill_line", line, change))).status).toBe(404);
    expect((await refusal(writes.update(ida, "bill_line", line, change))).status).toBe(403);
    expect((await refusal(writes.remove(ida, "bill_line", line))).status).toBe(403);
    expect((await refusal(writes.create(ida, "bill_line", { quantity: 1, bill: id(bill) }))).brief).toEqual(["403  forbidden create"]);
    expect((await refusal(writes.create(zoe, "bill_line", { quantity: 1, bill: id(bill) }))).status).toBe(403);
    expect(await writes.update(tom, "bill_line", line, change)).toMatchObject(change);
    const other = await writes.create(admin, "bill", { owner_id: ida.id });
    expect((await refusal(writes.update(tom, "bill_line", line, { bill: id(other) }))).status).toBe(403);
    await writes.update(tom, "bill", id(bill), { lines: [{ id: line, parts: [{ name: "q" }] }, { quantity: 5 }] });
    await writes.remove(tom, "bill_line", line);
    await writes.restore(tom, "bill_line", line);
    await writes.remove(tom, "bill", id(bill));
    expect((await writes.restore(tom, "bill", id(bill), { expand: ["lines"] }))["lines"]).toHaveLength(2);
    expect((await reads.get(tom, "bill_line", line, { expand: ["parts"] }))?.["parts"]).toHaveLength(2);
  });

  test("many rows of one request are each looked at", async () => {
    const { writes, tom, zoe, rows } = await openOffice(await open());
    expect((await refusal(writes.createMany(tom, "firm", [{ name: "a" }, { name: "b", owner_id: zoe.id }]))).brief).toEqual(["403 /1/owner_id forbidden owner"]);
    expect((await refusal(writes.createMany(tom, "firm", [{ name: "a" }, { name: "b", secret: "x" }]))).brief).toEqual(["400 /1/secret unknown_field"]);
    expect(await rows("select id from main.firm")).toEqual([]);
    const hers = await writes.create(zoe, "firm", { name: "Z" });
    const { results } = await writes.batch(tom, "each", [{ op: "update", object: "firm", id: id(hers), data: { name: "x" } }, { op: "delete", object: "firm", id: NOBODY }, { op: "create", object: "firm", data: { name: "ok" } }]);
    expect(results.map(({ status }) => status)).toEqual([404, 404, 201]);
  });
});
