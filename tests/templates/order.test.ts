import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, rowsOf, type Row } from "./world.ts";

// The worked cases of the domain model (modules.md §3): figures to the cent.

const world = openWorld(["product", "order", "opportunity"]);
const products = new Map<string, string>();
let account: Row;

/** Code, unit, list price, cost, tax rate. */
const CATALOGUE = [["CAB", "set", "18000", "10500", "13"], ["GW10", "piece", "2200", "1050", "13"], ["UPS", "piece", "1350", "720", "13"], ["PT200", "piece", "1280", "640", "13"], ["CLOUD", "licence", "6000", "900", "6"], ["COMM", "day", "3200", "1500", "6"], ["FM500-DN80", "piece", "5600", "3000", "13"]] as const;

beforeAll(async () => {
  for (const [code, unit, list_price, cost, tax_rate] of CATALOGUE) products.set(code, String((await world().make("product", { code, name: code, unit, list_price, cost, tax_rate, record_type: code === "CLOUD" ? "virtual" : "goods" }))["id"]));
  account = await world().make("account", { name: "Qiming Water" });
  for (const [currency, rate] of [["USD", "7.1250"], ["SGD", "5.3000"]] as const) await world().make("exchange_rate", { currency, valid_from: "2026-01-01", rate });
});
const product = (code: string): string => products.get(code) ?? "";
const line = (code: string, quantity: string, more: Row = {}): Row => ({ product: product(code), quantity, ...more });

/** §3.2: product, quantity, discount %; line discount, order share, net, tax, total, cost. */
const G2 = [
  ["CAB", "4", "10", "7200.00", "1036.09", "63763.91", "8289.31", "72053.22", "42000.00"], ["GW10", "4", "10", "880.00", "126.63", "7793.37", "1013.14", "8806.51", "4200.00"], ["UPS", "4", "10", "540.00", "77.71", "4782.29", "621.70", "5403.99", "2880.00"],
  ["PT200", "32", "10", "4096.00", "589.42", "36274.58", "4715.70", "40990.28", "20480.00"], ["CLOUD", "4", "15", "3600.00", "326.18", "20073.82", "1204.43", "21278.25", "3600.00"], ["COMM", "1", "0", "0.00", "51.17", "3148.83", "188.93", "3337.76", "1500.00"],
] as const;
const G2_TOTALS = { gross_total: "154360.00", manual_discount: "18523.20", manual_discount_percent: "12.00", net_total: "135836.80", tax_total: "16033.21", grand_total: "151870.01", grand_total_base: "151870.01", cost_total: "74660.00", margin: "61176.80", margin_percent: "45.04" };
const g2 = (): Row => ({ account: account["id"], price_date: "2026-04-20", order_discount: "2207.20", lines: G2.map(([code, quantity, discount_percent]) => line(code, quantity, { discount_percent })) });
const FIGURES = ["line_discount", "order_discount_share", "net_amount", "tax_amount", "total_amount", "cost_amount"];

