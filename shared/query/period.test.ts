import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addPeriods, isDate, localDate, startOfDay, startOfPeriod } from "./period.ts";

describe("periods", () => {
  test("weeks begin on Monday, quarters and years with the fiscal year", () => {
    expect(startOfPeriod("2026-11-29", "week", 1)).toBe("2026-11-23");
    expect(startOfPeriod("2026-11-23", "week", 1)).toBe("2026-11-23");
    expect(startOfPeriod("2026-11-24", "month", 4)).toBe("2026-11-01");
    expect(startOfPeriod("2026-11-24", "quarter", 1)).toBe("2026-10-01");
    expect(startOfPeriod("2026-01-31", "quarter", 2)).toBe("2025-11-01");
    expect(startOfPeriod("2026-03-31", "year", 4)).toBe("2025-04-01");
    expect(startOfPeriod("2026-04-01", "year", 4)).toBe("2026-04-01");
    expect(addPeriods("2026-10-01", "quarter", -1)).toBe("2026-07-01");
    expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  });
  test("dates that are none", () => {
    for (const text of ["2026-02-29", "2026-13-01", "0000-01-01", "2026-1-1", "2026-11-24T00:00:00Z"]) expect(isDate(text)).toBe(false);
    expect(isDate("2024-02-29")).toBe(true);
  });
});

describe("days in a time zone", () => {
  test("begin at midnight, or later where clocks skip it", () => {
    expect(startOfDay("2026-11-24", "Asia/Shanghai")).toBe("2026-11-23T16:00:00.000Z");
    expect(startOfDay("2026-03-09", "America/New_York")).toBe("2026-03-09T04:00:00.000Z");
    // Before zones, and before the calendar that Intl counts by: the sun's time of the place, as PostgreSQL has it.
    expect(startOfDay("0001-01-02", "America/New_York")).toBe("0001-01-02T04:56:02.000Z");
    expect(localDate(Date.parse("0001-01-02T04:56:01.999Z"), "America/New_York")).toBe("0001-01-01");
    expect(startOfDay("2026-09-06", "America/Santiago")).toBe("2026-09-06T04:00:00.000Z"); // midnight is skipped: the day begins at 01:00
    expect(startOfDay("2026-04-05", "Asia/Kathmandu")).toBe("2026-04-04T18:15:00.000Z");
  });
  test("a day's first moment is the first that shows its date", () => {
    const zones = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "America/Santiago", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Beirut");
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 20_000 }), (zone, day) => {
        const date = addDays("1990-01-01", day);
        if (zone === "Pacific/Apia" && date === "2011-12-30") return; // never was there
        const start = Date.parse(startOfDay(date, zone));
        expect(localDate(start, zone)).toBe(date);
        expect(localDate(start - 1, zone) < date).toBe(true);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
