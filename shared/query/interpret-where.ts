import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { BoundPath, BoundValue, BoundWhere, OneValueOperator } from "./bound.ts";
import type { QueryCatalog } from "./catalog.ts";
import { compareCodePoints, foldText, sortKey } from "./sort-key.ts";
import type { RecordValues, ValueType } from "./value.ts";

export interface WorldRecord {
  /** Age: records made later have higher ones. */
  readonly n: number;
  readonly values: RecordValues;
}
/** Records in memory as one viewer may see them: rows that he may not read are missing, masked values are already masks. */
export interface World {
  readonly catalog: QueryCatalog;
  records(object: string): readonly WorldRecord[];
}

function findRecord(world: World, object: string, id: Json | undefined): WorldRecord | undefined {
  return typeof id === "string" ? world.records(object).find(({ values }) => values["id"] === id) : undefined;
}

/** The value at the end of a path; null where a reference on the way is empty or leads to what the viewer may not read. */
export function valueAt(record: WorldRecord, path: BoundPath, world: World): Json {
  let current: WorldRecord | undefined = record;
  for (const step of path.steps) {
    current = findRecord(world, step.to, current.values[step.field.name]);
    if (!current) return null;
  }
  const { value, field } = path;
  if (value.class === "children") {
    const id = current.values["id"];
    const children = world.catalog.object(value.of) ? world.records(value.of).filter(({ values }) => values[value.by] === id) : [];
    return children.length === 0 ? null : children.map(({ values }) => values);
  }
  return current.values[field.name] ?? null;
}

/** Title of the record that a reference names, or null where the viewer may not read it. */
export function titleOf(reference: Json, type: ValueType, world: World): string | null {
  const object = type.class === "reference" ? type.to : isJsonObject(reference) ? reference["object"] : undefined;
  const id = isJsonObject(reference) ? reference["id"] : reference;
  const target = typeof object === "string" ? world.catalog.object(object) : undefined;
  const title = target?.titleField ? findRecord(world, target.name, id)?.values[target.titleField] : null;
  return title === null || title === undefined ? null : String(title);
}

/** Three-valued: null is unknown, and does not hold. */
export type Truth = boolean | null;

export function holds(where: BoundWhere, record: WorldRecord, world: World): Truth {
  return evaluate(where, (path) => valueAt(record, path, world), world);
}

/** A condition over values that `at` looks up. */
export function evaluate(where: BoundWhere, at: (path: BoundPath) => Json, world: World): Truth {
  switch (where.kind) {
    case "and": {
      const truths = where.items.map((item) => evaluate(item, at, world));
      return truths.includes(false) ? false : truths.includes(null) ? null : true;
    }
    case "or": {
      const truths = where.items.map((item) => evaluate(item, at, world));
      return truths.includes(true) ? true : truths.includes(null) ? null : false;
    }
    case "not": {
      const truth = evaluate(where.item, at, world);
      return truth === null ? null : !truth;
    }
    case "unknown":
      return null;
    case "presence":
      return (at(where.path) === null) === (where.op === "empty");
    case "one":
      return compareOne(at(where.path), where.op, where.value, where.path, world);
    case "many": {
      const value = at(where.path);
      const { values, path } = where;
      switch (where.op) {
        case "in": return value !== null && values.some((one) => sameValue(value, one));
        case "notIn": return value === null || !values.some((one) => sameValue(value, one));
        case "between": {
          const [low, high] = values;
          if (value === null || low === undefined || high === undefined) return null;
          return compareValues(value, toJson(low), path.value) >= 0 && compareValues(value, toJson(high), path.value) <= 0;
        }
        case "hasAny": return Array.isArray(value) && value.some((item) => values.some((one) => one === item));
        case "same": return Array.isArray(value) && value.length === values.length && value.every((item) => values.some((one) => one === item));
      }
    }
  }
}

function compareOne(value: Json, op: OneValueOperator, operand: BoundValue, path: BoundPath, world: World): Truth {
  switch (op) {
    case "eq": return value !== null && sameValue(value, operand);
    case "ne": return value === null || !sameValue(value, operand);
    case "contains": return typeof value === "string" && foldText(value).includes(String(operand));
    case "startsWith": return typeof value === "string" && foldText(value).startsWith(String(operand));
    case "has": return Array.isArray(value) && value.some((item) => item === operand);
    case "under": return value !== null && isUnder(value, operand, path, world);
    default: {
      if (value === null) return null;
      const order = compareValues(value, toJson(operand), path.value);
      return op === "lt" ? order < 0 : op === "lte" ? order <= 0 : op === "gt" ? order > 0 : order >= 0;
    }
  }
}

/** True where a tree's chain of parents, over what the viewer may read, leads from `value` to `root`; a node is under itself. */
function isUnder(value: Json, root: BoundValue, path: BoundPath, world: World): boolean {
  const tree = path.value.class === "reference" ? world.catalog.object(path.value.to) : undefined;
  if (!tree || tree.treeField === null) return false;
  const seen = new Set<Json>();
  for (let id: Json = value; id !== null && !seen.has(id); ) {
    if (id === root) return true;
    seen.add(id);
    id = findRecord(world, tree.name, id)?.values[tree.treeField] ?? null;
  }
  return false;
}

const toJson = (value: BoundValue): Json => (typeof value === "object" ? { object: value.object, id: value.id } : value);

function sameValue(value: Json, operand: BoundValue): boolean {
  if (typeof operand !== "object") return value === operand;
  return isJsonObject(value) && value["object"] === operand.object && value["id"] === operand.id;
}

/** Order of two values of a class, neither empty. Texts by their sort keys. */
export function compareValues(a: Json, b: Json, type: ValueType): number {
  switch (type.class) {
    case "integer": return Number(a) - Number(b);
    case "boolean": return Number(a) - Number(b);
    case "decimal": {
      const [x, y] = [exact(a, type.scale), exact(b, type.scale)];
      return x < y ? -1 : x > y ? 1 : 0;
    }
    case "text": return compareCodePoints(sortKey(String(a)), sortKey(String(b)));
    default: return compareCodePoints(String(a), String(b));
  }
}

/** A canonical number (averages have more digits than a field may) as value × 10^scale. */
export function exact(value: Json, scale: number): bigint {
  const [whole = "", fraction = ""] = String(value).split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
}

/** Order of two values, empty smallest. */
export function compareNullable(a: Json, b: Json, type: ValueType): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareValues(a, b, type);
}
