import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type Row } from "./world.ts";

// The worked cases of the domain model, modules.md §3.9 and §3.10, that need no workflow: to the cent.

const world = openWorld(["order", "finance"]);
const DAY = 86_400_000;
const today = (offset: number): string => new Date(Date.now() + offset * DAY).toISOString().slice(0, 10);

async function account(name: string, more: Row = {}): Promise<string> {
  return String((await world().make("account", { name, ...more }))["id"]);
}
async function receivable(of: string, amount: string, more: Row = {}): Promise<string> {
  return String((await world().make("receivable", { account: of, basis_event: "manual", amount, set_on: "2026-05-06", due_on: "2026-06-19", ...more }))["id"]);
}
/** A receipt is typed as a draft, then confirmed with what it is allocated to. */
async function receipt(of: string, amount: string, on: string, rows: readonly (readonly [string, string])[] = [], more: Row = {}): Promise<string> {
  const id = String((await world().make("receipt", { account: of, amount, received_on: on, ...more }))["id"]);
  await world().change("receipt", id, { status: "confirmed", receipt_allocations: rows.map(([to, part]) => ({ receivable: to, source_kind: "receipt", amount: part, allocated_on: on })) }, ["receipt_allocations"]);
  return id;
}
const figures = async (object: string, id: string, ...names: string[]): Promise<unknown[]> => {
  const record = await world().read(object, id);
  return names.map((name) => record[name]);
};

describe("what a customer owes (§3.10, G2)", () => {
  const TERMS = [["45561.00", "order_confirmed", "2026-05-13"], ["38176.21", "delivered", "2026-06-19"], ["38176.19", "delivered", "2026-07-10"], ["12766.95", "delivered", "2026-07-15"], ["2002.66", "delivered", "2026-07-18"], ["15187.00", "signed", "2027-06-25"]] as const;
  let owner: string;
  const r: string[] = [];
  const owed = async (): Promise<unknown> => (await world().read("account", owner))["credit_open"];

  beforeAll(async () => {
    owner = await account("Qiming Water", { record_type: "direct" });
    for (const [amount, basis_event, due_on] of TERMS) r.push(await receivable(owner, amount, { basis_event, due_on }));
  });

  test("receipts, a credit note and a prepayment move it step by step", async () => {
    const [r1 = "", r2 = "", r3 = "", r4 = "", r5 = "", r6 = ""] = r;
    expect(await owed()).toBe("151870.01");
    await receipt(owner, "45561.00", "2026-05-12", [[r1, "45561.00"]]);
    expect(await figures("receivable", r1, "open_amount", "status", "collected")).toEqual(["0.00", "settled", "45561.00"]);
    expect(await owed()).toBe("106309.01");
    await receipt(owner, "30000.00", "2026-06-25", [[r2, "30000.00"]]);
    expect(await figures("receivable", r2, "open_amount", "status")).toEqual(["8176.21", "part"]);
    expect(await owed()).toBe("76309.01");

    const note = await receivable(owner, "-2561.89", { basis_event: "returned", is_credit_note: true, set_on: "2026-07-02", due_on: "2026-07-02" });
    expect(await owed()).toBe("73747.12");
    await world().make("receipt_allocation", { receivable: r2, source_kind: "credit_note", credit_note: note, amount: "2561.89", allocated_on: "2026-07-02" });
    expect(await figures("receivable", r2, "open_amount", "allocated", "collected")).toEqual(["5614.32", "32561.89", "30000.00"]);
    expect(await figures("receivable", note, "allocated", "open_amount", "status")).toEqual(["-2561.89", "0.00", "settled"]);
    expect(await owed()).toBe("73747.12");

    const late = await receipt(owner, "65000.00", "2026-07-20", [[r2, "5614.32"], [r3, "38176.19"], [r4, "12766.95"], [r5, "2002.66"]]);
    expect(await figures("receipt", late, "allocated", "unallocated", "amount_base")).toEqual(["58560.12", "6439.88", "65000.00"]);
    expect(await owed()).toBe("15187.00");
    await world().make("receipt_allocation", { receivable: r6, source_kind: "prepayment", amount: "4000.00", allocated_on: "2026-08-01" });
    expect(await figures("receivable", r6, "open_amount", "collected", "status")).toEqual(["11187.00", "4000.00", "part"]);
    expect(await owed()).toBe("11187.00");
  });
});

