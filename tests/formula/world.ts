import type { Json } from "#shared/lib/json.ts";
import { formatDecimal } from "#shared/lib/decimal.ts";
import type { Host, RecordEnvironment, Transition } from "#shared/formula/environment.ts";
import type { Scope, ScopeField } from "#shared/formula/scope.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, listOf, MONTH, number, referenceTo, TEXT, type FormulaType } from "#shared/formula/types.ts";
import { localDate, startOfDay } from "#shared/query/period.ts";
import type { FormulaResolver } from "#server/query/formula/resolver.ts";
import { sql, type Sql } from "#server/query/sql.ts";
import type { DialectName } from "#server/store/port.ts";

/** One table with every type of field, rows of a child list, and something that a lookup leads to: the same in memory and in both databases. */
export const ZONE = "America/New_York";
const NOW = "2026-11-24T02:30:00.123Z";

export interface Column {
  readonly name: string;
  readonly type: FormulaType;
  readonly sqlite: string;
  readonly postgres: string;
}
const column = (name: string, type: FormulaType, sqlite: string, postgres: string): Column => ({ name, type, sqlite, postgres });
const TEXT_C = 'text collate "C"';

export const COLUMNS: readonly Column[] = [
  column("n", INTEGER, "integer", "bigint"), column("k", INTEGER, "integer", "bigint"),
  column("a", number(2), "integer", "numeric(20, 2)"), column("b", number(6), "integer", "numeric(24, 6)"), column("c", number(2, "currency"), "integer", "numeric(20, 2)"),
  column("p", number(4, "percent"), "integer", "numeric(20, 2)"), column("f", BOOLEAN, "integer not null", "boolean not null"), column("g", BOOLEAN, "integer not null", "boolean not null"),
  column("d", DATE, "text", "date"), column("e", DATE, "text", "date"), column("m", DATETIME, "text", "timestamptz(3)"), column("w", DATETIME, "text", "timestamptz(3)"),
  column("s", TEXT, "text", TEXT_C), column("t", TEXT, "text", TEXT_C), column("mo", MONTH, "text", TEXT_C),
  column("o", { kind: "option", values: ["draft", "open", "done"] }, "text", TEXT_C), column("tags", listOf(TEXT), "text", "jsonb"), column("r", referenceTo("other"), "text", TEXT_C),
];
const KIDS: readonly Column[] = [
  column("n", INTEGER, "integer", "bigint"), column("a", number(2), "integer", "numeric(20, 2)"), column("f", BOOLEAN, "integer not null", "boolean not null"),
  column("d", DATE, "text", "date"), column("s", TEXT, "text", TEXT_C), column("main", referenceTo("main"), "text", TEXT_C),
];
const OTHERS: readonly Column[] = [column("a", number(2), "integer", "numeric(20, 2)"), column("s", TEXT, "text", TEXT_C), column("f", BOOLEAN, "integer not null", "boolean not null"), column("d", DATE, "text", "date")];

const fields = (object: string, columns: readonly Column[]): ScopeField[] => [{ name: "id", type: referenceTo(object), source: "plain" }, ...columns.map(({ name, type }): ScopeField => ({ name, type, source: "plain" }))];
function scope(object: string, all: readonly ScopeField[]): Scope {
  const byName = new Map(all.map((one) => [one.name, one]));
  return { object, field: (name) => byName.get(name), parent: null, tree: null, target: (name) => SCOPES.get(name), fieldNames: [...byName.keys()], objectNames: [...SCOPES.keys()] };
}
const SCOPES = new Map<string, Scope>();
SCOPES.set("main", scope("main", [...fields("main", COLUMNS), { name: "kids", type: { kind: "records", of: "kid" }, source: "plain", rows: { of: "kid", by: "main" } }]));
SCOPES.set("kid", scope("kid", fields("kid", KIDS)));
SCOPES.set("other", scope("other", fields("other", OTHERS)));
export const mainScope: Scope = SCOPES.get("main") ?? scope("main", []);

type Values = Readonly<Record<string, Json>>;
export interface Data {
  readonly mains: readonly Values[];
  readonly kids: readonly Values[];
  readonly others: readonly Values[];
  readonly transitions: readonly { readonly record: string; readonly to: string; readonly at: string }[];
}

