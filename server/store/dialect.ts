import type { Json } from "#shared/lib/json.ts";
import { formatDecimal, parseDecimal } from "#shared/lib/decimal.ts";
import type { ValueType } from "#shared/query/value.ts";
import { sortKey } from "#shared/query/sort-key.ts";
import { sortColumn, targetColumn } from "./names.ts";
import type { DialectName, Parameter, Tx } from "./port.ts";

/**
 * How values stand in columns on either database.
 *
 * SQL for both databases is written once, by these rules (`postgres-sql.ts` does the translation and keeps it by text):
 * - tables are always qualified as `main.x` or `"main"."x"`: SQLite knows its own file by that name, PostgreSQL gets the
 *   workspace's schema (Kysely: `.withSchema("main")`);
 * - parameters are `?` (Kysely's `$1` passes as it is);
 * - identifiers are quoted with `quote()`.
 */

/** A column of a table as it must be, apart from constraints. */
export interface ColumnShape {
  readonly name: string;
  /** Type, collation and default, in the database's words. */
  readonly type: string;
}

const PG_TEXT = `text collate "C"`;

const SQLITE_TYPES = {
  text: "text", long_text: "text", word: "text", month: "text", integer: "integer", decimal: "integer",
  boolean: "integer not null default 0", date: "text", datetime: "text", reference: "text", anyReference: "text", list: "text", json: "text",
} as const;

function postgresType(type: ValueType): string {
  switch (type.class) {
    case "integer": return "bigint";
    case "decimal": return `numeric(${18 + type.scale}, ${type.scale})`;
    case "boolean": return "boolean not null default false";
    case "date": return "date";
    case "datetime": return "timestamptz(3)";
    case "list": case "json": return "jsonb";
    default: return PG_TEXT;
  }
}

/** The columns that hold a field, in the order in which `encode` gives their values; none for links and children. */
export function columnsOf(field: { readonly name: string; readonly value: ValueType }, dialect: DialectName): ColumnShape[] {
  const { name, value } = field;
  if (value.class === "links" || value.class === "children") return [];
  const main = { name, type: dialect === "sqlite" ? SQLITE_TYPES[value.class] : postgresType(value) };
  const text = dialect === "sqlite" ? "text" : PG_TEXT;
  if (value.class === "text") return [main, { name: sortColumn(name), type: text }];
  if (value.class === "anyReference") return [main, { name: targetColumn(name), type: text }];
  return [main];
}

/** Type of a JSON column of the platform's own. */
export const jsonType = (dialect: DialectName): string => (dialect === "sqlite" ? "text" : "jsonb");
/** Type of a column that holds a moment. */
export const timeType = (dialect: DialectName): string => (dialect === "sqlite" ? "text" : "timestamptz(3)");
/** Type of a column compared byte by byte. */
export const textType = (dialect: DialectName): string => (dialect === "sqlite" ? "text" : PG_TEXT);

/** A canonical value as parameters for `columnsOf`'s columns, in their order. Values must already have passed their kind's `parse`. */
export function encode(value: Json | undefined, type: ValueType, dialect: DialectName): Parameter[] {
  switch (type.class) {
    case "links": case "children": return [];
    case "text": return typeof value === "string" ? [value, sortKey(value)] : [null, null];
    case "anyReference": {
      const reference = value as { object?: Json; id?: Json } | null | undefined; // canonical by contract: {object, id}
      return [textOrNull(reference?.id), textOrNull(reference?.object)];
    }
    default: return [encodeOne(value, type, dialect)];
  }
}

/** A canonical value as the one parameter that its main column compares with (for an anyReference: the id). */
export function encodeOne(value: Json | undefined, type: ValueType, dialect: DialectName): Parameter {
  switch (type.class) {
    case "integer": return typeof value === "number" ? (dialect === "sqlite" ? BigInt(value) : value) : null;
    case "decimal": return typeof value === "string" ? encodeDecimal(value, type.scale, dialect) : null;
    case "boolean": return dialect === "sqlite" ? (value === true ? 1 : 0) : value === true;
    case "list": case "json": return value === null || value === undefined ? null : JSON.stringify(value);
    case "anyReference": return encode(value, type, dialect)[0] ?? null;
    default: return textOrNull(value);
  }
}

const textOrNull = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

function encodeDecimal(text: string, scale: number, dialect: DialectName): Parameter {
  if (dialect === "postgres") return text;
  const scaled = parseDecimal(text, scale);
  if (typeof scaled !== "bigint") throw new RangeError(`not a decimal of scale ${scale}: ${text}`);
  return scaled;
}

/**
 * The expression to select a column by, so that nothing is lost on the way: SQLite's driver gives integers as doubles, exact
 * to 2^53 only, so decimals come as text.
 */
export function selectable(sql: string, type: ValueType, dialect: DialectName): string {
  return dialect === "sqlite" && type.class === "decimal" ? `cast(${sql} as text)` : sql;
}

/** Reads a column's raw value back into the canonical one; `second` is the value of an anyReference's object column. */
export type Decoder = (raw: unknown, second?: unknown) => Json;

/** The decoder of a field's main column. Decimals may come as text (see `selectable`), number or bigint. */
export function decoder(type: ValueType, dialect: DialectName): Decoder {
  switch (type.class) {
    case "integer": return (raw) => (raw === null ? null : Number(raw));
    case "decimal": {
      const { scale } = type;
      if (dialect === "postgres") return (raw) => (raw === null ? null : String(raw));
      return (raw) => (raw === null ? null : formatDecimal(BigInt(raw as string | number | bigint), scale)); // an integer column
    }
    case "boolean": return (raw) => raw === true || raw === 1 || raw === 1n;
    case "datetime": return dialect === "sqlite" ? plain : (raw) => (raw === null ? null : isoTime(String(raw)));
    case "list": case "json": return (raw) => (raw === null ? null : (JSON.parse(String(raw)) as Json)); // we wrote it
    case "anyReference": return (raw, second) => (raw === null || second === null ? null : { object: String(second), id: String(raw) });
    case "links": case "children": return () => null;
    default: return plain;
  }
}

const plain: Decoder = (raw) => (raw === null ? null : String(raw));

export function decode(raw: unknown, type: ValueType, dialect: DialectName, second?: unknown): Json {
  return decoder(type, dialect)(raw, second);
}

/** PostgreSQL's `2026-11-24 08:30:00.5+00` as `2026-11-24T08:30:00.500Z`; ISO text passes. */
export function isoTime(text: string): string {
  if (text.endsWith("Z")) return text;
  if (!text.endsWith("+00")) return new Date(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00")).toISOString();
  const fraction = text.length > 22 ? text.slice(20, -3).padEnd(3, "0") : "000";
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

/**
 * Lets references of this transaction point at what it writes later; they are checked at its end. Only in `exclusive`: in a
 * shared commit one bad write would take its neighbours along.
 */
export async function deferReferences(tx: Tx, dialect: DialectName): Promise<void> {
  if (dialect === "sqlite") await tx.run("pragma defer_foreign_keys = on");
  else await tx.run("set constraints all deferred");
}
