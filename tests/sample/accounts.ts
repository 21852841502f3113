import { people, sellers, type Person } from "./people.ts";
import type { Random } from "./random.ts";
import { day, money, moment, ref, type Sample } from "./rows.ts";

export interface Account {
  key: string;
  name: string;
  type: "direct" | "dealer" | "partner";
  region: string;
  owner: Person;
  grade: string;
  industry: string;
  /** Days before the installation. */
  since: number;
  contacts: string[];
  currency: string;
}

const CITIES: Record<string, readonly string[]> = { "r.east": ["杭州", "宁波", "苏州", "无锡", "上海", "合肥"], "r.north": ["北京", "天津", "济南", "石家庄", "青岛"], "r.south": ["广州", "深圳", "厦门", "南宁", "佛山"], "r.west": ["成都", "重庆", "西安", "昆明"], "r.singapore": ["Jurong", "Tuas", "Changi"], "r.malaysia": ["Penang", "Johor", "Klang"] };
const STEMS = ["恒", "启", "瑞", "盛", "远", "泰", "嘉", "华", "鼎", "晟", "诚", "宏", "安", "润", "凯", "新", "天", "汇"];
const TAILS = ["源", "达", "通", "丰", "成", "力", "和", "信", "宇", "科", "泽", "康"];
const KINDS: readonly (readonly [string, string, number])[] = [["water", "水务", 24], ["chemical", "化工", 22], ["power", "热电", 14], ["food", "食品", 14], ["pharma", "制药", 12], ["machinery", "机械", 14]];
const FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧".split("");
const GIVEN = ["伟", "芳", "敏", "静", "磊", "洋", "勇", "艳", "杰", "涛", "明", "超", "秀兰", "建华", "志强", "晓东", "雨桐", "思远", "佳怡", "文博", "子轩", "海燕"];
const JOBS: readonly (readonly [string, string])[] = [["设备部经理", "economic"], ["总工程师", "technical"], ["采购经理", "economic"], ["生产副总", "decision"], ["自控工程师", "user"], ["总经理", "decision"], ["仪表班长", "user"]];

// Heroes of the story: name, type, region, owner, grade, industry, since, people
const HEROES = [
  ["a.qiming", "启明水务集团有限公司", "direct", "r.east", "u.lina", "A", "water", 480, ["郑启航", "陆文娟", "施建平"]],
  ["a.yongfeng", "永丰五金机电有限公司", "dealer", "r.east", "u.zhouyang", "B", "hardware_trade", 360, ["金永丰", "俞小红"]],
  ["a.jiangnan", "江南化工集团有限公司", "direct", "r.east", "u.lina", "A", "chemical", 510, ["顾长江", "苏敏", "汪志勇", "夏雪"]],
  ["a.hydro", "SG Hydro Pte. Ltd.", "direct", "r.singapore", "u.priya", "B", "water", 300, ["Wei Ling Tan", "Marcus Ong"]],
  ["a.hengtong", "恒通机械制造有限公司", "direct", "r.north", "u.wanglei", "C", "machinery", 420, ["孟庆海", "石磊"]],
] as const;
const SUBSIDIARIES = [["a.jiangnan.1", "江南化工（镇江）有限公司"], ["a.jiangnan.2", "江南新材料有限公司"], ["a.jiangnan.3", "江南精细化学品有限公司"], ["a.jiangnan.4", "江南仓储物流有限公司"]] as const;

const person = (key: string): Person => {
  const found = people.find((candidate) => candidate.key === key);
  if (!found) throw new Error(`no person ${key}`);
  return found;
};

export function addAccounts(sample: Sample, random: Random): Account[] {
  const accounts: Account[] = [];
  const add = (account: Omit<Account, "contacts">, parent: string | null, names: readonly string[]): void => {
    const made: Account = { ...account, contacts: [] };
    accounts.push(made);
    addAccount(sample, random, made, parent);
    for (const [index, name] of names.entries()) made.contacts.push(addContact(sample, random, made, name, index));
  };
  for (const [key, name, type, region, owner, grade, industry, since, names] of HEROES) add({ key, name, type, region, owner: person(owner), grade, industry, since, currency: key === "a.hydro" ? "USD" : "CNY" }, null, names);
  for (const [key, name] of SUBSIDIARIES) add({ key, name, type: "direct", region: "r.east", owner: person("u.lina"), grade: "B", industry: "chemical", since: random.int(200, 480), currency: "CNY" }, "a.jiangnan", [chinese(random)]);
  const used = new Set<string>();
  for (let index = 0; accounts.length < 130; index++) {
    const owner = random.pick(sellers);
    const region = owner.region ?? "r.east";
    const overseas = region === "r.singapore" || region === "r.malaysia";
    const type = random.weighted([["direct", 73], ["dealer", 21], ["partner", 6]] as const);
    const [industry, kind] = type === "dealer" ? (["hardware_trade", "机电"] as const) : random.weighted(KINDS.map(([value, word, weight]) => [[value, word] as const, weight] as const));
    const city = random.pick(CITIES[region] ?? ["杭州"]);
    const name = overseas ? `${city} ${random.pick(["Fluid", "Process", "Utilities", "Foods", "Chemicals"])} ${random.pick(["Systems", "Works", "Supply"])} ${region === "r.singapore" ? "Pte. Ltd." : "Sdn. Bhd."}` : `${city}${random.pick(STEMS)}${random.pick(TAILS)}${kind}有限公司`;
    if (used.has(name)) continue;
    used.add(name);
    const grade = random.weighted([["A", 8], ["B", 22], ["C", 40], ["D", 30]] as const);
    const names = Array.from({ length: random.int(1, 2) }, () => (overseas ? `${random.pick(["Aisha", "Daniel", "Mei", "Ravi", "Sarah", "Jason"])} ${random.pick(["Lee", "Kumar", "Ng", "Rahman", "Goh"])}` : chinese(random)));
    add({ key: `a.${index + 1}`, name, type, region, owner, grade, industry, since: random.int(12, 520), currency: "CNY" }, null, names);
  }
  return accounts;
}