describe("a quote (§3.2, G2)", () => {
  test("figures of lines and header are those of the table, in the preview as in the save", async () => {
    const preview = await world().evaluate("quote", g2());
    expect(preview.errors).toEqual([]);
    const saved = await world().make("quote", g2(), ["lines"]);
    for (const record of [preview.record, saved]) {
      expect(record).toMatchObject({ ...G2_TOTALS, currency: "CNY", rate: "1.000000" });
      expect(rowsOf(record).map((row) => FIGURES.map((name) => row[name]))).toEqual(G2.map((row) => row.slice(3)));
    }
  });

  test("prices, units, tax rates and costs come from the product, and can be typed", async () => {
    const quote = await world().make("quote", { account: account["id"], lines: [line("PT200", "2"), line("PT200", "2", { unit: "box", unit_factor: "10" }), line("CLOUD", "1", { unit_price: "5000", tax_rate: "13" })] }, ["lines"]);
    expect(rowsOf(quote).map(({ unit, list_price, unit_price, tax_rate, unit_cost, base_quantity, gross_amount, cost_amount }) => [unit, list_price, unit_price, tax_rate, unit_cost, base_quantity, gross_amount, cost_amount])).toEqual([
      ["piece", "1280.0000", "1280.0000", "13.00", "640.0000", "2.000000", "2560.00", "1280.00"],
      ["box", "12800.0000", "12800.0000", "13.00", "640.0000", "20.000000", "25600.00", "12800.00"],
      ["licence", "6000.0000", "5000.0000", "13.00", "900.0000", "1.000000", "5000.00", "900.00"],
    ]);
    expect(quote).toMatchObject({ price_date: quote["valid_until"] === null ? null : expect.any(String), version_no: 1, is_current: true });
    const days = (Date.parse(String(quote["valid_until"])) - Date.parse(String(quote["price_date"]))) / 86_400_000;
    expect(days).toBe(30);
  });

  test("an order discount is split to the cent, what can't be divided goes to the largest remainder (T-0a)", async () => {
    const quote = await world().make("quote", { account: account["id"], order_discount: "100", lines: [1, 2, 3].map(() => line("PT200", "1", { unit_price: "500" })) }, ["lines"]);
    expect(rowsOf(quote).map(({ order_discount_share }) => order_discount_share)).toEqual(["33.34", "33.33", "33.33"]);
    expect(quote["net_total"]).toBe("1400.00");
    expect(await world().refused("quote", { account: account["id"], order_discount: "1", lines: [line("PT200", "1", { unit_price: "0" })] })).toEqual([expect.stringContaining("/lines/0/order_discount_share")]);
  });

  test("a foreign document is converted at its dated rate, kept with it (T-0b, T-1e)", async () => {
    const hydro = await world().make("account", { name: "SG Hydro", currency: "USD" });
    const quote = await world().make("quote", { account: hydro["id"], price_date: "2026-04-20", lines: [line("PT200", "25", { unit_price: "198", tax_rate: "0" }), line("FM500-DN80", "1", { tax_rate: "0" })] }, ["lines"]);
    expect(quote).toMatchObject({ currency: "USD", rate: "7.125000" });
    expect(rowsOf(quote)[0]).toMatchObject({ amount: "4950.00", total_amount: "4950.00", unit_cost: "89.8246" });
    expect(rowsOf(quote)[1]).toMatchObject({ list_price: "785.9600", unit_price: "785.9600" });
    const one = await world().change("quote", quote["id"], { lines: [{ id: rowsOf(quote)[1]?.["id"], $delete: true }] });
    expect(one).toMatchObject({ grand_total: "4950.00", grand_total_base: "35268.75" });
  });

  test("tax rounded by document: its cents stand on one line (T-0c)", async () => {
    const body = g2();
    const lines = (body["lines"] as Row[]).map((row, index) => (index === 0 ? { ...row, tax_adjust: "-0.01" } : row));
    expect(await world().make("quote", { ...body, lines })).toMatchObject({ tax_total: "16033.20", grand_total: "151870.00" });
  });

  test("prices with tax: net is what is left of the amount (§3.3, G1 with its promotions)", async () => {
    const rows = [["PT200", "60", "972.80", "2819.70", "55548.30"], ["FM500-DN80", "5", "5040.00", "1793.44", "23406.56"], ["GW10", "5", "1850.00", "446.86", "8803.14"]] as const;
    const order = await world().make("quote", { account: account["id"], tax_included: true, lines: rows.map(([code, quantity, unit_price, promotion_discount]) => line(code, quantity, { unit_price, promotion_discount })) }, ["lines"]);
    expect(rowsOf(order).map(({ amount }) => amount)).toEqual(rows.map((row) => row[4]));
    // Promotions are no manual discount.
    expect(order).toMatchObject({ gross_total: "92818.00", manual_discount_percent: "0.00", grand_total: "87758.00" });
    for (const { amount, net_amount, tax_amount } of rowsOf(order)) expect(Number(net_amount) + Number(tax_amount)).toBeCloseTo(Number(amount), 6);
    expect(rowsOf(order)[1]).toMatchObject({ net_amount: "20713.77", tax_amount: "2692.79" });
  });

  test("an order discount that goes, a line that goes, other prices: everything follows", async () => {
    const quote = await world().make("quote", g2(), ["lines"]);
    const changed = await world().change("quote", quote["id"], { order_discount: "0", lines: [{ id: rowsOf(quote)[5]?.["id"], $delete: true }] });
    expect(changed["net_total"]).toBe("134844.00");
    const sum = await world().client.post(world().path("query"), { from: "quote", where: { field: "id", op: "eq", value: quote["id"] }, measures: [{ fn: "sum", field: "net_total", as: "t" }] });
    expect(sum.json.rows).toEqual([{ t: "134844.00" }]);
  });

  test("it starts as a draft with no lines, not further; below the minimum price it is warned", async () => {
    expect(await world().refused("quote", { account: account["id"], status: "sent" })).toEqual(["/status stage", "/lines has_lines"]);
    expect(await world().refused("quote", { account: account["id"], price_date: "2026-04-20", valid_until: "2026-04-19", lines: [line("PT200", "1")] })).toEqual(["/valid_until valid_after_pricing"]);
    const guarded = await world().make("product", { code: "MIN", name: "Minimum", unit: "piece", list_price: "100", min_price: "85" });
    const preview = await world().evaluate("quote", { account: account["id"], lines: [{ product: guarded["id"], quantity: "1", discount_percent: "15" }, { product: guarded["id"], quantity: "1", discount_percent: "15.01" }] });
    expect(preview.errors).toEqual([]);
    expect(preview.warnings.map(({ path, rule }) => `${String(path)} ${String(rule)}`)).toEqual(["/lines/1/unit_price not_below_minimum"]);
  });
});

