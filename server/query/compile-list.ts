import type { BoundQuery } from "#shared/query/bound.ts";
import { decoder } from "#server/store/dialect.ts";
import type { DialectName, Row } from "#server/store/port.ts";
import { compileWhere } from "./compile-where.ts";
import { CURSOR, keyType, LIMIT, type Description } from "./describe.ts";
import type { OperatorTable } from "./operators.ts";
import { addPath, Output, selectableColumn, type OutputContext } from "./output.ts";
import { Scope, typedSlot } from "./scope.ts";
import type { SecuredCatalog, SecuredObject } from "./secured.ts";
import { all, any, column, list, slot, sql, statement, table, type Sql, type Statement } from "./sql.ts";

type Key = string | number | boolean | null;

/** A list query, compiled: reused for every query of its shape. */
export interface CompiledList {
  readonly statement: Statement;
  readonly output: Output;
  /** Place of `id` in a row. */
  readonly idAt: number;
  /** A row's position in canonical form, for the cursor. */
  position(row: Row): { keys: Key[]; n: number };
}

export interface CompileContext {
  readonly catalog: SecuredCatalog;
  readonly dialect: DialectName;
  readonly operators: OperatorTable;
  readonly output: OutputContext;
}

/**
 * A page of records. Where titles or paths are joined for the answer, the page is found first and they are joined to its rows
 * only: joining before would do so for every row that is sorted.
 */
export function compileList(query: BoundQuery, root: SecuredObject, description: Description, context: CompileContext): CompiledList {
  const { catalog, dialect } = context;
  const page = new Scope(catalog, dialect, root, "o", "walk");
  const conditions = listConditions(query, page, description, context.operators);
  const keys = query.sort.map(({ path, descending }) => ({ key: page.key(path), type: keyType(path.value), descending }));
  const outer = new Scope(catalog, dialect, root, "p", "one");
  const joined = outputOf(query, outer, context);
  const wrapped = outer.hasJoins;
  const output = wrapped ? joined : outputOf(query, page, context);
  const { alias } = wrapped ? outer : page;
  const idAt = output.add(column(alias, "id"));
  const keyAt = keys.map(({ key, type }, i) => output.add(selectableColumn(wrapped ? column("p", `s${i}`) : key, type, dialect)));
  const nAt = output.add(column(alias, "n"));

  const order = orderBy(keys.map(({ key, descending }) => ({ key, descending })), column("o", "n"), query.ageDescending, dialect);
  const limit = sql`limit ${slot(description.at(LIMIT))}`;
  let piece: Sql;
  if (wrapped) {
    const needed = [...new Set([...outer.rootColumns, "id", "n"])].map((name) => column("o", name));
    const inner = sql`select ${list([...needed, ...keys.map(({ key }, i) => sql`${key} as ${sql.id(`s${i}`)}`)])} from ${table(root.name)} o${page.joins} where ${all(conditions)} order by ${order} ${limit}`;
    const again = orderBy(keys.map(({ descending }, i) => ({ key: column("p", `s${i}`), descending })), column("p", "n"), query.ageDescending, dialect);
    piece = sql`select ${list(output.columns)} from (${inner}) p${outer.joins} order by ${again}`;
  } else {
    piece = sql`select ${list(output.columns)} from ${table(root.name)} o${page.joins} where ${all(conditions)} order by ${order} ${limit}`;
  }
  const decoders = keys.map(({ type }) => decoder(type, dialect));
  return {
    statement: statement(piece, dialect),
    output,
    idAt,
    position: (row) => ({ keys: keyAt.map((at, i) => scalar(row[at], decoders[i])), n: Number(row[nAt]) }),
  };
}

function outputOf(query: BoundQuery, scope: Scope, context: CompileContext): Output {
  const output = new Output();
  for (const path of query.fields) addPath(output, path, scope, context.output);
  return output;
}

function scalar(raw: unknown, decode: ((raw: unknown) => unknown) | undefined): Key {
  const value = raw === null || raw === undefined || !decode ? null : decode(raw);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** What the viewer may see, what was asked for, and what comes behind the cursor. */
export function listConditions(query: BoundQuery, scope: Scope, description: Description, operators: OperatorTable): Sql[] {
  const conditions = matching(query, scope, description, operators);
  if (query.cursor) conditions.push(behind(query, scope, description.at(CURSOR)));
  return conditions;
}

function matching(query: BoundQuery, scope: Scope, description: Description, operators: OperatorTable): Sql[] {
  const policy = scope.rootPolicy();
  return [...(policy ? [policy] : []), ...(query.where ? [compileWhere(query.where, scope, description, operators)] : [])];
}

/** "Empty is smallest" on both databases. */
function orderBy(keys: readonly { key: Sql; descending: boolean }[], n: Sql, ageDescending: boolean, dialect: DialectName): Sql {
  const nulls = (descending: boolean): Sql => (dialect === "sqlite" ? sql`` : descending ? sql` nulls last` : sql` nulls first`);
  const parts = keys.map(({ key, descending }) => sql`${key}${descending ? sql` desc` : sql` asc`}${nulls(descending)}`);
  return list([...parts, ageDescending ? sql`${n} desc` : sql`${n} asc`]);
}

/** The rows that come after the cursor's, key by key; nulls in its position are part of the query's shape. */
function behind(query: BoundQuery, scope: Scope, first: number): Sql {
  const position = query.cursor?.keys ?? [];
  const n = scope.column(scope.alias, "n");
  const nSlot = typedSlot(first + position.length, { class: "integer" }, scope.dialect);
  let condition = query.ageDescending ? sql`${n} < ${nSlot}` : sql`${n} > ${nSlot}`;
  for (let i = query.sort.length - 1; i >= 0; i--) {
    const part = query.sort[i];
    if (!part) continue;
    const key = scope.key(part.path);
    const value = typedSlot(first + i, keyType(part.path.value), scope.dialect);
    const empty = position[i] === null;
    const same = empty ? sql`${key} is null` : sql`${key} = ${value}`;
    const after = part.descending
      ? empty ? [] : [sql`${key} < ${value}`, sql`${key} is null`]
      : [empty ? sql`${key} is not null` : sql`${key} > ${value}`];
    condition = any([...after, all([same, condition])]);
    // Says the same once more in a form by which an index is entered where the page begins.
    if (i === 0 && !empty && !part.descending) condition = all([sql`${key} >= ${value}`, condition]);
  }
  return condition;
}

/** Records are counted one by one up to here, unless an index answers. */
export const COUNT_MAX = 10_000;

/** Counts what a list query matches, all of it or up to one more than `COUNT_MAX`. */
export function compileCount(query: BoundQuery, root: SecuredObject, description: Description, context: CompileContext, exact: boolean): Statement {
  const scope = new Scope(context.catalog, context.dialect, root, "o", "gather");
  const conditions = matching(query, scope, description, context.operators);
  const from = sql`from ${table(root.name)} o${scope.joins}${conditions.length === 0 ? sql`` : sql` where ${all(conditions)}`}`;
  const piece = exact ? sql`select count(*) ${from}` : sql`select count(*) from (select 1 as one ${from} limit ${sql.lit(COUNT_MAX + 1)}) c`;
  return statement(piece, context.dialect);
}
