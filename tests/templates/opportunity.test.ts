import { describe, expect, test } from "vitest";
import { openWorld, rowsOf, type Row } from "./world.ts";

const world = openWorld(["opportunity", "order"]);

let accounts = 0;
const account = (more: Row = {}): Promise<Row> => world().make("account", { name: `Account ${++accounts}`, ...more });
const opportunity = async (more: Row = {}): Promise<Row> => world().make("opportunity", { name: "Plant", account: (await account())["id"], close_date: "2030-09-30", ...more }, ["lines", "actions", "contacts"]);
const move = (of: Row, body: Row): Promise<string[]> =>
  world().client.patch(world().path("records", "opportunity", String(of["id"])), body).then(({ status, json }) => (status === 200 ? [] : (json.errors as Row[]).map(({ path, rule }) => `${String(path)} ${String(rule)}`)));

describe("money", () => {
  test("stage weighted pipeline of a person (T-8a)", async () => {
    const stages = [["300000", "negotiation", "80.00", "240000.00"], ["200000", "proposal", "60.00", "120000.00"], ["500000", "needs", "25.00", "125000.00"]] as const;
    const WAY = ["needs", "solution", "proposal", "negotiation"];
    const contact = await world().make("contact", { name: "Decides", mobile: "13800000002" });
    for (const [amount, stage, probability, weighted] of stages) {
      const made = await opportunity({ amount, customer_budget: "approved", need: "Meters", source: "event", contacts: [{ contact: contact["id"], buying_role: "decision" }] });
      expect(made).toMatchObject({ stage: "qualify", probability: "10.00", forecast_category: "pipeline" });
      for (const to of WAY.slice(0, WAY.indexOf(stage) + 1)) expect(await move(made, { stage: to }), to).toEqual([]);
      expect(await world().change("opportunity", made["id"], { probability })).toMatchObject({ amount_base: `${amount}.00`, weighted });
    }
    const sum = await world().client.post(world().path("query"), { from: "opportunity", where: { field: "source", op: "eq", value: "event" }, measures: [{ fn: "sum", field: "weighted", as: "t" }] });
    expect(sum.json.rows).toEqual([{ t: "485000.00" }]);
  });

  test("a foreign amount counts in the workspace's currency", async () => {
    await world().make("exchange_rate", { currency: "USD", valid_from: "2020-01-01", rate: "7.1250" });
    const made = await opportunity({ account: (await account({ currency: "USD" }))["id"], amount: "4950" });
    expect(made).toMatchObject({ currency: "USD", amount_base: "35268.75", weighted: "3526.88" });
  });

  test("lines take unit and price of the product and have an amount", async () => {
    const product = await world().make("product", { code: "PT200", name: "PT200", unit: "piece", list_price: "1280" });
    const made = await opportunity({ lines: [{ product: product["id"], quantity: "2.5" }, { description: "Free text", quantity: "1", unit_price: "99.999" }] });
    expect(rowsOf(made).map(({ unit, unit_price, amount }) => [unit, unit_price, amount])).toEqual([["piece", "1280.0000", "3200.00"], [null, "99.9990", "100.00"]]);
  });
});

describe("stages", () => {
  test("each kind of sale begins at its own first stage with its probability and category", async () => {
    for (const [record_type, stage, probability, forecast_category] of [["standard", "qualify", "10.00", "pipeline"], ["key_account", "discover", "5.00", "pipeline"], ["renewal", "due", "70.00", "commit"]] as const) {
      expect(await opportunity({ record_type })).toMatchObject({ stage, probability, forecast_category });
    }
  });

  test("a stage is left when its criteria hold and its required actions are done", async () => {
    const made = await opportunity({ actions: [{ name: "First meeting", stage: "qualify", required: true }, { name: "Survey", stage: "qualify" }, { name: "Demo", stage: "solution", required: true }] });
    expect(made["actions_done"]).toBe("0.00");
    expect(await move(made, { stage: "needs" })).toEqual(["/stage stage"]);
    const contact = await world().make("contact", { name: "C", mobile: "13800000003" });
    await world().change("opportunity", made["id"], { customer_budget: "planned", contacts: [{ contact: contact["id"], buying_role: "technical" }] });
    expect(await move(made, { stage: "needs" })).toEqual(["/stage stage"]);
    const first = rowsOf(made, "actions")[0]?.["id"];
    expect(await world().change("opportunity", made["id"], { actions: [{ id: first, status: "done" }] })).toMatchObject({ actions_done: "100.00" });
    expect(await move(made, { stage: "solution" })).toEqual(["/stage stage"]);
    expect(await move(made, { stage: "needs" })).toEqual([]);
    expect((await world().read("opportunity", made["id"]))["actions_done"]).toBeNull();
  });

  test("a lost one says why, and to whom", async () => {
    const made = await opportunity();
    expect(await move(made, { stage: "lost" })).toEqual(["/lost_reason lost_has_reason"]);
    expect(await move(made, { stage: "lost", lost_reason: "competitor" })).toEqual(["/lost_to lost_to_is_named"]);
    const rival = await world().make("competitor", { name: "Rival" });
    expect(await move(made, { stage: "lost", lost_reason: "competitor", lost_to: rival["id"] })).toEqual([]);
    expect(await world().read("competitor", rival["id"])).toMatchObject({ lost_to: 1 });
    expect(await move(made, { stage: "qualify" })).toEqual(["/stage stage"]);
  });
});

test("activities tell that it is contacted; the team's splits make the whole", async () => {
  const made = await opportunity();
  expect(made).toMatchObject({ is_contacted: false, last_activity_at: null });
  await world().make("activity", { subject: "Planned", regarding: { object: "opportunity", id: made["id"] }, starts_at: "2026-06-01T08:00:00.000Z", is_done: false });
  await world().make("activity", { subject: "Done", regarding: { object: "opportunity", id: made["id"] }, starts_at: "2026-05-01T08:00:00.000Z" });
  expect(await world().read("opportunity", made["id"])).toMatchObject({ is_contacted: true, last_activity_at: "2026-05-01T08:00:00.000Z" });
  const me = made["owner_id"];
  const split = async (value: string): Promise<string[]> => world().refused("opportunity", { name: "Team", account: (await account())["id"], close_date: "2030-01-01", members: [{ member: me, role: "owner", split: value }] });
  expect(await split("60")).toEqual(["/members splits_make_100"]);
  expect(await split("100")).toEqual([]);
});
