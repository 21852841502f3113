import type { BoundPath, ManyValueOperator, OneValueOperator } from "#shared/query/bound.ts";
import { linkTable } from "#server/store/names.ts";
import type { DialectName } from "#server/store/port.ts";
import { policyCondition, tableSource } from "./policy.ts";
import { postgresType, typedSlot, type Scope } from "./scope.ts";
import { column, FALSE, slot, sql, table, type Sql } from "./sql.ts";

/** A comparison as operators see it. `first` is the slot of its (first) value. */
export interface Operand {
  readonly scope: Scope;
  readonly path: BoundPath;
  readonly first: number;
}
export type OperatorSql = (operand: Operand) => Sql;
export type SqlOperator = OneValueOperator | ManyValueOperator | "empty" | "notEmpty";

/**
 * What each operator is in SQL. Injectable, so that the oracle's tests can prove that they find a broken one. `eq`, `in`,
 * `contains` … may answer NULL for an empty field; who needs two values (`not`) says so around them.
 */
export type OperatorTable = Readonly<Record<SqlOperator, OperatorSql>>;

const valueSlot = ({ path, first, scope }: Operand, offset = 0): Sql => typedSlot(first + offset, path.value, scope.dialect);

/** `<` and its kin; texts by their keys. */
export const ordered = (symbol: "<" | "<=" | ">" | ">="): OperatorSql => (operand) =>
  sql`${operand.scope.key(operand.path)} ${sql.raw(symbol)} ${orderedSlot(operand, 0)}`;

function orderedSlot(operand: Operand, offset: number): Sql {
  return operand.path.value.class === "text" ? typedSlot(operand.first + offset, { class: "word" }, operand.scope.dialect) : valueSlot(operand, offset);
}

export const OPERATOR_SQL: OperatorTable = {
  empty: (operand) => presence(operand, false),
  notEmpty: (operand) => presence(operand, true),
  eq: (operand) => equal(operand),
  ne: (operand) => sql`(not ${wholly(equal(operand))})`,
  lt: ordered("<"),
  lte: ordered("<="),
  gt: ordered(">"),
  gte: ordered(">="),
  between: (operand) => {
    const key = operand.scope.key(operand.path);
    return sql`(${key} >= ${orderedSlot(operand, 0)} and ${key} <= ${orderedSlot(operand, 1)})`;
  },
  in: (operand) => among(operand),
  notIn: (operand) => sql`(not ${wholly(among(operand))})`,
  contains: ({ scope, path, first }) => {
    const text = folded(scope.value(path), scope.dialect);
    return scope.dialect === "sqlite" ? sql`instr(${text}, ${slot(first)}) > 0` : sql`strpos(${text}, cast(${slot(first)} as text)) > 0`;
  },
  startsWith: ({ scope, path, first }) => {
    const text = folded(scope.value(path), scope.dialect);
    return scope.dialect === "sqlite" ? sql`substr(${text}, 1, length(${slot(first)})) = ${slot(first)}` : sql`starts_with(${text}, cast(${slot(first)} as text))`;
  },
  has: (operand) => {
    const { scope, path, first } = operand;
    if (path.value.class === "links") return linked(operand, (target) => sql`${target} = ${textSlot(first, scope.dialect)}`);
    if (scope.dialect === "postgres") return sql`jsonb_exists(${scope.value(path)}, cast(${slot(first)} as text))`;
    return sql`exists (select 1 from json_each(${scope.value(path)}) j where j.value = ${slot(first)})`;
  },
  hasAny: (operand) => {
    const { scope, path, first } = operand;
    if (path.value.class === "links") return linked(operand, (target) => sql`${target} in ${items(first, scope.dialect, "text")}`);
    if (scope.dialect === "postgres") return sql`jsonb_exists_any(${scope.value(path)}, array${items(first, "postgres", "text")})`;
    return sql`exists (select 1 from json_each(${scope.value(path)}) j where j.value in ${items(first, "sqlite", "text")})`;
  },
  same: ({ scope, path, first }) => {
    const value = scope.value(path);
    if (scope.dialect === "postgres") {
      const wanted = sql`cast(${slot(first)} as jsonb)`;
      return sql`(${value} @> ${wanted} and ${value} <@ ${wanted})`;
    }
    return sql`(json_array_length(${value}) = json_array_length(${slot(first)}) and not exists (select 1 from json_each(${value}) j where j.value not in ${items(first, "sqlite", "text")}))`;
  },
  under: (operand) => under(operand),
};

