/** Rule for every document and element name (contract §3). */
export const NAME_PATTERN = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$";
export const NAME_MAX = 48;
const NAME = new RegExp(NAME_PATTERN);

export function isName(text: string): boolean {
  return text.length <= NAME_MAX && NAME.test(text);
}

/** Columns that every record has; no field may take their names. `n` is the hidden integer key. */
export const SYSTEM_COLUMNS = [
  "n", "id", "revision", "created_at", "created_by", "updated_at", "updated_by", "owner_id", "deleted_at", "record_type",
] as const;

// PostgreSQL 18's reserved words (categories "reserved", "reserved (can be function or type)") and SQLite's keywords.
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column
concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having
ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not
notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar
some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with
abort action add after alter always attach autoincrement before begin between by cascade commit conflict current database
deferred delete detach drop each escape exclude exclusive exists explain fail filter first following generated glob groups if
ignore immediate index indexed insert instead join key last match materialized no nothing nulls of others over partition plan
pragma preceding query raise range recursive regexp reindex release rename replace restrict rollback row rows savepoint set
temp temporary ties transaction trigger unbounded update vacuum values view virtual without within`.split(/\s+/),
);

/** Why a name can't be that of an object or field, or null where it can. The platform's own `user` passes by its own door. */
export function nameProblem(name: string): "pattern" | "reserved" | "system" | "prefix" | null {
  if (!isName(name)) return "pattern";
  if ((SYSTEM_COLUMNS as readonly string[]).includes(name)) return "system";
  if (name.startsWith("sqlite_") || name.startsWith("pg_")) return "prefix";
  return RESERVED.has(name) ? "reserved" : null;
}
