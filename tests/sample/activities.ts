import type { Account } from "./accounts.ts";
import type { Opportunity } from "./opportunities.ts";
import { people, sellers } from "./people.ts";
import type { Random } from "./random.ts";
import { day, moment, ref, type Sample } from "./rows.ts";

const TALKS: readonly (readonly [string, string, string])[] = [
  ["call", "电话跟进", "对方说预算本月批下来，下周约现场。"], ["meeting", "现场拜访", "看了泵房，管径 DN100，防爆等级 ExdIIC。"], ["follow_up", "微信沟通", "发了样本和案例，等技术答复。"], ["email", "发送方案", "方案与偏离表已发，抄送总工。"], ["note", "内部备注", "竞争对手也在接触，价格敏感。"],
];
const TODOS = ["发送报价", "回访满意度", "准备演示环境", "催付款计划", "更新联系人", "约高层拜访", "整理勘查照片"];

/** What people did and what they mean to do; tickets, visits and reports beside it. */
export function addActivities(sample: Sample, random: Random, accounts: readonly Account[], opportunities: readonly Opportunity[]): void {
  for (let index = 1; index <= 150; index++) {
    const account = random.pick(accounts);
    const [type, subject, content] = random.pick(TALKS);
    const age = Math.min(random.int(0, 160), account.since - 1);
    const at = moment(-age, random.int(530, 1050));
    sample.add("base", "activity", { $key: `ac.${index}`, $created_at: at, $created_by: ref(account.owner.key), record_type: type, subject, regarding: ref(account.key), account: ref(account.key), contact: ref(account.contacts[0]), starts_at: at, is_done: true, content, outcome: random.pick(["interested", "neutral", "no_answer"]), next_date: age < 10 ? day(random.int(1, 10)) : null, owner_id: ref(account.owner.key) });
  }
  for (const opportunity of opportunities.slice(0, 40)) {
    const at = moment(-Math.max(0, Math.floor(opportunity.age / 4)), random.int(530, 1050));
    const [type, subject, content] = random.pick(TALKS);
    sample.add("opportunity", "activity", { $key: `ac.${opportunity.key}`, $created_at: at, $created_by: ref(opportunity.owner.key), record_type: type, subject: `${subject}：${opportunity.account.name.slice(0, 6)}`, regarding: ref(opportunity.key), account: ref(opportunity.account.key), starts_at: at, is_done: true, content, outcome: "interested", owner_id: ref(opportunity.owner.key) });
  }
  for (let index = 1; index <= 60; index++) {
    const account = random.pick(accounts);
    const due = random.int(-20, 21);
    sample.add("base", "todo", { $key: `td.${index}`, $created_at: moment(-random.int(21, 40), 600), $created_by: ref(account.owner.manager), subject: random.pick(TODOS), assignee: ref(account.owner.key), assigned_by: ref(account.owner.manager), due_at: moment(due, 1080), priority: random.weighted([["normal", 6], ["high", 3], ["urgent", 1]] as const), status: due < -5 ? random.weighted([["done", 8], ["open", 2]] as const) : random.pick(["open", "open", "doing"]), regarding: ref(account.key), account: ref(account.key), owner_id: ref(account.owner.key) });
  }
  addService(sample, random, accounts);
  addReports(sample, random);
}

function addService(sample: Sample, random: Random, accounts: readonly Account[]): void {
  const agents = people.filter((person) => person.job === "service");
  for (let index = 1; index <= 32; index++) {
    const account = random.pick(accounts);
    const age = random.int(0, 120);
    const status = age < 3 ? "new" : age < 8 ? random.pick(["assigned", "in_progress", "waiting"]) : random.pick(["resolved", "closed"]);
    const done = status === "resolved" || status === "closed";
    sample.add("customer", "ticket", { $key: `tk.${index}`, $created_at: moment(-age, random.int(500, 1100)), record_type: random.weighted([["question", 4], ["fault", 4], ["complaint", 1], ["onsite", 2]] as const), subject: random.pick(["压力读数漂移", "网关离线", "要求现场校准", "发票抬头有误", "平台报警太频繁", "变送器进水"]), account: ref(account.key), contact: ref(account.contacts[0]), priority: random.pick(["normal", "normal", "high", "urgent"]), status, channel: random.pick(["phone", "wechat", "mail", "web"]), description: "客户反馈，需要跟进。", product: random.pick(["@p.PT200", "@p.GW10", "@p.FM500-50"]), resolution: done ? "更换并复检合格" : null, root_cause: done ? random.pick(["product", "installation", "operation"]) : null, owner_id: ref(random.pick(agents).key) });
  }
  for (let index = 1; index <= 40; index++) {
    const account = random.pick(accounts);
    const offset = random.int(-60, 18);
    const status = offset > 0 ? "planned" : random.weighted([["done", 8], ["missed", 1], ["cancelled", 1]] as const);
    sample.add("customer", "visit", { $key: `vs.${index}`, $created_at: moment(Math.min(offset, 0) - 6, 600), record_type: account.type === "dealer" ? "store" : account.grade === "A" ? "key_account" : "standard", account: ref(account.key), contact: ref(account.contacts[0]), planned_at: moment(offset, random.int(540, 960)), purpose: random.pick(["routine", "new", "training", "collection"]), status, summary: status === "done" ? "设备运行正常，客户提出二期需求。" : null, result: status === "done" ? random.pick(["good", "neutral"]) : null, next_date: status === "done" ? day(random.int(7, 40)) : null, owner_id: ref(account.owner.key) });
  }
}

function addReports(sample: Sample, random: Random): void {
  for (const seller of sellers.slice(0, 10)) {
    for (let week = 1; week <= 4; week++) {
      const start = -7 * week;
      sample.add("team", "work_report", { $key: `wr.${seller.key.slice(2)}.${week}`, $created_at: moment(start + 4, 1040), $created_by: ref(seller.key), record_type: "weekly", author: ref(seller.key), period_start: day(start), period_end: day(start + 6), receiver: ref(seller.manager), status: week === 1 ? "submitted" : "read", submitted_at: moment(start + 4, 1050), problems: random.pick(["交期偏长，影响两个客户。", "价格竞争激烈。", "缺少防爆样机。"]), score: week === 1 ? null : random.int(3, 5), owner_id: ref(seller.key) });
    }
  }
}
