import type { AnyReference, RecordValues } from "#shared/query/value.ts";
import type { Query } from "#shared/query/query.ts";
import type { Action } from "#shared/metadata/role.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Reader } from "#server/store/port.ts";
import type { Json } from "#shared/lib/json.ts";

export interface ListAnswer {
  records: RecordValues[];
  cursor: string | null;
  count?: number;
  countIs?: "atLeast";
}
export interface GetOptions {
  fields?: readonly string[];
  expand?: readonly string[];
  deleted?: boolean;
}

/**
 * The one way out (design §4): every read of records is a `Query` compiled against what the viewer may see. Unknown and
 * hidden objects, fields, operators throw the same `Refusal("not_understood")` or ("not_found").
 */
export interface Reads {
  /** Records in JSON form: own fields, system fields, `x$title` beside references, `x$currency` beside money. */
  list(viewer: Viewer, query: Query): Promise<ListAnswer>;
  /** The same answer as JSON text, without building objects. */
  listJson(viewer: Viewer, query: Query): Promise<string>;
  get(viewer: Viewer, object: string, id: string, options?: GetOptions): Promise<RecordValues | null>;
  getJson(viewer: Viewer, object: string, id: string, options?: GetOptions): Promise<string | null>;
  /** `groupBy`/`measures`: rows keyed by path or `as`. */
  aggregate(viewer: Viewer, query: Query): Promise<{ rows: Record<string, Json>[] }>;

  // For the write path, on its own transaction:
  /** As `get`, but read through `reader` (the transaction), so that a writer answers with what it has just written. */
  getIn(reader: Reader, viewer: Viewer, object: string, id: string, options?: GetOptions): Promise<RecordValues | null>;
  /** All stored values of a record, canonical, no rights: for differences and rules. Null where it does not live. `lock`: FOR UPDATE on PostgreSQL. */
  stored(reader: Reader, object: string, id: string, options?: { lock?: boolean }): Promise<RecordValues | null>;
  /** As `stored`, for several ids; those that do not live are left out. */
  storedMany(reader: Reader, object: string, ids: readonly string[]): Promise<RecordValues[]>;
  /** Stored child records of a list, in their order. */
  storedChildren(reader: Reader, childObject: string, by: string, parent: string): Promise<RecordValues[]>;
  /** Which of these living records the viewer's policy for `action` covers. */
  covered(reader: Reader, viewer: Viewer, object: string, ids: readonly string[], action: Action): Promise<Set<string>>;
  /** Titles of records that the viewer may read; absent otherwise. */
  titles(reader: Reader, viewer: Viewer, references: readonly AnyReference[]): Promise<Map<string, string>>;
}
