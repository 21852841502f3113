import { addDays, addMonths, civil, dayNumber, daysInMonth, endOf, fiscalQuarter, fiscalYear, isTimeText, localTime, momentOf, monthsBetween, readDate, startOf, weekday, weekNumber, type PeriodUnit } from "../dates.ts";
import { big, required, scaleAt, str, whole, word, type FunctionDefinition, type Run } from "../define.ts";
import type { Environment } from "../environment.ts";
import { divide, floored, toScale } from "../numeric.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, MONTH, number, TIME } from "../types.ts";
import type { Value } from "../value.ts";
import { momentAt } from "../work-time.ts";

const UNITS = ["week", "month", "quarter", "year"] as const;
const isUnit = (text: string): text is PeriodUnit => UNITS.some((unit) => unit === text);
const unitOf = (text: string): PeriodUnit => (isUnit(text) ? text : "month");
const fiscalStart = (env: Environment): number => env.host.workspace.fiscalYearStart;

/** Whole units from one date to another; negative backwards. */
function difference(from: string, to: string, unit: string): number {
  const days = dayNumber(to) - dayNumber(from);
  switch (unit.toLowerCase()) {
    case "day":
    case "d":
      return days;
    case "week":
      return Math.trunc(days / 7);
    case "month":
    case "m":
      return monthsBetween(from, to);
    case "quarter":
      return Math.trunc(monthsBetween(from, to) / 3);
    default:
      return Math.trunc(monthsBetween(from, to) / 12);
  }
}

/** Time between two moments in units of so many milliseconds, two digits. */
function between(unit: number): () => Run {
  return () => ([from, to]) => toScale(divide(BigInt(Date.parse(str(to)) - Date.parse(str(from))), 0, BigInt(unit), 0), 10, 2);
}
function adding(unit: number): FunctionDefinition["make"] {
  return (call) => ([moment, amount]) => momentOf(Date.parse(str(moment)) + Number(toScale(big(amount) * BigInt(unit), scaleAt(call, 1), 0)));
}
const part = (read: (date: string) => number): (() => Run) => () => ([date]) => BigInt(read(str(date)));

/** Hours, minutes and seconds of a time, or of a moment as the workspace's clocks show it. */
function clockPart(index: number): FunctionDefinition["make"] {
  return (call) => ([value], env) => {
    const text = str(value);
    const clock = call.types[0]?.kind === "time" ? `${text}:00` : localTime(text, env.host.workspace.timeZone);
    return BigInt(clock.slice(index * 3, index * 3 + 2));
  };
}

/** Whole units passed since a moment, never rounded up. */
function passed(unit: number): () => Run {
  return () => ([moment], env) => floored(BigInt(Date.parse(env.host.now) - Date.parse(str(moment))), BigInt(unit));
}

function moment(date: string, time: string, env: Environment): Value {
  const [hours = "0", minutes = "0"] = time.split(":");
  return momentAt(date, Number(hours) * 60 + Number(minutes), env.host.workspace.timeZone, env.host);
}

const two = (value: number): string => String(value).padStart(2, "0");

