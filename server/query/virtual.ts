import type { AggregateSource, FieldRef } from "#shared/formula/uses.ts";
import type { Json } from "#shared/lib/json.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { stageAttribute } from "#shared/model/stages.ts";
import { encodeOne } from "#server/store/dialect.ts";
import { positionColumn, linkTable, targetColumn } from "#server/store/names.ts";
import type { DialectName } from "#server/store/port.ts";
import { formulaSql } from "./formula/compile.ts";
import type { Ambient, FormulaResolver } from "./formula/resolver.ts";
import { asHeld } from "./formula/typed.ts";
import { policyCondition, tableSource, type PolicyContext } from "./policy.ts";
import type { SecuredCatalog, SecuredObject } from "./secured.ts";
import { all, column, slot, sql, table, type Sql } from "./sql.ts";

/** What virtual formulas need of their statement. */
export interface VirtualContext {
  readonly catalog: SecuredCatalog;
  readonly dialect: DialectName;
  /** The moment of the request, as far as formulas tell moments apart: the statement is kept that long. */
  readonly now: Date;
  /** The date of `now` in the workspace's zone. */
  readonly today: string;
}

/** A record that a statement has at hand. */
interface At {
  readonly object: SecuredObject;
  readonly alias: string;
  /** A column of it, in the form in which it stands in the statement. */
  column(name: string): Sql;
  /** The record that an aggregate runs for. */
  readonly outer: FormulaResolver | null;
}

/**
 * A virtual formula as SQL, in the form in which a column of its class stands: computed at read, over what the viewer may read
 * (the rest is empty, its rows are none).
 */
export function virtualSql(context: VirtualContext, object: SecuredObject, alias: string, field: FieldModel, own: (name: string) => Sql): Sql {
  const formula = field.computed?.formula;
  if (!formula || !field.computed?.native) throw new Error(`${field.name} can't be computed by SQL`);
  const value = asHeld(formulaSql(formula.node, resolverOf(context, { object, alias, column: own, outer: null })), formula.type, context.dialect);
  return inForm(value, field, context.dialect);
}

/** PostgreSQL is told the type; on SQLite numbers are whole ones of the field's scale already. */
function inForm(value: Sql, { value: type }: FieldModel, dialect: DialectName): Sql {
  if (dialect === "sqlite") return value;
  switch (type.class) {
    case "decimal": return sql`cast(${value} as numeric(18, ${sql.raw(String(type.scale))}))`;
    case "integer": return sql`cast(${value} as bigint)`;
    default: return value;
  }
}

function resolverOf(context: VirtualContext, at: At): FormulaResolver {
  const { dialect, catalog } = context;
  const { settings } = catalog.model;
  const resolver: FormulaResolver = {
    dialect,
    value(ref) {
      if (ref.root === "this") return at.outer?.value({ ...ref, root: null }) ?? NOTHING;
      return pathSql(context, at, ref, 0);
    },
    rows: (source) => rowsSql(context, at, source, resolver),
    transitions: (field) => ({
      from: sql`${table("_transition")} t`,
      where: at.object.field(field)?.masked === false ? [sql`t.object = ${sql.lit(at.object.name)}`, sql`t.record = ${at.column("id")}`, sql`t.field = ${sql.lit(field)}`] : [sql`1 = 0`],
      to: sql`t.to_value`,
      at: sql`t.at`,
    }),
    ambient: (name) => ambientSql(context, name),
    rate(currency, date) {
      const own = sql`(${currency} is null or ${currency} = ${sql.lit(settings.currency)})`;
      const one = dialect === "sqlite" ? sql`1000000` : sql`1::numeric`;
      const known = sql`(select r.rate from ${table("exchange_rate")} r where r.currency = ${currency} and r.valid_from <= ${date} order by r.valid_from desc limit 1)`;
      return sql`(case when ${own} then ${one} else ${known} end)`;
    },
    // Calendars are documents that no release has yet: as in JavaScript, without one there is no answer.
    workdays: () => (dialect === "sqlite" ? sql`null` : sql`cast(null as numeric)`),
    under(object, id, root) {
      const tree = catalog.object(object)?.treeField;
      if (!tree) return sql`(${id} = ${root})`;
      return sql`(${root} in (with recursive up(id) as (select ${id} union select ${column("t", tree)} from ${table(object)} t join up on t.id = up.id where ${column("t", tree)} is not null) select up.id from up))`;
    },
  };
  return resolver;
}

const NOTHING = sql`null`;

/** A value at the end of a path: of the record, or of what its lookups lead to, as sub-selects. Several targets: the one it names. */
function pathSql(context: VirtualContext, at: At, ref: FieldRef, step: number): Sql {
  const [next] = ref.steps.slice(step);
  if (!next) return fieldSql(context, at, ref);
  const field = at.object.field(next.field);
  if (!field || field.masked) return NOTHING;
  const { value } = field.model;
  const named = value.class === "anyReference" ? at.column(targetColumn(next.field)) : null;
  const targets = value.class === "reference" ? [value.to] : value.class === "anyReference" ? value.to.filter((to) => next.to.includes(to)) : [];
  const found = targets.flatMap((to) => {
    const object = context.catalog.object(to);
    const last = step === ref.steps.length - 1;
    if (!object || (last && !object.field(ref.field))) return [];
    const alias = `${at.alias}_${step}`;
    const inner: At = { object, alias, column: (name) => column(alias, name), outer: at.outer };
    const conditions = [sql`${column(alias, "id")} = ${ownSql(context, at, field.model)}`, ...(named ? [sql`${named} = ${sql.lit(to)}`] : []), ...visible(context, object, alias, "one")];
    return [sql`(select ${pathSql(context, inner, ref, step + 1)} from ${table(to)} ${sql.id(alias)} where ${all(conditions)})`];
  });
  const [first] = found;
  return first === undefined ? NOTHING : found.length === 1 ? first : sql`coalesce(${sql.join(found)})`;
}

