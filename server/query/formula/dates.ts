import { numberType } from "#shared/formula/define.ts";
import { sql, type Sql } from "../sql.ts";
import { quotient } from "./arithmetic.ts";
import type { CallSql } from "./functions.ts";
import { decimal18, whole } from "./typed.ts";

/** Years 0001–9999 in days since the first of them. */
const LAST_DAY = 3_652_058;
const FIRST_MONTH = 12;
const END_MONTH = 120_000;

export function dateFunction(call: CallSql): Sql | null {
  return call.resolver.dialect === "sqlite" ? onSqlite(call) : onPostgres(call);
}

function onSqlite({ node, resolver, at }: CallSql): Sql | null {
  const part = (from: number, size: number): Sql => sql`cast(substr(${at(0)}, ${whole(from)}, ${whole(size)}) as integer)`;
  const fiscal = resolver.ambient.bind(resolver);
  const daysScale = whole(numberType(node.args[1]?.type).scale);
  switch (node.name) {
    case "TODAY":
      return resolver.ambient("today");
    case "NOW":
      return resolver.ambient("now");
    case "YEAR":
      return part(1, 4);
    case "MONTH":
      return part(6, 2);
    case "DAY":
      return part(9, 2);
    case "QUARTER":
      return sql`((${part(6, 2)} + 2) / 3)`;
    case "WEEKDAY":
      return sql`((cast(strftime('%w', ${at(0)}) as integer) + 6) % 7 + 1)`;
    case "FISCAL_YEAR":
      return sql`(${part(1, 4)} - (${part(6, 2)} < ${fiscal("fiscalYearStart")}))`;
    case "FISCAL_QUARTER":
      return sql`((${part(6, 2)} - ${fiscal("fiscalYearStart")} + 12) % 12 / 3 + 1)`;
    case "MONTH_OF":
      return sql`substr(${at(0)}, 1, 7)`;
    case "EDATE":
      return sql`tangram_add_months(${at(0)}, ${at(1)})`;
    case "EOMONTH":
      return sql`tangram_month_end(${at(0)}, ${at(1)})`;
    case "ADD_DAYS":
    case "$plus_days":
      return sql`tangram_add_days(${at(0)}, ${at(1)})`;
    case "$less_days":
      return sql`tangram_add_days(${at(0)}, -(${at(1)}))`;
    case "DAYS":
      return sql`cast(julianday(${at(0)}) - julianday(${at(1)}) as integer)`;
    case "DAYS_SINCE":
      return sql`cast(julianday(${resolver.ambient("today")}) - julianday(${at(0)}) as integer)`;
    case "HOURS_SINCE":
      return sql`tangram_floor(tangram_ms(${resolver.ambient("now")}) - tangram_ms(${at(0)}), 3600000)`;
    case "$date":
      return sql`tangram_local_date(${at(0)}, ${resolver.ambient("timeZone")})`;
    case "$datetime":
      return sql`tangram_start_of_day(${at(0)}, ${resolver.ambient("timeZone")})`;
    case "$month_start":
      return sql`(${at(0)} || '-01')`;
    case "$plus_time":
      return sql`tangram_add_time(${at(0)}, ${at(1)}, ${daysScale})`;
    case "$less_time":
      return sql`tangram_add_time(${at(0)}, -(${at(1)}), ${daysScale})`;
    case "$days_between":
      return empty([at(0), at(1)], quotient(sql`(tangram_ms(${at(0)}) - tangram_ms(${at(1)}))`, 0, whole(86_400_000), "sqlite"));
    default:
      return null;
  }
}

/** The value where nothing that it needs is empty: a quotient would count it 0. */
const empty = (needed: readonly Sql[], value: Sql): Sql => sql`(case when ${sql.join(needed.map((one) => sql`${one} is not null`), sql` and `)} then ${value} end)`;

function onPostgres({ node, resolver, at }: CallSql): Sql | null {
  const part = (name: string): Sql => sql`extract(${sql.raw(name)} from ${at(0)})`;
  const zone = (): Sql => resolver.ambient("timeZone");
  switch (node.name) {
    case "TODAY":
      return resolver.ambient("today");
    case "NOW":
      return resolver.ambient("now");
    case "YEAR":
    case "MONTH":
    case "DAY":
    case "QUARTER":
      return part(node.name.toLowerCase());
    case "WEEKDAY":
      return part("isodow");
    case "FISCAL_YEAR":
      return sql`(${part("year")} - case when ${part("month")} < ${resolver.ambient("fiscalYearStart")} then 1 else 0 end)`;
    case "FISCAL_QUARTER":
      return sql`(floor((${part("month")} - ${resolver.ambient("fiscalYearStart")} + 12) % 12 / 3) + 1)`;
    case "MONTH_OF":
      return sql`to_char(${at(0)}, 'YYYY-MM')`;
    case "EDATE":
      return addMonths(at(0), at(1), (moved) => sql`cast(${moved} as date)`);
    case "EOMONTH":
      return addMonths(at(0), at(1), (moved) => sql`cast(date_trunc('month', ${moved}) + interval '1 month - 1 day' as date)`);
    case "ADD_DAYS":
    case "$plus_days":
      return addDays(at(0), at(1));
    case "$less_days":
      return addDays(at(0), sql`(-(${at(1)}))`);
    case "DAYS":
      return sql`cast(${at(0)} - ${at(1)} as numeric)`;
    case "DAYS_SINCE":
      return sql`cast(${resolver.ambient("today")} - ${at(0)} as numeric)`;
    case "HOURS_SINCE":
      return sql`floor(extract(epoch from (${resolver.ambient("now")} - ${at(0)})) / 3600)`;
    case "$date":
      return sql`cast(${at(0)} at time zone ${zone()} as date)`;
    case "$datetime":
      return sql`(cast(${at(0)} as timestamp) at time zone ${zone()})`;
    case "$month_start":
      return sql`to_date(${at(0)} || '-01', 'YYYY-MM-DD')`;
    case "$plus_time":
      return addTime(at(0), at(1));
    case "$less_time":
      return addTime(at(0), sql`(-(${at(1)}))`);
    case "$days_between":
      return decimal18(sql`round(cast(extract(epoch from (${at(0)} - ${at(1)})) as numeric(80, 40)) / 86400, 10)`, 10);
    default:
      return null;
  }
}

function addMonths(date: Sql, months: Sql, result: (moved: Sql) => Sql): Sql {
  const index = sql`(extract(year from ${date}) * 12 + extract(month from ${date}) - 1 + ${months})`;
  return sql`(case when ${index} >= ${whole(FIRST_MONTH)} and ${index} < ${whole(END_MONTH)} then ${result(sql`(${date} + make_interval(months => cast(${months} as integer)))`)} end)`;
}

function addDays(date: Sql, days: Sql): Sql {
  return sql`(case when (${date} - date '0001-01-01') + ${days} between 0 and ${whole(LAST_DAY)} then ${date} + cast(${days} as integer) end)`;
}

/** Days and what is left of one, apart: a double would lose milliseconds. In UTC a day has 24 hours. */
function addTime(moment: Sql, days: Sql): Sql {
  const ms = sql`round(${days} * 86400000)`;
  const at = sql`(round(extract(epoch from ${moment}) * 1000) + ${ms})`;
  const moved = sql`((${moment} at time zone 'UTC') + make_interval(days => cast(div(${ms}, 86400000) as integer), secs => cast(${ms} % 86400000 as double precision) / 1000)) at time zone 'UTC'`;
  return sql`(case when ${at} between -62135596800000 and 253402300799999 then ${moved} end)`;
}
