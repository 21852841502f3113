import { formatDecimal } from "#shared/lib/decimal.ts";
import { numberType } from "#shared/formula/define.ts";
import type { LiteralValue, Node } from "#shared/formula/node.ts";
import type { FormulaType } from "#shared/formula/types.ts";
import type { DialectName } from "#server/store/port.ts";
import { sql, type Sql } from "../sql.ts";

const POSTGRES: Partial<Record<FormulaType["kind"], string>> = { number: "numeric", boolean: "boolean", date: "date", datetime: "timestamptz" };
const postgresType = (type: FormulaType): string => POSTGRES[type.kind] ?? "text";

/** What stands in the formula itself. Numbers are whole ones of their scale on SQLite. */
export function literal(value: LiteralValue, type: FormulaType, dialect: DialectName): Sql {
  if (value === null) return type.kind === "any" || dialect === "sqlite" ? sql`null` : sql`cast(null as ${sql.raw(postgresType(type))})`;
  if (typeof value === "boolean") return value ? sql`true` : sql`false`;
  if (typeof value === "bigint") {
    // In brackets: after a minus sign a second one would begin a comment.
    if (dialect === "sqlite") return value < 0n ? sql.raw(`(${value})`) : sql.raw(value.toString());
    return sql`cast(${sql.lit(formatDecimal(value, numberType(type).scale))} as numeric)`;
  }
  if (dialect === "postgres" && (type.kind === "date" || type.kind === "datetime")) return sql`cast(${sql.lit(value)} as ${sql.raw(postgresType(type))})`;
  return sql.lit(value);
}

/** A stored column as a value of its type. */
export function stored(column: Sql, type: FormulaType, dialect: DialectName): Sql {
  if (type.kind === "boolean") return sql`coalesce(${column}, false)`;
  if (type.kind !== "number" || dialect === "sqlite") return column;
  // A percentage is held as 12.50 and seen as 0.1250: on SQLite the same whole number.
  return type.style === "percent" ? sql`(cast(${column} as numeric) * 0.01)` : sql`cast(${column} as numeric)`;
}

/** A result as the store would keep it: percentages as percent numbers. */
export function asHeld(value: Sql, type: FormulaType, dialect: DialectName): Sql {
  return dialect === "postgres" && type.kind === "number" && type.style === "percent" ? sql`(${value} * 100)` : value;
}

/** Texts are compared and sorted by code points, whatever the database's own order. */
export function comparable(value: Sql, type: FormulaType, dialect: DialectName): Sql {
  return dialect === "postgres" && isText(type) ? sql`(${value}) collate "C"` : value;
}
export const isText = ({ kind }: FormulaType): boolean => ["text", "option", "reference", "month", "time"].includes(kind);

/** PostgreSQL: a number of 18 digits at a scale, rounded half away from zero; more is an error, as everywhere. */
export const decimal18 = (value: Sql, scale: number): Sql => sql`cast(${value} as numeric(18, ${sql.raw(String(scale))}))`;

export const isLiteral = (node: Node): boolean => node.node === "literal";
/** Empty counts 0. */
export const orZero = (value: Sql, node: Node): Sql => (isLiteral(node) && node.node === "literal" && node.value !== null ? value : sql`coalesce(${value}, 0)`);
export const whole = (value: number | bigint): Sql => sql.raw(String(value));
