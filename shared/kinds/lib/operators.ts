import type { Operator } from "#shared/metadata/where.ts";

/**
 * What can be asked of a value, by how it is held. Kinds of one value class answer the same questions, so that the query
 * compiler and the filter editor never have to know a field's type.
 */
const equality = ["eq", "ne", "in", "notIn", "isEmpty", "isNotEmpty"] as const satisfies readonly Operator[];
const order = ["lt", "lte", "gt", "gte", "between"] as const satisfies readonly Operator[];

export const OPERATORS_OF = {
  text: [...equality, "contains", "startsWith", ...order],
  longText: [...equality, "contains", "startsWith"],
  /** Option values and other codes. */
  word: equality,
  /** Codes that people read and type, such as document numbers. */
  code: [...equality, "contains", "startsWith", ...order],
  number: [...equality, ...order],
  /** Never empty: unset is false. */
  boolean: ["eq", "ne"],
  time: [...equality, ...order, "within"],
  month: [...equality, ...order],
  /** `under` holds for trees; that is checked when a condition is bound to the model. */
  reference: [...equality, "under"],
  /** contains = has, in = has any of, eq = has exactly these (in any order). */
  list: ["contains", "in", "notIn", "eq", "ne", "isEmpty", "isNotEmpty"],
  links: ["contains", "in", "notIn", "isEmpty", "isNotEmpty"],
  presence: ["isEmpty", "isNotEmpty"],
} as const satisfies Record<string, readonly Operator[]>;
