import { describe, expect, test } from "vitest";
import { openWorld, type Row } from "./world.ts";

// What is known of a customer (modules.md §2.3), and what its records insist on.

const world = openWorld(["customer"]);
const DAY = 86_400_000;
const day = (offset: number): string => new Date(Date.now() + offset * DAY).toISOString().slice(0, 10);
const id = (record: Row): string => String(record["id"]);
const account = async (more: Row = {}): Promise<string> => id(await world().make("account", { name: `Firm ${Math.random()}`, ...more }));
/** The rules that refuse a change. */
async function refusedChange(object: string, of: string, body: Row): Promise<string[]> {
  const answer = await world().client.patch(world().path("records", object, of), body);
  return answer.status === 200 ? [] : (answer.json["errors"] as Row[]).map(({ path, rule }) => `${String(path)} ${String(rule)}`);
}

describe("an account", () => {
  test("counts its complaints of a year, its activities of 90 days and its open tickets", async () => {
    const one = await account({ last_order_on: day(-95) });
    const contact = id(await world().make("contact", { name: "Lin", account: one, mobile: "13800001111" }));
    for (const record_type of ["complaint", "question"]) await world().make("ticket", { subject: "leak", account: one, contact, record_type });
    const closed = id(await world().make("ticket", { subject: "noise", account: one }));
    await world().change("ticket", closed, { status: "in_progress" });
    await world().change("ticket", closed, { status: "resolved", resolution: "replaced", root_cause: "product" });
    expect(await world().read("account", one)).toMatchObject({ open_tickets: 3, complaints_365: 1 });
    await world().change("ticket", closed, { status: "closed" });
    for (const [offset, is_done] of [[-1, true], [-89, true], [-91, true], [-2, false]] as const) await world().make("activity", { subject: "call", account: one, starts_at: `${day(offset)}T04:00:00.000Z`, is_done });
    expect(await world().read("account", one)).toMatchObject({ open_tickets: 2, complaints_365: 1, contacts_90: 2, recency_days: 95, activity_count: 3 });
    const quiet = await account();
    expect(await world().read("account", quiet)).toMatchObject({ open_tickets: 0, complaints_365: 0, contacts_90: 0, recency_days: null });
  });

  test("is as complete as its fields are filled", async () => {
    const one = await account({ industry: "water", source: "referral" });
    expect((await world().read("account", one))["completeness"]).toBe("33.33");
    await world().change("account", one, { company_size: 20, phone: "0571-55510000" });
    expect((await world().read("account", one))["completeness"]).toBe("66.67");
  });

  test("a dealer has tax number, region and level; an overridden grade has a reason", async () => {
    const region = id(await world().make("region", { code: "east", name: "East" }));
    const dealer = { name: "Dealer", record_type: "dealer" };
    expect((await world().refused("account", dealer)).sort()).toEqual(["/dealer_level required", "/region required", "/tax_no required"]);
    expect(await world().refused("account", { ...dealer, region, tax_no: "91330100MA27000236", dealer_level: "gold" })).toEqual([]);
    expect(await world().refused("account", { name: "Direct", grade_override: "A" })).toEqual(["/grade_reason override_has_reason"]);
  });
});

test("a contact reports to someone of its account or group", async () => {
  const [group, other] = [await account(), await account()];
  const child = await account({ parent: group });
  const person = async (of: string, more: Row = {}): Promise<string> => id(await world().make("contact", { name: "P", account: of, mobile: "13800001111", ...more }));
  const [boss, stranger] = [await person(group), await person(other)];
  const one = await person(child, { reports_to: boss });
  expect(await refusedChange("contact", one, { reports_to: stranger })).toEqual(["/reports_to reports_within_group"]);
  const sister = await person(await account({ parent: group }), { reports_to: one });
  expect(await refusedChange("contact", sister, { reports_to: boss })).toEqual([]);
});

test("a ticket is resolved with how and why; a complaint names who complains", async () => {
  const one = id(await world().make("ticket", { subject: "leak" }));
  await world().change("ticket", one, { status: "in_progress" });
  expect((await refusedChange("ticket", one, { status: "resolved" })).sort()).toEqual(["/resolution resolved_says_how", "/root_cause resolved_says_why"]);
  expect(await refusedChange("ticket", one, { status: "resolved", resolution: "tightened", root_cause: "installation" })).toEqual([]);
  expect(await world().refused("ticket", { subject: "late", record_type: "complaint" })).toEqual(["/contact required"]);
});
