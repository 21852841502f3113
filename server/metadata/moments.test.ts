import { describe, expect, test } from "vitest";
import { Moments } from "./moments.ts";

describe("Moments", () => {
  test("days count from the day of installation in the workspace's zone", () => {
    const at = new Date("2026-11-24T17:00:00.000Z"); // the 25th in Shanghai
    const shanghai = new Moments(at, "Asia/Shanghai");
    expect(shanghai.date("D")).toBe("2026-11-25");
    expect(shanghai.date("D-25")).toBe("2026-10-31");
    expect(shanghai.date("D+6")).toBe("2026-12-01");
    expect(new Moments(at, "America/New_York").date("D")).toBe("2026-11-24");
    expect(shanghai.month("D-30")).toBe("2026-10");
  });

  test("moments are by the workspace's clock, over changes of summer time", () => {
    const moments = new Moments(new Date("2026-11-24T12:00:00.000Z"), "Europe/Berlin");
    expect(moments.moment("D 09:30")).toBe("2026-11-24T08:30:00.000Z");
    expect(moments.moment("D-90 09:30")).toBe("2026-08-26T07:30:00.000Z");
    expect(moments.moment("D-30 00:30")).toBe("2026-10-24T22:30:00.000Z"); // the night in which summer time ends, before it does
    expect(moments.moment("D-30 12:00")).toBe("2026-10-25T11:00:00.000Z");
    expect(moments.moment("D-1")).toBe("2026-11-23T11:00:00.000Z");
  });

  test("what is not relative stays", () => {
    const moments = new Moments(new Date("2026-11-24T12:00:00.000Z"), "UTC");
    expect(moments.date("2025-01-31")).toBe("2025-01-31");
    expect(moments.moment("2025-01-31T00:00:00.000Z")).toBe("2025-01-31T00:00:00.000Z");
    expect(moments.month("2025-01")).toBe("2025-01");
    expect(moments.date("Dec-1")).toBe("Dec-1");
  });
});
