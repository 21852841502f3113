import type { Bucket } from "./query.ts";

/** Calendar arithmetic on `YYYY-MM-DD` dates and on moments in a time zone. Weeks begin on Monday; years are fiscal. */

export const PERIOD_UNITS = ["day", "week", "month", "quarter", "year"] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** Offsets change at whole quarters of an hour. */
const BLOCK = 900_000;

/** Before it clocks count as they did then: there were no zones, and Intl would begin to count Julian days. */
const OLDEST = Date.parse("1600-01-01T00:00:00Z");

const DAY = 86_400_000;

/** True for a date that exists, of the years 0001–9999. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith("0000")) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && isoDate(time) === text;
}
export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && !text.startsWith("0000");
}

const [FIRST, LAST] = [Date.parse("0001-01-01T00:00:00Z"), Date.parse("9999-12-31T00:00:00Z")];
/** What lies outside the calendar becomes its first or last day. */
const isoDate = (time: number): string => new Date(Math.min(Math.max(time, FIRST), LAST + DAY - 1)).toISOString().slice(0, 10);
const timeOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const fromMonths = (months: number): string => `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}-01`;
const monthsOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

export function addDays(date: string, days: number): string {
  return isoDate(timeOf(date) + days * DAY);
}

/** First day of the period that a date lies in. `fiscalYearStart` is the month, 1–12, in which the year begins. */
export function startOfPeriod(date: string, unit: Bucket, fiscalYearStart: number): string {
  if (unit === "day") return date;
  if (unit === "week") return addDays(date, -((new Date(timeOf(date)).getUTCDay() + 6) % 7));
  const months = monthsOf(date);
  if (unit === "month") return fromMonths(months);
  const length = unit === "quarter" ? 3 : 12;
  return fromMonths(months - ((months - (fiscalYearStart - 1) + 12) % length));
}

/** First day of the period that lies `count` periods after the one that begins on `start`. */
export function addPeriods(start: string, unit: PeriodUnit, count: number): string {
  if (unit === "day") return addDays(start, count);
  if (unit === "week") return addDays(start, 7 * count);
  return fromMonths(monthsOf(start) + count * (unit === "month" ? 1 : unit === "quarter" ? 3 : 12));
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/** What a zone's clocks show ahead of UTC at a moment, in ms. */
function offsetAt(time: number, zone: string): number {
  let blocks = offsets.get(zone);
  if (!blocks) offsets.set(zone, (blocks = new Map()));
  const block = Math.floor(Math.max(time, OLDEST) / BLOCK);
  const known = blocks.get(block);
  if (known !== undefined) return known;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone, calendar: "iso8601", numberingSystem: "latn", hourCycle: "h23", era: "short",
      year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
    });
    formats.set(zone, format);
  }
  const at = block * BLOCK;
  const part: Record<string, string> = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const local = new Date(0);
  local.setUTCFullYear(Number(part["year"]), Number(part["month"]) - 1, Number(part["day"]));
  local.setUTCHours(Number(part["hour"]), Number(part["minute"]), Number(part["second"]));
  const offset = local.getTime() - at;
  if (blocks.size > 100_000) blocks.clear();
  blocks.set(block, offset);
  return offset;
}

/** The date that a zone's calendar shows at a moment. */
export function localDate(time: number, zone: string): string {
  return isoDate(time + offsetAt(time, zone));
}

/** The moment at which a date begins in a zone, as ISO text: 00:00, or the first moment after it where clocks skip that. */
export function startOfDay(date: string, zone: string): string {
  const midnight = timeOf(date);
  const around = [offsetAt(midnight - DAY, zone), offsetAt(midnight + DAY, zone)];
  const candidates = around.map((offset) => midnight - offset).sort((a, b) => a - b);
  for (const time of candidates) if (time + offsetAt(time, zone) === midnight) return new Date(time).toISOString();
  let [before = midnight, after = midnight] = candidates;
  while (after - before > 60_000) {
    const middle = Math.floor((before + after) / 120_000) * 60_000;
    if (middle + offsetAt(middle, zone) < midnight) before = middle;
    else after = middle;
  }
  return new Date(after).toISOString();
}
