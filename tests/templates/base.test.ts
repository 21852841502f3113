import { expect, test } from "vitest";
import { openWorld, type Row } from "./world.ts";

// Any module brings the base plate with it.
const world = openWorld(["team"]);

const account = (name: string, more: Row = {}): Promise<Row> => world().make("account", { name, ...more });

test("an account starts in the workspace's currency and knows what was done with it", async () => {
  const firm = await account("Firm");
  expect(firm).toMatchObject({ currency: "CNY", life_cycle: "prospect", channel: "direct", last_activity_at: null, activity_count: 0 });
  const person = await world().make("contact", { name: "Person", account: firm["id"], mobile: "13800000001" });
  const met = (starts_at: string, is_done: boolean): Promise<Row> => world().make("activity", { subject: "Met", regarding: { object: "contact", id: person["id"] }, contact: person["id"], starts_at, is_done });
  const last = await met("2026-05-20T08:00:00.000Z", true);
  expect(last["account"]).toBe(firm["id"]);
  await met("2026-05-01T08:00:00.000Z", true);
  await met("2030-01-01T08:00:00.000Z", false);
  for (const [object, id] of [["account", firm["id"]], ["contact", person["id"]]] as const) expect((await world().read(object, id))["last_activity_at"]).toBe("2026-05-20T08:00:00.000Z");
  expect((await world().read("account", firm["id"]))["activity_count"]).toBe(2);
  await world().client.delete(world().path("records", "activity", String(last["id"])));
  expect(await world().read("account", firm["id"])).toMatchObject({ last_activity_at: "2026-05-01T08:00:00.000Z", activity_count: 1 });
});

test("a contact that can't be reached is warned of, not refused", async () => {
  expect((await world().make("contact", { name: "Silent" }))["$warnings"]).toEqual([expect.objectContaining({ path: "/mobile", rule: "can_be_reached" })]);
  expect(await world().make("contact", { name: "Writes", wechat: "writes" })).not.toHaveProperty("$warnings");
});

test("a credit code's check digit is checked; other countries have other numbers", async () => {
  expect(await world().refused("account", { name: "Wrong", tax_no: "91110108551385082R" })).toEqual(["/tax_no credit_code"]);
  await account("Right", { tax_no: "91110108551385082Q" });
  await account("Abroad", { tax_no: "202600000G" });
});

test("a payment term's instalments make the whole, the rest comes last", async () => {
  const lines = (rows: readonly (readonly [seq: number, percent: string, rest: boolean])[]): Row => ({ name: `Term ${JSON.stringify(rows)}`, lines: rows.map(([seq, percent, takes_rest]) => ({ seq, percent, takes_rest, trigger_event: "delivered" })) });
  expect((await world().make("payment_term", lines([[1, "30", false], [2, "60", false], [3, "10", true]])))["percent_total"]).toBe("100.00");
  expect(await world().refused("payment_term", lines([[1, "30", false], [2, "69.99", false]]))).toEqual(["/lines lines_make_100"]);
  expect(await world().refused("payment_term", lines([[1, "50", true], [2, "50", true]]))).toEqual(["/lines one_takes_rest"]);
  expect(await world().refused("payment_term", lines([[1, "50", true], [2, "50", false]]))).toEqual(["/lines rest_comes_last"]);
  expect(await world().refused("payment_term", { name: "Fixed", lines: [{ percent: "100", trigger_event: "fixed_date" }] })).toEqual(["/lines/0/fixed_date fixed_date_is_given"]);
});

test("a to-do starts with whom it is made by; an activity ends after it began", async () => {
  const made = await world().make("todo", { subject: "Call", due_at: "2026-05-20T08:00:00.000Z" });
  expect(made).toMatchObject({ assignee: made["owner_id"], assigned_by: made["created_by"], priority: "normal", status: "open", done_at: null });
  const done = await world().change("todo", made["id"], { status: "done" });
  expect(done["done_at"]).toBe(done["updated_at"]);
  expect(await world().refused("activity", { subject: "Backwards", starts_at: "2026-05-20T08:00:00.000Z", ends_at: "2026-05-20T07:59:00.000Z" })).toEqual(["/ends_at ends_after_start"]);
  const now = await world().make("activity", { subject: "Now" });
  expect(Math.abs(Date.parse(String(now["starts_at"])) - Date.parse(String(now["created_at"])))).toBeLessThan(2000);
});
