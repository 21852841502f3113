import { expect, test } from "vitest";
import type { JsonObject } from "#shared/lib/json.ts";
import { livePlan } from "#shared/model/live/plan.ts";
import { LiveSheet, type LiveLine } from "#shared/model/live/sheet.ts";
import { plainHost } from "#shared/model/scope.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { SHOP } from "./computed-world.ts";
import { openOffice } from "./records-world.ts";

/** A small generator of whole numbers below a limit. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return below === 0 ? 0 : Math.floor((state / 2_147_483_648) * below);
  };
}

onEachDatabase("a document that is typed", (open) => {
  test("shows at each stroke what a preview of the save says", async () => {
    const office = await openOffice(await open(), SHOP);
    const { writes, admin, model } = office;
    const [offer, child] = [model.object("offer"), model.object("offer_line")];
    if (!offer || !child) throw new Error("the shop has no offers");
    const plan = livePlan(model, { object: offer, lists: [{ name: "lines", child, by: "offer" }], isStored: false, readable: () => true });
    const names = (object: string): string[] => (plan.computed.get(object) ?? []).filter((name) => plan.sourceOf(object, name) === "here" && model.object(object)?.field(name)?.computed?.class !== "virtual");
    expect([names("offer").length, names("offer_line").length]).toEqual([6, 6]);
    const sheet = new LiveSheet(plan, () => plainHost(model.settings, new Date(), null), null);
    const random = seeded(5);
    let values: RecordValues = { title: "t", rate: "7.100000", made_on: "2026-01-01", state: "open", with_tax: false };
    let lines: LiveLine[] = [];
    for (let step = 0, made = 0; step < 60; step++) {
      const at = random(lines.length);
      switch (random(6)) {
        case 0: values = { ...values, discount: `${random(40)}.00` }; break;
        case 1: values = { ...values, with_tax: random(2) === 0, rate: `7.${100000 + random(9)}` }; break;
        case 2: case 3: lines = lines.toSpliced(random(lines.length + 1), 0, { $key: `k${made++}`, quantity: `${random(9) + 1}.000`, price: `${random(500)}.2500`, off: `${random(20)}.00`, tax: `${random(14)}.00` }); break;
        case 4: lines = lines.map((line, i) => (i === at ? { ...line, quantity: `${random(30)}.125`, price: random(5) === 0 ? null : `${random(900)}.9900` } : line)); break;
        default: lines = lines.length > 3 ? lines.toSpliced(at, 1) : lines.toReversed();
      }
      sheet.update({ values, lines: () => lines, read: (_, given) => given });
      const body: JsonObject = { ...values, lines: lines.map(({ $key: _key, ...line }) => line) };
      const { record } = await writes.evaluate(admin, "offer", body);
      const told = record["lines"] as JsonObject[]; // its child list
      const seen = (source: RecordValues, object: string) => Object.fromEntries(names(object).map((name) => [name, source[name] ?? null]));
      expect({ step, ...seen(sheet.header(), "offer") }).toEqual({ step, ...seen(record, "offer") });
      expect(lines.map(({ $key }) => seen(sheet.line("lines", $key), "offer_line"))).toEqual(told.map((line) => seen(line, "offer_line")));
    }
  });
});
