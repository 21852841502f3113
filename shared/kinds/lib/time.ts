import type { Json } from "#shared/lib/json.ts";
import type { FormatContext } from "../define.ts";
import { localeOf } from "./locale.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[Tt ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?:([Zz])|([+-])(0\d|1[0-8])(?::?([0-5]\d))?)$/;

/** True for a day of the calendar, years 0001–9999. */
export function isDate(text: string): boolean {
  if (!DATE.test(text) || text.startsWith("0000")) return false;
  // JavaScript rolls 30 February over to March instead of refusing it.
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export function isMonth(text: string): boolean {
  return MONTH.test(text) && !text.startsWith("0000");
}

/**
 * A moment in ISO 8601 with a zone, as UTC with milliseconds (finer digits are cut off). Null for what is none, and for one
 * that falls outside the years 0001–9999 in UTC.
 */
export function momentOf(text: string): string | null {
  const match = MOMENT.exec(text.trim());
  if (!match) return null;
  const [, date = "", hour = "", minute = "", second = "00", fraction = "", , sign, offsetHours = "0", offsetMinutes = "0"] = match;
  if (!isDate(date)) return null;
  const local = Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const iso = new Date(sign === "-" ? local + offset : local - offset).toISOString();
  return iso.length === 24 && !iso.startsWith("0000") ? iso : null;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

/** The viewer's calendar year of a moment. */
function yearOf(moment: Date, timeZone: string): string {
  return formatter("en-GB", { year: "numeric", timeZone }).format(moment);
}

function dayOptions(context: FormatContext, otherYear: boolean): Intl.DateTimeFormatOptions {
  return { day: "numeric", month: context.language === "zh-CN" ? "long" : "short", ...((!context.dense || otherYear) && { year: "numeric" }) };
}

/** A date: `12 Dec 2026`; in lists without the year where it is this one. */
export function formatDate(value: Json, context: FormatContext): string {
  if (typeof value !== "string" || !isDate(value)) return "";
  const otherYear = value.slice(0, 4) !== yearOf(context.now, context.timeZone).padStart(4, "0");
  return formatter(localeOf(context.language), { ...dayOptions(context, otherYear), timeZone: "UTC" }).format(new Date(`${value}T00:00:00Z`));
}

/** A moment in the viewer's zone: `12 Dec 2026, 08:30`; in lists without the year where it is this one. */
export function formatMoment(value: Json, context: FormatContext): string {
  const moment = typeof value === "string" ? new Date(value) : null;
  if (!moment || Number.isNaN(moment.getTime())) return "";
  const { timeZone } = context;
  const otherYear = yearOf(moment, timeZone) !== yearOf(context.now, timeZone);
  return formatter(localeOf(context.language), { ...dayOptions(context, otherYear), hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(moment);
}

/** A month: `Nov 2026`, `2026年11月`. */
export function formatMonth(value: Json, context: FormatContext): string {
  if (typeof value !== "string" || !isMonth(value)) return "";
  return formatter(localeOf(context.language), { month: context.language === "zh-CN" ? "long" : "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${value}-01T00:00:00Z`));
}

const relativeFormatters = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormatter(locale: string): Intl.RelativeTimeFormat {
  let found = relativeFormatters.get(locale);
  if (!found) {
    found = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
    relativeFormatters.set(locale, found);
  }
  return found;
}

const UNITS = [["minute", 60], ["hour", 3600], ["day", 86_400]] as const;
const WEEK = 7 * 86_400;

/** How long ago or ahead, in words, within seven days of `now`; null beyond (then the date says more). */
export function relativeMoment(value: Json, context: FormatContext): string | null {
  const moment = typeof value === "string" ? Date.parse(value) : NaN;
  if (Number.isNaN(moment)) return null;
  const seconds = (moment - context.now.getTime()) / 1000;
  if (Math.abs(seconds) >= WEEK) return null;
  const words = relativeFormatter(localeOf(context.language));
  if (Math.abs(seconds) < 60) return words.format(0, "second");
  const [unit, size] = UNITS.findLast(([, size]) => Math.abs(seconds) >= size) ?? UNITS[0];
  return words.format(Math.trunc(seconds / size), unit);
}
