import { Type } from "typebox";
import { CAPS } from "#shared/metadata/caps.ts";
import { WhereSchema } from "#shared/metadata/where-schema.ts";
import { BUCKETS, MEASURES, type Query } from "./query.ts";

/** Shape of a query as it comes over HTTP; what its words mean is checked when it is bound. */
const Path = Type.String({ maxLength: 300 });

export const QuerySchema = Type.Unsafe<Query>(
  Type.Object(
    {
      from: Type.String({ maxLength: 48 }),
      where: Type.Optional(WhereSchema),
      fields: Type.Optional(Type.Array(Path, { maxItems: 200 })),
      expand: Type.Optional(Type.Array(Path, { maxItems: 20 })),
      sort: Type.Optional(Type.String({ maxLength: 500 })),
      limit: Type.Optional(Type.Integer({ minimum: 0, maximum: CAPS.pageSize })),
      skip: Type.Optional(Type.Integer({ minimum: 0, maximum: CAPS.skip })),
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
              where: Type.Optional(WhereSchema),
            },
            { additionalProperties: false },
          ),
          { maxItems: 20 },
        ),
      ),
      having: Type.Optional(WhereSchema),
    },
    { additionalProperties: false },
  ),
);
