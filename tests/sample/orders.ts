import type { Account } from "./accounts.ts";
import { goods } from "./catalogue.ts";
import { g2, type Line, type Opportunity } from "./opportunities.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
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
  for (const [index, opportunity] of won.entries()) orders.push(addOrder(sample, random, `so.${index + 1}`, opportunity.account, opportunity.owner, opportunity.lines, Math.max(3, Math.floor(opportunity.age / 2)), opportunity.key));
  const dealers = accounts.filter((account) => account.type === "dealer" && account.since > 40);
  for (let index = 0; orders.length < 36; index++) {
    const account = index === 0 ? (accounts.find((item) => item.key === "a.yongfeng") ?? random.pick(dealers)) : random.pick(dealers);
    const lines = random.sample(goods, random.int(1, 3)).map((product) => ({ product, quantity: random.int(4, 40), price: product.price * 0.88, discount: random.pick([0, 0, 3, 5]) }));
    orders.push(addOrder(sample, random, `so.d${index + 1}`, account, account.owner, lines, random.int(2, Math.min(200, account.since - 1)), null));
  }
  addExpenses(sample, random, accounts);
  return orders;
}

function priced(lines: readonly Line[]): { net: number; tax: number } {
  let net = 0;
  let tax = 0;
  for (const item of lines) {
    const amount = Math.round(item.quantity * item.price * (1 - item.discount / 100) * 100) / 100;
    net += amount;
    tax += Math.round(amount * Number(item.product.tax)) / 100;
  }
  return { net, tax };
}

function lineRow(item: Line, index: number): Row {
  return { seq: index + 1, product: ref(item.product.key), description: item.product.name, unit: item.product.unit, unit_factor: "1.000000", quantity: money(item.quantity, 3), list_price: money(item.product.price, 4), unit_price: money(item.price, 4), tax_rate: item.product.tax, discount_percent: item.discount, unit_cost: money(item.product.cost, 4) };
}

function addQuote(sample: Sample, random: Random, opportunity: Opportunity): void {
  const { account, owner } = opportunity;
  const key = `q.${opportunity.key.slice(2)}`;
  const age = Math.max(1, Math.floor(opportunity.age / 3));
  const status = opportunity.stage === "won" ? "accepted" : opportunity.key === "o.qiming" ? "in_approval" : random.weighted([["sent", 5], ["draft", 2], ["approved", 2], ["expired", 1]] as const);
  sample.add("order", "quote", { $key: key, $created_at: moment(-age, random.int(540, 1020)), $created_by: ref(owner.key), account: ref(account.key), contact: ref(account.contacts[0]), selling_entity: account.currency === "USD" ? "@se.lanhai_sg" : "@se.lanhai", opportunity: ref(opportunity.key), currency: account.currency, price_date: day(-age), tax_included: false, order_discount: opportunity.key === "o.qiming" ? "2207.20" : "0", status, valid_until: day(30 - age), version_no: 1, is_current: true, delivery_terms: "合同生效后 4 周", payment_term: account.type === "dealer" ? "@pt.monthly" : "@pt.360", owner_id: ref(owner.key) });
  const lines = opportunity.key === "o.qiming" ? g2() : opportunity.lines;
  for (const [index, item] of lines.entries()) sample.add("order", "quote_line", { $key: `${key}.l${index + 1}`, $created_at: moment(-age, 630), quote: ref(key), ...lineRow(item, index) });
}

function addOrder(sample: Sample, random: Random, key: string, account: Account, owner: Person, lines: readonly Line[], age: number, opportunity: string | null): Order {
  const { net, tax } = priced(lines);
  const late = account.key === "a.hengtong";
  const status = late ? "fulfilled" : age < 5 ? "submitted" : age < 12 ? "confirmed" : age < 30 ? "fulfilling" : random.weighted([["fulfilled", 6], ["closed", 4], ["cancelled", 0.5]] as const);
  const confirmed = !["submitted", "cancelled"].includes(status);
  sample.add("order", "sales_order", { $key: key, $created_at: moment(-age, random.int(520, 1040)), $created_by: ref(owner.key), record_type: account.type === "dealer" ? "dealer" : lines.some((item) => item.product.type === "project") ? "project" : "standard", account: ref(account.key), contact: ref(account.contacts[0]), selling_entity: account.currency === "USD" ? "@se.lanhai_sg" : "@se.lanhai", opportunity: ref(opportunity), currency: account.currency, price_date: day(-age), tax_included: false, order_discount: "0", order_source: opportunity ? "quote" : random.pick(["desk", "dealer_link", "field"]), status, confirmed_on: confirmed ? day(-age + 1) : null, requested_on: day(-age + 28), receiver: "仓库收货处", payment_term: account.type === "dealer" ? "@pt.monthly" : "@pt.360", owner_id: ref(owner.key) });
  for (const [index, item] of lines.entries()) sample.add("order", "sales_order_line", { $key: `${key}.l${index + 1}`, $created_at: moment(-age, 640), sales_order: ref(key), ...lineRow(item, index), fulfil_kind: item.product.type });
  const order: Order = { key, account, owner, net, total: Math.round((net + tax) * 100) / 100, age, confirmed, received: 0 };
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
    const orderLine = `${order.key}.l${index + 1}`;
    const value = item.quantity * item.price * (1 - item.discount / 100);
    sample.add("order", "shipment_line", { $key: `${shipment}.${index + 1}`, shipment: ref(shipment), sales_order_line: ref(orderLine), quantity: money(item.quantity, 3) });
    sample.add("order", "fulfilment_event", { $key: `fe.${orderLine}`, $created_at: moment(-shipped, 700), sales_order: ref(order.key), sales_order_line: ref(orderLine), kind: "delivered", via: "shipment", occurred_on: day(-shipped), quantity: money(item.quantity, 3), value: money(value * (1 + Number(item.product.tax) / 100)), net_value: money(value), source: ref(shipment) });
  }
}

function addMoney(sample: Sample, random: Random, order: Order, late: boolean): void {
  const set = order.age - 2;
  const due = late ? -94 : -set + 30;
  const receivable = `ar.${order.key.slice(3)}`;
  const currency = order.account.currency;
  sample.add("finance", "receivable", { $key: receivable, $created_at: moment(-set, 560), account: ref(order.account.key), sales_order: ref(order.key), document_no: order.key.toUpperCase(), basis_event: "delivered", is_credit_note: false, currency, amount: money(order.total), set_on: day(late ? -124 : -set), due_on: day(due), owner_id: ref(order.owner.key) });
  if (late || due > 0 || random.chance(0.12)) return;
  const share = random.chance(0.8) ? 1 : 0.5;
  const amount = Math.round(order.total * share * 100) / 100;
  const on = Math.min(-1, due + random.int(-8, 12));
  const receipt = `rc.${order.key.slice(3)}`;
  sample.add("finance", "receipt", { $key: receipt, $created_at: moment(on, 620), account: ref(order.account.key), status: "confirmed", received_on: day(on), currency, amount: money(amount), method: random.pick(["transfer", "transfer", "bill"]), bank_ref: `BK${String(880000 + sample.rows("finance", "receipt").length)}`, payer_name: order.account.name, to_account: "prepayment", owner_id: ref(order.owner.key) });
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
