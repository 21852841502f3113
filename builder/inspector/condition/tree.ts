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

/** Without rows that have no value yet: they ask for nothing, and are kept only while they are being filled in. */
export function completeRows(group: Group): Group {
  return {
    all: group.all,
    items: group.items.flatMap((item): (Row | Group)[] => {
      if (isGroup(item)) return [completeRows(item)];
      const isBlank = item.value === null || item.value === "" || (Array.isArray(item.value) && (item.value.length === 0 || item.value.includes(null)));
      return isBlank && item.op !== "isEmpty" && item.op !== "isNotEmpty" ? [] : [item];
    }),
  };
}
