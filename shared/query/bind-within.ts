import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { fail, shown, type BindContext } from "./bind-context.ts";
import { addDays, addPeriods, localDate, PERIOD_UNITS, startOfPeriod, type PeriodUnit } from "./period.ts";

/** Dates from `from` up to, not including, `until`. */
export interface DateRange {
  from: string;
  until: string;
}

const WORDS: Readonly<Record<string, readonly [PeriodUnit, number]>> = {
  today: ["day", 0],
  yesterday: ["day", -1],
  tomorrow: ["day", 1],
  ...Object.fromEntries(
    PERIOD_UNITS.flatMap((unit) => [[`this_${unit}`, [unit, 0] as const], [`last_${unit}`, [unit, -1] as const], [`next_${unit}`, [unit, 1] as const]]),
  ),
};
/** A century: more would leave the calendar. */
const COUNT_MAX: Readonly<Record<PeriodUnit, number>> = { day: 36_500, week: 5_200, month: 1_200, quarter: 400, year: 100 };

/**
 * The dates that a relative range means today, by the workspace's calendar. `{"last": 30, "unit": "day"}` are the thirty days
 * that end today, `{"last": 3, "unit": "month"}` the three months that end today; `next` likewise begins today.
 */
export function bindWithin(raw: Json | undefined, field: string, context: BindContext, at: string): DateRange {
  const today = localDate(context.now.getTime(), context.timeZone);
  const range = rangeOf(raw, today, context.fiscalYearStart);
  return range ?? fail(at, "query_value", { name: field, value: shown(raw) });
}

function rangeOf(raw: Json | undefined, today: string, fiscalYearStart: number): DateRange | null {
  if (typeof raw === "string") {
    const word = Object.hasOwn(WORDS, raw) ? WORDS[raw] : undefined;
    if (!word) return null;
    const [unit, offset] = word;
    const from = addPeriods(startOfPeriod(today, unit, fiscalYearStart), unit, offset);
    return { from, until: addPeriods(from, unit, 1) };
  }
  if (!isJsonObject(raw)) return null;
  const { last, next, unit, ...others } = raw;
  if (Object.keys(others).length > 0 || (last === undefined) === (next === undefined)) return null;
  const count = last ?? next;
  const known = PERIOD_UNITS.find((name) => name === unit);
  if (known === undefined || typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > COUNT_MAX[known]) return null;
  if (last !== undefined) {
    const until = addDays(today, 1);
    return { from: shift(until, known, -count), until };
  }
  return { from: today, until: shift(today, known, count) };
}

/** The same day so many units away; the last of the month where that has fewer days. */
function shift(date: string, unit: PeriodUnit, count: number): string {
  if (unit === "day" || unit === "week") return addDays(date, count * (unit === "day" ? 1 : 7));
  const month = addPeriods(`${date.slice(0, 8)}01`, unit, count);
  const last = addDays(addPeriods(month, "month", 1), -1);
  const same = month.slice(0, 8) + date.slice(8);
  return same > last ? last : same;
}
