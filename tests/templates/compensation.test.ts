import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type Row } from "./world.ts";

// Pay and targets (modules.md §2.7, §3.12): what adds up, and what a target counts. Commissions themselves are computed by a workflow.

const world = openWorld(["compensation", "customer", "opportunity", "order", "finance"]);
const id = (record: Row): string => String(record["id"]);
let me: string;
let account: string;

beforeAll(async () => {
  const made = await world().make("account", { name: "Water", channel: "direct", customer_since: "2026-05-06" });
  account = id(made);
  me = String(made["owner_id"]);
});

describe("pay", () => {
  test("a statement adds up what is released, a period its statements (T-12i)", async () => {
    const period = id(await world().make("pay_period", { month: "2026-05" }));
    const entries = [["release", "2345.31", "703.59"], ["bonus", "100.00", "100.00"], ["clawback", "-31.74", "-31.74"], ["adjustment", "5.00", "5.00"], ["override", "1.00", "1.00"]].map(([kind = "", earned = "", released = ""]) => ({ kind, earned, released }));
    const statement = await world().make("pay_statement", { pay_period: period, employee: me, base_pay: "8000.00", commission_entries: entries.slice(0, 1) }, ["commission_entries"]);
    expect(statement).toMatchObject({ commission: "703.59", bonus: "0.00", clawback: "0.00", adjustment: "0.00", total: "8703.59" });
    expect((statement["commission_entries"] as Row[])[0]).toMatchObject({ pay_period: period, employee: me });
    expect((await world().read("pay_period", period))["total"]).toBe("8703.59");
    const more = await world().change("pay_statement", id(statement), { commission_entries: entries.slice(1) }, ["commission_entries"]);
    expect(more).toMatchObject({ commission: "704.59", bonus: "100.00", clawback: "-31.74", adjustment: "5.00", total: "8777.85" });
    expect((await world().read("pay_period", period))["total"]).toBe("8777.85");
    const other = id(await world().make("pay_period", { month: "2026-06" }));
    expect(await world().refused("commission_entry", { pay_statement: id(statement), pay_period: other, kind: "bonus", released: "1" })).toEqual(["/employee of_one_statement"]);
  });

  test("a plan's rules pay something, its tiers have a multiplier or a rate", async () => {
    const plan = { code: "P", name: "P", valid_from: "2026-01-01", credit_event: "signing" };
    expect(await world().refused("comp_plan", { ...plan, valid_to: "2025-12-31" })).toEqual(["/valid_to valid_in_order"]);
    expect(await world().refused("comp_plan", { ...plan, comp_rules: [{ kind: "commission", product_kind: "goods" }], comp_tiers: [{ from_attainment: "100", multiplier: "1.2", rate: "2" }] })).toEqual(["/comp_rules/0/rate pays_something", "/comp_tiers/0/multiplier multiplier_or_rate"]);
    expect(await world().refused("comp_plan", { ...plan, comp_rules: [{ kind: "commission", rate: "2" }], comp_tiers: [{ from_attainment: "100", multiplier: "1.2" }] })).toEqual([]);
    const named = await world().make("comp_plan", { ...plan, code: "Q", name: "Rep", comp_rules: [{ seq: 3, kind: "commission", rate: "2" }], comp_tiers: [{ from_attainment: "120", multiplier: "1.5" }] }, ["comp_rules", "comp_tiers"]);
    expect([named["comp_rules"], named["comp_tiers"]].map((rows) => (rows as Row[])[0]?.["name"])).toEqual(["Rep · 3", "Rep ≥ 120 %"]);
  });

  test("a credit takes the customer's grade and the product's kind; a return takes back", async () => {
    await world().change("account", account, { grade: "A" });
    const product = id(await world().make("product", { code: "CLOUD", name: "Cloud", unit: "licence", list_price: "6000", record_type: "virtual" }));
    const credit = { employee: me, kind: "signing", credited_on: "2026-05-06", account, product, share: "70", amount: "14051.67" };
    expect(await world().make("sales_credit", credit)).toMatchObject({ grade: "A", product_kind: "virtual" });
    expect(await world().refused("sales_credit", { ...credit, kind: "return" })).toEqual(["/amount return_takes_back"]);
    expect(await world().refused("sales_credit", { ...credit, kind: "return", amount: "-1587.01", product_kind: "goods" })).toEqual([]);
  });
});

