import type { Action } from "#shared/metadata/role.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import type { Rights } from "#server/access/rights.ts";
import type { DialectName } from "#server/store/port.ts";
import { any, column, FALSE, slot, sql, table, type Sql } from "./sql.ts";

/** The slot that holds the viewer's id; the same in every statement. */
const VIEWER = 0;

export interface PolicyContext {
  readonly model: Model;
  readonly rights: Rights;
  readonly dialect: DialectName;
  /**
   * How a statement comes to its rows. `walk`: along an index or a join, asking each row: SQLite must not start from owners.
   * `gather`: from whatever finds the rows soonest. `one`: a single row, so that no list of subordinates is made.
   */
  readonly access: "walk" | "gather" | "one";
}

/** How a record's values are had: columns of a table, or members of what the bin keeps. */
export interface Source {
  /** The object whose record it is. */
  readonly object: ObjectModel;
  /** What the bin keeps. */
  readonly deleted: boolean;
  /** A column's value, as text where the bin holds it. */
  text(column: string): Sql;
}

export const tableSource = (object: ObjectModel, alias: string): Source => ({ object, deleted: false, text: (name) => column(alias, name) });

/** A deleted record's values, in `_bin.data` as canonical JSON. */
export function binSource(object: ObjectModel, alias: string, dialect: DialectName): Source {
  return {
    object,
    deleted: true,
    text(name) {
      if (name === "id") return column(alias, "id");
      const field = object.field(name.replace(/\$.*$/, ""));
      const path = field?.value.class === "anyReference" ? [field.name, name === field.name ? "id" : "object"] : [name];
      const data = column(alias, "data");
      return dialect === "sqlite" ? sql`json_extract(${data}, ${sql.lit(`$.${path.join(".")}`)})` : sql`(${data} #>> ${sql.lit(`{${path.join(",")}}`)})`;
    },
  };
}

/** Headers of headers: more is a circle. */
const DEPTH_MAX = 5;

/** The records that the viewer's policy for `action` covers, as a condition on a source; null where it covers all. */
export function policyCondition(source: Source, action: Action, context: PolicyContext, depth = 0): Sql | null {
  const { object } = source;
  const terms = context.rights.object(object.name).policy(action);
  if (terms.has("all")) return null;
  const parts: Sql[] = [];
  if (terms.has("own_and_below")) parts.push(...ownership(source, context, true));
  else if (terms.has("own")) parts.push(...ownership(source, context, false));
  if (terms.has("parent") && depth < DEPTH_MAX) parts.push(...headers(source, action, context, depth));
  return parts.length === 0 ? FALSE : any(parts);
}

/** Records of the viewer, or of his subordinates too. Of users it is the viewer himself. */
function ownership(source: Source, { dialect, access }: PolicyContext, below: boolean): Sql[] {
  const { object } = source;
  if (!object.owners && object.name !== "user") return [];
  const owner = source.text(object.owners ? "owner_id" : "id");
  if (!below) return [sql`${owner} = ${viewerSlot(dialect)}`];
  if (access === "one") return [sql`exists (select 1 from main._user_tree t where t.ancestor = ${viewerSlot(dialect)} and t.descendant = ${owner})`];
  // A unary plus keeps SQLite from gathering by owner and sorting everything, where a walk along the sort is wanted.
  const probed = access === "walk" && dialect === "sqlite" ? sql`+${owner}` : owner;
  return [sql`${probed} in (select t.descendant from main._user_tree t where t.ancestor = ${viewerSlot(dialect)})`];
}

const viewerSlot = (dialect: DialectName): Sql => (dialect === "postgres" ? sql`cast(${slot(VIEWER)} as text)` : slot(VIEWER));

/** Lines whose header is covered by the same action; making and removing a line is changing its header. */
function headers(source: Source, action: Action, context: PolicyContext, depth: number): Sql[] {
  const { parent } = source.object;
  if (!parent) return [];
  const targets = parent.value.class === "reference" ? [parent.value.to] : parent.value.class === "anyReference" ? parent.value.to : [];
  const headerAction = action === "create" || action === "delete" ? "update" : action;
  return targets.flatMap((name) => {
    const header = context.model.object(name);
    if (!header) return [];
    const alias = `h${depth}`;
    const condition = policyCondition(tableSource(header, alias), headerAction, { ...context, access: "one" }, depth + 1);
    const named = parent.value.class === "anyReference" ? sql` and ${source.text(`${parent.name}$object`)} = ${sql.lit(name)}` : sql``;
    const covered = condition === null ? sql`` : sql` and ${condition}`;
    const living = sql`exists (select 1 from ${table(name)} ${sql.id(alias)} where ${sql.id(alias, "id")} = ${source.text(parent.name)}${named}${covered})`;
    if (!source.deleted) return [living];
    // Lines lie in the bin with their header, as a rule.
    const bin = policyCondition(binSource(header, alias, context.dialect), headerAction, { ...context, access: "one" }, depth + 1);
    const binned = bin === null ? sql`` : sql` and ${bin}`;
    return [living, sql`exists (select 1 from main._bin ${sql.id(alias)} where ${sql.id(alias, "object")} = ${sql.lit(name)} and ${sql.id(alias, "id")} = ${source.text(parent.name)}${named}${binned})`];
  });
}
