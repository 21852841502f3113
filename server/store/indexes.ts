import type { Json } from "#shared/lib/json.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { derivedName } from "./derived-name.ts";
import { columnsOf, encodeOne } from "./dialect.ts";
import { positionColumn, quote, sortColumn } from "./names.ts";
import type { DialectName } from "./port.ts";

export interface IndexShape {
  readonly name: string;
  readonly table: string;
  readonly unique: boolean;
  readonly columns: readonly { readonly name: string; readonly down: boolean }[];
  /** Condition of a partial index, in the database's own words. */
  readonly where: string | null;
  /** Name of the unique rule that it holds; `unique` for that of a single field. */
  readonly rule: string | null;
}

/**
 * The indexes of an object. What sorts ends in `n, owner_id`, so that a walk serves every viewer (design §4):
 * references with `n` (a header's lines by their place), title, created_at and updated_at, the declared ones, unique rules.
 * `places`: the references that child lists go by.
 */
export function indexesOf(object: ObjectModel, places: ReadonlySet<string>, dialect: DialectName): IndexShape[] {
  const fields = [...object.systemFields.filter((field) => field.name === "owner_id"), ...object.fields];
  const references = fields
    .filter(({ value }) => value.class === "reference" || value.class === "anyReference")
    .map(({ name }) => plain(object, name, [up(name), ...(places.has(name) ? [up(positionColumn(name))] : []), up("n")]));
  const title = object.titleField === null ? undefined : object.field(object.titleField);
  const sorts = [title, object.field("created_at"), object.field("updated_at")].flatMap((field) => {
    const column = field && sortable(field);
    return column ? [plain(object, field.name, ending(object, [up(column)]))] : [];
  });
  return distinct([...references, ...sorts, ...declared(object), ...uniqueIndexes(object, dialect)]);
}

/** The unique indexes of an object, with the fields of their rules: what a `UniqueViolation` speaks of. */
export function uniqueIndexes(object: ObjectModel, dialect: DialectName): (IndexShape & { readonly rule: string; readonly fields: readonly string[] })[] {
  const single = object.fields.filter((field) => field.unique).map((field) => ({ rule: "unique", purpose: field.name, fields: [field.name], condition: undefined }));
  const rules = object.unique.map((rule) => ({ rule: rule.name, purpose: rule.name, fields: rule.fields ?? [], condition: rule.where }));
  return [...single, ...rules].flatMap(({ rule, purpose, fields, condition }) => {
    const models = fields.map((name) => object.field(name));
    const columns = models.flatMap((field) => (field ? columnsOf(field, dialect).filter(({ name }) => name !== sortColumn(field.name)) : []));
    const where = condition === undefined ? null : conditionSql(object, condition, dialect);
    if (columns.length === 0 || where === undefined || models.some((field) => field === undefined || columnsOf(field, dialect).length === 0)) return [];
    const shape = { table: object.name, unique: true, columns: columns.map(({ name }) => up(name)), where, rule };
    return [{ ...shape, name: derivedName("ux", object.name, purpose, JSON.stringify([columns, where])), fields }];
  });
}

/** A condition of a unique rule as SQL: equality with a constant and "is not empty", and-ed; undefined where it says more. */
export function conditionSql(object: ObjectModel, where: Where, dialect: DialectName): string | undefined {
  if ("and" in where) {
    const parts = where.and.map((part) => conditionSql(object, part, dialect));
    return parts.length === 0 || parts.includes(undefined) ? undefined : parts.join(" and ");
  }
  if (!("field" in where)) return undefined;
  const field = object.field(where.field);
  if (!field || columnsOf(field, dialect).length === 0 || field.value.class === "anyReference") return undefined;
  if (where.op === "isNotEmpty") return `${quote(field.name)} is not null`;
  return where.op === "eq" && where.value !== null && where.value !== undefined ? `${quote(field.name)} = ${literal(where.value, field, dialect)}` : undefined;
}

