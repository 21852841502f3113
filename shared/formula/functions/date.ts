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
  { name: "TODAY", group: "date", params: [], returns: DATE, native: true, needs: { time: "today" }, make: () => (_, env) => env.host.today, examples: [["TODAY()", "2026-11-24"], ["TODAY() - due_on", -6]] },
  { name: "NOW", group: "date", params: [], returns: DATETIME, native: true, needs: { time: "now" }, make: () => (_, env) => env.host.now, examples: [["NOW()", "2026-11-24T02:30:00.000Z"], ["NOW() > created_at", true]] },
  { name: "DATE", group: "date", params: [required("year", "integer"), required("month", "integer"), required("day", "integer")], returns: DATE, native: false, make: () => ([year, month, day]) => {
    // As Excel: month 13 is next January, day 0 the last of the month before.
    const first = addMonths("2000-01-01", (whole(year) - 2000) * 12 + whole(month) - 1);
    return first === null ? null : addDays(first, whole(day) - 1);
  }, examples: [["DATE(2026, 11, 24)", "2026-11-24"], ["DATE(2026, 3, 0)", "2026-02-28"]] },
  { name: "DATEVALUE", group: "date", params: [required("text", "text")], returns: DATE, native: false, make: () => ([text]) => readDate(str(text)), examples: [['DATEVALUE("2026/1/5")', "2026-01-05"], ['DATEVALUE("soon")', null]] },
  { name: "YEAR", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => civil(date).year), examples: [["YEAR(due_on)", 2026], ["YEAR(NULL)", null]] },
  { name: "QUARTER", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => Math.ceil(civil(date).month / 3)), examples: [["QUARTER(due_on)", 4], ['QUARTER("2026-03-31")', 1]] },
  { name: "MONTH", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => civil(date).month), examples: [["MONTH(due_on)", 11], ['MONTH("2026-03-31")', 3]] },
  { name: "WEEKNUM", group: "date", params: [required("date", "date")], returns: INTEGER, native: false, make: part(weekNumber), examples: [["WEEKNUM(due_on)", 49], ['WEEKNUM("2027-01-01")', 53]] },
  { name: "DAY", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part((date) => civil(date).day), examples: [["DAY(due_on)", 30], ['DAY("2026-03-01")', 1]] },
  { name: "WEEKDAY", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, make: part(weekday), examples: [["WEEKDAY(due_on)", 1], ['WEEKDAY("2026-11-29")', 7]] },
  { name: "IS_WEEKEND", group: "date", params: [required("date", "date")], returns: BOOLEAN, native: false, make: () => ([date]) => weekday(str(date)) > 5, examples: [["IS_WEEKEND(due_on)", false], ['IS_WEEKEND("2026-11-29")', true]] },
  { name: "FISCAL_YEAR", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, needs: { workspace: true }, make: () => ([date], env) => BigInt(fiscalYear(str(date), fiscalStart(env))), examples: [["FISCAL_YEAR(due_on)", 2026], ['FISCAL_YEAR("2026-03-31")', 2025]] },
  { name: "FISCAL_QUARTER", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, needs: { workspace: true }, make: () => ([date], env) => BigInt(fiscalQuarter(str(date), fiscalStart(env))), examples: [["FISCAL_QUARTER(due_on)", 3], ['FISCAL_QUARTER("2026-03-31")', 4]] },
  { name: "MONTH_OF", group: "date", params: [required("date", "date")], returns: MONTH, native: true, make: () => ([date]) => str(date).slice(0, 7), examples: [["MONTH_OF(due_on)", "2026-11"], ['MONTH_OF(due_on) = "2026-11"', true]] },
  { name: "DAYS_IN_MONTH", group: "date", params: [required("date", "date")], returns: INTEGER, native: false, make: part((date) => daysInMonth(civil(date).year, civil(date).month)), examples: [["DAYS_IN_MONTH(due_on)", 30], ['DAYS_IN_MONTH("2028-02-10")', 29]] },
  { name: "EDATE", group: "date", params: [required("date", "date"), required("months", "integer")], returns: DATE, native: true, make: () => ([date, months]) => addMonths(str(date), whole(months)), aliases: ["ADD_MONTHS"], examples: [['EDATE("2026-01-31", 1)', "2026-02-28"], ["EDATE(due_on, -12)", "2025-11-30"]] },
  { name: "EOMONTH", group: "date", params: [required("date", "date"), required("months", "integer")], returns: DATE, native: true, make: () => ([date, months]) => {
    const moved = addMonths(str(date), whole(months));
    return moved === null ? null : endOf(moved, "month", 1);
  }, examples: [['EOMONTH("2026-01-15", 1)', "2026-02-28"], ["EOMONTH(due_on, 0)", "2026-11-30"]] },
  { name: "ADD_DAYS", group: "date", params: [required("date", "date"), required("days", "integer")], returns: DATE, native: true, make: () => ([date, days]) => addDays(str(date), whole(days)), examples: [["ADD_DAYS(due_on, 1)", "2026-12-01"], ["ADD_DAYS(due_on, -30)", "2026-10-31"]] },
  { name: "START_OF", group: "date", params: [required("date", "date"), word("unit", UNITS)], returns: DATE, native: false, needs: { workspace: true }, make: () => ([date, unit], env) => startOf(str(date), unitOf(str(unit)), fiscalStart(env)), examples: [['START_OF(due_on, "week")', "2026-11-30"], ['START_OF(due_on, "year")', "2026-04-01"]] },
  { name: "END_OF", group: "date", params: [required("date", "date"), word("unit", UNITS)], returns: DATE, native: false, needs: { workspace: true }, make: () => ([date, unit], env) => endOf(str(date), unitOf(str(unit)), fiscalStart(env)), examples: [['END_OF(due_on, "month")', "2026-11-30"], ['END_OF(due_on, "quarter")', "2026-12-31"]] },
  { name: "DAYS", group: "date", params: [required("to", "date"), required("from", "date")], returns: INTEGER, native: true, make: () => ([to, from]) => BigInt(dayNumber(str(to)) - dayNumber(str(from))), examples: [['DAYS("2026-12-01", due_on)', 1], ["DAYS(due_on, NULL)", null]] },
  { name: "DATEDIF", group: "date", params: [required("from", "date"), required("to", "date"), word("unit", ["day", "week", "month", "quarter", "year", "D", "M", "Y"])], returns: INTEGER, native: false, make: () => ([from, to, unit]) => BigInt(difference(str(from), str(to), str(unit))), examples: [['DATEDIF("2026-01-31", "2026-03-30", "month")', 1], ['DATEDIF("2020-11-25", TODAY(), "year")', 5]] },
  { name: "MONTHS_BETWEEN", group: "date", params: [required("from", "date"), required("to", "date")], returns: INTEGER, native: false, make: () => ([from, to]) => BigInt(monthsBetween(str(from), str(to))), examples: [['MONTHS_BETWEEN("2026-01-15", "2026-04-14")', 2], ['MONTHS_BETWEEN("2026-01-15", "2026-04-15")', 3]] },
  { name: "AGE", group: "date", params: [required("date", "date")], returns: INTEGER, native: false, needs: { time: "today" }, make: () => ([date], env) => BigInt(difference(str(date), env.host.today, "year")), examples: [['AGE("1990-11-25")', 35], ['AGE("1990-11-24")', 36]] },
  { name: "DAYS_SINCE", group: "date", params: [required("date", "date")], returns: INTEGER, native: true, needs: { time: "today" }, make: () => ([date], env) => BigInt(dayNumber(env.host.today) - dayNumber(str(date))), examples: [["DAYS_SINCE(created_at)", 23], ["DAYS_SINCE(due_on)", -6]] },
  { name: "HOURS_SINCE", group: "date", params: [required("moment", "datetime")], returns: INTEGER, native: true, needs: { time: "now" }, make: passed(3_600_000), examples: [["HOURS_SINCE(created_at)", 553], ["HOURS_SINCE(NULL)", null]] },
  { name: "MINUTES_SINCE", group: "date", params: [required("moment", "datetime")], returns: INTEGER, native: false, needs: { time: "now" }, make: passed(60_000), examples: [["MINUTES_SINCE(NOW())", 0], ["MINUTES_SINCE(created_at)", 33210]] },
  { name: "HOURS_BETWEEN", group: "date", params: [required("from", "datetime"), required("to", "datetime")], returns: number(2), native: false, make: between(3_600_000), examples: [["HOURS_BETWEEN(created_at, NOW())", "553.50"], ["HOURS_BETWEEN(NOW(), NOW())", "0.00"]] },
  { name: "MINUTES_BETWEEN", group: "date", params: [required("from", "datetime"), required("to", "datetime")], returns: number(2), native: false, make: between(60_000), examples: [["MINUTES_BETWEEN(created_at, NOW())", "33210.00"], ["MINUTES_BETWEEN(NOW(), NULL)", null]] },
  { name: "ADD_HOURS", group: "date", params: [required("moment", "datetime"), required("hours", "number")], returns: DATETIME, native: false, make: adding(3_600_000), examples: [["ADD_HOURS(NOW(), 1.5)", "2026-11-24T04:00:00.000Z"], ["ADD_HOURS(NOW(), -24)", "2026-11-23T02:30:00.000Z"]] },
  { name: "ADD_MINUTES", group: "date", params: [required("moment", "datetime"), required("minutes", "number")], returns: DATETIME, native: false, make: adding(60_000), examples: [["ADD_MINUTES(NOW(), 30)", "2026-11-24T03:00:00.000Z"], ["ADD_MINUTES(NULL, 30)", null]] },
  { name: "DATETIME", group: "date", params: [required("date", "date"), required("time", "time")], returns: DATETIME, native: false, needs: { workspace: true }, make: () => ([date, time], env) => moment(str(date), str(time), env), examples: [['DATETIME(due_on, "09:30")', "2026-11-30T01:30:00.000Z"], ['DATETIME(NULL, "09:30")', null]] },
  { name: "TIME", group: "date", params: [required("hours", "integer"), required("minutes", "integer")], returns: TIME, native: false, make: () => ([hours, minutes]) => {
    const minute = ((whole(hours) * 60 + whole(minutes)) % 1440 + 1440) % 1440;
    return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  }, examples: [["TIME(9, 5)", "09:05"], ["TIME(23, 75)", "00:15"]] },
  { name: "TIME_OF", group: "date", params: [required("moment", "datetime")], returns: TIME, native: false, needs: { workspace: true }, make: () => ([value], env) => localTime(str(value), env.host.workspace.timeZone).slice(0, 5), examples: [["TIME_OF(NOW())", "10:30"], ["TIME_OF(NULL)", null]] },
  { name: "TIMEVALUE", group: "date", params: [required("text", "text")], returns: TIME, native: false, make: () => ([text]) => {
    const padded = str(text).trim().padStart(5, "0");
    return isTimeText(padded) ? padded : null;
  }, examples: [['TIMEVALUE("9:05")', "09:05"], ['TIMEVALUE("25:00")', null]] },
  { name: "HOUR", group: "date", params: [required("time", "any")], returns: INTEGER, native: false, needs: { workspace: true }, make: clockPart(0), examples: [["HOUR(NOW())", 10], ["HOUR(TIME(8, 15))", 8]] },
  { name: "MINUTE", group: "date", params: [required("time", "any")], returns: INTEGER, native: false, needs: { workspace: true }, make: clockPart(1), examples: [["MINUTE(NOW())", 30], ["MINUTE(TIME(8, 15))", 15]] },
  { name: "SAME_MONTH", group: "date", params: [required("date", "date"), required("other", "date")], returns: BOOLEAN, native: false, make: () => ([a, b]) => str(a).slice(0, 7) === str(b).slice(0, 7), examples: [["SAME_MONTH(due_on, TODAY())", true], ['SAME_MONTH(due_on, "2026-12-01")', false]] },
];