describe("allocations (T-10b to T-10f)", () => {
  const allocation = (to: string, from: string, amount: string, more: Row = {}): Row => ({ receivable: to, source_kind: "receipt", receipt: from, amount, allocated_on: "2026-07-20", ...more });

  test("too much, another account, another currency, a draft receipt are refused", async () => {
    await world().make("exchange_rate", { currency: "USD", valid_from: "2026-01-01", rate: "7.125" });
    const [one, two] = [await account("One"), await account("Two")];
    const [mine, other, dollars] = [await receivable(one, "100.00"), await receivable(two, "100.00"), await receivable(one, "100.00", { currency: "USD" })];
    const money = await receipt(one, "80.00", "2026-07-01");
    expect(await world().refused("receipt_allocation", allocation(mine, money, "80.01"))).toEqual([" within_receipt"]);
    expect(await world().refused("receipt_allocation", allocation(other, money, "10.00"))).toEqual(["/receipt receipt_of_same_account"]);
    expect(await world().refused("receipt_allocation", allocation(dollars, money, "10.00"))).toEqual(["/receipt receipt_in_same_currency"]);
    expect(await world().refused("receipt_allocation", { ...allocation(mine, money, "10.00"), receipt: null })).toEqual(["/receipt names_its_receipt"]);
    const draft = String((await world().make("receipt", { account: one, amount: "50.00", received_on: "2026-07-01" }))["id"]);
    expect(await world().refused("receipt_allocation", allocation(mine, draft, "10.00"))).toEqual([" confirmed_before_allocated"]);
    const rich = await receipt(one, "500.00", "2026-07-01");
    expect(await world().refused("receipt_allocation", allocation(mine, rich, "100.01"))).toEqual([" not_over_allocated"]);
    expect(await world().refused("receipt_allocation", allocation(mine, rich, "-0.01"))).toEqual([" within_receipt", " not_reversed_twice"].sort());
    expect(await figures("receivable", dollars, "rate", "amount_base", "open_base")).toEqual(["7.125000", "712.50", "712.50"]);
  });

  test("a bank reference counts once (T-10c)", async () => {
    const one = await account("Bank");
    await receipt(one, "10.00", "2026-07-01", [], { bank_ref: "BK-1" });
    const again = await world().client.post(world().path("records", "receipt"), { account: one, amount: "10.00", received_on: "2026-07-01", bank_ref: "BK-1" });
    expect(again.status).toBe(409);
  });

  test("of two clerks who use the last of a receipt at once, one wins (T-10d)", async () => {
    const one = await account("Clerks");
    const money = await receipt(one, "439.88", "2026-07-01");
    const bills = [await receivable(one, "1000.00"), await receivable(one, "1000.00")];
    const refusals = await Promise.all(bills.map((bill) => world().refused("receipt_allocation", allocation(bill, money, "439.88"))));
    expect(refusals.map((list) => list.join()).sort()).toEqual(["", " within_receipt"]);
    expect(await figures("receipt", money, "unallocated")).toEqual(["0.00"]);
  });

  test("a reversal mirrors its allocation; only then is the receipt reversed (T-10e)", async () => {
    const one = await account("Reversal");
    const bill = await receivable(one, "300.00");
    const money = await receipt(one, "300.00", "2026-07-01");
    const first = String((await world().make("receipt_allocation", allocation(bill, money, "300.00")))["id"]);
    const refused = await world().client.patch(world().path("records", "receipt", money), { status: "reversed" });
    expect([refused.status, (refused.json["errors"] as Row[]).map(({ rule }) => rule)]).toEqual([422, ["confirmed_before_allocated"]]);
    expect(await world().refused("receipt_allocation", allocation(bill, money, "-299.99", { reverses: first }))).toEqual(["/amount reversal_mirrors"]);
    await world().make("receipt_allocation", allocation(bill, money, "-300.00", { reverses: first }));
    expect(await figures("receivable", bill, "open_amount", "status")).toEqual(["300.00", "open"]);
    expect(await world().change("receipt", money, { status: "reversed" })).toMatchObject({ status: "reversed", allocated: "0.00" });
  });

  test("a small rest is written off, a larger one is warned of (T-10f)", async () => {
    const one = await account("Rest");
    const writeOff = async (rest: string): Promise<[unknown, unknown]> => {
      const bill = await receivable(one, rest);
      const answer = await world().make("receipt_allocation", { receivable: bill, source_kind: "write_off", amount: rest, allocated_on: "2026-07-20" });
      return [(await world().read("receivable", bill))["status"], ((answer["$warnings"] ?? []) as Row[]).map(({ rule }) => rule)];
    };
    expect(await writeOff("0.35")).toEqual(["settled", []]);
    expect(await writeOff("1.01")).toEqual(["settled", ["small_write_off"]]);
  });
});