/** Of a comparison that may be NULL one that is false instead. */
export const wholly = (condition: Sql): Sql => sql`coalesce(${condition}, false)`;

const textSlot = (index: number, dialect: DialectName): Sql => typedSlot(index, { class: "word" }, dialect);

/** A JSON list in one parameter, as rows. */
function items(index: number, dialect: DialectName, type: string): Sql {
  return dialect === "sqlite"
    ? sql`(select value from json_each(${slot(index)}))`
    : sql`(select cast(v as ${sql.raw(type)}) from jsonb_array_elements_text(cast(${slot(index)} as jsonb)) v)`;
}

function equal(operand: Operand): Sql {
  const { scope, path, first } = operand;
  if (path.value.class !== "anyReference") return sql`${scope.value(path)} = ${valueSlot(operand)}`;
  return sql`(${scope.value(path)} = ${textSlot(first, scope.dialect)} and ${scope.target(path)} = ${textSlot(first + 1, scope.dialect)})`;
}

function among({ scope, path, first }: Operand): Sql {
  if (path.value.class === "anyReference") return sql`(${scope.target(path)} || ' ' || ${scope.value(path)}) in ${items(first, scope.dialect, "text")}`;
  if (scope.dialect === "postgres") return sql`${scope.value(path)} = any (array${items(first, "postgres", postgresType(path.value))})`;
  return sql`${scope.value(path)} in ${items(first, "sqlite", "text")}`;
}

/** PostgreSQL is asked for ICU's rules, which are JavaScript's, whatever the database's own are. */
function folded(value: Sql, dialect: DialectName): Sql {
  return dialect === "sqlite" ? sql`tangram_fold(${value})` : sql`(replace(lower(${value} collate "und-x-icu"), 'ς', 'σ') collate "C")`;
}

function presence(operand: Operand, wanted: boolean): Sql {
  const { scope, path } = operand;
  if (path.value.class === "links") {
    const some = linked(operand, () => sql`1 = 1`);
    return wanted ? some : sql`(not ${some})`;
  }
  if (path.value.class === "children") {
    const some = children(operand, path.value.of, path.value.by);
    return wanted ? some : sql`(not ${some})`;
  }
  return wanted ? sql`${scope.value(path)} is not null` : sql`${scope.value(path)} is null`;
}

function linked({ scope, path }: Operand, condition: (target: Sql) => Sql): Sql {
  const record = scope.column(scope.aliasOf(path.steps), "id");
  return sql`exists (select 1 from ${table(linkTable(path.object, path.field.name))} k where k.record = ${record} and ${condition(column("k", "target"))})`;
}

/** Lines that the viewer may read; those of an object hidden from him are none. */
function children({ scope, path }: Operand, of: string, by: string): Sql {
  const child = scope.catalog.object(of);
  if (!child) return FALSE;
  const policy = policyCondition(tableSource(child.model, "k"), "read", scope.policyContext("one"));
  const record = scope.column(scope.aliasOf(path.steps), "id");
  return sql`exists (select 1 from ${table(of)} k where ${column("k", by)} = ${record}${policy ? sql` and ${policy}` : sql``})`;
}

/** A tree's node or one below it, over nodes that the viewer may read. */
function under({ scope, path, first }: Operand): Sql {
  const tree = path.value.class === "reference" ? scope.catalog.object(path.value.to) : undefined;
  if (!tree || tree.treeField === null) return FALSE;
  const policy = policyCondition(tableSource(tree.model, "c"), "read", scope.policyContext("one"));
  // PostgreSQL wants both halves of a recursion in one collation; ids are kept under "C".
  const root = scope.dialect === "postgres" ? sql`${textSlot(first, scope.dialect)} collate "C"` : textSlot(first, scope.dialect);
  return sql`${scope.value(path)} in (with recursive u (id) as (select ${root} union select c.id from ${table(tree.name)} c join u on ${column("c", tree.treeField)} = u.id${policy ? sql` where ${policy}` : sql``}) select u.id from u)`;
}
