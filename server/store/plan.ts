import { createHash } from "node:crypto";
import { canonicalJson } from "#shared/lib/json.ts";
import type { ValueType } from "#shared/query/value.ts";
import type { IndexShape } from "./indexes.ts";
import { quote } from "./names.ts";
import type { DialectName, Reader, Tx } from "./port.ts";

/** What a statement of a migration does; also what tests kill the server at. */
export type StepKind =
  | "create_table" | "add_column" | "add_reference" | "fill_column" | "create_index" | "create_unique"
  | "fill" | "drop_index" | "drop_reference" | "rename_column" | "rename_table" | "clear_dangling" | "remember";

/** One statement. `name` tells whether its work is already done (a table, column, index or reference that is there). */
export interface Step {
  readonly kind: StepKind;
  readonly table: string;
  readonly name: string;
  readonly sql: string;
  /** PostgreSQL: outside a transaction, so that writers go on. */
  readonly concurrently?: boolean;
  /** Of `create_unique`: for the count of what stands against it. */
  readonly unique?: { readonly object: string; readonly index: IndexShape; readonly columns: readonly string[]; readonly where: string | null };
}

/** A field whose values are carried to columns (or a link table) under side names, row by row. */
export interface Retype {
  readonly field: string;
  readonly from: ValueType;
  readonly to: ValueType;
  /** Side name of a column or table of the new type. */
  readonly side: string;
  /** Link table that holds the values until the flip, where the old type has one. */
  readonly links: string;
  /** Columns that an earlier retype left behind and that this one goes back to: where they still say the same, nothing of them is lost. */
  readonly restored: { readonly value: ValueType; readonly columns: readonly string[] } | null;
}

/** The retyped fields of one table. A row is done while `column` equals its revision; every write of a record raises that. */
export interface Fill {
  readonly object: string;
  readonly table: string;
  readonly column: string;
  readonly index: string;
  readonly timeZone: string;
  readonly retypes: readonly Retype[];
}

/** Something that a release took away; its rows stay under other names until they are purged. */
export interface Dropped {
  readonly release: number;
  readonly object: string;
  /** Null: the whole object. */
  readonly field: string | null;
  readonly value: ValueType | null;
  /** Of an object: its fields as they were. */
  readonly fields: Readonly<Record<string, ValueType>>;
  readonly columns: readonly (readonly [from: string, to: string])[];
  readonly tables: readonly (readonly [from: string, to: string])[];
}

/** Everything between two releases, in the order in which it is done. Plain data; `expand` and `flip` carry it out. */
export interface Plan {
  readonly release: number;
  /** What the release before wants: all else that an abandoned publish left is taken away first. */
  readonly keep: ReadonlySet<string>;
  readonly prepare: readonly Step[];
  readonly fills: readonly Fill[];
  readonly finish: readonly Step[];
  readonly flip: readonly Step[];
  readonly dropped: readonly Dropped[];
}

export type OnStatement = (step: Pick<Step, "kind" | "sql">, when: "before" | "after") => void;

/** Names of what a release dropped end in its number. */
export const isDroppedName = (name: string): boolean => /\$\d+$/.test(name);

/** Side name of a column or table while a retype is under way; another retype of the same field has another one. */
export function sideName(name: string, from: ValueType, to: ValueType): string {
  return `${name}$n${shortHash([from, to])}`;
}

export function shortHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 6);
}

const KEY = "dropped";

export async function readDropped(reader: Pick<Reader, "get">): Promise<Dropped[]> {
  const row = await reader.get("select value from main._meta where key = ?", [KEY]);
  return row === undefined ? [] : (JSON.parse(String(row[0])) as Dropped[]); // written below
}

export async function writeDropped(tx: Pick<Tx, "run">, dialect: DialectName, dropped: readonly Dropped[]): Promise<void> {
  const value = dialect === "sqlite" ? "?" : "?::jsonb";
  await tx.run(`insert into main._meta (key, value) values (?, ${value}) on conflict (key) do update set value = excluded.value`, [KEY, JSON.stringify(dropped)]);
}

// Statements both databases understand alike.

export function addColumnSql(table: string, column: { name: string; type: string; references: string | null }, dialect: DialectName): string {
  return `alter table main.${quote(table)} add column ${quote(column.name)} ${column.type}${dialect === "sqlite" && column.references !== null ? inlineReference(column.references) : ""}`;
}

/**
 * SQLite can't take a reference off a column again. With `set null` a column that is dropped, but not purged, does not stand
 * in the way when its target goes; delete rules act before, in the one writer there is.
 */
export const inlineReference = (target: string): string => ` references ${quote(target)} (id) on delete set null`;

export const addReferenceSql = (table: string, column: string, target: string, name: string): string =>
  `alter table main.${quote(table)} add constraint ${quote(name)} foreign key (${quote(column)}) references main.${quote(target)} (id) deferrable initially immediate`;

export const renameColumnSql = (table: string, from: string, to: string): string => `alter table main.${quote(table)} rename column ${quote(from)} to ${quote(to)}`;
export const renameTableSql = (from: string, to: string): string => `alter table main.${quote(from)} rename to ${quote(to)}`;
export const dropIndexSql = (name: string): string => `drop index if exists main.${quote(name)}`;
