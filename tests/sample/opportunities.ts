import type { Account } from "./accounts.ts";
import { byCode, goods, products, type Product } from "./catalogue.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { day, money, moment, ref, type Sample } from "./rows.ts";

export interface Line {
  product: Product;
  quantity: number;
  price: number;
  discount: number;
}
export interface Opportunity {
  key: string;
  account: Account;
  owner: Person;
  type: keyof typeof PROCESSES;
  stage: string;
  lines: Line[];
  amount: number;
  age: number;
}

// Stages of each process with the probability of modules.md §2.4.
const PROCESSES = {
  standard: [["qualify", 10], ["needs", 25], ["solution", 40], ["proposal", 60], ["negotiation", 80], ["won", 100]],
  key_account: [["discover", 5], ["sponsor", 15], ["solution", 30], ["pilot", 45], ["bid", 60], ["negotiation", 80], ["won", 100]],
  renewal: [["due", 70], ["proposal", 85], ["won", 100]],
} as const;
const ACTIONS: readonly (readonly [keyof typeof PROCESSES, string, string, boolean, number, string])[] = [
  ["standard", "qualify", "首次会面", true, 7, "了解现状与预算来源"], ["standard", "qualify", "确认预算负责人", true, 10, "问清审批链"], ["standard", "needs", "需求分析", true, 10, "用需求清单逐项确认"], ["standard", "needs", "现场勘查", false, 14, "拍照并记录管径与量程"],
  ["standard", "solution", "方案演示", true, 10, "演示与需求逐条对应"], ["standard", "solution", "技术答复", true, 7, "书面答复偏离项"], ["standard", "proposal", "发出报价", true, 5, "附交期与有效期"], ["standard", "proposal", "摸清竞争对手", true, 7, "记录对手报价与优势"], ["standard", "negotiation", "确定最终价格", true, 7, "低于最低限价先报批"], ["standard", "negotiation", "合同草稿", true, 5, "用标准合同模板"],
  ["key_account", "discover", "绘制权力地图", true, 20, "找到支持者与反对者"], ["key_account", "sponsor", "高层拜访", true, 30, "由区域经理陪同"], ["key_account", "pilot", "试点验收", true, 30, "双方签字"], ["renewal", "due", "续约提醒", true, 10, "附上年度使用报告"],
];
const COMPETITORS = [["co.aubrey", "Aubrey Instruments", "lower", "价格低，交期快", "现场服务弱"], ["co.siwei", "思维仪表", "similar", "本地渠道多", "高端型号少"], ["co.norden", "Norden Process", "higher", "品牌强，精度高", "价格高，响应慢"], ["co.kelong", "科隆自控", "lower", "集成经验多", "软件薄弱"]] as const;