export type Random = () => number;
/** Mulberry32: the same numbers for the same seed. */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
export function pick<T>(next: Random, from: readonly T[]): T {
  const item = from[Math.floor(next() * from.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

export const TEXTS = ["a", "B", "PT-200", "  two  blanks ", "张三", "Ärger", "x😀y", "100%_\\", "it's", "ab ab", "ς", "9", "-1.50", "2026-01-05"];
const DATES = ["0001-01-01", "1969-12-31", "2024-02-29", "2026-01-31", "2026-03-31", "2026-11-24", "2026-11-29", "2027-01-01", "9999-12-31", "2026-03-08"];
const MOMENTS = ["1970-01-01T00:00:00.000Z", "2026-03-08T06:59:59.999Z", "2026-03-08T07:00:00.000Z", "2026-11-01T05:30:00.001Z", "2026-11-24T02:30:00.123Z", "2025-12-31T23:59:59.500Z", "2028-02-29T12:00:00.000Z"];
const SCALED: readonly bigint[] = [0n, 1n, -1n, 5n, 50n, -50n, 99n, 100n, 150n, 12_345n, -12_350n, 100_000n, 3_333_333n, -987_654_321n, 123_456_789_012n];
const HUGE: readonly bigint[] = [999_999_999_999_999_999n, -999_999_999_999_999_999n, 250_000_000_000_000_000n, 9_007_199_254_740_993n];

function valueOf(next: Random, { type }: Column, huge: boolean): Json {
  if (type.kind === "boolean") return next() < 0.5;
  if (next() < 0.2) return null;
  switch (type.kind) {
    case "number": {
      const scaled = huge && next() < 0.3 ? pick(next, HUGE) : pick(next, SCALED);
      if (type.style === "integer") return Number(scaled > 2n ** 53n || scaled < -(2n ** 53n) ? 9_007_199_254_740_991n : scaled);
      return formatDecimal(scaled, type.style === "percent" ? type.scale - 2 : type.scale);
    }
    case "date":
      return pick(next, DATES);
    case "datetime":
      return pick(next, MOMENTS);
    case "month":
      return pick(next, DATES).slice(0, 7);
    case "option":
      return pick(next, ["draft", "open", "done"]);
    case "reference":
      return type.to.includes("other") ? pick(next, ["o1", "o2", "o3"]) : null;
    case "list":
      return [...new Set([pick(next, TEXTS), pick(next, TEXTS)])];
    default:
      return pick(next, TEXTS);
  }
}

function rows(next: Random, count: number, columns: readonly Column[], prefix: string, huge: boolean): Values[] {
  return Array.from({ length: count }, (_, i) => ({ id: `${prefix}${i + 1}`, ...Object.fromEntries(columns.map((one) => [one.name, valueOf(next, one, huge)])) }));
}

/** `huge`: with values at the edge of 18 digits, which overflow easily. */
export function makeData(seed: number, huge: boolean): Data {
  const next = random(seed);
  const mains = [{ id: "m0", ...Object.fromEntries(COLUMNS.map(({ name, type }) => [name, type.kind === "boolean" ? false : null])) }, ...rows(next, 23, COLUMNS, "m", huge)];
  const kids = rows(next, 60, KIDS, "k", huge).map((kid) => ({ ...kid, main: pick(next, mains.slice(0, 18)).id ?? null }));
  const transitions = mains.slice(5).flatMap(({ id }) => {
    let at = Date.parse("2026-01-01T00:00:00Z");
    return Array.from({ length: Math.floor(next() * 4) }, () => ({ record: String(id), to: pick(next, ["draft", "open", "done"]), at: new Date((at += Math.ceil(next() * 5e9))).toISOString() }));
  });
  return { mains, kids, others: rows(next, 3, OTHERS, "o", huge), transitions };
}

export function environments(data: Data): RecordEnvironment[] {
  const byId = new Map(data.others.map((one) => [one["id"], one]));
  const record = (values: Values, kids: readonly RecordEnvironment[], past: readonly Transition[]): RecordEnvironment => ({
    value(ref) {
      if (ref.steps.length === 0) return values[ref.field] ?? null;
      return byId.get(values[ref.steps[0]?.field ?? ""] ?? null)?.[ref.field] ?? null;
    },
    rows: () => ({ rows: kids }),
    siblings: () => ({ lines: [], at: 0 }),
    transitions: () => past,
  });
  const kid = (values: Values): RecordEnvironment => record(values, [], []);
  return data.mains.map((main) => record(main, data.kids.filter((one) => one["main"] === main["id"]).map(kid), data.transitions.filter((one) => one.record === main["id"])));
}

export const host: Host = {
  now: NOW,
  today: localDate(Date.parse(NOW), ZONE),
  viewer: "o1",
  workspace: { currency: "CNY", locale: "en", timeZone: ZONE, fiscalYearStart: 4 },
  localDate: (moment, zone) => localDate(Date.parse(moment), zone),
  startOfDay,
  rate: () => "1",
  calendar: () => null,
  under: (_, id, root) => id === root,
};

const literal = (value: string, type: string, dialect: DialectName): Sql => (dialect === "sqlite" ? sql.lit(value) : sql`cast(${sql.lit(value)} as ${sql.raw(type)})`);

/** Names in statements over the tables of `createTables`. */
export function resolver(dialect: DialectName, alias = "main", outer: FormulaResolver | null = null): FormulaResolver {
  const self: FormulaResolver = {
    dialect,
    value(ref) {
      if (ref.root === "this" && outer) return outer.value({ ...ref, root: null });
      const [step] = ref.steps;
      if (!step) return sql`${sql.id(alias, ref.field)}`;
      return sql`(select ${sql.id("j", ref.field)} from other j where j.id = ${sql.id(alias, step.field)})`;
    },
    rows: () => ({ from: sql`kid`, where: [sql`${sql.id("kid", "main")} = ${sql.id(alias, "id")}`], order: sql`${sql.id("kid", "seq")}`, resolver: resolver(dialect, "kid", self) }),
    transitions: () => ({ from: sql`past x`, where: [sql`x.record = ${sql.id(alias, "id")}`], to: sql`x.stage`, at: sql`x.at` }),
    ambient(name) {
      switch (name) {
        case "now":
          return literal(host.now, "timestamptz", dialect);
        case "today":
          return literal(host.today, "date", dialect);
        case "fiscalYearStart":
          return sql`4`;
        case "viewer":
          return sql.lit("o1");
        default:
          return sql.lit(host.workspace[name]);
      }
    },
    rate: () => (dialect === "sqlite" ? sql`1000000` : sql`1.000000`),
    workdays: () => sql`null`,
    under: (_, id, root) => sql`(${id} = ${root})`,
  };
  return self;
}

type Execute = (text: string, values: readonly (string | number | bigint | boolean | null)[]) => Promise<void>;

/** Makes and fills the tables. */
export async function createTables(data: Data, dialect: DialectName, execute: Execute): Promise<void> {
  const create = async (name: string, columns: readonly Column[], all: readonly Values[]): Promise<void> => {
    const own = dialect === "sqlite" ? "id text, seq integer" : `id ${TEXT_C}, seq integer`;
    await execute(`drop table if exists ${name}`, []);
    await execute(`create table ${name} (${own}, ${columns.map((one) => `"${one.name}" ${dialect === "sqlite" ? one.sqlite : one.postgres}`).join(", ")})`, []);
    for (const [i, values] of all.entries()) {
      const row = [values["id"] ?? null, i, ...columns.map((one) => held(values[one.name] ?? null, one.type, dialect))];
      await execute(`insert into ${name} values (${row.map((_, at) => (dialect === "sqlite" ? "?" : `$${at + 1}`)).join(", ")})`, row as (string | number | bigint | boolean | null)[]);
    }
  };
  await create("main", COLUMNS, data.mains);
  await create("kid", KIDS, data.kids);
  await create("other", OTHERS, data.others);
  await create("past", [column("record", TEXT, "text", TEXT_C), column("stage", TEXT, "text", TEXT_C), column("at", DATETIME, "text", "timestamptz(3)")], data.transitions.map(({ record, to, at }, i) => ({ id: `p${i}`, record, stage: to, at })));
}

/** A canonical value as the store keeps it. */
function held(value: Json, type: FormulaType, dialect: DialectName): Json | bigint {
  if (value === null) return null;
  if (type.kind === "list") return JSON.stringify(value);
  if (dialect === "postgres") return value;
  if (type.kind === "boolean") return value === true ? 1 : 0;
  if (type.kind !== "number") return value;
  if (typeof value === "number") return BigInt(value);
  return BigInt(String(value).replace(".", ""));
}
