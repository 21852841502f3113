import type { Account } from "./accounts.ts";
import { goods } from "./catalogue.ts";
import { g2, type Line, type Opportunity } from "./opportunities.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { rateOn } from "./rates.ts";
import { day, money, moment, ref, type Row, type Sample } from "./rows.ts";

export interface Order {
  key: string;
  account: Account;
  owner: Person;
  net: number;
  total: number;
  /** Days before the installation. */
  age: number;
  confirmed: boolean;
  received: number;
  contract: string | null;
}

/** Quotes, contracts, orders, their fulfilment and what was paid. */
export function addOrders(sample: Sample, random: Random, accounts: readonly Account[], opportunities: readonly Opportunity[]): Order[] {
  const quoted = opportunities.filter((item) => ["proposal", "negotiation", "bid", "won"].includes(item.stage)).slice(0, 26);
  for (const opportunity of quoted) addQuote(sample, random, opportunity);
  for (const [index, account] of accounts.filter((item) => item.type === "dealer" || item.grade === "A").slice(0, 10).entries()) {
    sample.add("order", "contract", { $key: `ct.${index + 1}`, $created_at: moment(-220 + index * 9, 600), $created_by: ref(account.owner.key), record_type: account.type === "dealer" ? "dealer_agreement" : "framework", name: `${account.name.slice(0, 8)}年度协议`, account: ref(account.key), contact: ref(account.contacts[0]), selling_entity: "@se.lanhai", status: index === 0 ? "expiring" : "active", signed_on: day(-215 + index * 9), starts_on: day(-210 + index * 9), ends_on: day(155 + index * 9), currency: account.currency, amount: money(random.int(20, 120) * 10_000), committed_amount: money(random.int(20, 120) * 10_000), payment_term: "@pt.monthly", auto_renew: random.chance(0.5), e_sign_status: "signed", owner_id: ref(account.owner.key) });
  }
  const orders: Order[] = [];
  const won = opportunities.filter((item) => item.stage === "won");
  for (const [index, opportunity] of won.entries()) orders.push(addOrder(sample, random, orders, `so.${index + 1}`, opportunity.account, opportunity.owner, opportunity.lines, Math.max(3, Math.floor(opportunity.age / 2)), opportunity.key));
  const dealers = accounts.filter((account) => account.type === "dealer" && account.since > 40);
  for (let index = 0; orders.length < 36; index++) {
    const account = index === 0 ? (accounts.find((item) => item.key === "a.yongfeng") ?? random.pick(dealers)) : random.pick(dealers);
    const lines = random.sample(goods, random.int(1, 3)).map((product) => ({ product, quantity: random.int(4, 40), price: product.price * 0.88, discount: random.pick([0, 0, 3, 5]) }));
    orders.push(addOrder(sample, random, orders, `so.d${index + 1}`, account, account.owner, lines, random.int(2, Math.min(200, account.since - 1)), null));
  }
  addExpenses(sample, random, accounts);
  return orders;
}

/** A line's net amount and tax in cents, as the documents' formulas round them: discount and tax each by line. */
function amounts({ quantity, price, discount, product }: Line): { net: number; tax: number } {
  const gross = Math.round((quantity * Math.round(price * 10_000)) / 100);
  const net = gross - Math.round((gross * discount) / 100);
  return { net, tax: Math.round((net * Number(product.tax)) / 100) };
}

/** The dealer's agreement, while the order fits into what it has left; `before`: the orders made so far. */
function contractFor(sample: Sample, before: readonly Order[], account: Account, net: number): string | null {
  if (account.type !== "dealer") return null;
  const contract = sample.rows("order", "contract").find((row) => row["account"] === ref(account.key));
  if (contract === undefined) return null;
  const key = String(contract["$key"]);
  const used = before.filter((order) => order.contract === key).reduce((sum, order) => sum + order.net, 0);
  return used + net <= Number(contract["committed_amount"]) ? key : null;
}

function lineRow(item: Line, index: number): Row {
  return { seq: index + 1, product: ref(item.product.key), description: item.product.name, unit: item.product.unit, unit_factor: "1.000000", quantity: money(item.quantity, 3), list_price: money(item.product.price, 4), unit_price: money(item.price, 4), tax_rate: item.product.tax, discount_percent: item.discount, unit_cost: money(item.product.cost, 4) };
}

