import { expect, test } from "vitest";
import type { JsonObject } from "#shared/lib/json.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { compileRights } from "#server/access/compile.ts";
import { SHOP } from "./computed-world.ts";
import { openOffice, refusal } from "./records-world.ts";

const LINES = { expand: ["lines"] };
/** The G2 quote of the templates' domain model, §3.2: quantity, price, discount, tax; line discount, share, net, tax amount. */
const G2 = [
  ["4", "18000", "10", "13", "7200.00", "1036.09", "63763.91", "8289.31"], ["4", "2200", "10", "13", "880.00", "126.63", "7793.37", "1013.14"], ["4", "1350", "10", "13", "540.00", "77.71", "4782.29", "621.70"],
  ["32", "1280", "10", "13", "4096.00", "589.42", "36274.58", "4715.70"], ["4", "6000", "15", "6", "3600.00", "326.18", "20073.82", "1204.43"], ["1", "3200", "0", "6", "0.00", "51.17", "3148.83", "188.93"],
] as const;
const linesOf = (record: JsonObject): JsonObject[] => record["lines"] as JsonObject[]; // asked for by expand
const offer = (more: JsonObject = {}): JsonObject => ({ title: "G2", discount: "2207.20", lines: G2.map(([quantity, price, off, tax]) => ({ quantity, price, off, tax })), ...more });
const TOTALS = { gross: "154360.00", net: "135836.80", tax_total: "16033.21", total: "151870.01", discount_percent: "12.00", total_base: "151870.01", rate: "1.000000" };