export const DATES: readonly FunctionDefinition[] = [
  { name: "TODAY", group: "date", params: [], returns: DATE, native: true, needs: { time: "today" }, make: () => (_, env) => env.host.today },
  { name: "NOW", group: "date", params: [], returns: DATETIME, native: true, needs: { time: "now" }, make: () => (_, env) => env.host.now },
  { name: "DATE", group: "date", params: [required("year", "integer"), required("month", "integer"), required("day", "integer")], returns: DATE, native: false, make: () => ([year, month, day]) => {
    // As Excel: month 13 is next January, day 0 the last of the month before.
    const first = addMonths("2000-01-01", (whole(year) - 2000) * 12 + whole(month) - 1);
    return first === null ? null : addDays(first, whole(day) - 1);
  } },
  { name: "DATEVALUE", group: "date", params: [required("text", "text")], returns: DATE, native: false, make: () => ([text]) => readDate(str(text)) },
  { name: "YEAR", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => civil(date).year) },
  { name: "QUARTER", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => Math.ceil(civil(date).month / 3)) },
  { name: "MONTH", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => civil(date).month) },
  { name: "WEEKNUM", group: "date", params: [required("date", "date")], returns: INTEGER, native: false, make: part(weekNumber) },
  { name: "DAY", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => civil(date).day) },
  { name: "WEEKDAY", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part(weekday) },
  { name: "IS_WEEKEND", group: "date", params: [required("date", "date")], returns: BOOLEAN, native: false, make: () => ([date]) => weekday(str(date)) > 5 },
  { name: "FISCAL_YEAR", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, needs: { workspace: true }, make: () => ([date], env) => BigInt(fiscalYear(str(date), fiscalStart(env))) },
  { name: "FISCAL_QUARTER", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, needs: { workspace: true }, make: () => ([date], env) => BigInt(fiscalQuarter(str(date), fiscalStart(env))) },
  { name: "MONTH_OF", group: "date", params: [required("date", "date")], returns: MONTH, native: true, make: () => ([date]) => str(date).slice(0, 7) },
  { name: "DAYS_IN_MONTH", group: "date", params: [required("date", "date")], returns: INTEGER, native: false, make: part((date) => daysInMonth(civil(date).year, civil(date).month)) },
  { name: "EDATE", group: "date", params: [required("date", "date"), required("months", "integer")], returns: DATE, native: true, make: () => ([date, months]) => addMonths(str(date), whole(months)), aliases: ["ADD_MONTHS"] },
  { name: "EOMONTH", group: "date", params: [required("date", "date"), required("months", "integer")], returns: DATE, native: true, make: () => ([date, months]) => {
    const moved = addMonths(str(date), whole(months));
    return moved === null ? null : endOf(moved, "month", 1);
  } },
  { name: "ADD_DAYS", group: "date", params: [required("date", "date"), required("days", "integer")], returns: DATE, native: true, make: () => ([date, days]) => addDays(str(date), whole(days)) },
  { name: "START_OF", group: "date", params: [required("date", "date"), word("unit", UNITS)], returns: DATE, native: false, needs: { workspace: true }, make: () => ([date, unit], env) => startOf(str(date), unitOf(str(unit)), fiscalStart(env)) },
  { name: "END_OF", group: "date", params: [required("date", "date"), word("unit", UNITS)], returns: DATE, native: false, needs: { workspace: true }, make: () => ([date, unit], env) => endOf(str(date), unitOf(str(unit)), fiscalStart(env)) },
  { name: "DAYS", group: "date", params: [required("to", "date"), required("from", "date")], returns: INTEGER, native: true, make: () => ([to, from]) => BigInt(dayNumber(str(to)) - dayNumber(str(from))) },
  { name: "DATEDIF", group: "date", params: [required("from", "date"), required("to", "date"), word("unit", ["day", "week", "month", "quarter", "year", "D", "M", "Y"])], returns: INTEGER, native: false, make: () => ([from, to, unit]) => BigInt(difference(str(from), str(to), str(unit))) },
  { name: "MONTHS_BETWEEN", group: "date", params: [required("from", "date"), required("to", "date")], returns: INTEGER, native: false, make: () => ([from, to]) => BigInt(monthsBetween(str(from), str(to))) },
  { name: "AGE", group: "date", params: [required("date", "date")], returns: INTEGER, native: false, needs: { time: "today" }, make: () => ([date], env) => BigInt(difference(str(date), env.host.today, "year")) },
  { name: "DAYS_SINCE", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, needs: { time: "today" }, make: () => ([date], env) => BigInt(dayNumber(env.host.today) - dayNumber(str(date))) },
  { name: "HOURS_SINCE", group: "date", params: [required("moment", "datetime")], returns: INTEGER, native: true, needs: { time: "now" }, make: passed(3_600_000) },
  { name: "MINUTES_SINCE", group: "date", params: [required("moment", "datetime")], returns: INTEGER, native: false, needs: { time: "now" }, make: passed(60_000) },
  { name: "HOURS_BETWEEN", group: "date", params: [required("from", "datetime"), required("to", "datetime")], returns: number(2), native: false, make: between(3_600_000) },
  { name: "MINUTES_BETWEEN", group: "date", params: [required("from", "datetime"), required("to", "datetime")], returns: number(2), native: false, make: between(60_000) },
  { name: "ADD_HOURS", group: "date", params: [required("moment", "datetime"), required("hours", "number")], returns: DATETIME, native: false, make: adding(3_600_000) },
  { name: "ADD_MINUTES", group: "date", params: [required("moment", "datetime"), required("minutes", "number")], returns: DATETIME, native: false, make: adding(60_000) },
  { name: "DATETIME", group: "date", params: [required("date", "date"), required("time", "time")], returns: DATETIME, native: false, needs: { workspace: true }, make: () => ([date, time], env) => moment(str(date), str(time), env) },
  { name: "TIME", group: "date", params: [required("hours", "integer"), required("minutes", "integer")], returns: TIME, native: false, make: () => ([hours, minutes]) => {
    const minute = ((whole(hours) * 60 + whole(minutes)) % 1440 + 1440) % 1440;
    return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  } },
  { name: "TIME_OF", group: "date", params: [required("moment", "datetime")], returns: TIME, native: false, needs: { workspace: true }, make: () => ([value], env) => localTime(str(value), env.host.workspace.timeZone).slice(0, 5) },
  { name: "TIMEVALUE", group: "date", params: [required("text", "text")], returns: TIME, native: false, make: () => ([text]) => {
    const padded = str(text).trim().padStart(5, "0");
    return isTimeText(padded) ? padded : null;
  } },
  { name: "HOUR", group: "date", params: [required("time", "any")], returns: INTEGER, native: false, needs: { workspace: true }, make: clockPart(0) },
  { name: "MINUTE", group: "date", params: [required("time", "any")], returns: INTEGER, native: false, needs: { workspace: true }, make: clockPart(1) },
  { name: "SAME_MONTH", group: "date", params: [required("date", "date"), required("other", "date")], returns: BOOLEAN, native: false, make: () => ([a, b]) => str(a).slice(0, 7) === str(b).slice(0, 7) },
];
