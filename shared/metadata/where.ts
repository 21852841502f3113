import type { Json } from "#shared/lib/json.ts";

export const OPERATORS = [
  "eq", "ne", "lt", "lte", "gt", "gte", "in", "notIn", "contains", "startsWith", "isEmpty", "isNotEmpty", "between", "within", "under",
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Comparison {
  field: string;
  op: Operator;
  value?: Json;
}
/** A condition on records as plain data (contract §4). Its fields and values are checked when it is bound to a model. */
export type Where = Comparison | { and: Where[] } | { or: Where[] } | { not: Where };