function addQuote(sample: Sample, random: Random, opportunity: Opportunity): void {
  const { account, owner } = opportunity;
  const key = `q.${opportunity.key.slice(2)}`;
  const age = Math.max(1, Math.floor(opportunity.age / 3));
  const status = opportunity.stage === "won" ? "accepted" : opportunity.key === "o.qiming" ? "in_approval" : random.weighted([["sent", 5], ["draft", 2], ["approved", 2], ["expired", 1]] as const);
  sample.add("order", "quote", { $key: key, $created_at: moment(-age, random.int(540, 1020)), $created_by: ref(owner.key), account: ref(account.key), contact: ref(account.contacts[0]), selling_entity: account.currency === "USD" ? "@se.lanhai_sg" : "@se.lanhai", opportunity: ref(opportunity.key), currency: account.currency, price_date: day(-age), rate: rateOn(account.currency, -age), tax_included: false, order_discount: opportunity.key === "o.qiming" ? "2207.20" : "0", status, valid_until: day(30 - age), version_no: 1, is_current: true, delivery_terms: "合同生效后 4 周", payment_term: account.type === "dealer" ? "@pt.monthly" : "@pt.360", owner_id: ref(owner.key) });
  const lines = opportunity.key === "o.qiming" ? g2() : opportunity.lines;
  for (const [index, item] of lines.entries()) sample.add("order", "quote_line", { $key: `${key}.l${index + 1}`, $created_at: moment(-age, 630), quote: ref(key), ...lineRow(item, index) });
}

function addOrder(sample: Sample, random: Random, before: readonly Order[], key: string, account: Account, owner: Person, lines: readonly Line[], age: number, opportunity: string | null): Order {
  const parts = lines.map(amounts);
  const net = parts.reduce((sum, part) => sum + part.net, 0) / 100;
  const total = (net * 100 + parts.reduce((sum, part) => sum + part.tax, 0)) / 100;
  const contract = contractFor(sample, before, account, net);
  const late = account.key === "a.hengtong";
  const status = late ? "fulfilled" : age < 5 ? "submitted" : age < 12 ? "confirmed" : age < 30 ? "fulfilling" : random.weighted([["fulfilled", 6], ["closed", 4], ["cancelled", 0.5]] as const);
  const confirmed = !["submitted", "cancelled"].includes(status);
  sample.add("order", "sales_order", { $key: key, $created_at: moment(-age, random.int(520, 1040)), $created_by: ref(owner.key), record_type: account.type === "dealer" ? "dealer" : lines.some((item) => item.product.type === "project") ? "project" : "standard", account: ref(account.key), contact: ref(account.contacts[0]), selling_entity: account.currency === "USD" ? "@se.lanhai_sg" : "@se.lanhai", contract: ref(contract), opportunity: ref(opportunity), currency: account.currency, price_date: day(-age), rate: rateOn(account.currency, -age), tax_included: false, order_discount: "0", order_source: opportunity ? "quote" : random.pick(["desk", "dealer_link", "field"]), status, confirmed_on: confirmed ? day(-age + 1) : null, requested_on: day(-age + (/[13579]$/.test(key) ? 14 : 28)), receiver: "仓库收货处", payment_term: account.type === "dealer" ? "@pt.monthly" : "@pt.360", owner_id: ref(owner.key) });
  for (const [index, item] of lines.entries()) sample.add("order", "sales_order_line", { $key: `${key}.l${index + 1}`, $created_at: moment(-age, 640), sales_order: ref(key), ...lineRow(item, index), fulfil_kind: item.product.type });
  const order: Order = { key, account, owner, net, total, age, confirmed, received: 0, contract };
  if (confirmed && age >= 12) addFulfilment(sample, random, order, lines);
  if (confirmed) addMoney(sample, random, order, late);
  return order;
}

function addFulfilment(sample: Sample, random: Random, order: Order, lines: readonly Line[]): void {
  const shipped = order.age - random.int(6, 10);
  const things = lines.map((item, index) => ({ item, index })).filter(({ item }) => item.product.type === "goods");
  const shipment = `sh.${order.key.slice(3)}`;
  if (things.length > 0) {
    sample.add("order", "shipment", { $key: shipment, $created_at: moment(-order.age + 3, 600), sales_order: ref(order.key), status: order.age > 30 ? "signed" : "shipped", tracking_no: `LH${String(700000 + sample.rows("order", "shipment").length)}`, promised_on: day(-order.age + 20), shipped_on: day(-shipped), delivered_on: order.age > 20 ? day(-Math.max(1, shipped - 3)) : null, signed_on: order.age > 30 ? day(-Math.max(1, shipped - 3)) : null, signed_by: order.age > 30 ? "收货员" : null, picker: "@u.bailu", owner_id: ref(order.owner.key) });
  }
  for (const { item, index } of things) {
    const quantity = order.age < 30 ? Math.ceil(item.quantity / 2) : item.quantity;
    sample.add("order", "shipment_line", { $key: `${shipment}.${index + 1}`, shipment: ref(shipment), sales_order_line: ref(`${order.key}.l${index + 1}`), quantity: money(quantity, 3) });
    addDelivery(sample, order, item, index, { quantity, via: "shipment", ago: shipped, source: ref(shipment) });
  }
  if (order.age < 30) return;
  for (const [index, item] of lines.entries()) if (item.product.type !== "goods") addDelivery(sample, order, item, index, { quantity: item.quantity, via: VIA[item.product.type], ago: Math.max(1, order.age - 20), source: null });
}