describe("targets", () => {
  const target = (more: Row): Promise<Row> => world().make("target", { name: "t", owner_kind: "person", employee: me, period_kind: "quarter", period_start: "2026-04-01", measure: "contract_amount", value: "600000", ...more });
  const actual = async (one: Row): Promise<unknown[]> => {
    const record = await world().read("target", one["id"]);
    return [record["actual"], record["attainment"]];
  };

  test("the period ends where the next begins", async () => {
    const ends = async (period_kind: string, period_start: string): Promise<unknown> => (await target({ period_kind, period_start }))["period_end"];
    expect([await ends("month", "2026-02-01"), await ends("quarter", "2026-10-01"), await ends("year", "2026-04-01")]).toEqual(["2026-02-28", "2026-12-31", "2027-03-31"]);
  });

  test("a team's target says what is not allocated yet (T-12n), and warns of too much", async () => {
    const team = id(await world().make("team", { name: "East", members: [me] }));
    const parent = await target({ owner_kind: "team", team, employee: null, value: "2000000" });
    await target({ period_start: "2026-07-01", value: "1900000", parent: parent["id"] });
    expect(await world().read("target", parent["id"])).toMatchObject({ allocated: "1900000.00", gap: "100000.00" });
    const over = await target({ period_start: "2027-01-01", value: "100000.01", parent: parent["id"] });
    expect((over["$warnings"] as Row[]).map(({ rule }) => rule)).toEqual(["allocated_within"]);
  });

  test("it names whom it is for", async () => {
    expect(await world().refused("target", { owner_kind: "department", period_kind: "month", period_start: "2026-01-01", measure: "orders", value: "1" })).toEqual(["/owner_kind names_its_owner"]);
  });

  test("contract amount and orders: confirmed in the period, net of tax, in the workspace currency (T-12l)", async () => {
    const quarter = await target({});
    const count = await target({ measure: "orders", value: "4" });
    expect([await actual(quarter), await actual(count)]).toEqual([["0.00", "0.00"], ["0.00", "0.00"]]);
    const payment_term = id(await world().make("payment_term", { name: "all", lines: [{ percent: "100", trigger_event: "order_confirmed" }] }));
    const product = id(await world().make("product", { code: "PT200", name: "PT200", unit: "piece", list_price: "1280", tax_rate: "13" }));
    const order = async (unit_price: string, confirmed_on: string): Promise<Row> => {
      const made = await world().make("sales_order", { account, payment_term, confirmed_on, lines: [{ product, quantity: "1", unit_price }] });
      await world().change("sales_order", made["id"], { status: "submitted" });
      return made;
    };
    const orders = [await order("345000", "2026-05-20"), await order("1000", "2026-07-01"), await order("50", "2026-04-01")];
    for (const made of orders) await world().change("sales_order", made["id"], { status: "confirmed" });
    await order("999", "2026-05-01");
    expect([await actual(quarter), await actual(count)]).toEqual([["345050.00", "57.51"], ["2.00", "50.00"]]);
  });

  test("new customers and receipts, by person, channel, region, department and team", async () => {
    const east = id(await world().make("region", { code: "east", name: "East" }));
    const jiangsu = id(await world().make("region", { code: "js", name: "Jiangsu", parent: east }));
    for (const customer_since of ["2026-04-01", "2026-06-30", "2026-07-01"]) await world().make("account", { name: customer_since, channel: "distribution", region: jiangsu, customer_since });
    expect(await actual(await target({ measure: "new_customers", value: "4" }))).toEqual(["3.00", "75.00"]);
    expect(await actual(await target({ measure: "new_customers", owner_kind: "channel", channel: "distribution", employee: null, value: "4" }))).toEqual(["2.00", "50.00"]);
    expect(await actual(await target({ measure: "new_customers", owner_kind: "region", region: east, employee: null, value: "8" }))).toEqual(["2.00", "25.00"]);
    const sales = id(await world().make("department", { name: "Sales" }));
    await world().change("user", me, { department: id(await world().make("department", { name: "East", parent: sales })) });
    expect(await actual(await target({ measure: "new_customers", owner_kind: "department", department: sales, employee: null, value: "4" }))).toEqual(["3.00", "75.00"]);
    const [mine, theirs] = [id(await world().make("team", { name: "Mine", members: [me] })), id(await world().make("team", { name: "Theirs" }))];
    expect(await actual(await target({ measure: "new_customers", owner_kind: "team", team: mine, employee: null, value: "4" }))).toEqual(["3.00", "75.00"]);
    expect(await actual(await target({ measure: "new_customers", owner_kind: "team", team: theirs, employee: null, value: "4" }))).toEqual(["0.00", "0.00"]);
    const receivable = id(await world().make("receivable", { account, basis_event: "manual", amount: "500", set_on: "2026-05-01", due_on: "2026-05-31" }));
    const receipt = await world().make("receipt", { account, amount: "500", received_on: "2026-05-20" });
    await world().change("receipt", receipt["id"], { status: "confirmed", receipt_allocations: [{ receivable, source_kind: "receipt", amount: "200.05", allocated_on: "2026-05-20" }] }, ["receipt_allocations"]);
    expect(await actual(await target({ measure: "receipts", value: "1000" }))).toEqual(["200.05", "20.01"]);
    const own = await target({ measure: "opportunities", value: "2", period_kind: "year", period_start: "2026-01-01" });
    await world().make("opportunity", { name: "o", account, close_date: "2026-12-31" });
    expect((await actual(own))[0]).toBe("1.00");
  });
});
