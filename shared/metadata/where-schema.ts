import { Type } from "typebox";
import type { Where } from "./where.ts";

/** Open on purpose: `shared/query/bind.ts` is the one place that understands a where, with errors that name the field. */
export const WhereSchema = Type.Unsafe<Where>(Type.Object({}, { additionalProperties: true }));