function fieldSql(context: VirtualContext, at: At, ref: FieldRef): Sql {
  const field = at.object.field(ref.field);
  if (!field || field.masked) return NOTHING;
  return ref.attribute === null ? ownSql(context, at, field.model) : attributeSql(context, at, field.model, ref);
}

/** A field's own column, or what computes it. */
function ownSql(context: VirtualContext, at: At, field: FieldModel): Sql {
  if (field.computed?.class !== "virtual") return at.column(field.name);
  return field.computed.native && field.computed.formula ? virtualSql(context, at.object, at.alias, field, at.column) : NOTHING;
}

/** An attribute of the stage that a field holds, by the record's type where stages differ. */
function attributeSql({ dialect }: VirtualContext, at: At, field: FieldModel, ref: FieldRef): Sql {
  const model: ObjectModel = at.object.model;
  const types = model.recordTypes.length > 0 ? model.recordTypes.map(({ name }) => name) : [null];
  const value = at.column(field.name);
  const cases = types.flatMap((type) =>
    field.options.flatMap((option) => {
      const attribute = stageAttribute(model, field.name, option.value, type, ref.attribute ?? "");
      if (attribute === null) return [];
      const typed = type === null ? sql`` : sql` and ${at.column("record_type")} = ${sql.lit(type)}`;
      return [sql`when ${value} = ${sql.lit(option.value)}${typed} then ${constant(attribute, ref, dialect)}`];
    }),
  );
  return cases.length === 0 ? NOTHING : sql`(case ${sql.join(cases, sql` `)} end)`;
}

/** Percentages are held with two digits, as a field's would be. */
function constant(value: Json, { type }: FieldRef, dialect: DialectName): Sql {
  if (type.kind === "number" && typeof value === "string") {
    const scale = type.style === "percent" ? type.scale - 2 : type.scale;
    const held = encodeOne(value, { class: "decimal", scale }, dialect);
    return dialect === "sqlite" ? sql.raw(String(held)) : sql`cast(${sql.lit(String(held))} as numeric)`;
  }
  if (typeof value === "boolean") return value ? sql`true` : sql`false`;
  return typeof value === "number" ? sql.raw(String(value)) : sql.lit(String(value));
}

/** Rows that an aggregate runs over, such as the viewer may read. */
function rowsSql(context: VirtualContext, at: At, source: AggregateSource, outer: FormulaResolver): ReturnType<FormulaResolver["rows"]> {
  const object = context.catalog.object(source.object);
  const alias = `${at.alias}r`;
  if (!object) return { from: sql`(select null as id, null as n) ${sql.id(alias)}`, where: [sql`1 = 0`], order: sql`1`, resolver: outer };
  const inner: At = { object, alias, column: (name) => column(alias, name), outer };
  const where = [...visible(context, object, alias, "gather")];
  let order = column(alias, "n");
  if (source.kind === "children") {
    const by = object.field(source.by);
    if (!by || by.masked) where.push(sql`1 = 0`);
    else where.push(sql`${column(alias, source.by)} = ${at.column("id")}`, ...(by.model.value.class === "anyReference" ? [sql`${column(alias, targetColumn(source.by))} = ${sql.lit(at.object.name)}`] : []));
    order = sql`${column(alias, positionColumn(source.by))}, ${column(alias, "n")}`;
  } else if (source.kind === "links") {
    where.push(sql`${column(alias, "id")} in (select l.target from ${table(linkTable(at.object.name, source.list))} l where l.record = ${at.column("id")})`);
  }
  return { from: sql`${table(source.object)} ${sql.id(alias)}`, where, order, resolver: resolverOf(context, inner) };
}

function visible({ catalog, dialect }: VirtualContext, object: SecuredObject, alias: string, access: PolicyContext["access"]): Sql[] {
  const policy = policyCondition(tableSource(object.model, alias), "read", { model: catalog.model, rights: catalog.rights, dialect, access });
  return policy ? [policy] : [];
}

function ambientSql({ catalog, dialect, now, today }: VirtualContext, name: Ambient): Sql {
  const { settings } = catalog.model;
  switch (name) {
    case "viewer": return dialect === "postgres" ? sql`cast(${slot(0)} as text)` : slot(0);
    case "now": return dialect === "postgres" ? sql`cast(${sql.lit(now.toISOString())} as timestamptz)` : sql.lit(now.toISOString());
    case "today": return dialect === "postgres" ? sql`cast(${sql.lit(today)} as date)` : sql.lit(today);
    case "fiscalYearStart": return sql.raw(String(settings.fiscalYearStart));
    case "timeZone": case "currency": case "locale": return sql.lit(settings[name]);
  }
}