onEachDatabase("computed records", (open) => {
  test("a document is computed to the cent, in the preview as in the save, and anew when its header changes", async () => {
    const { writes, admin, reads } = await openOffice(await open(), SHOP);
    const preview = await writes.evaluate(admin, "offer", offer());
    expect(preview.errors).toEqual([]);
    const saved = await writes.create(admin, "offer", offer(), LINES);
    for (const record of [preview.record, saved]) {
      expect(record).toMatchObject(TOTALS);
      expect(linesOf(record).map(({ line_discount, share, net, tax_amount }) => [line_discount, share, net, tax_amount])).toEqual(G2.map((line) => line.slice(4)));
    }
    const id = String(saved["id"]);
    const last = String(linesOf(saved)[5]?.["id"]);
    const changed = await writes.update(admin, "offer", id, { discount: "0", lines: [{ id: last, $delete: true }] }, LINES);
    expect([changed["net"], changed["revision"], linesOf(changed).map(({ share }) => share)]).toEqual(["134844.00", 2, Array.from({ length: 5 }, () => "0.00")]);
    expect((await reads.aggregate(admin, { from: "offer", measures: [{ fn: "sum", field: "net", as: "t" }] })).rows).toEqual([{ t: "134844.00" }]);
    const taxed = await writes.update(admin, "offer", id, { with_tax: true }, LINES);
    expect(taxed["total"]).toBe("134844.00");
    expect(linesOf(taxed)[0]).toMatchObject({ net: "57345.13", tax_amount: "7454.87", revision: 1 });
    // A line that the body does not name changes with its header, in the preview too.
    const body: JsonObject = { discount: "500", lines: [{ id: String(linesOf(taxed)[1]?.["id"]), quantity: "7" }] };
    const before = (await writes.evaluate(admin, "offer", body, id)).record;
    const after = await writes.update(admin, "offer", id, body, LINES);
    const figures = (record: JsonObject): unknown => [record["total"], linesOf(record).map(({ share, net, tax_amount }) => [share, net, tax_amount])];
    expect(figures(before)).toEqual(figures(after));
  });

  test("roll-ups follow their lines wherever these go, up the chain", async () => {
    const { writes, admin, reads } = await openOffice(await open(), SHOP);
    const [a, b] = [await writes.create(admin, "client", { name: "A", limit_amount: "1000" }), await writes.create(admin, "client", { name: "B", limit_amount: "50" })].map(({ id }) => String(id));
    const total = async (id: string | undefined): Promise<unknown> => (await reads.get(admin, "client", id ?? ""))?.["open_total"];
    const line = { quantity: "1", price: "10", tax: "0" };
    const one = await writes.create(admin, "offer", { title: "one", client: a ?? "", made_on: "2026-01-01", lines: [line, line] }, LINES);
    const two = await writes.create(admin, "offer", { title: "two", client: a ?? "", made_on: "2026-02-01", lines: [{ ...line, price: "30" }] }, LINES);
    expect(await reads.get(admin, "client", a ?? "")).toMatchObject({ open_total: "50.00", biggest: "30.00", last_offer: "two", revision: 1 });
    // A line written by itself, moved, deleted, brought back.
    const lineId = String(linesOf(one)[0]?.["id"]);
    await writes.update(admin, "offer_line", lineId, { quantity: "3" });
    expect(await total(a)).toBe("70.00");
    await writes.update(admin, "offer_line", lineId, { offer: String(two["id"]) });
    expect([await total(a), (await reads.get(admin, "offer", String(one["id"])))?.["total"], (await reads.get(admin, "offer", String(two["id"])))?.["total"]]).toEqual(["70.00", "10.00", "60.00"]);
    await writes.remove(admin, "offer_line", lineId);
    expect(await total(a)).toBe("40.00");
    await writes.restore(admin, "offer_line", lineId);
    expect(await total(a)).toBe("70.00");
    await writes.update(admin, "offer", String(two["id"]), { state: "lost" });
    expect(await total(a)).toBe("10.00");
    await writes.remove(admin, "offer", String(one["id"]));
    expect([await total(a), (await reads.get(admin, "client", a ?? ""))?.["biggest"]]).toEqual(["0.00", "60.00"]);
    await writes.restore(admin, "offer", String(one["id"]));
    await writes.update(admin, "offer", String(one["id"]), { client: b ?? "" });
    expect([await total(a), await total(b)]).toEqual(["0.00", "10.00"]);
    // The other end's rule, over its roll-up.
    expect((await refusal(writes.update(admin, "offer", String(two["id"]), { client: b ?? "", state: "open" }))).brief).toEqual(["422  credit"]);
    expect(await total(b)).toBe("10.00");
  });

  test("rules speak at their field; a warning lets the save pass", async () => {
    const { writes, admin } = await openOffice(await open(), SHOP);
    const line = { quantity: "1", price: "100", off: "60", tax: "0" };
    expect((await refusal(writes.create(admin, "offer", { title: "t", lines: [line] }))).brief).toEqual(["422 /discount discount_small"]);
    const saved = await writes.create(admin, "offer", { lines: [{ ...line, off: "10" }] });
    expect(saved["$warnings"]).toEqual([{ path: "/title", rule: "better_titled", message: "A title helps", params: {} }]);
    expect((await writes.evaluate(admin, "offer", {})).warnings).toHaveLength(1);
    const item = String((await writes.create(admin, "item", { name: "i" }))["id"]);
    await writes.create(admin, "move", { item, quantity: "5" });
    expect((await refusal(writes.create(admin, "move", { item, quantity: "-6" }))).brief).toEqual(["422  not_below_zero"]);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => writes.create(admin, "move", { item, quantity: "-2" })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    const many = await writes.createMany(admin, "move", Array.from({ length: 300 }, () => ({ item, quantity: "1" })));
    expect(many).toHaveLength(300);
  });

  test("a header's rule over its lines is asked when a line is written, moved or taken away by itself", async () => {
    const share = { kind: "object", name: "share", label: { en: "Share" }, title: "note", fields: [{ name: "note", type: "text", label: { en: "Note" } }, { name: "cake", type: "lookup", to: ["cake"], label: { en: "Cake" } }, { name: "part", type: "percent", label: { en: "Part" } }, { name: "eaten", type: "formula", formula: "part > 50% AND note <> \"\"", label: { en: "Eaten" } }] };
    const cake = { kind: "object", name: "cake", label: { en: "Cake" }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name" } }, { name: "shares", type: "children", of: "share", by: "cake", label: { en: "Shares" } }], rules: [{ name: "whole", check: "SUM(shares.part) <= 100%", message: { en: "Too much" } }, { name: "some", check: "COUNT(shares) > 0", message: { en: "None" } }] };
    const { writes, admin, reads } = await openOffice(await open(), [share, cake]);
    const [a, b] = (await writes.createMany(admin, "cake", [{ name: "a", shares: [{ part: "60" }] }, { name: "b", shares: [{ part: "60" }] }])).map(({ id }) => String(id));
    expect((await refusal(writes.create(admin, "share", { cake: a ?? "", part: "50" }))).brief).toEqual(["422  whole"]);
    const more = String((await writes.create(admin, "share", { cake: a ?? "", part: "40" }))["id"]);
    expect((await reads.get(admin, "share", more))?.["eaten"]).toBe(false);
    expect((await refusal(writes.update(admin, "share", more, { part: "41" }))).brief).toEqual(["422  whole"]);
    expect((await refusal(writes.update(admin, "share", more, { cake: b ?? "", part: "50" }))).brief).toEqual(["422  whole"]);
    const [only] = (await reads.list(admin, { from: "share", where: { field: "cake", op: "eq", value: b ?? "" } })).records;
    expect((await refusal(writes.remove(admin, "share", String(only?.["id"])))).brief).toEqual(["422  some"]);
    await writes.remove(admin, "cake", b ?? "");
    expect((await writes.verify()).count).toBe(0);
  });

  test("defaults are computed from what they are about; a formula is not typed", async () => {
    const { writes, admin } = await openOffice(await open(), SHOP);
    await writes.create(admin, "exchange_rate", { currency: "USD", valid_from: "2026-01-01", rate: "7.1" });
    await writes.create(admin, "exchange_rate", { currency: "USD", valid_from: "2026-11-01", rate: "7.2" });
    const item = String((await writes.create(admin, "item", { name: "i", tax: "6" }))["id"]);
    const client = String((await writes.create(admin, "client", { name: "A", coin: "USD" }))["id"]);
    const made = await writes.create(admin, "offer", { title: "t", client, lines: [{ item, quantity: "2", price: "1.5" }] }, LINES);
    expect(made).toMatchObject({ coin: "USD", made_on: "2026-11-24", rate: "7.200000", total: "3.18", total_base: "22.90" });
    expect(linesOf(made)[0]).toMatchObject({ tax: "6.00", net: "3.00" });
    // Amounts are in the record's currency, but for those that say otherwise.
    expect([made["total$currency"], made["total_base$currency"]]).toEqual(["USD", undefined]);
    expect((await refusal(writes.update(admin, "offer", String(made["id"]), { total: "4" }))).brief).toEqual(["422 /total read_only"]);
    expect(await writes.update(admin, "offer", String(made["id"]), { total: "3.18", title: "u" })).toMatchObject({ title: "u" });
  });
});

onEachDatabase("values computed at read", (open) => {
  test("are answered, filtered, sorted and summed, over what the viewer may read", async () => {
    const { writes, admin, reads, setClock, model } = await openOffice(await open(), [...SHOP, { kind: "role", name: "clerk", label: { en: "Clerk" }, objects: { offer: { read: true }, offer_line: { read: "parent" } } }]);
    const line = { quantity: "1", price: "10", tax: "0" };
    const client = String((await writes.create(admin, "client", { name: "A", limit_amount: "1000" }))["id"]);
    const ids: string[] = [];
    for (const [title, day, count] of [["one", "2026-10-01", 1], ["two", "2026-11-20", 3]] as const) {
      ids.push(String((await writes.create(admin, "offer", { title, client, made_on: day, lines: Array.from({ length: count }, () => line) }))["id"]));
    }
    const [one = "", two = ""] = ids;
    expect(await reads.get(admin, "client", client)).toMatchObject({ ever: "40.00", room: "960.00", silent_days: 4 });
    expect(await reads.get(admin, "offer", one)).toMatchObject({ client_limit: "1000.00", client_name: "A", part: "25.00", age: 54, late: true });
    const list = (await reads.list(admin, { from: "offer", where: { and: [{ field: "age", op: "lt", value: 60 }, { field: "late", op: "eq", value: false }] }, sort: "-part", fields: ["title", "part"] })).records;
    expect(list.map(({ title, part }) => [title, part])).toEqual([["two", "75.00"]]);
    expect((await reads.list(admin, { from: "offer", sort: "-part" })).records.map(({ id }) => id)).toEqual([two, one]);
    expect((await reads.list(admin, { from: "offer", where: { field: "client.ever", op: "gte", value: "40" }, count: true })).count).toBe(2);
    expect((await reads.aggregate(admin, { from: "offer", groupBy: [{ field: "late" }], measures: [{ fn: "sum", field: "client_limit", as: "t" }] })).rows).toEqual([{ late: false, t: "1000.00" }, { late: true, t: "1000.00" }]);
    setClock(new Date("2026-11-25T08:30:00.000Z"));
    expect((await reads.get(admin, "offer", one))?.["age"]).toBe(55);
    const clerk = { ...admin, roles: ["clerk"], rights: compileRights(model)(["clerk"]) };
    expect(await reads.get(clerk, "offer", one)).toMatchObject({ client_limit: null, client_name: null, part: null, total: "10.00" });
    expect((await writes.createMany(admin, "offer", [{ title: "three", client }])).map(({ client_limit, age }) => [client_limit, age])).toEqual([["1000.00", 0]]);
  });
});

onEachDatabase("titles", (open) => {
  test("of what is named by what it refers to are its title, wherever it is named", async () => {
    const lookup = (name: string, to: string): object => ({ name, type: "lookup", to: [to], label: { en: name } });
    const { writes, admin, reads } = await openOffice(await open(), [
      ...SHOP,
      { kind: "object", name: "seat", label: { en: "Seat" }, title: "client", fields: [lookup("client", "client")] },
      { kind: "object", name: "pass", label: { en: "Pass" }, title: "seat", fields: [lookup("seat", "seat"), { name: "seats", type: "many_to_many", to: ["seat"], label: { en: "Seats" } }] },
    ]);
    const client = String((await writes.create(admin, "client", { name: "Ann" }))["id"]);
    const seat = String((await writes.create(admin, "seat", { client }))["id"]);
    expect(await writes.create(admin, "pass", { seat, seats: [seat] })).toMatchObject({ seat$title: "Ann", seats$title: ["Ann"] });
    expect((await reads.list(admin, { from: "pass", sort: "seat" })).records.map(({ seat$title }) => seat$title)).toEqual(["Ann"]);
  });
});

onEachDatabase("kept values", (open) => {
  test("agree with their formulas after many writes, and drift is found", async () => {
    const { writes, admin, store } = await openOffice(await open(), SHOP);
    const random = seeded(11);
    const clients = (await writes.createMany(admin, "client", Array.from({ length: 3 }, (_, i) => ({ name: `c${i}` })))).map(({ id }) => String(id));
    const offers: string[] = [];
    const gone: string[] = [];
    for (let step = 0; step < 150; step++) {
      const line = (): JsonObject => ({ quantity: String(random(9) + 1), price: `${random(500)}.25`, off: String(random(20)), tax: String(random(14)) });
      const id = offers[random(offers.length)] ?? "";
      const body = { client: clients[random(3)] ?? "", state: ["open", "won", "lost"][random(3)] ?? "open", discount: String(random(3)) };
      switch (offers.length === 0 ? 0 : random(6)) {
        case 0: case 1:
          offers.push(String((await writes.create(admin, "offer", { ...body, title: `o${step}`, lines: Array.from({ length: 1 + random(4) }, line) }))["id"]));
          break;
        case 2:
          await writes.update(admin, "offer", id, { ...body, with_tax: random(2) === 0, lines: [line()] });
          break;
        case 3: {
          const lines = linesOf((await writes.update(admin, "offer", id, { title: `t${step}` }, LINES)));
          const one = String(lines[random(lines.length)]?.["id"]);
          if (lines.length > 1) await writes.update(admin, "offer", id, { lines: [{ id: one, ...(random(2) === 0 ? { $delete: true } : line()) }] });
          break;
        }
        case 4:
          await writes.remove(admin, "offer", id);
          offers.splice(offers.indexOf(id), 1);
          gone.push(id);
          break;
        default:
          if (gone.length > 0) {
            const back = gone.pop() ?? "";
            await writes.restore(admin, "offer", back);
            offers.push(back);
          }
      }
    }
    expect(await writes.verify()).toEqual({ drifts: [], count: 0 });
    await store.write((tx) => tx.run("update main.client set open_total = 1 where id = ?", [clients[0] ?? ""]));
    expect((await writes.verify()).drifts.map(({ object, field, stored }) => [object, field, typeof stored])).toEqual([["client", "open_total", "string"]]);
    await store.write((tx) => writes.recompute(tx));
    expect((await writes.verify()).count).toBe(0);
  });
});

/** A small generator of whole numbers below a limit. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return below === 0 ? 0 : Math.floor((state / 2_147_483_648) * below);
  };
}

onEachDatabase("numbers with fields of the record", (open) => {
  test("have a series for each value, without gap or doubling under many writers", async () => {
    const text = (name: string, type: string, more: object = {}): object => ({ name, type, label: { en: name }, ...more });
    const { writes, admin } = await openOffice(await open(), [
      { kind: "object", name: "house", label: { en: "House" }, title: "code", fields: [text("code", "text")] },
      { kind: "object", name: "paper", label: { en: "Paper" }, title: "number", fields: [text("number", "auto_number", { format: "P-{house.code}-{YYYY}-{000}" }), text("house", "lookup", { to: ["house"] })] },
    ]);
    const [a, b] = (await writes.createMany(admin, "house", [{ code: "HZ" }, { code: "SG" }])).map(({ id }) => String(id));
    const made = await Promise.all(Array.from({ length: 50 }, (_, i) => writes.create(admin, "paper", { house: (i % 5 === 0 ? b : a) ?? "" })));
    const numbers = made.map(({ number }) => String(number)).sort();
    expect(numbers).toEqual([...Array.from({ length: 40 }, (_, i) => `P-HZ-2026-${String(i + 1).padStart(3, "0")}`), ...Array.from({ length: 10 }, (_, i) => `P-SG-2026-${String(i + 1).padStart(3, "0")}`)]);
  });
});

const STAGED = [
  {
    kind: "object", name: "chance", label: { en: "Chance" }, title: "name", owners: true,
    recordTypes: [{ name: "big", label: { en: "Big" } }, { name: "quick", label: { en: "Quick" }, stages: "quick" }, { name: "late", label: { en: "Late" }, stages: "big", defaults: { stage: "lost" } }],
    fields: [
      { name: "name", type: "text", label: { en: "Name" } }, { name: "need", type: "text", label: { en: "Need" } }, { name: "amount", type: "currency", label: { en: "Amount" } },
      { name: "stage", type: "select", label: { en: "Stage" }, track: true, options: ["new", "proof", "won", "lost"].map((value) => ({ value, label: { en: value } })) },
      { name: "weighted", type: "formula", returns: "currency", formula: "amount * stage.probability", label: { en: "Weighted" } },
      { name: "acts", type: "children", of: "act", by: "chance", label: { en: "Acts" } },
    ],
    stages: [
      { name: "big", field: "stage", override: ["boss"], steps: [
        { value: "new", probability: "10", next: ["proof", "lost"], exit: "need <> \"\"", checklist: { list: "acts", where: "stage = parent.stage AND required", done: "done" } },
        { value: "proof", probability: "60", next: ["won", "lost", "new"] }, { value: "won", probability: "100", won: true, closed: true, next: [] }, { value: "lost", probability: "0", closed: true },
      ] },
      { name: "quick", field: "stage", steps: [{ value: "proof", probability: "50" }, { value: "won", probability: "100" }] },
    ],
  },
  { kind: "object", name: "act", label: { en: "Act" }, title: "stage", parent: "chance", fields: [{ name: "stage", type: "text", label: { en: "Stage" } }, { name: "required", type: "boolean", label: { en: "Required" } }, { name: "done", type: "boolean", label: { en: "Done" } }, { name: "chance", type: "lookup", to: ["chance"], label: { en: "Chance" } }] },
  { kind: "role", name: "boss", label: { en: "Boss" }, objects: { chance: { create: true, read: true, update: true }, act: { create: true, read: true, update: true } } },
  { kind: "role", name: "hand", label: { en: "Hand" }, objects: { chance: { create: true, read: true, update: true }, act: { create: true, read: true, update: true } } },
];

onEachDatabase("stages", (open) => {
  test("records begin at the first, go where the stage leads, and forward only when it is done", async () => {
    const { writes, admin, model } = await openOffice(await open(), STAGED);
    const as = (role: string): typeof admin => ({ ...admin, roles: [role], rights: compileRights(model)([role]) });
    const [hand, boss] = [as("hand"), as("boss")];
    const made = await writes.create(hand, "chance", { name: "a", amount: "100" });
    expect(made).toMatchObject({ stage: "new", weighted: "10.00", record_type: "big" });
    expect(await writes.create(hand, "chance", { name: "b", amount: "100", record_type: "quick" })).toMatchObject({ stage: "proof", weighted: "50.00" });
    expect(await writes.create(hand, "chance", { record_type: "late" })).toMatchObject({ stage: "lost" });
    expect((await refusal(writes.create(hand, "chance", { stage: "won" }))).brief).toEqual(["409 /stage stage start"]);
    const id = String(made["id"]);
    const move = (viewer: typeof admin, stage: string, more: JsonObject = {}): Promise<JsonObject> => writes.update(viewer, "chance", id, { stage, ...more });
    expect((await refusal(move(hand, "won"))).brief).toEqual(["409 /stage stage next"]);
    expect((await refusal(move(hand, "proof"))).problems[0]?.params?.["context"]).toBe("exit");
    expect((await writes.evaluate(hand, "chance", { stage: "proof" }, id)).errors).toHaveLength(1);
    const act = String((await writes.create(hand, "act", { chance: id, stage: "new", required: true }))["id"]);
    expect((await refusal(move(hand, "proof", { need: "heat" }))).problems[0]?.params?.["context"]).toBe("checklist");
    expect((await refusal(move(hand, "proof", { need: "heat", $reason: "soon" }))).status).toBe(409);
    expect((await refusal(move(boss, "proof", { need: "heat" }))).status).toBe(409);
    expect(await move(boss, "proof", { $reason: "the customer waits" })).toMatchObject({ stage: "proof", weighted: "60.00" });
    expect(await move(hand, "new")).toMatchObject({ stage: "new" });
    await writes.update(hand, "act", act, { done: true });
    expect(await move(hand, "proof", { need: "heat" })).toMatchObject({ stage: "proof" });
    expect(await move(hand, "won")).toMatchObject({ stage: "won", weighted: "100.00" });
    expect((await refusal(move(hand, "new"))).brief).toEqual(["409 /stage stage next"]);
  });
});
