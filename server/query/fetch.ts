import type { BoundPath } from "#shared/query/bound.ts";
import { positionColumn } from "#server/store/names.ts";
import type { Parameter, Reader, Row } from "#server/store/port.ts";
import type { CompileContext } from "./compile-list.ts";
import { addPath, idsOf, Output, writeRecord, type Lookups } from "./output.ts";
import { Scope } from "./scope.ts";
import type { SecuredObject } from "./secured.ts";
import { all, column, list, parametersFor, slot, sql, statement, table, type Sql, type Statement } from "./sql.ts";

/** Records found by a column's values; slot 1 holds the id, or a JSON list of ids. */
export interface CompiledFetch {
  readonly statement: Statement;
  readonly output: Output;
  /** Place of the column's value in a row. */
  readonly keyAt: number;
}

/**
 * Readable records of an object whose `by` is among given ids, whole: `one` by a single id, `many` by a list, `lines` by a
 * list of their headers, in their order there.
 */
export function compileFetch(root: SecuredObject, fields: readonly BoundPath[], by: string, mode: "one" | "many" | "lines", context: CompileContext): CompiledFetch {
  const scope = new Scope(context.catalog, context.dialect, root, "o", "one", context.moment());
  const output = new Output();
  for (const path of fields) addPath(output, path, scope, context.output);
  const key = column("o", by);
  const keyAt = output.add(key, by);
  const policy = scope.rootPolicy();
  const conditions = [mode === "one" ? sql`${key} = ${idSlot(context)}` : sql`${key} in ${idList(context)}`, ...(policy ? [policy] : [])];
  const order = mode === "lines" ? sql` order by ${key}, ${column("o", positionColumn(by))}${context.dialect === "postgres" ? sql` nulls first` : sql``}, ${column("o", "n")}` : sql``;
  const piece = sql`select ${list(output.columns)} from ${table(root.name)} o${scope.joins} where ${all(conditions)}${order}`;
  return { statement: statement(piece, context.dialect), output, keyAt };
}

/** Ids and titles of readable records; slot 1 holds a JSON list of ids. Null where the viewer may read no title. */
export function compileTitles(root: SecuredObject, context: CompileContext): Statement | null {
  if (root.titleField === null) return null;
  const scope = new Scope(context.catalog, context.dialect, root, "o", "one", context.moment());
  const [title] = scope.titleOf("o", "", root, false);
  if (!title) return null;
  const policy = scope.rootPolicy();
  const piece = sql`select ${column("o", "id")}, cast(${title} as text) from ${table(root.name)} o${scope.joins} where ${all([sql`${column("o", "id")} in ${idList(context)}`, ...(policy ? [policy] : [])])}`;
  return statement(piece, context.dialect);
}

const idSlot = ({ dialect }: CompileContext): Sql => (dialect === "sqlite" ? slot(1) : sql`cast(${slot(1)} as text)`);
/** The ids of a JSON list that stands in a slot. */
export function idList({ dialect }: Pick<CompileContext, "dialect">, at = 1): Sql {
  return dialect === "sqlite" ? sql`(select value from json_each(${slot(at)}))` : sql`(select jsonb_array_elements_text(cast(${slot(at)} as jsonb)))`;
}

export const fetchRows = (reader: Reader, compiled: Statement, values: readonly Parameter[]): Promise<Row[]> => reader.all(compiled.sql, parametersFor(compiled, values));

/** Titles that rows need beside what they hold, by object and id. */
export class TitleLookups implements Lookups {
  readonly #titles = new Map<string, Map<string, string>>();

  constructor(private readonly userName: (id: string) => string | null) {}

  title(object: string, id: string): string | null {
    return this.#titles.get(object)?.get(id) ?? (object === "user" ? this.userName(id) : null);
  }

  /** Takes in rows of `compileTitles`. */
  take(object: string, rows: readonly Row[]): void {
    const titles = this.#titles.get(object) ?? new Map<string, string>();
    for (const [id, title] of rows) if (title !== null) titles.set(String(id), String(title));
    this.#titles.set(object, titles);
  }
}

/** The ids that rows hold in lists, by the object they name. */
export function listedIds(output: Output, rows: readonly Row[]): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { at, to } of output.lists) {
    const known = ids.get(to) ?? new Set<string>();
    for (const row of rows) for (const id of idsOf(row[at])) known.add(id);
    if (known.size > 0) ids.set(to, known);
  }
  return ids;
}

export function writeRows(output: Output, rows: readonly Row[], lookups: Lookups): string[] {
  return rows.map((row) => writeRecord(output.members, row, lookups));
}
