/** Calendar arithmetic on `YYYY-MM-DD` texts, years 0001–9999. What lies outside is null: no date. */

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse("0001-01-01T00:00:00Z") / DAY_MS;
const LAST_DAY = Date.parse("9999-12-31T00:00:00Z") / DAY_MS;

/** Days since 1970-01-01. */
export const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

export function dateOfDay(day: number): string | null {
  return day < FIRST_DAY || day > LAST_DAY ? null : new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export const addDays = (date: string, days: number): string | null => dateOfDay(dayNumber(date) + days);

export interface Civil {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
}
export const civil = (date: string): Civil => ({ year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) });

export const daysInMonth = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

const two = (value: number): string => String(value).padStart(2, "0");

/** A date that exists, or null. */
export function dateFrom(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** The same day so many months on; the month's last day where it has no such day. */
export function addMonths(date: string, months: number): string | null {
  const { year, month, day } = civil(date);
  const count = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(count / 12), (((count % 12) + 12) % 12) + 1];
  return dateFrom(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Whole months from one date to another: 31 January to 28 February is none, to 1 March one. Negative backwards. */
export function monthsBetween(from: string, to: string): number {
  const [a, b] = [civil(from), civil(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  if (months > 0 && b.day < a.day) return months - 1;
  return months < 0 && b.day > a.day ? months + 1 : months;
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export const weekday = (date: string): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

/** Week of the year by ISO 8601: the one with the year's first Thursday is the first. */
export function weekNumber(date: string): number {
  const thursday = dayNumber(date) - weekday(date) + 4;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  return Math.floor((thursday - dayNumber(`${String(year).padStart(4, "0")}-01-01`)) / 7) + 1;
}

export type PeriodUnit = "week" | "month" | "quarter" | "year";

/** First day of the period that a date lies in; quarters and years are fiscal, of a year that begins in month `fiscalStart`. */
export function startOf(date: string, unit: PeriodUnit, fiscalStart: number): string | null {
  if (unit === "week") return addDays(date, 1 - weekday(date));
  const { year, month } = civil(date);
  const length = unit === "month" ? 1 : unit === "quarter" ? 3 : 12;
  const into = unit === "month" ? 0 : (month - fiscalStart + 12) % length;
  return addMonths(`${String(year).padStart(4, "0")}-${two(month)}-01`, -into);
}

export function endOf(date: string, unit: PeriodUnit, fiscalStart: number): string | null {
  const start = startOf(date, unit, fiscalStart);
  if (start === null) return null;
  const next = unit === "week" ? addDays(start, 7) : addMonths(start, unit === "month" ? 1 : unit === "quarter" ? 3 : 12);
  return next === null ? dateOfDay(LAST_DAY) : addDays(next, -1);
}

/** The calendar year in which the fiscal year of a date began. */
export function fiscalYear(date: string, fiscalStart: number): number {
  const { year, month } = civil(date);
  return month < fiscalStart ? year - 1 : year;
}
export const fiscalQuarter = (date: string, fiscalStart: number): number => Math.floor(((civil(date).month - fiscalStart + 12) % 12) / 3) + 1;

/** A date as people write it (2026-11-24, 2026/1/5, 2026.1.5, and with the Chinese signs for year, month, day), or null. */
export function readDate(text: string): string | null {
  const match = /^(\d{4})[-/.\u5e74](\d{1,2})[-/.\u6708](\d{1,2})\u65e5?$/.exec(text.trim());
  return match ? dateFrom(Number(match[1]), Number(match[2]), Number(match[3])) : null;
}
export const isMonthText = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && !text.startsWith("0000");
export const isTimeText = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
/** A moment as ISO text in UTC with milliseconds, or null. */
export function readMoment(text: string): string | null {
  const time = MOMENT.test(text) && dateFrom(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))) !== null ? Date.parse(text) : Number.NaN;
  return momentOf(time);
}
/** Milliseconds since 1970 as ISO text; null outside the years 0001–9999. */
export function momentOf(time: number): string | null {
  return Number.isNaN(time) || time < FIRST_DAY * DAY_MS || time >= (LAST_DAY + 1) * DAY_MS ? null : new Date(time).toISOString();
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** What a zone's clocks show at a moment: `HH:MM:SS`. */
export function localTime(moment: string, timeZone: string): string {
  let clock = clocks.get(timeZone);
  if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit" })));
  return clock.format(Date.parse(moment));
}
