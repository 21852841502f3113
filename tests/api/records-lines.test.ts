import { expect, test } from "vitest";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { openOffice, refusal } from "./records-world.ts";

const linesOf = (record: JsonObject): JsonObject[] => record["lines"] as JsonObject[]; // asked for by expand
const EXPAND = { expand: ["lines"] };

onEachDatabase("lines in their header's body", (open) => {
  test("come with it, in the order given, in one entry", async () => {
    const { writes, reads, admin, rows } = await openOffice(await open());
    const bill = await writes.create(admin, "bill", { note: "n", lines: [{ name: "x", quantity: 1, price: "1" }, { name: "a", quantity: 2, parts: [{ name: "p" }, { name: "o" }] }] }, EXPAND);
    expect(linesOf(bill).map(({ name, quantity, price, bill: header }) => [name, quantity, price, header])).toEqual([["x", 1, "1.00", bill["id"]], ["a", 2, null, bill["id"]]]);
    expect(await reads.get(admin, "bill", String(bill["id"]), EXPAND)).toEqual(bill);
    expect(await rows("select object, action, changes from main._history")).toHaveLength(6); // five people and the bill
    expect((await rows("select object from main._event order by id")).flat().sort()).toEqual(["bill", "bill_line", "bill_line", "bill_part", "bill_part"]);
    expect(await writes.create(admin, "bill", { lines: [{ quantity: 1 }] })).not.toHaveProperty("lines");
  });

  test("change, come, go and move by one PATCH", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const bill = await writes.create(admin, "bill", { lines: [{ name: "a", quantity: 1 }, { name: "b", quantity: 2 }, { name: "c", quantity: 3 }] }, EXPAND);
    const id = String(bill["id"]);
    const [a = "", b = "", c = ""] = linesOf(bill).map((line) => String(line["id"]));
    const changed = await writes.update(admin, "bill", id, { lines: [{ id: b, quantity: 20 }, { id: c, $delete: true, quantity: "broken" }, { name: "d", quantity: 4 }], lines$order: [b, a] }, EXPAND);
    expect(linesOf(changed).map(({ name, quantity }) => [name, quantity])).toEqual([["b", 20], ["a", 1], ["d", 4]]);
    expect(changed["revision"]).toBe(2);
    const d = String(linesOf(changed)[2]?.["id"]);
    const [entry] = await rows("select changes from main._history where record = ? and action = 'update'", [id]);
    expect(JSON.parse(String(entry?.[0]))).toEqual({
      [`lines/${b}/quantity`]: [2, 20], [`lines/${c}/id`]: [c, null], [`lines/${c}/name`]: ["c", null], [`lines/${c}/bill`]: [id, null], [`lines/${c}/quantity`]: [3, null],
      [`lines/${d}/id`]: [null, d], [`lines/${d}/name`]: [null, "d"], [`lines/${d}/bill`]: [null, id], [`lines/${d}/quantity`]: [null, 4], lines$order: [[a, b, c], [b, a, d]],
    });
    expect(await rows("select action from main._history where object = 'bill_line'")).toEqual([]);
    // Lines that are not named stay; order alone is a change too.
    const moved = await writes.update(admin, "bill", id, { lines$order: [d] }, EXPAND);
    expect([linesOf(moved).map(({ name }) => name), moved["revision"]]).toEqual([["d", "b", "a"], 3]);
    expect((await writes.update(admin, "bill", id, { lines: [{ id: a, quantity: 1 }], lines$order: [d, b, a] }))["revision"]).toBe(3);
    const nested = await writes.update(admin, "bill", id, { lines: [{ id: a, parts: [{ name: "p" }] }] }, EXPAND);
    expect([nested["revision"], linesOf(nested).map(({ revision }) => revision)]).toEqual([4, [1, 2, 2]]);
    expect(await rows("select name from main.bill_part")).toEqual([["p"]]);
  });

  test("new ones stand where the order says, named by their place in the body", async () => {
    const { writes, admin } = await openOffice(await open());
    const names = (record: JsonObject): unknown[] => linesOf(record).map(({ name }) => name);
    const bill = await writes.create(admin, "bill", { lines: [{ name: "a", quantity: 1 }, { name: "b", quantity: 1 }], lines$order: [1, 0] }, EXPAND);
    expect(names(bill)).toEqual(["b", "a"]);
    const id = String(bill["id"]);
    const [b = "", a = ""] = linesOf(bill).map((line) => String(line["id"]));
    const lines: JsonObject[] = [{ id: a, quantity: 2 }, { name: "c", quantity: 1 }, { name: "d", quantity: 1 }, { name: "e", quantity: 1 }];
    expect(names(await writes.update(admin, "bill", id, { lines, lines$order: [2, b, 3, a] }, EXPAND))).toEqual(["d", "b", "e", "a", "c"]);
    expect(names(await writes.update(admin, "bill", id, { lines: [{ name: "x", quantity: 1 }, { name: "y", quantity: 1 }], lines$order: [b, a, 1] }, EXPAND))).toEqual(["b", "a", "y", "d", "e", "c", "x"]);
    expect((await refusal(writes.update(admin, "bill", id, { lines: [{ name: "f", quantity: 1 }], lines$order: [1, 0.5] }))).brief).toEqual(["422 /lines$order type"]);
    expect((await refusal(writes.update(admin, "bill", id, { lines: [{ name: "f", quantity: 1 }], lines$order: [0, 1, -1] }))).brief).toEqual(["422 /lines$order/1 reference", "422 /lines$order/2 reference"]);
    // The evaluation shows them so too.
    const { record } = await writes.evaluate(admin, "bill", { lines: [{ name: "z", quantity: 1 }], lines$order: [0, a] }, id);
    expect(linesOf(record as JsonObject).slice(0, 2).map(({ name }) => name)).toEqual(["z", "a"]);
  });

  test("problems say which line", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const body: JsonObject = { total: "x", lines: [{ quantity: 1 }, { quantity: 0, price: "1.234" }, { parts: [{}] }] };
    expect((await refusal(writes.create(admin, "bill", body))).brief.sort()).toEqual([
      "422 /lines/1/price scale", "422 /lines/1/quantity range min", "422 /lines/2/parts/0/name required", "422 /lines/2/quantity required", "422 /total type currency",
    ]);
    expect((await refusal(writes.create(admin, "bill", { lines: [{ quantity: 1, nope: 1 }] }))).brief).toEqual(["400 /lines/0/nope unknown_field"]);
    expect((await refusal(writes.create(admin, "bill", { lines: [{ quantity: 1, item_code: "i" }, { quantity: 1, item_code: "i" }] }))).brief).toEqual(["409 /lines/1/item_code unique"]);
    expect((await refusal(writes.createMany(admin, "bill", [{}, { lines: [{ quantity: 1 }, {}] }]))).brief).toEqual(["422 /1/lines/1/quantity required"]);
    expect((await refusal(writes.create(admin, "bill", { lines: 5 }))).brief).toEqual(["422 /lines type children"]);
    expect(await rows("select id from main.bill")).toEqual([]);
    const bill = await writes.create(admin, "bill", { lines: [{ quantity: 1 }] }, EXPAND);
    const other = await writes.create(admin, "bill", { lines: [{ quantity: 1 }] }, EXPAND);
    const foreign = linesOf(other)[0]?.["id"] ?? null;
    expect((await refusal(writes.update(admin, "bill", String(bill["id"]), { lines: [{ id: foreign, quantity: 5 }], lines$order: [foreign as Json] }))).brief).toEqual(["422 /lines/0/id reference", "422 /lines$order/0 reference"]);
    expect((await refusal(writes.update(admin, "bill", String(bill["id"]), { lines: [{ quantity: 1, bill: other["id"] ?? null }] }))).brief).toEqual(["422 /lines/0/bill read_only"]);
  });

  test("on their own stand behind the others", async () => {
    const { writes, reads, admin, rows } = await openOffice(await open());
    const bill = await writes.create(admin, "bill", { lines: [{ name: "a", quantity: 1 }] });
    const other = await writes.create(admin, "bill", { lines: [{ name: "z", quantity: 1 }] });
    const line = await writes.create(admin, "bill_line", { name: "b", quantity: 1, bill: bill["id"] ?? null });
    const names = async (id: Json | undefined): Promise<Json[]> => linesOf((await reads.get(admin, "bill", String(id), EXPAND)) ?? {}).map(({ name }) => name ?? null);
    expect(await names(bill["id"])).toEqual(["a", "b"]);
    await writes.update(admin, "bill_line", String(line["id"]), { bill: other["id"] ?? null });
    expect([await names(bill["id"]), await names(other["id"])]).toEqual([["a"], ["z", "b"]]);
    expect((await rows("select action from main._history where object = 'bill_line' order by id")).flat()).toEqual(["create", "update"]);
    expect((await reads.get(admin, "bill", String(bill["id"])))?.["revision"]).toBe(1);
  });

  test("rows that are no lines keep a history of their own too", async () => {
    const { writes, admin, rows } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "F", contacts: [{ name: "P" }] });
    await writes.update(admin, "firm", String(firm["id"]), { contacts: [{ name: "Q" }] });
    expect((await rows("select object, action from main._history where object <> 'user' order by id")).map((row) => row.join(" ")).sort()).toEqual(["firm create", "firm update", "person create", "person create"]);
  });

  test("an evaluation is the save without the saving", async () => {
    const { writes, admin, rows, ida } = await openOffice(await open());
    const firm = await writes.create(admin, "firm", { name: "F", code: "AA01" });
    const draft = { firm: firm["id"] ?? null, coin: "USD", total: "5", lines: [{ name: "a", quantity: 1 }] };
    const tried = await writes.evaluate(admin, "bill", draft);
    expect(tried).toMatchObject({ errors: [], warnings: [], duplicates: [], record: { id: null, number: null, revision: null, created_at: null, firm$title: "F", total: "5.00", total$currency: "USD", stage: "open" } });
    const saved = await writes.create(admin, "bill", draft, EXPAND);
    const blank = (record: JsonObject): JsonObject => Object.fromEntries(Object.entries(record).filter(([key]) => !/^(id|number|revision|bill|(created|updated)_(at|by))/.test(key)).map(([key, value]) => [key, key === "lines" ? (value as JsonObject[]).map(blank) : value]));
    expect(blank(tried.record)).toEqual(blank(saved));
    const line = linesOf(saved)[0]?.["id"] ?? null;
    const changed = await writes.evaluate(admin, "bill", { total: "x", lines: [{ id: line, quantity: 0 }, { name: "b", quantity: 2 }] }, String(saved["id"]));
    expect(changed.errors.map(({ path, rule }) => `${path} ${rule}`).sort()).toEqual(["/lines/0/quantity range", "/total type"]);
    expect(changed.record).toMatchObject({ id: saved["id"], total: "5.00", revision: null, lines: [{ id: line, quantity: 1 }, { id: null, name: "b" }] });
    expect((await writes.evaluate(admin, "firm", { code: "AA01" })).errors.map(({ path, rule }) => `${path} ${rule}`)).toEqual(["/name required", "/code unique"]);
    expect((await refusal(writes.evaluate(ida, "firm", { secret: "x" }))).brief).toEqual(["400 /secret unknown_field"]);
    expect(await rows("select count(*) from main._history where object <> 'user'")).toEqual([[expect.toSatisfy((n) => Number(n) === 2)]]);
    expect((await writes.create(admin, "bill", {}))["number"]).toBe("B-202611-002");
  });

  test("a copy has the lines, not what is unique or counted", async () => {
    const { writes, admin, tom } = await openOffice(await open());
    const bill = await writes.create(tom, "bill", { note: "n", coin: "USD", lines: [{ name: "a", quantity: 1, item_code: "i", parts: [{ name: "p" }] }, { name: "b", quantity: 2 }] }, EXPAND);
    const copy = await writes.clone(admin, "bill", String(bill["id"]), EXPAND);
    expect(copy).toMatchObject({ note: "n", coin: "USD", number: "B-202611-002", revision: 1, owner_id: admin.id });
    expect(linesOf(copy).map(({ name, item_code: code, bill: header }) => [name, code, header])).toEqual([["a", "i", copy["id"]], ["b", null, copy["id"]]]);
    const firm = await writes.create(admin, "firm", { name: "F", code: "AA01", grade: "a" });
    expect(await writes.clone(admin, "firm", String(firm["id"]))).toMatchObject({ name: "F", code: null, grade: "a" });
  });
});
