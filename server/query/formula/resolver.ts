import type { AggregateSource, FieldRef } from "#shared/formula/uses.ts";
import type { DialectName } from "#server/store/port.ts";
import type { Sql } from "../sql.ts";

/**
 * Where a formula's names stand in a statement. What a viewer may not read is NULL (its rows are none), exactly as in the queries
 * he writes himself.
 */
export interface FormulaResolver {
  readonly dialect: DialectName;
  /**
   * The stored column of a path (through joins), as the store keeps it: decimals as whole numbers of the field's scale on SQLite,
   * percentages as they are held, references as ids. With `ref.attribute` the attribute's value in the same form, from the release.
   * A ref with root `this`, asked of a row's resolver, is the outer record's.
   */
  value(ref: FieldRef): Sql;
  /** Rows of an aggregate: what stands after FROM, what must hold, the order in which rows are listed, and their own names. */
  rows(source: AggregateSource): { readonly from: Sql; readonly where: readonly Sql[]; readonly order: Sql; readonly resolver: FormulaResolver };
  /** Past of a tracked own field: `to` and `at` are its columns. */
  transitions(field: string): { readonly from: Sql; readonly where: readonly Sql[]; readonly to: Sql; readonly at: Sql };
  /** Values of the request, typed: date, moment, id, zone … */
  ambient(name: Ambient): Sql;
  /** Units of the workspace's currency for one of another on a date (`Host.rate`), at scale 6. */
  rate(currency: Sql, date: Sql): Sql;
  /** `workdays` of `shared/formula/work-time.ts` for a calendar, "" for the workspace's own. */
  workdays(from: Sql, to: Sql, calendar: string): Sql;
  /** Whether a node of an object's tree is `root` or below it. */
  under(object: string, id: Sql, root: Sql): Sql;
}

export type Ambient = "now" | "today" | "viewer" | "timeZone" | "fiscalYearStart" | "currency" | "locale";
