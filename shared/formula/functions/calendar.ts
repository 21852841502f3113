import { big, optional, required, scaleAt, str, whole, type FunctionDefinition } from "../define.ts";
import type { Environment, WorkCalendar } from "../environment.ts";
import { divide, toScale } from "../numeric.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, MAX_SCALE, number } from "../types.ts";
import type { Value } from "../value.ts";
import { addBusinessMinutes, addWorkdays, businessMinutes, workdays } from "../work-time.ts";

function calendarOf(name: Value | undefined, env: Environment): WorkCalendar | null {
  return env.host.calendar(typeof name === "string" ? name : "");
}
const counted = (count: number | null): bigint | null => (count === null ? null : BigInt(count));

/** Working time. The last argument names a calendar document; without it the workspace's own is meant. */
export const CALENDAR: readonly FunctionDefinition[] = [
  {
    name: "WORKDAYS",
    group: "calendar",
    params: [required("from", "date"), required("to", "date"), optional("calendar", "text")],
    returns: INTEGER,
    native: true,
    needs: { calendar: 2 },
    make: () => ([from, to, name], env) => {
      const calendar = calendarOf(name, env);
      return calendar && counted(workdays(calendar, str(from), str(to)));
    },
    aliases: ["NETWORKDAYS"],
  },
  {
    name: "ADD_WORKDAYS",
    group: "calendar",
    params: [required("date", "date"), required("days", "integer"), optional("calendar", "text")],
    returns: DATE,
    native: false,
    needs: { calendar: 2 },
    make: () => ([date, days, name], env) => {
      const calendar = calendarOf(name, env);
      return calendar && addWorkdays(calendar, str(date), whole(days));
    },
    aliases: ["WORKDAY"],
  },
  {
    name: "IS_WORKDAY",
    group: "calendar",
    params: [required("date", "date"), optional("calendar", "text")],
    returns: BOOLEAN,
    native: false,
    needs: { calendar: 1 },
    make: () => ([date, name], env) => {
      const calendar = calendarOf(name, env);
      return calendar && calendar.hours(str(date)).length > 0;
    },
  },
  {
    name: "BUSINESS_MINUTES",
    group: "calendar",
    params: [required("from", "datetime"), required("to", "datetime"), optional("calendar", "text")],
    returns: INTEGER,
    native: false,
    needs: { calendar: 2 },
    make: () => ([from, to, name], env) => {
      const calendar = calendarOf(name, env);
      return calendar && counted(businessMinutes(calendar, str(from), str(to), env.host));
    },
  },
  {
    name: "ADD_BUSINESS_MINUTES",
    group: "calendar",
    params: [required("moment", "datetime"), required("minutes", "number"), optional("calendar", "text")],
    returns: DATETIME,
    native: false,
    needs: { calendar: 2 },
    make: (call) => ([from, minutes, name], env) => {
      const calendar = calendarOf(name, env);
      return calendar && addBusinessMinutes(calendar, str(from), Number(toScale(big(minutes), scaleAt(call, 1), 0)), env.host);
    },
  },
  {
    name: "WORKDAYS_ELAPSED",
    group: "calendar",
    params: [required("from", "date"), required("to", "date"), optional("calendar", "text")],
    returns: number(MAX_SCALE, "percent"),
    native: false,
    needs: { time: "today", calendar: 2 },
    make: () => ([from, to, name], env) => {
      const calendar = calendarOf(name, env);
      if (!calendar) return null;
      const [start, end, today] = [str(from), str(to), env.host.today];
      if (end < start) return null;
      const all = workdays(calendar, start, end);
      const passed = today < start ? 0 : workdays(calendar, start, today < end ? today : end);
      return all === null || passed === null || all === 0 ? null : divide(BigInt(passed), 0, BigInt(all), 0);
    },
  },
];
