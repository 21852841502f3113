import type { Operator, Where } from "#shared/metadata/where.ts";
import { isEmptyGroup, isGroup, type Group, type Row } from "./tree.ts";

/** Operators that need no value. */
export const WITHOUT_VALUE: ReadonlySet<Operator> = new Set(["isEmpty", "isNotEmpty"]);

/** The condition on records that the rows say; undefined for none. */
export function whereOf(group: Group): Where | undefined {
  if (isEmptyGroup(group)) return undefined;
  const parts = group.items.flatMap((item) => (isGroup(item) ? (whereOf(item) ?? []) : [comparison(item)]));
  const [first] = parts;
  if (parts.length === 1) return first;
  return group.all ? { and: parts } : { or: parts };
}

function comparison({ field, op, value }: Row): Where {
  return WITHOUT_VALUE.has(op) ? { field, op } : { field, op, value };
}

/** The rows that say what a condition says; null where it has a NOT, which rows can't say. */
export function groupOfWhere(where: Where | undefined): Group | null {
  if (where === undefined) return { all: true, items: [] };
  const item = itemOf(where);
  if (item === null) return null;
  return isGroup(item) ? item : { all: true, items: [item] };
}

function itemOf(where: Where): Row | Group | null {
  if ("not" in where) return null;
  if ("field" in where) return { field: where.field, op: where.op, value: where.value ?? null };
  const all = "and" in where;
  const items = (all ? where.and : where.or).map(itemOf);
  return items.includes(null) ? null : { all, items: items.filter((item) => item !== null) };
}