export function addOpportunities(sample: Sample, random: Random, accounts: readonly Account[]): Opportunity[] {
  for (const [key, name, level, strengths, weaknesses] of COMPETITORS) sample.add("opportunity", "competitor", { $key: key, name, price_level: level, strengths, weaknesses });
  for (const [index, [process, stage, name, required, due, guidance]] of ACTIONS.entries()) sample.add("opportunity", "stage_action", { $key: `sa.${index + 1}`, process, stage, seq: index + 1, name, required, due_days: due, guidance });
  const made: Opportunity[] = [];
  const hero = (key: string): Account => accounts.find((account) => account.key === key) ?? random.pick(accounts);
  made.push(add(sample, random, "o.qiming", "启明水务四座泵站监测", hero("a.qiming"), "standard", "proposal", 55, g2()));
  made.push(add(sample, random, "o.jiangnan", "江南化工装置改造二期", hero("a.jiangnan"), "key_account", "bid", 160, [line("PRJ-CHEM", 1, 4), line("PT200-EX", 60, 8), line("CARE", 2)]));
  made.push(add(sample, random, "o.hydro", "Hydro plant flow metering", hero("a.hydro"), "standard", "solution", 40, [line("FM500-200", 6), line("CLOUD-3", 6)]));
  made.push(add(sample, random, "o.hengtong", "恒通车间能耗监测", hero("a.hengtong"), "standard", "won", 150, [line("PRJ-ENERGY", 1, 3), line("GW20", 8)]));
  const clients = accounts.filter((account) => account.type !== "partner");
  for (let index = 1; made.length < 64; index++) {
    const account = random.pick(clients);
    const type = random.weighted([["standard", 72], ["key_account", 16], ["renewal", 12]] as const);
    const stages = PROCESSES[type].map(([stage]) => stage);
    const stage = random.chance(0.2) ? "lost" : random.pick(stages);
    const lines = Array.from({ length: random.int(1, 3) }, () => {
      const product = random.chance(0.75) ? random.pick(goods) : random.pick(products.filter((item) => item.type !== "goods"));
      const quantity = product.type === "project" ? 1 : Math.max(1, Math.round(random.size(product.type === "goods" ? 12 : 3, 0.7)));
      return { product, quantity, price: product.price, discount: random.pick([0, 0, 5, 8, 10]) };
    });
    const age = Math.min(account.since - 1, random.int(6, 260));
    made.push(add(sample, random, `o.${index}`, `${account.name.replace(/有限公司|（.*）| Pte\. Ltd\.| Sdn\. Bhd\./g, "")}${random.pick(["仪表采购", "监测改造", "年度备件", "扩产项目", "云平台续订"])}`, account, type, stage, Math.max(2, age), lines));
  }
  return made;
}

const line = (code: string, quantity: number, discount = 0): Line => ({ product: byCode(code), quantity, price: byCode(code).price, discount });

/** The configured quote of modules.md §3.2 (G2). */
export const g2 = (): Line[] => [line("CAB", 4, 10), line("GW10", 4, 10), line("UPS", 4, 10), line("PT200", 32, 10), line("CLOUD", 4, 15), line("COMM", 1)];

function add(sample: Sample, random: Random, key: string, name: string, account: Account, type: keyof typeof PROCESSES, stage: string, age: number, lines: Line[]): Opportunity {
  const amount = Math.round(lines.reduce((sum, item) => sum + item.quantity * item.price * (1 - item.discount / 100), 0));
  const path: readonly (readonly [string, number])[] = PROCESSES[type];
  const closed = stage === "won" || stage === "lost";
  const probability = stage === "lost" ? 0 : (path.find(([step]) => step === stage)?.[1] ?? 0);
  const slipped = !closed && random.chance(0.12);
  const silent = !closed && random.chance(0.15);
  const owner = account.owner;
  sample.add("opportunity", "opportunity", {
    $key: key, $created_at: moment(-age, random.int(520, 1050)), $created_by: ref(owner.key), record_type: type, name, account: ref(account.key), contact: ref(account.contacts[0]), stage, source: random.pick(["website", "referral", "event", "cold_visit", "search"]), region: ref(account.region), currency: account.currency, amount_mode: "manual",
    amount: money(account.currency === "USD" ? amount / 7.18 : amount), probability, forecast_category: stage === "won" ? "closed" : stage === "lost" ? "omitted" : probability >= 80 ? "commit" : probability >= 45 ? "best_case" : "pipeline", close_date: day(closed ? -random.int(1, Math.max(1, Math.floor(age / 2))) : slipped ? -random.int(2, 20) : random.int(5, 110)),
    pushed_count: slipped ? random.int(1, 3) : 0, customer_budget: probability > 20 ? random.pick(["planned", "approved"]) : "unknown", need: random.pick(["在线监测与报警", "替换老旧仪表", "满足环保要求", "降低能耗"]), next_step: closed ? null : random.pick(["约现场勘查", "发方案", "确认预算", "陪同参观样板"]), next_step_on: closed ? null : day(random.int(1, 14)), score: random.int(20, 95),
    health: slipped ? "slipped" : silent ? "stalled" : "ok", interest: random.int(2, 5), lost_reason: stage === "lost" ? random.pick(["price", "competitor", "no_budget", "timing"]) : null, lost_to: stage === "lost" ? random.pick(["@co.aubrey", "@co.siwei", "@co.norden"]) : null, win_reason: stage === "won" ? random.pick(["price|service", "feature", "relationship|delivery"]) : null, closed_on: closed ? day(-random.int(1, Math.max(1, Math.floor(age / 2)))) : null,
    campaign: random.chance(0.25) ? `@cp.${random.int(1, 7)}` : stage === "won" ? `@cp.${(age % 7) + 1}` : null, owner_id: ref(owner.key),
  });
  for (const [index, item] of lines.entries()) sample.add("opportunity", "opportunity_line", { $key: `${key}.l${index + 1}`, $created_at: moment(-age, 600), opportunity: ref(key), seq: index + 1, product: ref(item.product.key), description: item.product.name, unit: item.product.unit, quantity: money(item.quantity, 3), unit_price: money(account.currency === "USD" ? item.price / 7.18 : item.price, 4) });
  addPast(sample, random, key, owner, path.map(([step]) => step), stage, age);
  addPeopleAround(sample, random, { key, account, owner, type, stage, age }, closed);
  return { key, account, owner, type, stage, lines, amount, age };
}

