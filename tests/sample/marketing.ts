import type { Account } from "./accounts.ts";
import { people, sellers } from "./people.ts";
import type { Random } from "./random.ts";
import { day, money, moment, ref, refs, type Sample } from "./rows.ts";

const CHANNELS = [["ch.site", "website", "官网", "website"], ["ch.search", "search", "搜索推广", "search"], ["ch.ads", "ads", "信息流广告", "ads"], ["ch.fair", "event", "行业展会", "event"], ["ch.mail", "email", "邮件营销", "email"], ["ch.ref", "referral", "客户推荐", "referral"], ["ch.partner", "partner", "渠道伙伴", "partner"], ["ch.wechat", "social", "微信公众号", "social"]] as const;
// name, type, channel, starts (days ago), days, budget, status
const CAMPAIGNS = [
  ["仪表展 2025 秋季", "event", "ch.fair", -305, 4, 180_000, "done"], ["水务数字化研讨会", "webinar", "ch.site", -210, 1, 20_000, "done"], ["PT300 上市推广", "ads", "ch.ads", -180, 60, 90_000, "done"], ["搜索常年投放", "ads", "ch.search", -360, 360, 240_000, "running"],
  ["化工安全白皮书", "content", "ch.wechat", -120, 90, 35_000, "running"], ["老客户推荐计划", "social", "ch.ref", -150, 180, 40_000, "running"], ["冬季供热专场", "webinar", "ch.site", -30, 1, 18_000, "done"], ["经销商大会", "event", "ch.partner", 25, 2, 120_000, "planned"],
] as const;
const NEEDS = ["水厂在线监测改造，约 40 个点位", "反应釜温度压力采集，需要防爆", "锅炉房能耗计量", "替换现有进口流量计", "新建产线仪表选型", "远程监测平台试用"];
const FAMILY = "陈林黄张李王吴刘蔡杨".split("");
const GIVEN = ["建国", "丽", "海波", "晓燕", "俊", "国强", "倩", "振华", "雪梅", "宁"];

/** Stages of leads that a salesperson was given. */
const ASSIGNED: readonly string[] = ["mql", "sql", "converted"];

export function addMarketing(sample: Sample, random: Random, accounts: readonly Account[]): void {
  for (const [key, code, name, kind] of CHANNELS) sample.add("marketing", "marketing_channel", { $key: key, code, name, kind, active: true });
  for (const [index, seller] of sellers.slice(0, 8).entries()) sample.add("marketing", "assignment_member", { $key: `am.${index}`, member: ref(seller.key), regions: seller.region ? `@${seller.region}` : null, seniority: 1 + (index % 3), weight: "1.00", max_open: 30, active: true });
  const marketers = people.filter((person) => person.job === "marketing");
  for (const [index, [name, type, channel, starts, length, budget, status]] of CAMPAIGNS.entries()) {
    const key = `cp.${index + 1}`;
    sample.add("marketing", "campaign", { $key: key, $created_at: moment(Math.min(starts - 30, -5), 600), $created_by: "@u.songyan", record_type: type, name, status, starts_on: day(starts), ends_on: day(starts + length), marketing_channel: ref(channel), budget: money(budget), expected_leads: Math.round(budget / 900), owner_id: ref(random.pick(marketers).key) });
    if (status === "planned") continue;
    for (let part = 1; part <= 2; part++) sample.add("marketing", "campaign_cost", { $key: `${key}.cost${part}`, $created_at: moment(Math.min(starts + part, -1), 660), campaign: ref(key), marketing_channel: ref(channel), spent_on: day(Math.min(starts + part, -1)), amount: money(Math.round(budget * (part === 1 ? 0.55 : 0.35))), description: part === 1 ? "首期费用" : "尾款" });
  }
  addLeads(sample, random, accounts);
  const invited = random.sample(accounts.flatMap((account) => account.contacts), 40);
  for (const [index, contact] of invited.entries()) sample.add("marketing", "campaign_member", { $key: `cm.${index}`, $created_at: moment(-40, 600), campaign: index % 2 === 0 ? "@cp.2" : "@cp.7", person: ref(contact), status: random.weighted([["invited", 4], ["registered", 3], ["attended", 5], ["declined", 1]] as const) });
}