describe("rights", () => {
  test("who may not see costs saves them all the same, and reads none", async () => {
    const rep = await world().member("rep", ["sales_rep"]);
    const mine = await rep.make("account", { name: "Mine" });
    const quote = await rep.make("quote", { account: mine["id"], lines: [line("PT200", "1")] }, ["lines"]);
    const preview = await rep.evaluate("quote", { account: mine["id"], lines: [line("PT200", "1")] });
    for (const record of [quote, preview.record]) {
      expect(record).toMatchObject({ grand_total: "1446.40" });
      for (const name of ["cost_total", "margin", "margin_percent"]) expect(record).not.toHaveProperty(name);
      for (const name of ["unit_cost", "cost_amount"]) expect(rowsOf(record)[0]).not.toHaveProperty(name);
    }
    expect(await world().read("quote", quote["id"])).toMatchObject({ cost_total: "640.00", margin: "640.00", margin_percent: "50.00" });
  });
});

describe("an order", () => {
  const term = async (): Promise<Row> => world().make("payment_term", { name: `Term ${Math.random()}`, lines: [{ percent: "100", trigger_event: "delivered" }] });

  test("what is delivered adds up on the line and the order (§3.9, G2)", async () => {
    const { order_discount, lines } = g2();
    const order = await world().make("sales_order", { account: account["id"], payment_term: (await term())["id"], order_discount, lines, requested_on: "2026-06-01" }, ["lines"]);
    expect(order).toMatchObject({ ...G2_TOTALS, net_total_base: "135836.80", delivered_percent: "0.00" });
    expect(rowsOf(order).map(({ fulfil_kind }) => fulfil_kind)).toEqual(["goods", "goods", "goods", "goods", "virtual", "goods"]);
    const deliver = async (index: number, quantity: string, value: string, on: string): Promise<Row> => world().make("fulfilment_event", { sales_order: order["id"], sales_order_line: rowsOf(order)[index]?.["id"], kind: "delivered", via: "shipment", occurred_on: on, quantity, value });
    for (const [index, quantity, value] of [[0, "2", "36026.61"], [1, "2", "4403.26"], [2, "2", "2702.00"], [3, "16", "20495.14"]] as const) await deliver(index, quantity, value, "2026-05-20");
    const half = await world().read("sales_order", order["id"], ["lines"]);
    expect(half).toMatchObject({ delivered_percent: "41.90", fully_delivered_on: null });
    expect(rowsOf(half)[3]).toMatchObject({ delivered_quantity: "16.000", open_quantity: "16.000", delivered_value: "20495.14" });
    for (const [index, quantity, value] of [[0, "2", "36026.61"], [1, "2", "4403.25"], [2, "2", "2701.99"], [3, "16", "20495.14"], [4, "4", "21278.25"], [5, "1", "3337.76"]] as const) await deliver(index, quantity, value, "2026-06-18");
    expect(await world().read("sales_order", order["id"])).toMatchObject({ delivered_percent: "100.00", fully_delivered_on: "2026-06-18" });
    await world().make("fulfilment_event", { sales_order: order["id"], sales_order_line: rowsOf(order)[3]?.["id"], kind: "returned", via: "return", occurred_on: "2026-07-02", quantity: "2", value: "-2561.89" });
    expect(rowsOf(await world().read("sales_order", order["id"], ["lines"]))[3]).toMatchObject({ returned_quantity: "2.000", delivered_quantity: "32.000" });
  });

  test("no more is shipped than was ordered, however it is split", async () => {
    const order = await world().make("sales_order", { account: account["id"], payment_term: (await term())["id"], lines: [line("PT200", "10")] }, ["lines"]);
    const of = rowsOf(order)[0]?.["id"];
    const first = await world().make("shipment", { sales_order: order["id"], lines: [{ sales_order_line: of, quantity: "6" }] }, ["lines"]);
    expect(await world().refused("shipment", { sales_order: order["id"], lines: [{ sales_order_line: of, quantity: "4.001" }] })).toEqual([expect.stringContaining("ships_no_more_than_ordered")]);
    await world().make("shipment", { sales_order: order["id"], lines: [{ sales_order_line: of, quantity: "4" }] });
    expect(rowsOf(await world().read("sales_order", order["id"], ["lines"]))[0]).toMatchObject({ shipped_quantity: "10.000", open_quantity: "10.000" });
    const other = await world().make("sales_order", { account: account["id"], payment_term: (await term())["id"], lines: [line("PT200", "10")] });
    expect(await world().refused("shipment", { sales_order: other["id"], lines: [{ sales_order_line: of, quantity: "0.001" }] })).toContain("/lines/0/sales_order_line line_of_this_order");
    expect(await world().refused("shipment", { sales_order: order["id"], shipped_on: "2026-05-20", delivered_on: "2026-05-19" })).toEqual(["/delivered_on shipped_before_delivered"]);
    expect(await world().change("shipment", first["id"], { promised_on: "2026-05-20", shipped_on: "2026-05-18", delivered_on: "2026-05-21" })).toMatchObject({ is_late: true });
  });

  test("a framework's commitment: up to it passes, a cent more asks for approval (T-9b)", async () => {
    const contract = await world().make("contract", { name: "Framework", account: account["id"], starts_on: "2026-01-01", ends_on: "2026-12-31", committed_amount: "500000" });
    const terms = (await term())["id"];
    const order = async (amount: string, status: string): Promise<Row> => {
      const made = await world().make("sales_order", { account: account["id"], payment_term: terms, contract: contract["id"], lines: [line("PT200", "1", { unit_price: amount })] });
      return status === "draft" ? made : await world().change("sales_order", made["id"], { status: "submitted" }).then(() => world().change("sales_order", made["id"], { status }));
    };
    await order("470000", "confirmed");
    await order("99999", "draft");
    expect(await world().read("contract", contract["id"])).toMatchObject({ ordered_amount: "470000.00", remaining: "30000.00", fulfilment_rate: "94.00" });
    const last = await order("30000", "confirmed");
    expect(last).not.toHaveProperty("$warnings");
    expect(await world().read("contract", contract["id"])).toMatchObject({ remaining: "0.00", fulfilment_rate: "100.00" });
    await world().change("sales_order", last["id"], { status: "cancelled" });
    expect((await order("30000.01", "confirmed"))["$warnings"]).toEqual([expect.objectContaining({ rule: "within_commitment" })]);
    expect(await world().refused("contract", { name: "Backwards", account: account["id"], starts_on: "2026-02-01", ends_on: "2026-01-31" })).toEqual(["/ends_on dates_in_order"]);
  });
});

test("an opportunity knows its quotes, contracts and orders", async () => {
  const opportunity = await world().make("opportunity", { name: "Plant", account: account["id"], close_date: "2027-01-31" });
  expect(opportunity).toMatchObject({ is_quoted: false, is_contracted: false, actual_amount: "0.00" });
  const quote = await world().make("quote", { account: account["id"], opportunity: opportunity["id"], lines: [line("PT200", "1")] });
  for (const status of ["in_approval", "approved"]) await world().change("quote", quote["id"], { status });
  expect((await world().read("opportunity", opportunity["id"]))["is_quoted"]).toBe(false);
  await world().change("quote", quote["id"], { status: "sent" });
  expect((await world().read("opportunity", opportunity["id"]))["is_quoted"]).toBe(true);
});
