import { divisionOf, type AggregateRow } from "#shared/query/aggregate-rows.ts";
import type { BoundAggregate, BoundGroup, BoundMeasure } from "#shared/query/bound.ts";
import { GROUPS_MAX } from "#shared/query/bind-aggregate.ts";
import { sumForm } from "#shared/query/interpret.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Bucket } from "#shared/query/query.ts";
import type { ValueType } from "#shared/query/value.ts";
import { decoder } from "#server/store/dialect.ts";
import type { DialectName, Row } from "#server/store/port.ts";
import type { CompileContext } from "./compile-list.ts";
import { compileWhere } from "./compile-where.ts";
import { Description } from "./describe.ts";
import type { OperatorTable } from "./operators.ts";
import { selectableColumn } from "./output.ts";
import { Scope } from "./scope.ts";
import type { SecuredObject } from "./secured.ts";
import { all, list, slot, sql, statement, table, type Sql, type Statement } from "./sql.ts";

/** A query for groups, compiled. Titles, `having`, sort and limit follow on the rows. */
export interface CompiledAggregate {
  readonly statement: Statement;
  /** A database row as the answer's: groups and measures by key, in canonical form. Throws `AggregateOverflow`. */
  read(row: Row): AggregateRow;
}

/** Keys of slots beside those of comparisons. */
const ZONE: object = Object.freeze({ slot: "zone" });

/** Shape and values of a query for groups. */
export function describeAggregate(query: BoundAggregate, viewer: string | null, dialect: DialectName): Description {
  const description = new Description(viewer, dialect);
  description.say(`${query.from}|${query.fiscalYearStart}|`);
  description.put(ZONE, [query.timeZone]);
  description.where(query.where);
  for (const { key, path, bucket } of query.groups) description.say(`|${key} ${path.path} ${bucket ?? ""}`);
  for (const { key, fn, path, where } of query.measures) {
    description.say(`|${key} ${fn} ${path?.path ?? ""} `);
    description.where(where);
  }
  return description;
}

export function compileAggregate(query: BoundAggregate, root: SecuredObject, description: Description, context: CompileContext): CompiledAggregate {
  const { dialect, operators } = context;
  const scope = new Scope(context.catalog, dialect, root, "o", "gather", context.moment());
  const columns: Sql[] = [];
  const readers: { key: string; read(row: Row): Json }[] = [];
  for (const group of query.groups) readers.push({ key: group.key, read: addGroup(columns, group, query, scope, description) });
  const grouped = columns.map((_, i) => sql.lit(i + 1));
  for (const measure of query.measures) readers.push({ key: measure.key, read: addMeasure(columns, measure, scope, description, operators) });
  const policy = scope.rootPolicy();
  const conditions = [...(policy ? [policy] : []), ...(query.where ? [compileWhere(query.where, scope, description, operators)] : [])];
  const where = conditions.length === 0 ? sql`` : sql` where ${all(conditions)}`;
  const groupBy = grouped.length === 0 ? sql`` : sql` group by ${list(grouped)}`;
  const piece = sql`select ${list(columns)} from ${table(root.name)} o${scope.joins}${where}${groupBy} limit ${sql.lit(GROUPS_MAX + 1)}`;
  return { statement: statement(piece, dialect), read: (row) => Object.fromEntries(readers.map(({ key, read }) => [key, read(row)])) };
}

/** Adds a group's columns; answers how its value is read. */
function addGroup(columns: Sql[], { path, bucket, value }: BoundGroup, query: BoundAggregate, scope: Scope, description: Description): (row: Row) => Json {
  const { dialect } = scope;
  const decode = decoder(value, dialect);
  if (value.class === "anyReference") {
    const at = columns.push(scope.value(path), scope.target(path)) - 2;
    return (row) => decode(row[at], row[at + 1]);
  }
  const piece = bucket === null ? selectableColumn(scope.value(path), value, dialect) : bucketStart(dateOf(scope.value(path), path.value, scope, description), bucket, query.fiscalYearStart, dialect);
  const at = columns.push(piece) - 1;
  // A boolean at the end of a path that leads nowhere is empty, not false.
  return (row) => (row[at] === null ? null : decode(row[at]));
}

