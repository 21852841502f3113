import { describe, expect, it } from "vitest";
import { formatDate, formatMonth, parseDate, parseMonth, parseTime } from "./date-text.ts";
import { fromWallTime, toWallTime } from "./zone.ts";

const today = "2026-11-24";

describe("parseDate", () => {
  it.each([
    ["2026-12-12", "en-GB", "2026-12-12"],
    ["12/11/2026", "en-GB", "2026-11-12"],
    ["12/11/2026", "en-US", "2026-12-11"],
    ["12.11", "en-GB", "2026-11-12"],
    ["12 Dec", "en-GB", "2026-12-12"],
    ["Dec 12, 2027", "en-US", "2027-12-12"],
    ["12 december 27", "en-GB", "2027-12-12"],
    ["3 june", "en-GB", "2026-06-03"],
    ["20261212", "zh-CN", "2026-12-12"],
    ["12月12日", "zh-CN", "2026-12-12"],
    ["2027年1月2日", "zh-CN", "2027-01-02"],
    ["２０２７/１/２", "zh-CN", "2027-01-02"],
    ["28", "en-GB", "2026-11-28"],
    ["tomorrow", "en-GB", "2026-11-25"],
    ["后天", "zh-CN", "2026-11-26"],
    ["+3", "en-GB", "2026-11-27"],
    ["-2w", "en-GB", "2026-11-10"],
    ["+1月", "zh-CN", "2026-12-24"],
    ["", "en-GB", ""],
  ])("reads %s in %s as %s", (typed, locale, expected) => {
    expect(parseDate(typed, locale, today)).toBe(expected);
  });

  it.each(["31/06/2026", "2026-13-01", "soon", "12 Foo", "1/2/3/4", "29/02/2027"])("refuses %s", (typed) => {
    expect(parseDate(typed, "en-GB", today)).toBeUndefined();
  });

  it("keeps the month's end when a month is added", () => {
    expect(parseDate("+3m", "en-GB", "2026-11-30")).toBe("2027-02-28");
  });

  it("reads back what it writes", () => {
    for (const locale of ["en-GB", "en-US", "zh-CN", "de-DE"]) {
      for (const day of ["2026-01-31", "2026-05-01", "2028-02-29", "2026-12-12"]) {
        expect(parseDate(formatDate(day, locale), locale, today)).toBe(day);
      }
      expect(parseMonth(formatMonth("2026-09", locale), locale, today)).toBe("2026-09");
    }
  });
});

it("parseMonth refuses what is no month", () => {
  expect(parseMonth("11", "en-GB", today)).toBe("2026-11");
  expect(parseMonth("2026-13", "en-GB", today)).toBeUndefined();
  expect(parseMonth("1 2 2026", "en-GB", today)).toBeUndefined();
});

it.each([["8:30", "08:30"], ["0830", "08:30"], ["8", "08:00"], ["8:30pm", "20:30"], ["12 am", "00:00"], ["25:00", undefined], ["8:61", undefined], ["x", undefined]])("parseTime reads %s as %s", (typed, expected) => {
  expect(parseTime(typed)).toBe(expected);
});

describe("zones", () => {
  it("shows and reads the zone's own clock", () => {
    expect(toWallTime("2026-11-24T08:30:00.000Z", "Asia/Shanghai")).toEqual({ date: "2026-11-24", time: "16:30" });
    expect(fromWallTime({ date: "2026-11-24", time: "16:30" }, "Asia/Shanghai")).toBe("2026-11-24T08:30:00.000Z");
  });

  it("takes the first of an hour shown twice, and moves past one that is not shown", () => {
    expect(fromWallTime({ date: "2026-10-25", time: "02:30" }, "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(fromWallTime({ date: "2026-03-29", time: "02:30" }, "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });
});
