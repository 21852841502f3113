import type { BoundPath, BoundStep } from "#shared/query/bound.ts";
import type { ValueType } from "#shared/query/value.ts";
import { isKept } from "#shared/model/model.ts";
import { sortColumn, targetColumn } from "#server/store/names.ts";
import type { DialectName } from "#server/store/port.ts";
import { policyCondition, tableSource, type PolicyContext } from "./policy.ts";
import type { SecuredCatalog, SecuredObject } from "./secured.ts";
import { virtualSql, type VirtualContext } from "./virtual.ts";
import { column, slot, sql, table, type Sql } from "./sql.ts";

/**
 * Tables of one SELECT: the root and, joined when first asked for, what paths lead to. A joined table is the target as the
 * viewer may see it; what he may not read is as if it were not there.
 */
export class Scope {
  readonly #joined = new Map<string, string>();
  readonly #joins: Sql[] = [];
  /** Columns of the root that were asked for: what a sub-select must give. */
  readonly rootColumns = new Set<string>();

  constructor(
    readonly catalog: SecuredCatalog,
    readonly dialect: DialectName,
    readonly root: SecuredObject,
    readonly alias: string,
    readonly access: PolicyContext["access"],
    /** The moment that formulas computed at read speak of. */
    private readonly moment: Pick<VirtualContext, "now" | "today">,
  ) {}

  get joins(): Sql {
    return this.#joins.length === 0 ? sql`` : sql` ${sql.join(this.#joins, sql` `)}`;
  }
  get hasJoins(): boolean {
    return this.#joins.length > 0;
  }

  policyContext(access: PolicyContext["access"]): PolicyContext {
    return { model: this.catalog.model, rights: this.catalog.rights, dialect: this.dialect, access };
  }

  /** What the viewer may see of the root; null for all of it. */
  rootPolicy(): Sql | null {
    return policyCondition(tableSource(this.root.model, this.alias), "read", this.policyContext(this.access));
  }

  /** A column of a table of this scope. */
  column(alias: string, name: string): Sql {
    if (alias === this.alias) this.rootColumns.add(name);
    return column(alias, name);
  }

  /** Alias of the table that a path's field is in. */
  aliasOf(steps: readonly BoundStep[]): string {
    let alias = this.alias;
    let prefix = "";
    for (const step of steps) {
      prefix += `${step.field.name}.`;
      alias = this.#join(prefix, alias, step.object, step.field.name, step.to, null);
    }
    return alias;
  }

  /** Main column of a path; a virtual formula's SQL. */
  value(path: BoundPath): Sql {
    return this.#field(this.aliasOf(path.steps), path.object, path.field.name);
  }

  #field(alias: string, objectName: string, name: string): Sql {
    const object = this.catalog.object(objectName);
    const field = object?.model.field(name);
    if (!object || !field || isKept(field) || field.value.class === "children") return this.column(alias, name);
    return virtualSql({ catalog: this.catalog, dialect: this.dialect, ...this.moment }, object, alias, field, (own) => this.column(alias, own));
  }

  /** The object that a reference to one of several objects names. */
  target(path: BoundPath): Sql {
    return this.column(this.aliasOf(path.steps), targetColumn(path.field.name));
  }

  /** What a path is compared and sorted by: texts by their keys, references by the keys of their titles. */
  key(path: BoundPath): Sql {
    const { value } = path;
    if (value.class === "text") return this.column(this.aliasOf(path.steps), sortColumn(path.field.name));
    if (value.class === "reference" || value.class === "anyReference") return this.title(path, true);
    return this.value(path);
  }

  /** The title of what a reference names, as text (or its sort key); null where the viewer may not read it. */
  title(path: BoundPath, asKey: boolean): Sql {
    const { value } = path;
    const objects = value.class === "reference" ? [value.to] : value.class === "anyReference" ? value.to : [];
    const titles = objects.flatMap((name) => {
      const object = this.catalog.object(name);
      if (!object?.titleField) return [];
      const from = this.aliasOf(path.steps);
      const prefix = `${path.path}>${name}`;
      const alias = this.#join(prefix, from, path.object, path.field.name, name, value.class === "anyReference" ? name : null);
      return this.titleOf(alias, prefix, object, asKey);
    });
    if (titles.length === 0) return sql`cast(null as text)`;
    return titles.length === 1 && titles[0] ? titles[0] : sql`coalesce(${sql.join(titles)})`;
  }

  /** The title of a record that stands under an alias: its text, or the title of what its reference names. */
  titleOf(alias: string, prefix: string, object: SecuredObject, asKey: boolean, depth = 0): Sql[] {
    const title = object.titleField === null ? undefined : object.field(object.titleField);
    if (!title) return [];
    if (title.value.class === "text") return [this.column(alias, asKey ? sortColumn(title.name) : title.name)];
    if (title.value.class !== "reference") return [titleText(this.column(alias, title.name), title.value)];
    const target = this.catalog.object(title.value.to);
    if (!target || depth >= TITLES_MAX) return [];
    const further = `${prefix}>${target.name}`;
    return this.titleOf(this.#join(further, alias, object.name, title.name, target.name, null), further, target, asKey, depth + 1);
  }

  #join(key: string, from: string, holder: string, field: string, to: string, named: string | null): string {
    const known = this.#joined.get(key);
    if (known !== undefined) return known;
    const object = this.catalog.object(to);
    if (!object) throw new Error(`a path over ${to}, which the viewer may not read`);
    const alias = `${this.alias}${this.#joined.size + 1}`;
    this.#joined.set(key, alias);
    const conditions = [sql`${column(alias, "id")} = ${this.#field(from, holder, field)}`];
    if (named !== null) conditions.push(sql`${this.column(from, targetColumn(field))} = ${sql.lit(named)}`);
    const policy = policyCondition(tableSource(object.model, alias), "read", this.policyContext("one"));
    if (policy) conditions.push(policy);
    this.#joins.push(sql`left join ${table(to)} ${sql.id(alias)} on ${sql.join(conditions, sql` and `)}`);
    return alias;
  }
}

/** Records that are named by what they refer to, which is named by what it refers to … */
const TITLES_MAX = 3;

/** A title that is not text, as text in its canonical form where the class has one. */
function titleText(value: Sql, type: ValueType): Sql {
  return type.class === "word" || type.class === "month" || type.class === "reference" ? value : sql`cast(${value} as text)`;
}

const POSTGRES_TYPES: Partial<Record<ValueType["class"], string>> = {
  integer: "bigint", decimal: "numeric", boolean: "boolean", date: "date", datetime: "timestamptz", list: "jsonb", json: "jsonb",
};
export const postgresType = (type: ValueType): string => POSTGRES_TYPES[type.class] ?? "text";

/** A slot as a value of a class: PostgreSQL must be told, since the same text may be a date or a word. */
export function typedSlot(index: number, type: ValueType, dialect: DialectName): Sql {
  return dialect === "sqlite" ? slot(index) : sql`cast(${slot(index)} as ${sql.raw(postgresType(type))})`;
}
