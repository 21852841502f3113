import type { Where } from "#shared/metadata/where.ts";

export const BUCKETS = ["day", "week", "month", "quarter", "year"] as const;
export type Bucket = (typeof BUCKETS)[number];
export const MEASURES = ["count", "sum", "avg", "min", "max", "count_distinct", "median"] as const;
export type MeasureFunction = (typeof MEASURES)[number];

export interface GroupBy {
  field: string;
  bucket?: Bucket;
  as?: string;
}
export interface Measure {
  fn: MeasureFunction;
  field?: string;
  as?: string;
  where?: Where;
}

/** What a person or a report asks of records, as plain data (contract §4). */
export interface Query {
  from: string;
  where?: Where;
  /** Names or paths; without it all readable stored fields. */
  fields?: string[];
  /** Child lists and lookups to answer with their records. */
  expand?: string[];
  /** `-amount,name`; ties are broken by the record's age. */
  sort?: string;
  limit?: number;
  /** Rows passed over before the first: a place in the list, for whoever has no cursor there. Not together with one, nor in the bin. */
  skip?: number;
  cursor?: string;
  count?: boolean;
  /** The recycle bin instead of the living. */
  deleted?: boolean;
  groupBy?: GroupBy[];
  measures?: Measure[];
  having?: Where;
}
