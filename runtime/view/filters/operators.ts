import type { Json } from "#shared/lib/json.ts";
import type { Comparison, Operator } from "#shared/metadata/where.ts";
import type { FieldModel } from "#shared/model/model.ts";
import type { ValueClass } from "#shared/query/value.ts";
import { isBlank } from "../state/list-search.ts";

/** Operators that ask for nothing. */
export const VALUELESS: ReadonlySet<Operator> = new Set<Operator>(["isEmpty", "isNotEmpty"]);
/** Operators that take several values. */
export const SEVERAL: ReadonlySet<Operator> = new Set<Operator>(["in", "notIn"]);

/** How operators are worded: numbers with signs, days with before and after, all else in words. */
export function wordingOf(valueClass: ValueClass): "number" | "time" | "list" | "other" {
  switch (valueClass) {
    case "integer":
    case "decimal":
      return "number";
    case "date":
    case "datetime":
    case "month":
      return "time";
    case "list":
    case "links":
      return "list";
    default:
      return "other";
  }
}

/** Operators offered for a field; `under` only where the target is a tree, words with an order of letters left out. */
export function offeredOperators(field: FieldModel, isTree: boolean): readonly Operator[] {
  const wording = wordingOf(field.value.class);
  return field.operators.filter((op) => {
    if (op === "under") return isTree;
    // Earlier and later in the alphabet is nothing that people ask of a text.
    return wording !== "other" || !["lt", "lte", "gt", "gte", "between"].includes(op);
  });
}

/** The likeliest question of a field. */
export function firstOperator(field: FieldModel, operators: readonly Operator[]): Operator {
  const wishes: readonly Operator[] =
    field.value.class === "text" || field.value.class === "long_text" ? ["contains"]
    : field.options.length > 0 ? ["in", "contains", "eq"]
    : wordingOf(field.value.class) === "time" ? ["within", "eq"]
    : wordingOf(field.value.class) === "number" ? ["gte", "eq"]
    : ["eq", "contains"];
  return wishes.find((op) => operators.includes(op)) ?? operators[0] ?? "isNotEmpty";
}

/** The condition with another operator: its value stays where it still makes sense. */
export function withOperator(condition: Comparison, op: Operator): Comparison {
  const { field, value } = condition;
  if (VALUELESS.has(op)) return { field, op };
  if (SEVERAL.has(op)) return { field, op, value: Array.isArray(value) ? value : isBlank(value) ? [] : [value ?? null] };
  if (op === "between") return { field, op, value: [Array.isArray(value) ? (value[0] ?? null) : plain(value), null] };
  if (op === "within") return { field, op, value: "this_month" };
  return { field, op, value: Array.isArray(value) ? (value[0] ?? null) : plain(value) };
}

function plain(value: Json | undefined): Json {
  return typeof value === "string" && /^(today|yesterday|tomorrow|(this|last|next)_\w+)$/.test(value) ? null : (value ?? null);
}

/** Whether the condition can be asked: it has all the values that its operator needs. */
export function isComplete({ op, value }: Comparison): boolean {
  if (VALUELESS.has(op)) return true;
  if (op === "between") return Array.isArray(value) && value.length === 2 && value.every((one) => !isBlank(one));
  return !isBlank(value);
}

/** Relative days that `within` knows (contract §4). */
export const WITHIN = [
  "today", "yesterday", "tomorrow",
  ...["week", "month", "quarter", "year"].flatMap((unit) => [`this_${unit}`, `last_${unit}`, `next_${unit}`]),
] as const;
