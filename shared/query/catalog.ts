import type { Operator } from "#shared/metadata/where.ts";
import type { ValueType } from "./value.ts";

/**
 * What a query needs to know of the metadata. The model (`shared/model`) satisfies it; so does the small hand-made one of
 * the oracle's tests. A field or object that the viewer may not read is simply not in the catalog he is given.
 */
export interface QueryField {
  readonly name: string;
  readonly value: ValueType;
  readonly operators: readonly Operator[];
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly summable: boolean;
}

export interface QueryObject {
  readonly name: string;
  /** The field whose value names a record; null where the viewer may not read it. */
  readonly titleField: string | null;
  /** The self reference that makes the object a tree (`under`), or null. */
  readonly treeField: string | null;
  field(name: string): QueryField | undefined;
  readonly fieldNames: readonly string[];
}

export interface QueryCatalog {
  object(name: string): QueryObject | undefined;
}
