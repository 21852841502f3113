import { items, required, rest, whole, type FunctionDefinition } from "../define.ts";
import { BOOLEAN, TEXT, type FormulaType } from "../types.ts";
import { compareValues, listOrEmpty, sameValue, type Value } from "../value.ts";

const has = (list: readonly Value[], item: Value): boolean => list.some((other) => sameValue(other, item));
const itemOf = (types: readonly FormulaType[]): FormulaType => (types[0]?.kind === "list" ? types[0].of : TEXT);
const sameList = (types: readonly FormulaType[]): FormulaType => types[0] ?? { kind: "list", of: TEXT };

export function distinct(list: readonly Value[]): readonly Value[] {
  // Texts, numbers and truths are told apart by a set; only places are compared one by one.
  if (!list.some((item) => typeof item === "object" && item !== null)) return [...new Set(list)];
  return list.filter((item, i) => !list.slice(0, i).some((other) => sameValue(other, item)));
}

/** Lists: options and tags of a field, people, what SPLIT makes, values of rows. An empty list has nothing in it and is not unknown. */
export const LISTS: readonly FunctionDefinition[] = [
  { name: "HAS", group: "list", params: [required("list", "list"), required("item", "item")], returns: BOOLEAN, native: (types) => types[0]?.kind === "list" && types[0].of.kind !== "number", empty: "own", make: () => ([list, item]) => item !== null && item !== undefined && has(items(list), item) },
  { name: "HAS_ANY", group: "list", params: [required("list", "list"), rest("item", "item")], returns: BOOLEAN, native: false, empty: "own", make: () => ([list, ...wanted]) => wanted.some((item) => item !== null && has(items(list), item)) },
  { name: "HAS_ALL", group: "list", params: [required("list", "list"), rest("item", "item")], returns: BOOLEAN, native: false, empty: "own", make: () => ([list, ...wanted]) => wanted.every((item) => item !== null && has(items(list), item)) },
  { name: "UNIQUE", group: "list", params: [required("list", "list")], returns: sameList, native: false, make: () => ([list]) => listOrEmpty(distinct(items(list))) },
  { name: "SORT", group: "list", params: [required("list", "list")], returns: sameList, native: false, make: () => ([list]) => [...items(list)].sort(compareValues) },
  { name: "ITEM", group: "list", params: [required("list", "list"), required("position", "integer")], returns: itemOf, native: false, make: () => ([list, position]) => {
    const all = items(list);
    const at = whole(position);
    return all[at < 0 ? all.length + at : at - 1] ?? null;
  } },
  { name: "UNION", group: "list", params: [rest("list", "same")], returns: sameList, native: false, empty: "own", make: () => (lists) => listOrEmpty(distinct(lists.flatMap(items))) },
  { name: "INTERSECT", group: "list", params: [required("list", "same"), required("other", "same")], returns: sameList, native: false, make: () => ([a, b]) => listOrEmpty(items(a).filter((item) => has(items(b), item))) },
  { name: "EXCEPT", group: "list", params: [required("list", "same"), required("other", "same")], returns: sameList, native: false, empty: "own", make: () => ([a, b]) => listOrEmpty(items(a).filter((item) => !has(items(b), item))) },
];