function chinese(random: Random): string {
  return random.pick(FAMILY) + random.pick(GIVEN);
}

function addAccount(sample: Sample, random: Random, account: Account, parent: string | null): void {
  const index = account.key.replace(/\W/g, "");
  const state = account.key === "a.qiming" || account.since < 40 ? "prospect" : random.weighted([["active", 62], ["prospect", 22], ["dormant", 11], ["lost", 5]] as const);
  sample.add("base", "account", {
    $key: account.key, $created_at: moment(-account.since, random.int(510, 1050)), $created_by: ref(account.owner.key), record_type: account.type, name: account.name, industry: account.industry, region: ref(account.region),
    channel: account.type === "dealer" ? "distribution" : "direct", source: random.weighted([["referral", 24], ["website", 18], ["search", 14], ["event", 16], ["cold_visit", 14], ["partner", 8], ["ads", 6]] as const), grade: account.grade,
    life_cycle: account.key === "a.qiming" ? "active" : state, phone: `0571-555${String(10000 + sample.rows("base", "account").length).slice(-5)}`, email: `info-${index}@example.com`, currency: account.currency, tax_no: account.type === "dealer" ? creditCode(sample.rows("base", "account").length) : null, parent: ref(parent),
    payment_term: ref(account.type === "dealer" ? "pt.monthly" : random.pick(["pt.3070", "pt.360", "pt.prepaid"])), tags: account.key.length < 5 ? null : "sample", owner_id: ref(account.owner.key),
  });
  sample.add("customer", "account", {
    $key: account.key, company_size: Math.round(random.size(180, 0.9)), annual_revenue: money(Math.round(random.size(60_000_000, 1))), importance: account.grade === "A" ? "key" : account.grade === "D" ? "low" : "normal",
    customer_since: state === "prospect" ? null : day(-account.since + 20), risk_level: account.key === "a.hengtong" ? "high" : "low", dealer_level: account.type === "dealer" ? random.weighted([["gold", 15], ["silver", 30], ["bronze", 55]] as const) : null,
    dealer_since: account.type === "dealer" ? day(-account.since + 10) : null, win_back_status: state === "lost" ? "running" : "none",
  });
  sample.add("finance", "account", { $key: account.key, credit_limit: money(account.key === "a.hengtong" ? 200_000 : Math.round(random.size(250_000, 0.6) / 10_000) * 10_000), credit_rating: account.key === "a.hengtong" ? "D" : random.pick(["A", "B", "B", "C"]), invoice_title: account.name });
}

const CODE_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const BODY_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** A unified social credit code of Hangzhou with right check digits (GB 32100, GB 11714); invented. */
function creditCode(index: number): string {
  const body = `MA2${String(70_001 + index)}`;
  const rest = 11 - ([...body].reduce((sum, digit, i) => sum + Number.parseInt(digit, 36) * (BODY_WEIGHTS[i] ?? 0), 0) % 11);
  const code = `91330100${body}${rest === 11 ? "0" : rest === 10 ? "X" : String(rest)}`;
  const sum = [...code].reduce((total, digit, i) => total + CODE_DIGITS.indexOf(digit) * (3 ** i % 31), 0);
  return code + (CODE_DIGITS[(31 - (sum % 31)) % 31] ?? "0");
}

function addContact(sample: Sample, random: Random, account: Account, name: string, index: number): string {
  const key = `c.${account.key.slice(2)}.${index + 1}`;
  const [job, role] = random.pick(JOBS);
  const number = sample.rows("base", "contact").length;
  sample.add("base", "contact", {
    $key: key, $created_at: moment(-account.since + index, random.int(520, 1040)), $created_by: ref(account.owner.key), name, account: ref(account.key), job_title: job, mobile: `1380000${String(1000 + number)}`,
    email: `contact${number + 1}@example.com`, is_primary: index === 0, owner_id: ref(account.owner.key),
  });
  sample.add("customer", "contact", { $key: key, buying_role: role, influence: random.int(2, 5), attitude: random.int(-1, 2), level: role === "decision" ? "high" : role === "economic" ? "middle" : "staff", is_key: index === 0 });
  return key;
}
