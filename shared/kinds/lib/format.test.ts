import { expect, test } from "vitest";
import type { FormatContext } from "../define.ts";
import { formatDecimalValue, formatMoney, formatPercent } from "./format-number.ts";
import { formatDate, formatMoment, relativeMoment } from "./time.ts";

const en: FormatContext = { language: "en", timeZone: "Asia/Shanghai", currency: "CNY", now: new Date("2026-11-24T04:00:00Z"), dense: true };
const zh: FormatContext = { ...en, language: "zh-CN" };

test("lists leave out decimals from 10,000 on, records never", () => {
  expect(formatDecimalValue("9999.50", 2, en)).toBe("9,999.50");
  expect(formatDecimalValue("10000.50", 2, en)).toBe("10,001");
  expect(formatDecimalValue("-10000.40", 2, en)).toBe("−10,000");
  expect(formatDecimalValue("10000.50", 2, { ...en, dense: false })).toBe("10,000.50");
  expect(formatMoney("1204800.00", 2, "CNY", false, zh)).toBe("¥1,204,800");
});

test("foreign money is written by its code, the own with its sign", () => {
  expect(formatMoney("12400.00", 2, "USD", true, en)).toBe("USD 12,400");
  expect(formatMoney("12.40", 2, "USD", false, en)).toBe("$12.40");
  expect(formatMoney("1200.00", 2, "JPY", false, { ...en, dense: false })).toBe("¥1,200");
  expect(formatMoney("0.125", 3, "KWD", true, en)).toBe("KWD 0.125");
  expect(formatMoney("5.00", 2, "not a code", true, en)).toBe("5.00");
});

test("percent is exact and without idle zeros", () => {
  expect(formatPercent("15.00", 2, en)).toBe("15%");
  expect(formatPercent("-0.05", 2, en)).toBe("−0.05%");
  expect(formatPercent("123456789012.25", 2, zh)).toBe("123,456,789,012.25%");
});

test("lists name the year only where it is not this one, seen from the viewer's zone", () => {
  expect(formatDate("2026-12-12", en)).toBe("12 Dec");
  expect(formatDate("2026-12-12", zh)).toBe("12月12日");
  expect(formatDate("2025-12-12", en)).toBe("12 Dec 2025");
  expect(formatDate("2025-12-12", zh)).toBe("2025年12月12日");
  expect(formatMoment("2026-12-31T15:59:00.000Z", en)).toBe("31 Dec, 23:59");
  expect(formatMoment("2026-12-31T16:00:00.000Z", en)).toBe("1 Jan 2027, 00:00");
  expect(formatMoment("2026-11-24T08:30:00.000Z", { ...zh, timeZone: "Europe/Berlin" })).toBe("11月24日 09:30");
});

test("a moment within a week is told in words", () => {
  expect(relativeMoment("2026-11-24T03:59:30.000Z", en)).toBe("now");
  expect(relativeMoment("2026-11-24T02:00:00.000Z", en)).toBe("2 hr ago");
  expect(relativeMoment("2026-11-26T05:00:00.000Z", zh)).toBe("后天");
  expect(relativeMoment("2026-11-17T04:00:00.000Z", en)).toBeNull();
});
