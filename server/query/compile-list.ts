import type { BoundPath, BoundQuery } from "#shared/query/bound.ts";
import { decoder } from "#server/store/dialect.ts";
import type { DialectName, Row } from "#server/store/port.ts";
import { compileWhere } from "./compile-where.ts";
import { CURSOR, keyType, LIMIT, SKIP, type Description } from "./describe.ts";
import { isIndexed } from "./indexed.ts";
import type { OperatorTable } from "./operators.ts";
import { addPath, Output, selectableColumn, type OutputContext } from "./output.ts";
import { Scope, typedSlot } from "./scope.ts";
import type { SecuredCatalog, SecuredObject } from "./secured.ts";
import type { VirtualContext } from "./virtual.ts";
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
  /** The moment that formulas computed at read speak of, as the statement is kept for it. */
  readonly moment: () => Pick<VirtualContext, "now" | "today">;
}

/**
 * A page of records. Where titles or paths are joined for the answer, the page is found first and they are joined to its rows
 * only: joining before would do so for every row that is sorted.
 */
export function compileList(query: BoundQuery, root: SecuredObject, description: Description, context: CompileContext): CompiledList {
  const { catalog, dialect } = context;
  const page = new Scope(catalog, dialect, root, "o", "walk", context.moment());
  const keys = query.sort.map(({ path, descending }) => ({ key: page.key(path), type: keyType(path.value), descending, plain: isOwnKey(path.value) ? path.path : undefined }));
  const branches = pageBranches(query, root, page, description, context.operators);
  const outer = new Scope(catalog, dialect, root, "p", "one", context.moment());
  const joined = outputOf(query, outer, context);
  const wrapped = outer.hasJoins || branches.length > 1;
  const output = wrapped ? joined : outputOf(query, page, context);
  const { alias } = wrapped ? outer : page;
  const idAt = output.add(column(alias, "id"), "id");
  // A key that is answered as it is needs no column of its own.
  const keyAt = keys.map(({ key, type, plain }, i) => output.add(selectableColumn(wrapped ? column("p", `s${i}`) : key, type, dialect), plain));
  const nAt = output.add(column(alias, "n"));

  const order = orderBy(keys, column("o", "n"), query.ageDescending, dialect);
  const limit = sql`limit ${slot(description.at(LIMIT))}`;
  // Only without a cursor, where there is one branch: whoever joins to the page or unites branches takes all that is found.
  const skip = query.skip > 0 ? sql` offset ${slot(description.at(SKIP))}` : sql``;
  const select = (columns: readonly Sql[], branch: readonly Sql[]): Sql =>
    sql`select ${list(columns)} from ${table(root.name)} o${page.joins} where ${all(branch)} order by ${order} ${limit}${skip}`;
  let piece: Sql;
  if (wrapped) {
    const needed = [...new Set([...outer.rootColumns, "id", "n"])].map((name) => column("o", name));
    const columns = [...needed, ...keys.map(({ key }, i) => sql`${key} as ${sql.id(`s${i}`)}`)];
    const [first, ...others] = branches.map((branch) => select(columns, branch));
    const pages = others.length === 0 ? first : sql`select * from (${first}) b0${sql.join(others.map((other, i) => sql` union all select * from (${other}) ${sql.id(`b${i + 1}`)}`), sql``)}`;
    const again = orderBy(keys.map(({ descending }, i) => ({ key: column("p", `s${i}`), descending })), column("p", "n"), query.ageDescending, dialect);
    piece = sql`select ${list(output.columns)} from (${pages}) p${outer.joins} order by ${again} ${limit}`;
  } else {
    piece = select(output.columns, branches[0] ?? []);
  }
  const decoders = keys.map(({ type }) => decoder(type, dialect));
  return {
    statement: statement(piece, dialect),
    output,
    idAt,
    position: (row) => ({ keys: keyAt.map((at, i) => scalar(row[at], decoders[i])), n: Number(row[nAt]) }),
  };
}

/** Values that are sorted by themselves, rather than by a key or a title. */
const isOwnKey = ({ class: kind }: BoundPath["value"]): boolean => kind !== "text" && kind !== "reference" && kind !== "anyReference";

function outputOf(query: BoundQuery, scope: Scope, context: CompileContext): Output {
  const output = new Output();
  for (const path of query.fields) addPath(output, path, scope, context.output);
  return output;
}

function scalar(raw: unknown, decode: ((raw: unknown) => unknown) | undefined): Key {
  const value = raw === null || raw === undefined || !decode ? null : decode(raw);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/**
 * The conditions of a page: what the viewer may see, what was asked for, what comes behind the cursor. Running downward along
 * an index, the empty ones, which come last, are a branch of their own: only so is the index entered where the page begins.
 */
function pageBranches(query: BoundQuery, root: SecuredObject, scope: Scope, description: Description, operators: OperatorTable): Sql[][] {
  const conditions = matching(query, scope, description, operators);
  const [first] = query.sort;
  if (!query.cursor) return [conditions];
  const slotAt = description.at(CURSOR);
  const downward = first?.descending === true && query.cursor.keys[0] !== null;
  if (!first || !downward) return [[...conditions, behind(query, scope, slotAt, true)]];
  if (first.path.steps.length === 0 && NEVER_EMPTY.has(first.path.field.name)) return [[...conditions, behind(query, scope, slotAt, false)]];
  if (!isIndexed(root, first.path)) return [[...conditions, behind(query, scope, slotAt, true)]];
  return [[...conditions, behind(query, scope, slotAt, false)], [...conditions, sql`${scope.key(first.path)} is null`]];
}

/** System columns that every record has. */
const NEVER_EMPTY = new Set(["id", "revision", "created_at", "updated_at"]);

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

/**
 * The rows that come after the cursor's, key by key; nulls in its position are part of the query's shape. `empties`: those
 * without a first key, which come last where the sort runs downward, are wanted too.
 */
function behind(query: BoundQuery, scope: Scope, first: number, empties: boolean): Sql {
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
    const withEmpties = i > 0 || empties;
    const same = empty ? sql`${key} is null` : sql`${key} = ${value}`;
    const after = part.descending
      ? empty ? [] : [sql`${key} < ${value}`, ...(withEmpties ? [sql`${key} is null`] : [])]
      : [empty ? sql`${key} is not null` : sql`${key} > ${value}`];
    condition = any([...after, all([same, condition])]);
    // Says the same once more in a form by which an index is entered where the page begins.
    if (i === 0 && !empty && !part.descending) condition = all([sql`${key} >= ${value}`, condition]);
    if (i === 0 && !empty && part.descending && !empties) condition = all([sql`${key} <= ${value}`, condition]);
  }
  return condition;
}

/** Records are counted one by one up to here, unless an index answers. */
export const COUNT_MAX = 10_000;

/** Counts what a list query matches, all of it or up to one more than `COUNT_MAX`. */
export function compileCount(query: BoundQuery, root: SecuredObject, description: Description, context: CompileContext, exact: boolean): Statement {
  const scope = new Scope(context.catalog, context.dialect, root, "o", "gather", context.moment());
  const conditions = matching(query, scope, description, context.operators);
  const from = sql`from ${table(root.name)} o${scope.joins}${conditions.length === 0 ? sql`` : sql` where ${all(conditions)}`}`;
  const piece = exact ? sql`select count(*) ${from}` : sql`select count(*) from (select 1 as one ${from} limit ${sql.lit(COUNT_MAX + 1)}) c`;
  return statement(piece, context.dialect);
}