function literal(value: Json, field: FieldModel, dialect: DialectName): string {
  const parameter = encodeOne(value, field.value, dialect);
  if (typeof parameter === "bigint" || typeof parameter === "number" || typeof parameter === "boolean") return String(parameter);
  return `'${String(parameter).replaceAll("'", "''")}'`;
}

function declared(object: ObjectModel): IndexShape[] {
  return object.indexes.flatMap(({ name, fields = [] }) => {
    const columns = fields.flatMap((entry) => {
      const down = entry.startsWith("-");
      const field = object.field(down ? entry.slice(1) : entry);
      const column = field && sortable(field);
      return column ? [{ name: column, down }] : [];
    });
    return columns.length === 0 ? [] : [plain(object, name, ending(object, columns))];
  });
}

/**
 * Adds the tie-break, which runs as what it follows does, and the owner. What stands behind the last field that runs down is
 * not sorted by but carried along, so that sums and conditions need not open the row: the tie-break comes before it, else
 * every page would be sorted anew.
 */
function ending(object: ObjectModel, columns: readonly { name: string; down: boolean }[]): { name: string; down: boolean }[] {
  const lastDown = columns.findLastIndex(({ down }) => down);
  const sorted = lastDown === -1 ? columns.length : lastDown + 1;
  const all = [...columns.slice(0, sorted), { name: "n", down: lastDown !== -1 }, ...columns.slice(sorted), ...(object.owners ? [up("owner_id")] : [])];
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
}

/** The column by which a field sorts, if one does. */
function sortable(field: FieldModel): string | null {
  switch (field.value.class) {
    case "text": return sortColumn(field.name);
    case "long_text": case "list": case "links": case "children": case "json": return null;
    default: return field.name;
  }
}

const up = (name: string): { name: string; down: boolean } => ({ name, down: false });

function plain(object: ObjectModel, purpose: string, columns: IndexShape["columns"]): IndexShape {
  return { name: derivedName("ix", object.name, purpose, typed(object, columns)), table: object.name, unique: false, columns, where: null, rule: null };
}

/** The definition with the types of its columns: an index of a retyped field is another index. */
function typed(object: ObjectModel, columns: IndexShape["columns"]): string {
  return columns.map(({ name, down }) => `${name} ${down ? "down" : "up"} ${JSON.stringify(object.field(name.replace(/\$.*/, ""))?.value ?? null)}`).join(", ");
}

/** Of indexes over the same columns one is enough. */
function distinct(indexes: readonly IndexShape[]): IndexShape[] {
  const seen = new Set<string>();
  return indexes.filter(({ unique, columns, where }) => {
    const key = JSON.stringify([unique, columns, where]);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The statement that makes an index. "Empty is smallest" on both databases: PostgreSQL is told where its nulls stand.
 * `column` renames, where a column stands under a side name; `concurrently` is PostgreSQL's way that lets writers go on.
 */
export function createIndexSql(index: IndexShape, dialect: DialectName, options: { table?: string; column?: (name: string) => string; concurrently?: boolean } = {}): string {
  const { table = index.table, column = (name) => name, concurrently = false } = options;
  const list = index.columns.map(({ name, down }) => `${quote(column(name))}${order(down, index.unique, dialect)}`).join(", ");
  const where = index.where === null ? "" : ` where ${index.where}`;
  const unique = index.unique ? "unique " : "";
  if (dialect === "sqlite") return `create ${unique}index main.${quote(index.name)} on ${quote(table)} (${list})${where}`;
  return `create ${unique}index ${concurrently ? "concurrently " : ""}${quote(index.name)} on main.${quote(table)} (${list})${where}`;
}

function order(down: boolean, unique: boolean, dialect: DialectName): string {
  if (unique) return "";
  if (dialect === "sqlite") return down ? " desc" : "";
  return down ? " desc nulls last" : " asc nulls first";
}
