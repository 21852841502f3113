import { expect, test } from "vitest";
import { openWorld } from "./world.ts";

// Work reports (modules.md §2.8).

const world = openWorld(["team"]);

test("a report is its author's, for the author's manager, about a period that runs forward", async () => {
  const report = { record_type: "weekly", period_start: "2026-05-04", period_end: "2026-05-10" };
  expect(await world().refused("work_report", { ...report, period_end: "2026-05-03" })).toEqual(["/period_end period_in_order"]);
  const first = await world().make("work_report", report);
  expect(first).toMatchObject({ author: first["created_by"], receiver: null, status: "draft" });
  const lead = await world().make("user", { name: "Lead", email: "lead@example.com" });
  await world().change("user", first["author"], { manager: lead["id"] });
  expect(await world().make("work_report", { ...report, period_start: "2026-05-05" })).toMatchObject({ receiver: lead["id"] });
});
