import { beforeAll, describe, expect, test } from "vitest";
import { openWorld, type Row } from "./world.ts";

// Campaigns and leads (modules.md §2.2): what a campaign cost and brought, how soon a lead was answered, who has how many.

const world = openWorld(["marketing", "opportunity"]);
let channel: string;
let campaign: string;

const id = (record: Row): string => String(record["id"]);
const lead = async (more: Row = {}): Promise<string> => id(await world().make("lead", { name: "Lin", company_name: "Water", mobile: "13900001111", source: "event", marketing_channel: channel, campaign, ...more }));
/** Along the stages of the set, each move with what its exit asks. */
async function move(one: string, ...stages: readonly string[]): Promise<void> {
  for (const stage of stages) await world().change("lead", one, { stage });
}

beforeAll(async () => {
  channel = id(await world().make("marketing_channel", { code: "fair", name: "Fair", kind: "event" }));
  campaign = id(await world().make("campaign", { name: "Fair 2026", record_type: "event", starts_on: "2026-05-01", ends_on: "2026-05-04", marketing_channel: channel, budget: "20000" }));
});

describe("what a campaign costs and brings", () => {
  test("nothing yet: shares of nothing are empty, not zero", async () => {
    expect(await world().read("campaign", campaign)).toMatchObject({ cost: "0.00", lead_count: 0, converted_count: 0, conversion: null, cost_per_lead: null, won_amount: "0.00", roi: null });
  });

  test("costs, leads, stages reached, won amount and ROI", async () => {
    for (const amount of ["6000.00", "4000.10"]) await world().make("campaign_cost", { campaign, marketing_channel: channel, spent_on: "2026-05-02", amount });
    const [a, b, c] = [await lead({ score: 60, need: "pumps", budget: "1000" }), await lead({ score: 90 }), await lead({ score: 31 })];
    await move(a, "nurturing", "mql", "sql", "converted");
    await move(b, "nurturing", "mql", "nurturing");
    expect(await world().read("campaign", campaign)).toMatchObject({ cost: "10000.10", lead_count: 3, converted_count: 1, conversion: "33.33", cost_per_lead: "3333.37", mql_count: 2, sql_count: 1 });
    expect(await world().read("marketing_channel", channel)).toMatchObject({ lead_count: 3, cost: "10000.10", cost_per_lead: "3333.37", avg_score: "60.3" });
    await world().change("lead", c, { campaign: null });
    expect(await world().read("campaign", campaign)).toMatchObject({ lead_count: 2, conversion: "50.00", cost_per_lead: "5000.05" });

    const account = id(await world().make("account", { name: "Water" }));
    const opportunity = id(await world().make("opportunity", { name: "Pumps", account, campaign, amount: "26000.26", close_date: "2026-12-31" }));
    expect(await world().read("campaign", campaign)).toMatchObject({ won_amount: "0.00", roi: "-1.0000" });
    for (const stage of ["needs", "solution", "proposal", "negotiation", "won"]) await world().change("opportunity", opportunity, { stage, closed_on: "2026-06-01", $reason: "signed at the fair" });
    expect(await world().read("campaign", campaign)).toMatchObject({ won_amount: "26000.26", roi: "1.6000" });
  });

  test("what it costs is not for sales", async () => {
    const seller = await world().member("seller", ["sales_rep"]);
    const seen = [...Object.keys(await seller.read("campaign", campaign)), ...Object.keys(await seller.read("marketing_channel", channel))];
    expect(seen.filter((name) => ["budget", "cost", "cost_per_lead", "won_amount", "roi"].includes(name))).toEqual([]);
    expect(seen).toContain("lead_count");
  });

  test("it ends no earlier than it starts", async () => {
    expect(await world().refused("campaign", { name: "x", starts_on: "2026-05-02", ends_on: "2026-05-01", budget: "0" })).toEqual(["/ends_on ends_after_start"]);
  });
});

describe("leads", () => {
  test("can be reached, and say why they are invalid", async () => {
    const nobody = { name: "Nobody", source: "website" };
    expect(await world().refused("lead", nobody)).toEqual(["/mobile can_be_reached"]);
    expect(await world().refused("lead", { ...nobody, wechat: "wx_1" })).toEqual([]);
    const one = await lead();
    const answer = await world().client.patch(world().path("records", "lead", one), { stage: "invalid" });
    expect((answer.json["errors"] as Row[]).map(({ path, rule }) => [path, rule])).toEqual([["/invalid_reason", "invalid_has_reason"]]);
    await world().change("lead", one, { stage: "invalid", invalid_reason: "spam" });
  });

  test("the first response is the first activity after the assignment", async () => {
    const one = await lead({ assigned_at: "2026-05-11T01:00:00.000Z" });
    const talk = async (starts_at: string, is_done = true): Promise<unknown> => world().make("activity", { subject: "call", regarding: { object: "lead", id: one }, starts_at, is_done });
    await talk("2026-05-10T01:00:00.000Z");
    expect(await world().read("lead", one)).toMatchObject({ first_response_at: null, last_activity_at: "2026-05-10T01:00:00.000Z" });
    await talk("2026-05-12T03:00:00.000Z");
    await talk("2026-05-11T06:30:00.000Z");
    await talk("2026-06-01T06:30:00.000Z", false);
    expect(await world().read("lead", one)).toMatchObject({ first_response_at: "2026-05-11T06:30:00.000Z", last_activity_at: "2026-05-12T03:00:00.000Z" });
  });

  test("load is open leads by weight (T-5d's measure)", async () => {
    const me = await world().make("lead", { name: "Owner", mobile: "13900002222", source: "website" });
    const member = id(await world().make("assignment_member", { member: me["owner_id"], weight: "2" }));
    const before = Number((await world().read("assignment_member", member))["open_count"]);
    const open = await lead({ score: 70 });
    await move(open, "nurturing", "mql");
    const after = await world().read("assignment_member", member);
    expect(after["open_count"]).toBe(before + 1);
    expect(after["load"]).toBe(((before + 1) / 2).toFixed(2));
  });
});
