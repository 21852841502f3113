import type { Json } from "#shared/lib/json.ts";
import type { Operator } from "#shared/metadata/where.ts";

/** One comparison: field · operator · value. `field` may be a path where the writer allows one. */
export interface Row {
  field: string;
  op: Operator;
  value: Json;
}

/** All of, or any of, what it holds; groups may hold groups. */
export interface Group {
  all: boolean;
  items: readonly (Row | Group)[];
}

export const EMPTY: Group = { all: true, items: [] };

export function isGroup(item: Row | Group): item is Group {
  return "items" in item;
}

/** Whether it says nothing at all (groups without rows). */
export function isEmptyGroup(group: Group): boolean {
  return group.items.every((item) => isGroup(item) && isEmptyGroup(item));
}
