import { createHash } from "node:crypto";

/**
 * Names in the database. An object is a table of its name, a field a column of its name, so that any SQL tool can read
 * them; what the platform adds beside them has a `$`, which no name of metadata may contain, and its own tables begin `_`.
 */

/** Fold key by which a text column is sorted and compared loosely. */
export const sortColumn = (field: string): string => `${field}$sort`;
/** The object that a reference to one of several objects names; the column of the field's name holds the id. */
export const targetColumn = (field: string): string => `${field}$object`;
/** Place of a line among its header's lines; `by` is the line's reference to the header. */
export const positionColumn = (by: string): string => `${by}$pos`;
/** PostgreSQL cuts names off at 63 bytes; a link table's leaves room for the `$12345678` of what a release drops. */
const LINK_TABLE_MAX = 54;

/** Table of a many-to-many field: `record`, `target` (ids), `pos`. Where both names are long, their beginning and a hash of the whole (with a letter: digits alone end what is dropped). */
export function linkTable(object: string, field: string): string {
  const name = `${object}$${field}`;
  return name.length <= LINK_TABLE_MAX ? name : `${name.slice(0, LINK_TABLE_MAX - 9)}$h${createHash("sha256").update(name).digest("hex").slice(0, 7)}`;
}
/** What a release drops or retypes keeps its rows under this name until it is purged. */
export const droppedName = (name: string, release: number): string => `${name}$${release}`;

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