/** The stages it went through, spread over its life. */
function addPast(sample: Sample, random: Random, key: string, owner: Person, path: readonly string[], stage: string, age: number): void {
  const reached = stage === "lost" ? [...path.slice(0, random.int(1, path.length - 1)), "lost"] : path.slice(0, path.indexOf(stage) + 1);
  for (const [index, to] of reached.entries()) {
    if (index === 0) continue;
    const at = -Math.max(0, Math.round(age * (1 - index / reached.length)));
    sample.add("opportunity", "opportunity.stage", { $record: `@${key}`, from: reached[index - 1], to, $at: moment(at, random.int(540, 1020)), $by: ref(owner.key) });
  }
}

function addPeopleAround(sample: Sample, random: Random, { key, account, owner, type, stage, age }: Omit<Opportunity, "lines" | "amount">, closed: boolean): void {
  const created = moment(-age, 610);
  sample.add("opportunity", "opportunity_member", { $key: `${key}.m1`, $created_at: created, opportunity: ref(key), member: ref(owner.key), role: "owner", split: "100", access: "edit" });
  if (random.chance(0.35)) sample.add("opportunity", "opportunity_member", { $key: `${key}.m2`, $created_at: created, opportunity: ref(key), member: random.pick(["@u.qinhao", "@u.ruan"]), role: "solution", access: "read" });
  for (const [index, contact] of account.contacts.slice(0, 2).entries()) sample.add("opportunity", "opportunity_contact", { $key: `${key}.c${index + 1}`, $created_at: created, opportunity: ref(key), contact: ref(contact), buying_role: index === 0 ? "decision" : "technical", attitude: random.int(-1, 2), influence: random.int(2, 5), engaged: random.chance(0.7) });
  if (random.chance(0.4)) sample.add("opportunity", "opportunity_competitor", { $key: `${key}.k`, $created_at: created, opportunity: ref(key), competitor: ref(random.pick(COMPETITORS)[0]), threat: random.pick(["low", "medium", "high"]) });
  const action = (at: string, name: string, required: boolean, isDone: boolean, index: number): void =>
    sample.add("opportunity", "opportunity_action", { $key: `${key}.a${index === 0 ? "" : index}`, $created_at: created, opportunity: ref(key), stage: at, name, required, status: isDone ? "done" : "open", done_at: isDone ? moment(-Math.max(1, age - 3), 640) : null, done_by: isDone ? ref(owner.key) : null });
  if (closed) return;
  const wanted = ACTIONS.filter(([process, at]) => process === type && at === stage);
  if (type === "standard" && stage !== "qualify") action("qualify", "首次会面", true, true, 0);
  for (const [index, [, at, name, required]] of wanted.entries()) action(at, name, required, index === 0, index + 1);
}
