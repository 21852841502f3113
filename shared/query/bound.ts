import type { QueryField } from "./catalog.ts";
import type { Bucket, MeasureFunction } from "./query.ts";
import type { AnyReference, ValueType } from "./value.ts";

/** One reference that a path goes over. */
export interface BoundStep {
  /** The reference's own object and name. */
  readonly object: string;
  readonly field: QueryField;
  /** The object it leads to. */
  readonly to: string;
}

/** A path that exists for the viewer: over references to a field. */
export interface BoundPath {
  readonly path: string;
  readonly steps: readonly BoundStep[];
  /** The object that the last field belongs to. */
  readonly object: string;
  readonly field: QueryField;
  readonly value: ValueType;
}

/** A value in canonical form, of the class of the field it is compared with. Never empty. */
export type BoundValue = string | number | boolean | AnyReference;

/** Operators that compare one value. `has`, `same`: a list; `under`: a reference to a tree. */
export type OneValueOperator = "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains" | "startsWith" | "has" | "under";
/** Operators that compare several values; `between` has two, both ends included. `same`: the list has exactly these. */
export type ManyValueOperator = "in" | "notIn" | "between" | "hasAny" | "same";

/**
 * A comparison in the form that both back ends understand. `lt lte gt gte between` are unknown where the field is empty
 * (SQL's NULL, also under `not`); all others are true or false: `ne` and `notIn` hold for empty. Texts of `lt … between` are
 * compared by their sort keys, of `contains` and `startsWith` folded (the value already is), of all others exactly.
 */
export type BoundComparison =
  | { readonly kind: "presence"; readonly path: BoundPath; readonly op: "empty" | "notEmpty" }
  | { readonly kind: "one"; readonly path: BoundPath; readonly op: OneValueOperator; readonly value: BoundValue }
  | { readonly kind: "many"; readonly path: BoundPath; readonly op: ManyValueOperator; readonly values: readonly BoundValue[] };

export type BoundWhere =
  | BoundComparison
  | { readonly kind: "and" | "or"; readonly items: readonly BoundWhere[] }
  | { readonly kind: "not"; readonly item: BoundWhere }
  /** A comparison with empty: neither true nor false. */
  | { readonly kind: "unknown" };

export interface BoundSort {
  readonly path: BoundPath;
  readonly descending: boolean;
}

/** A query for records whose every name is known and whose every value has its field's form. */
export interface BoundQuery {
  readonly from: string;
  readonly where: BoundWhere | null;
  readonly fields: readonly BoundPath[];
  readonly expand: readonly BoundPath[];
  readonly sort: readonly BoundSort[];
  /** The sort in normal form, to which cursors are bound. */
  readonly sortText: string;
  /** Direction of the last tie-break, the record's age: that of the last sort key, newest first without any. */
  readonly ageDescending: boolean;
  readonly limit: number;
  readonly skip: number;
  readonly cursor: { readonly keys: readonly (string | number | boolean | null)[]; readonly n: number } | null;
  readonly count: boolean;
  readonly deleted: boolean;
}

export interface BoundGroup {
  /** Under which the value stands in a row. */
  readonly key: string;
  readonly path: BoundPath;
  readonly bucket: Bucket | null;
  /** Form of the group's value: the field's, a date for buckets. */
  readonly value: ValueType;
}
export interface BoundMeasure {
  readonly key: string;
  readonly fn: MeasureFunction;
  /** Null: the records themselves are counted. */
  readonly path: BoundPath | null;
  readonly where: BoundWhere | null;
  /** Form of the result. */
  readonly value: ValueType;
}

/** A query for groups; in `having` and `sort` the paths are a row's keys. */
export interface BoundAggregate {
  readonly from: string;
  readonly where: BoundWhere | null;
  readonly groups: readonly BoundGroup[];
  readonly measures: readonly BoundMeasure[];
  readonly having: BoundWhere | null;
  /** By a row's keys; ties by the groups in their order. */
  readonly sort: readonly BoundSort[];
  readonly limit: number;
  readonly timeZone: string;
  readonly fiscalYearStart: number;
}
