import { items, required, rest, whole, type FunctionDefinition } from "../define.ts";
import { BOOLEAN, TEXT, type FormulaType } from "../types.ts";
import { compareValues, listOrEmpty, sameValue, type Value } from "../value.ts";

const has = (list: readonly Value[], item: Value): boolean => list.some((other) => sameValue(other, item));
const itemOf = (types: readonly FormulaType[]): FormulaType => (types[0]?.kind === "list" ? types[0].of : TEXT);
const sameList = (types: readonly FormulaType[]): FormulaType => types[0] ?? { kind: "list", of: TEXT };

export function distinct(list: readonly Value[]): readonly Value[] {
  return list.filter((item, i) => !list.slice(0, i).some((other) => sameValue(other, item)));
}

/** Lists: options and tags of a field, people, what SPLIT makes, values of rows. An empty list has nothing in it and is not unknown. */
export const LISTS: readonly FunctionDefinition[] = [
  { name: "HAS", group: "list", params: [required("list", "list"), required("item", "item")], returns: BOOLEAN, native: (types) => types[0]?.kind === "list" && types[0].of.kind !== "number", empty: "own", make: () => ([list, item]) => item !== null && item !== undefined && has(items(list), item), examples: [['HAS(tags, "vip")', true], ['HAS(tags, "west")', false]] },
  { name: "HAS_ANY", group: "list", params: [required("list", "list"), rest("item", "item")], returns: BOOLEAN, native: false, empty: "own", make: () => ([list, ...wanted]) => wanted.some((item) => item !== null && has(items(list), item)), examples: [['HAS_ANY(tags, "west", "vip")', true], ['HAS_ANY(tags, "west")', false]] },
  { name: "HAS_ALL", group: "list", params: [required("list", "list"), rest("item", "item")], returns: BOOLEAN, native: false, empty: "own", make: () => ([list, ...wanted]) => wanted.every((item) => item !== null && has(items(list), item)), examples: [['HAS_ALL(tags, "east", "vip")', true], ['HAS_ALL(tags, "vip", "west")', false]] },
  { name: "UNIQUE", group: "list", params: [required("list", "list")], returns: sameList, native: false, make: () => ([list]) => listOrEmpty(distinct(items(list))), examples: [['UNIQUE(SPLIT("a,b,a", ","))', ["a", "b"]], ["UNIQUE(tags)", ["vip", "east"]]] },
  { name: "SORT", group: "list", params: [required("list", "list")], returns: sameList, native: false, make: () => ([list]) => [...items(list)].sort(compareValues), examples: [['SORT(SPLIT("b,a", ","))', ["a", "b"]], ["SORT(tags)", ["east", "vip"]]] },
  { name: "ITEM", group: "list", params: [required("list", "list"), required("position", "integer")], returns: itemOf, native: false, make: () => ([list, position]) => {
    const all = items(list);
    const at = whole(position);
    return all[at < 0 ? all.length + at : at - 1] ?? null;
  }, examples: [["ITEM(tags, 1)", "vip"], ["ITEM(tags, -1)", "east"]] },
  { name: "UNION", group: "list", params: [rest("list", "same")], returns: sameList, native: false, empty: "own", make: () => (lists) => listOrEmpty(distinct(lists.flatMap(items))), examples: [['UNION(tags, SPLIT("new,vip", ","))', ["vip", "east", "new"]], ["UNION(tags)", ["vip", "east"]]] },
  { name: "INTERSECT", group: "list", params: [required("list", "same"), required("other", "same")], returns: sameList, native: false, make: () => ([a, b]) => listOrEmpty(items(a).filter((item) => has(items(b), item))), examples: [['INTERSECT(tags, SPLIT("new,vip", ","))', ["vip"]], ['INTERSECT(tags, SPLIT("new", ","))', null]] },
  { name: "EXCEPT", group: "list", params: [required("list", "same"), required("other", "same")], returns: sameList, native: false, empty: "own", make: () => ([a, b]) => listOrEmpty(items(a).filter((item) => !has(items(b), item))), examples: [['EXCEPT(tags, SPLIT("vip", ","))', ["east"]], ["EXCEPT(tags, NULL)", ["vip", "east"]]] },
];
