import type { Order } from "./orders.ts";
import { sellers, type Person } from "./people.ts";
import type { Random } from "./random.ts";
import { rateOn } from "./rates.ts";
import { day, money, moment, ref, type Sample } from "./rows.ts";

const RATES: readonly (readonly [string, string])[] = [["goods", "2.00"], ["virtual", "5.00"], ["service", "3.00"], ["project", "2.50"]];

/** The plan *Rep 2026*, who has it, what it paid, and the targets. */
export function addPay(sample: Sample, random: Random, orders: readonly Order[]): void {
  sample.add("compensation", "comp_plan", { $key: "cpl.rep", $created_at: moment(-300, 600), code: "REP-2026", name: "销售代表方案", status: "active", valid_from: day(-330), base_pay: "12000.00", credit_event: "signing", release_mode: "on_receipt", clawback_days: 180, measure: "contract_amount", version: 1, owner_id: "@u.yuexin" });
  for (const [index, [kind, rate]] of RATES.entries()) sample.add("compensation", "comp_rule", { $key: `cr.${index + 1}`, comp_plan: "@cpl.rep", seq: index + 1, kind: "commission", product_kind: kind, rate });
  sample.add("compensation", "comp_rule", { $key: "cr.5", comp_plan: "@cpl.rep", seq: 5, kind: "bonus", grade: "A", min_net: "300000.00", rate: "0.50" });
  sample.add("compensation", "comp_rule", { $key: "cr.6", comp_plan: "@cpl.rep", seq: 6, kind: "bonus", new_customer: true, min_net: "100000.00", fixed_amount: "1000.00" });
  sample.add("compensation", "comp_rule", { $key: "cr.7", comp_plan: "@cpl.rep", seq: 7, kind: "override", rate: "0.30" });
  for (const [index, [from, multiplier]] of [["0", "1.0000"], ["100", "1.2000"], ["120", "1.5000"]].entries()) sample.add("compensation", "comp_tier", { $key: `cti.${index + 1}`, comp_plan: "@cpl.rep", from_attainment: from, multiplier, mode: "marginal" });
  for (const [index, seller] of sellers.entries()) {
    sample.add("compensation", "comp_assignment", { $key: `ca.${index + 1}`, employee: ref(seller.key), comp_plan: "@cpl.rep", valid_from: day(-Math.min(330, seller.hired)), base_pay: basePay(seller), owner_id: ref(seller.key) });
    sample.add("compensation", "target", { $key: `tg.${index + 1}`, $created_at: moment(-100, 600), name: `${seller.name} 季度目标`, owner_kind: "person", employee: ref(seller.key), period_kind: "quarter", period_start: day(-55), measure: "contract_amount", value: money(random.int(30, 90) * 10_000), status: "active", owner_id: ref(seller.key) });
    sample.add("compensation", "target", { $key: `tn.${index + 1}`, $created_at: moment(-100, 601), name: `${seller.name} 新客户`, owner_kind: "person", employee: ref(seller.key), period_kind: "quarter", period_start: day(-55), measure: "new_customers", value: money(random.int(2, 6)), status: "active", owner_id: ref(seller.key) });
  }
  const confirmed = orders.filter((order) => order.confirmed);
  for (const order of confirmed) {
    const net = netBase(order);
    sample.add("compensation", "sales_credit", { $key: creditOf(order), $created_at: moment(-order.age + 1, 660), employee: ref(order.owner.key), kind: "signing", credited_on: day(-order.age + 1), account: ref(order.account.key), source: ref(order.key), product_kind: "goods", gross_net: money(net), share: "100", amount: money(net), grade: order.account.grade, is_new_customer: order.account.since < 120, owner_id: ref(order.owner.key) });
  }
  addStatements(sample, confirmed);
}

const basePay = (seller: Person): string => money(seller.level === "m2" ? 15_000 : 11_000);
const creditOf = (order: Order): string => `sc.${order.key.slice(3)}`;
/** In the workspace currency, at the rate of the day the order was made. */
const netBase = (order: Order): number => Math.round(order.net * Number(rateOn(order.account.currency, -order.age)) * 100) / 100;

/** Days that always lie in different months, the state of the month's pay, that of its statements. The current month is still open. */
const PERIODS = [[-96, "paid", "paid"], [-64, "paid", "paid"], [-32, "in_approval", "confirmed"], [0, "open", "draft"]] as const;

/** What the last months paid: of each credit what its order has brought in, at 2 %. */
function addStatements(sample: Sample, orders: readonly Order[]): void {
  for (const [index, [offset, status, statementStatus]] of PERIODS.entries()) {
    const period = `pp.${index + 1}`;
    sample.add("compensation", "pay_period", { $key: period, $created_at: moment(offset - 1, 540), $created_by: "@u.yuexin", month: day(offset), status, closed_on: status === "paid" ? day(offset + 31) : null });
    if (status === "open") continue;
    for (const seller of sellers.filter(({ active, hired }) => active && hired > -offset)) {
      const statement = `${period}.${seller.key.slice(2)}`;
      sample.add("compensation", "pay_statement", { $key: statement, $created_at: moment(offset, 1020), $created_by: "@u.yuexin", pay_period: ref(period), employee: ref(seller.key), base_pay: basePay(seller), status: statementStatus, owner_id: ref(seller.key) });
      const paid = orders.filter((order) => order.owner.key === seller.key && order.received > 0 && order.age > -offset && order.age <= 32 - offset);
      for (const order of paid) {
        const earned = Math.round(netBase(order) * 2) / 100;
        const share = order.received / order.total;
        sample.add("compensation", "commission_entry", { $key: `${statement}.${order.key.slice(3)}`, $created_at: moment(offset, 1021), $created_by: "@u.yuexin", pay_period: ref(period), pay_statement: ref(statement), employee: ref(seller.key), sales_credit: ref(creditOf(order)), comp_rule: "@cr.1", comp_tier: "@cti.1", kind: "release", basis: money(netBase(order)), rate: "2.00", multiplier: "1.0000", earned: money(earned), released: money(Math.round(earned * share * 100) / 100), explanation: `${order.account.name}：已回款 ${Math.round(share * 100)} %` });
      }
    }
  }
}