/** The date, in the workspace's time zone, that a value falls on. */
function dateOf(value: Sql, type: ValueType, { dialect }: Scope, description: Description): Sql {
  const zone = slot(description.at(ZONE));
  if (type.class === "month") return dialect === "sqlite" ? sql`(${value} || '-01')` : sql`cast(${value} || '-01' as date)`;
  if (type.class === "date") return value;
  return dialect === "sqlite" ? sql`tangram_local_date(${value}, ${zone})` : sql`cast(${value} at time zone cast(${zone} as text) as date)`;
}

/** First day of a date's period. */
function bucketStart(date: Sql, bucket: Bucket, fiscalYearStart: number, dialect: DialectName): Sql {
  if (bucket === "day") return date;
  if (bucket === "week") return dialect === "sqlite" ? sql`date(${date}, 'weekday 0', '-6 days')` : sql`cast(date_trunc('week', ${date}) as date)`;
  const length = bucket === "month" ? 1 : bucket === "quarter" ? 3 : 12;
  const shift = sql.lit(12 - (fiscalYearStart - 1));
  if (dialect === "sqlite") {
    const back = sql`((cast(strftime('%m', ${date}) as integer) - 1 + ${shift}) % ${sql.lit(length)})`;
    return sql`date(${date}, 'start of month', '-' || ${back} || ' months')`;
  }
  const back = sql`((cast(extract(month from ${date}) as integer) - 1 + ${shift}) % ${sql.lit(length)})`;
  return sql`cast(date_trunc('month', ${date}) - make_interval(months => ${back}) as date)`;
}

/** Adds a measure's columns; answers how its value is read. */
function addMeasure(columns: Sql[], measure: BoundMeasure, scope: Scope, description: Description, operators: OperatorTable): (row: Row) => Json {
  const { fn, path, where, value: form } = measure;
  const { dialect } = scope;
  const filter = where === null ? sql`` : sql` filter (where ${compileWhere(where, scope, description, operators)})`;
  const add = (piece: Sql): number => columns.push(piece) - 1;
  if (path === null) {
    const at = add(sql`count(*)${filter}`);
    return (row) => Number(row[at]);
  }
  const type = path.value;
  const value = scope.value(path);
  const scale = type.class === "decimal" ? type.scale : null;
  switch (fn) {
    case "count": {
      const at = add(sql`count(${value})${filter}`);
      return (row) => Number(row[at]);
    }
    case "count_distinct": {
      const at = add(sql`count(distinct ${type.class === "anyReference" ? sql`${scope.target(path)} || ' ' || ${value}` : value})${filter}`);
      return (row) => Number(row[at]);
    }
    case "min": case "max": {
      const at = add(selectableColumn(sql`${sql.raw(fn)}(${value})${filter}`, type, dialect));
      const decode = decoder(type, dialect);
      return (row) => (row[at] === null ? null : decode(row[at]));
    }
    case "sum": {
      const at = add(sql`cast(sum(${value})${filter} as text)`);
      return (row) => sumForm(row[at] === null ? 0n : whole(row[at], scale, dialect), scale);
    }
    case "avg": {
      const sumAt = add(sql`cast(sum(${value})${filter} as text)`);
      const countAt = add(sql`count(${value})${filter}`);
      return (row) => (row[sumAt] === null ? null : divisionOf(whole(row[sumAt], scale, dialect), BigInt(String(row[countAt])), type, form));
    }
    case "median": {
      if (dialect === "sqlite") {
        const at = add(sql`group_concat(${value})${filter}`);
        return (row) => (row[at] === null ? null : middle(String(row[at]).split(",").map(BigInt), type, form));
      }
      const low = add(sql`cast(percentile_disc(0.5) within group (order by ${value})${filter} as text)`);
      const high = add(sql`cast(percentile_disc(0.5) within group (order by ${value} desc)${filter} as text)`);
      return (row) => (row[low] === null ? null : divisionOf(whole(row[low], scale, dialect) + whole(row[high], scale, dialect), 2n, type, form));
    }
  }
}

function middle(values: bigint[], type: ValueType, form: ValueType): Json {
  values.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const low = values[(values.length - 1) >> 1] ?? 0n;
  const high = values[values.length >> 1] ?? 0n;
  return divisionOf(low + high, 2n, type, form);
}

/** A number's text as value × 10^scale; SQLite holds it so already. Sums may have more digits than a field. */
function whole(raw: unknown, scale: number | null, dialect: DialectName): bigint {
  const text = String(raw);
  if (dialect === "sqlite" || scale === null) return BigInt(text);
  const [units = "0", fraction = ""] = text.split(".");
  return BigInt(units + fraction.slice(0, scale).padEnd(scale, "0"));
}