describe("credit and orders", () => {
  test("exposure is what is open and what confirmed orders will set up (T-10j)", async () => {
    const one = await account("Credit", { credit_limit: "200000" });
    await receivable(one, "73747.12");
    const term = String((await world().make("payment_term", { name: "30/70", lines: [{ percent: "30", trigger_event: "order_confirmed" }, { percent: "70", trigger_event: "delivered" }] }, ["lines"]))["id"]);
    const product = String((await world().make("product", { code: "PT200", name: "PT200", unit: "piece", list_price: "1280", tax_rate: "0" }))["id"]);
    const order = await world().make("sales_order", { account: one, payment_term: term, lines: [{ product, quantity: "60", unit_price: "1000" }] }, ["lines"]);
    expect(await figures("account", one, "credit_open", "credit_orders", "exposure", "credit_available")).toEqual(["73747.12", "0.00", "73747.12", "126252.88"]);
    await world().change("sales_order", order["id"], { status: "submitted" });
    await world().change("sales_order", order["id"], { status: "confirmed" });
    expect(await figures("account", one, "credit_orders", "exposure", "credit_available")).toEqual(["60000.00", "133747.12", "66252.88"]);

    // What is set up leaves the orders and stands among the receivables: the exposure stays.
    const bill = await receivable(one, "18000.00", { sales_order: order["id"] });
    expect(await figures("account", one, "credit_open", "credit_orders", "exposure")).toEqual(["91747.12", "42000.00", "133747.12"]);
    expect(await figures("sales_order", String(order["id"]), "receivable_set", "open_to_bill", "received", "payment_status")).toEqual(["18000.00", "42000.00", "0.00", "unpaid"]);
    await receipt(one, "18000.00", today(0), [[bill, "18000.00"]]);
    expect(await figures("sales_order", String(order["id"]), "received", "payment_status")).toEqual(["18000.00", "part"]);
    expect(await figures("account", one, "credit_open", "exposure", "credit_available")).toEqual(["73747.12", "115747.12", "84252.88"]);
  });

  test("who may not see the limit sees nothing that tells it", async () => {
    const one = await account("Secret", { credit_limit: "1000" });
    const service = await world().member("service", ["service"]);
    const seen = Object.keys(await service.read("account", one));
    expect(seen.filter((name) => /^(credit|exposure|overdue|max_days|average_days|bank)/.test(name))).toEqual([]);
    expect(seen).toContain("name");
    const finance = await world().member("finance", ["finance"]);
    expect(await finance.read("account", one)).toMatchObject({ credit_limit: "1000.00", exposure: "0.00", credit_orders: "0.00", credit_available: "1000.00" });
  });

  test("an expense claim adds up its lines and is its author's", async () => {
    const claim = await world().make("expense_claim", { reason: "trip", lines: [{ spent_on: "2026-07-01", category: "travel", amount: "312.50" }, { spent_on: "2026-07-02", category: "other", amount: "87.55" }] }, ["lines"]);
    expect(claim).toMatchObject({ total: "400.05", status: "draft" });
    expect(claim["claimant"]).toBe(claim["created_by"]);
  });
});
