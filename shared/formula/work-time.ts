import { addDays, dayNumber, localTime, momentOf } from "./dates.ts";
import type { Host, WorkCalendar } from "./environment.ts";

/** Longest stretch that is walked day by day: more than a century. */
const MOST_DAYS = 40_000;

/** Working days of a calendar from one date to another, both included; negative backwards. Null beyond what is walked. */
export function workdays(calendar: WorkCalendar, from: string, to: string): number | null {
  if (to < from) {
    const back = workdays(calendar, to, from);
    return back === null ? null : -back;
  }
  if (dayNumber(to) - dayNumber(from) > MOST_DAYS) return null;
  let count = 0;
  for (let date: string | null = from; date !== null && date <= to; date = addDays(date, 1)) if (calendar.hours(date).length > 0) count++;
  return count;
}

/** The working day so many working days after (before) a date; 0: the date itself or the next working day. */
export function addWorkdays(calendar: WorkCalendar, date: string, count: number): string | null {
  const step = count < 0 ? -1 : 1;
  let left = Math.abs(count);
  let at: string | null = date;
  for (let walked = 0; at !== null && walked < MOST_DAYS; walked++) {
    if (left === 0 && (count !== 0 || calendar.hours(at).length > 0)) return at;
    at = addDays(at, step);
    if (left > 0 && at !== null && calendar.hours(at).length > 0) left--;
  }
  return null;
}

/** Working minutes between two moments, whole ones; negative backwards. */
export function businessMinutes(calendar: WorkCalendar, from: string, to: string, host: Host): number | null {
  if (to < from) {
    const back = businessMinutes(calendar, to, from, host);
    return back === null ? null : -back;
  }
  const [first, last] = [host.localDate(from, calendar.timeZone), host.localDate(to, calendar.timeZone)];
  if (dayNumber(last) - dayNumber(first) > MOST_DAYS) return null;
  const [start, end] = [minuteOfDay(from, calendar.timeZone), minuteOfDay(to, calendar.timeZone)];
  let seconds = 0;
  for (let date: string | null = first; date !== null && date <= last; date = addDays(date, 1)) {
    for (const hours of calendar.hours(date)) {
      const begins = date === first ? Math.max(hours.from, start) : hours.from;
      const ends = date === last ? Math.min(hours.to, end) : hours.to;
      if (ends > begins) seconds += Math.round((ends - begins) * 60);
    }
  }
  return Math.floor(seconds / 60);
}

/** The moment at which so many working minutes have passed since a moment; null where the calendar never works that long. */
export function addBusinessMinutes(calendar: WorkCalendar, from: string, minutes: number, host: Host): string | null {
  if (minutes < 0) return null;
  const first = host.localDate(from, calendar.timeZone);
  const start = minuteOfDay(from, calendar.timeZone);
  let left = minutes;
  for (let date: string | null = first, walked = 0; date !== null && walked < MOST_DAYS; date = addDays(date, 1), walked++) {
    for (const hours of calendar.hours(date)) {
      const begins = date === first ? Math.max(hours.from, start) : hours.from;
      if (hours.to <= begins) continue;
      if (left <= hours.to - begins) return momentAt(date, begins + left, calendar.timeZone, host);
      left -= hours.to - begins;
    }
  }
  return null;
}

/** Minutes since midnight as the zone's clocks show a moment, seconds as fractions. */
function minuteOfDay(moment: string, timeZone: string): number {
  const [hours = "0", minutes = "0", seconds = "0"] = localTime(moment, timeZone).split(":");
  return Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
}

/** The moment at which a zone's clocks show a minute of a date. Where clocks change during the day the guess is set right once. */
export function momentAt(date: string, minute: number, timeZone: string, host: Pick<Host, "startOfDay">): string | null {
  const guess = Date.parse(host.startOfDay(date, timeZone)) + Math.round(minute * 60) * 1000;
  const shown = minuteOfDay(new Date(guess).toISOString(), timeZone);
  return momentOf(guess + Math.round((minute - shown) * 60) * 1000);
}
