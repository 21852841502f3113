import { Type } from "typebox";
import type { Where } from "#shared/metadata/where.ts";
import { CAPS } from "#shared/metadata/document.ts";

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
  cursor?: string;
  count?: boolean;
  /** The recycle bin instead of the living. */
  deleted?: boolean;
  groupBy?: GroupBy[];
  measures?: Measure[];
  having?: Where;
}

const Path = Type.String({ maxLength: 300 });
const WherePart = Type.Unsafe<Where>(Type.Object({}, { additionalProperties: true }));

export const QuerySchema = Type.Unsafe<Query>(
  Type.Object(
    {
      from: Type.String({ maxLength: 48 }),
      where: Type.Optional(WherePart),
      fields: Type.Optional(Type.Array(Path, { maxItems: 200 })),
      expand: Type.Optional(Type.Array(Path, { maxItems: 20 })),
      sort: Type.Optional(Type.String({ maxLength: 500 })),
      limit: Type.Optional(Type.Integer({ minimum: 0, maximum: CAPS.pageSize })),
      cursor: Type.Optional(Type.String({ maxLength: 4000 })),
      count: Type.Optional(Type.Boolean()),
      deleted: Type.Optional(Type.Boolean()),
      groupBy: Type.Optional(
        Type.Array(
          Type.Object(
            { field: Path, bucket: Type.Optional(Type.Union(BUCKETS.map((b) => Type.Literal(b)))), as: Type.Optional(Type.String({ maxLength: 48 })) },
            { additionalProperties: false },
          ),
          { maxItems: 6 },
        ),
      ),
      measures: Type.Optional(
        Type.Array(
          Type.Object(
            {
              fn: Type.Union(MEASURES.map((m) => Type.Literal(m))),
              field: Type.Optional(Path),
              as: Type.Optional(Type.String({ maxLength: 48 })),
              where: Type.Optional(WherePart),
            },
            { additionalProperties: false },
          ),
          { maxItems: 20 },
        ),
      ),
      having: Type.Optional(WherePart),
    },
    { additionalProperties: false },
  ),
);