const VIA = { goods: "shipment", virtual: "activation", service: "service_done", project: "milestone" } as const;

/** What is delivered of a line, with its share of the line's value. */
function addDelivery(sample: Sample, order: Order, item: Line, index: number, { quantity, via, ago, source }: { quantity: number; via: string; ago: number; source: string | null }): void {
  const orderLine = `${order.key}.l${index + 1}`;
  const { net, tax } = amounts(item);
  const share = (cents: number): string => money(Math.round((cents * quantity) / item.quantity) / 100);
  sample.add("order", "fulfilment_event", { $key: `fe.${orderLine}`, $created_at: moment(-ago, 700), sales_order: ref(order.key), sales_order_line: ref(orderLine), kind: "delivered", via, occurred_on: day(-ago), quantity: money(quantity, 3), value: share(net + tax), net_value: share(net), source });
}

function addMoney(sample: Sample, random: Random, order: Order, late: boolean): void {
  const set = order.age - 2;
  const due = late ? -94 : -set + 30;
  const receivable = `ar.${order.key.slice(3)}`;
  const currency = order.account.currency;
  // What is not delivered yet has set up its first 30 % only; the rest stands among the orders.
  const delivered = order.age >= 12;
  sample.add("finance", "receivable", { $key: receivable, $created_at: moment(-set, 560), account: ref(order.account.key), sales_order: ref(order.key), document_no: order.key.toUpperCase(), basis_event: delivered ? "delivered" : "order_confirmed", is_credit_note: false, currency, rate: rateOn(currency, late ? -124 : -set), amount: money(delivered ? order.total : Math.round(order.total * 30) / 100), set_on: day(late ? -124 : -set), due_on: day(due), owner_id: ref(order.owner.key) });
  if (late || due > 0 || random.chance(0.12)) return;
  const share = random.chance(0.8) ? 1 : 0.5;
  const amount = Math.round(order.total * share * 100) / 100;
  const on = Math.min(-1, due + random.int(-8, 12));
  const receipt = `rc.${order.key.slice(3)}`;
  sample.add("finance", "receipt", { $key: receipt, $created_at: moment(on, 620), account: ref(order.account.key), status: "confirmed", received_on: day(on), currency, rate: rateOn(currency, on), amount: money(amount), method: random.pick(["transfer", "transfer", "bill"]), bank_ref: `BK${String(880000 + sample.rows("finance", "receipt").length)}`, payer_name: order.account.name, to_account: "prepayment", owner_id: ref(order.owner.key) });
  sample.add("finance", "receipt_allocation", { $key: `al.${order.key.slice(3)}`, $created_at: moment(on, 640), receivable: ref(receivable), source_kind: "receipt", receipt: ref(receipt), amount: money(amount), allocated_on: day(on) });
  order.received = amount;
}

function addExpenses(sample: Sample, random: Random, accounts: readonly Account[]): void {
  for (let index = 1; index <= 10; index++) {
    const account = random.pick(accounts);
    const age = random.int(2, 60);
    const key = `ec.${index}`;
    sample.add("finance", "expense_claim", { $key: key, $created_at: moment(-age, 1000), $created_by: ref(account.owner.key), claimant: ref(account.owner.key), status: random.pick(["draft", "submitted", "approved", "paid"]), reason: "客户拜访差旅", owner_id: ref(account.owner.key) });
    for (let part = 1; part <= random.int(1, 3); part++) sample.add("finance", "expense_line", { $key: `${key}.${part}`, $created_at: moment(-age, 1001), expense_claim: ref(key), spent_on: day(-age - part), category: random.pick(["travel", "entertainment", "sample"]), amount: money(random.int(80, 1800)), charged_to: ref(account.key), description: random.pick(["高铁票", "住宿", "工作餐", "样品快递"]) });
  }
}