function addLeads(sample: Sample, random: Random, accounts: readonly Account[]): void {
  for (let index = 1; index <= 80; index++) {
    const key = `l.${index}`;
    const age = index <= 6 ? index - 1 : random.int(2, 330);
    const stage = age < 8 ? "raw" : random.weighted([["raw", 10], ["nurturing", 28], ["mql", 18], ["sql", 16], ["converted", 14], ["invalid", 14]] as const);
    const channel = random.pick(CHANNELS);
    const owner = stage === "raw" ? random.pick(people.filter((person) => person.job === "marketing")) : random.pick(sellers);
    const score = stage === "invalid" ? random.int(0, 20) : random.int(10, 95);
    const account = stage === "converted" ? random.pick(accounts) : undefined;
    sample.add("marketing", "lead", {
      $key: key, $created_at: moment(-age, random.int(480, 1200)), name: random.pick(FAMILY) + random.pick(GIVEN), company_name: `${random.pick(["杭州", "常州", "南通", "武汉", "长沙", "郑州"])}${random.pick(["清源", "宏业", "科润", "恒力", "金桥"])}${random.pick(["水务", "化工", "热力", "食品", "药业"])}有限公司`, job_title: random.pick(["设备主管", "采购专员", "总工", "厂长"]), is_decision_level: random.chance(0.3),
      mobile: `1390000${String(2000 + index)}`, email: `lead${index}@example.com`, region: random.pick(["@r.east", "@r.north", "@r.south", "@r.west"]), industry: random.pick(["water", "chemical", "power", "food", "pharma"]), company_size: Math.round(random.size(150)), budget: money(Math.round(random.size(90_000) / 1000) * 1000),
      timeline: random.pick(["m3", "m6", "later", "unknown"]), need: random.pick(NEEDS), products: refs(random.sample(["p.PT200", "p.TT100", "p.FM500-50", "p.CLOUD", "p.GW10"], random.int(1, 2))), source: random.pick(["website", "search", "event", "social", "referral", "ads"]), marketing_channel: ref(channel[0]), campaign: random.chance(0.6) ? `@cp.${random.int(1, 7)}` : null,
      medium: channel[3], stage, score, rating: score >= 75 ? "A" : score >= 50 ? "B" : score >= 25 ? "C" : "D", invalid_reason: stage === "invalid" ? random.pick(["bad_contact", "no_need", "spam"]) : null, account: ref(account?.key), contact: ref(account?.contacts[0]), converted_at: account ? moment(-Math.max(0, age - 5), 700) : null, assigned_at: ASSIGNED.includes(stage) ? moment(-age + 2, 560) : null, owner_id: ref(owner.key),
    });
    // One in five still waits for an answer; the slower ones are answered the next day.
    if (ASSIGNED.includes(stage) && index % 5 !== 0) sample.add("marketing", "activity", { $key: `ac.${key}`, $created_at: moment(-age + (index % 3 === 0 ? 3 : 2), 600 + index), $created_by: ref(owner.key), record_type: "call", subject: "首次联系", regarding: ref(key), starts_at: moment(-age + (index % 3 === 0 ? 3 : 2), 600 + index), is_done: true, content: "电话确认需求与预算。", outcome: "interested", owner_id: ref(owner.key) });
    const path = ["raw", "nurturing", "mql", "sql", "converted"];
    const reached = stage === "invalid" ? ["raw", "invalid"] : path.slice(0, path.indexOf(stage) + 1);
    for (const [step, to] of reached.entries()) if (step > 0) sample.add("marketing", "lead.stage", { $record: `@${key}`, from: reached[step - 1], to, $at: moment(-Math.max(0, age - step), 600 + step), $by: ref(owner.key) });
    for (let event = 0; event < random.int(1, 3); event++) sample.add("marketing", "lead_event", { $key: `${key}.e${event}`, $created_at: moment(-age, 500 + event), lead: ref(key), kind: random.pick(["form", "page_view", "download", "mail_open", "webinar", "demo_request"]), occurred_at: moment(-age, 500 + event * 7), marketing_channel: ref(channel[0]), points: random.pick([1, 2, 5, 10]) });
  }
}
