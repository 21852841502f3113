import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { OPERATORS, type Operator, type Where } from "#shared/metadata/where.ts";
import type { BoundPath, BoundValue, BoundWhere, OneValueOperator } from "./bound.ts";
import { bindPath, fail, shown, type BindContext } from "./bind-context.ts";
import { coerce } from "./bind-value.ts";
import { bindWithin } from "./bind-within.ts";
import type { QueryObject } from "./catalog.ts";
import { addDays, startOfDay } from "./period.ts";
import { foldText } from "./sort-key.ts";
import type { ValueClass } from "./value.ts";

const EQUAL = ["eq", "ne", "in", "notIn", "isEmpty", "isNotEmpty"] as const;
const ORDER = ["lt", "lte", "gt", "gte", "between"] as const;
const LISTED = ["contains", "in", "notIn", "isEmpty", "isNotEmpty"] as const;

/** What the two back ends can do with a class of values; a field's kind allows some of it. */
export const CLASS_OPERATORS: Readonly<Record<ValueClass, readonly Operator[]>> = {
  text: [...EQUAL, ...ORDER, "contains", "startsWith"],
  long_text: [...EQUAL, "contains", "startsWith"],
  word: [...EQUAL, ...ORDER, "contains", "startsWith"],
  integer: [...EQUAL, ...ORDER],
  decimal: [...EQUAL, ...ORDER],
  boolean: EQUAL,
  date: [...EQUAL, ...ORDER, "within"],
  datetime: [...EQUAL, ...ORDER, "within"],
  month: [...EQUAL, ...ORDER],
  reference: [...EQUAL, "under"],
  anyReference: EQUAL,
  list: [...LISTED, "eq", "ne"],
  links: LISTED,
  children: ["isEmpty", "isNotEmpty"],
  json: ["isEmpty", "isNotEmpty"],
};

/** Binds a condition on `object`'s records. `at` is its JSON pointer in the request. */
export function bindWhere(where: Where, object: QueryObject, context: BindContext, at: string, depth = 1): BoundWhere {
  if (depth > CAPS.whereDepth) fail(at, "where_depth", { max: CAPS.whereDepth });
  const raw: unknown = where;
  if (!isJsonObject(raw)) return fail(at, "where_form");
  if ("and" in raw || "or" in raw) {
    const word = "and" in raw ? "and" : "or";
    const items: Json | undefined = raw[word];
    if (!Array.isArray(items) || Object.keys(raw).length > 1) return fail(at, "where_form");
    if (items.length > CAPS.inList) fail(`${at}/${word}`, "list_length", { max: CAPS.inList });
    return { kind: word, items: items.map((item, i) => bindWhere(asWhere(item), object, context, `${at}/${word}/${i}`, depth + 1)) };
  }
  if ("not" in raw) {
    if (Object.keys(raw).length > 1) return fail(at, "where_form");
    return { kind: "not", item: bindWhere(asWhere(raw["not"] ?? null), object, context, `${at}/not`, depth + 1) };
  }
  return bindComparison(raw, object, context, at);
}

/** Untrusted JSON as a condition: `bindWhere` looks at every part of it itself. */
export const asWhere = (raw: Json): Where => raw as unknown as Where;

function bindComparison(raw: Record<string, Json>, object: QueryObject, context: BindContext, at: string): BoundWhere {
  const { field, op, value, ...others } = raw;
  const other = Object.keys(others)[0];
  if (other !== undefined) fail(at, "unknown_parameter", { name: shown(other) });
  if (field === undefined) fail(at, "where_form");
  const path = bindPath(field, object, context, `${at}/field`);
  const operator = OPERATORS.find((known) => known === op);
  if (operator === undefined) return fail(`${at}/op`, "unknown_operator", { name: shown(op) });
  if (!path.field.operators.includes(operator) || !CLASS_OPERATORS[path.value.class].includes(operator)) {
    fail(`${at}/op`, "operator_not_allowed", { name: path.path, operator });
  }
  return compare(path, operator, value, context, `${at}/value`);
}

function compare(path: BoundPath, op: Operator, raw: Json | undefined, context: BindContext, at: string): BoundWhere {
  switch (op) {
    case "isEmpty": case "isNotEmpty":
      // A value beside it is what an editor left behind; true and nothing are understood, the rest is not.
      if (raw !== undefined && raw !== null && raw !== true) fail(at, "query_value", { name: path.path, value: shown(raw) });
      return { kind: "presence", path, op: op === "isEmpty" ? "empty" : "notEmpty" };
    case "in": case "notIn":
      return among(path, op, raw, context, at);
    case "between": {
      const ends = Array.isArray(raw) && raw.length === 2 ? raw : fail(at, "query_value", { name: path.path, value: shown(raw) });
      const [low, high] = ends;
      return both(ordered(path, "gte", low, context, `${at}/0`), ordered(path, "lte", high, context, `${at}/1`));
    }
    case "within": {
      const { from, until } = bindWithin(raw, path.path, context, at);
      if (path.value.class === "datetime") return span(path, startOfDay(from, context.timeZone), startOfDay(until, context.timeZone));
      return { kind: "many", path, op: "between", values: [from, addDays(until, -1)] };
    }
    case "lt": case "lte": case "gt": case "gte":
      return ordered(path, op, raw, context, at);
    case "contains": case "startsWith":
      return contained(path, op, raw, context, at);
    case "under": {
      const tree = path.value.class === "reference" ? context.catalog.object(path.value.to) : undefined;
      if (!tree || tree.treeField === null) fail(at.replace(/value$/, "op"), "operator_not_allowed", { name: path.path, operator: op });
      return exact(path, "under", raw, context, at);
    }
    case "eq": case "ne":
      return path.value.class === "list" ? sameList(path, op, raw, context, at) : exact(path, op, raw, context, at);
  }
}

const one = (path: BoundPath, op: OneValueOperator, value: BoundValue): BoundWhere => ({ kind: "one", path, op, value });
const presence = (path: BoundPath, op: "empty" | "notEmpty"): BoundWhere => ({ kind: "presence", path, op });
/** A range of moments, its end excluded. */
const span = (path: BoundPath, from: string, until: string): BoundWhere => ({ kind: "and", items: [one(path, "gte", from), one(path, "lt", until)] });

function both(low: BoundWhere, high: BoundWhere): BoundWhere {
  if (low.kind === "one" && high.kind === "one" && low.op === "gte" && high.op === "lte") {
    return { kind: "many", path: low.path, op: "between", values: [low.value, high.value] };
  }
  return { kind: "and", items: [low, high] };
}

/** `<` and its kin; with empty nothing is known. A date against moments means the whole day. */
function ordered(path: BoundPath, op: "lt" | "lte" | "gt" | "gte", raw: Json | undefined, context: BindContext, at: string): BoundWhere {
  const coerced = coerce(raw, path, context, at);
  if ("date" in coerced) {
    const begin = startOfDay(coerced.date, context.timeZone);
    if (op === "lt" || op === "gte") return one(path, op, begin);
    return one(path, op === "lte" ? "lt" : "gte", startOfDay(addDays(coerced.date, 1), context.timeZone));
  }
  return coerced.value === null ? { kind: "unknown" } : one(path, op, coerced.value);
}

/** Equality; with empty it asks for emptiness. */
function exact(path: BoundPath, op: "eq" | "ne" | "under", raw: Json | undefined, context: BindContext, at: string): BoundWhere {
  const coerced = coerce(raw, path, context, at);
  if ("date" in coerced) {
    // A day without the moment is unknown where the field is empty; equality never is.
    const day: BoundWhere = { kind: "and", items: [presence(path, "notEmpty"), span(path, startOfDay(coerced.date, context.timeZone), startOfDay(addDays(coerced.date, 1), context.timeZone))] };
    return op === "ne" ? { kind: "not", item: day } : day;
  }
  if (coerced.value === null) return presence(path, op === "ne" ? "notEmpty" : "empty");
  return one(path, op, coerced.value);
}

function contained(path: BoundPath, op: "contains" | "startsWith", raw: Json | undefined, context: BindContext, at: string): BoundWhere {
  const coerced = coerce(raw, path, context, at);
  // No text contains nothing in particular: a search box that was emptied must say so by leaving the condition out.
  if ("date" in coerced || coerced.value === null) return fail(at, "query_value", { name: path.path, value: shown(raw) });
  const { value } = coerced;
  if (path.value.class === "list" || path.value.class === "links") return one(path, "has", value);
  return one(path, op, typeof value === "string" ? foldText(value) : value);
}

/** Values of a list; true in `empty` where empty is among them. */
function valuesOf(path: BoundPath, raw: Json | undefined, context: BindContext, at: string): { values: BoundValue[]; empty: boolean } {
  const items = Array.isArray(raw) ? raw : fail(at, "query_value", { name: path.path, value: shown(raw) });
  if (items.length > CAPS.inList) fail(at, "list_length", { max: CAPS.inList });
  const values: BoundValue[] = [];
  let empty = false;
  for (const [i, item] of items.entries()) {
    const coerced = coerce(item, path, context, `${at}/${i}`);
    if ("date" in coerced) return fail(`${at}/${i}`, "query_value", { name: path.path, value: shown(item) });
    if (coerced.value === null) empty = true;
    else values.push(coerced.value);
  }
  return { values, empty };
}

function among(path: BoundPath, op: "in" | "notIn", raw: Json | undefined, context: BindContext, at: string): BoundWhere {
  const { values, empty } = valuesOf(path, raw, context, at);
  const listed = path.value.class === "list" || path.value.class === "links";
  const held: BoundWhere = listed ? { kind: "many", path, op: "hasAny", values } : { kind: "many", path, op: "in", values };
  if (op === "in") return empty ? { kind: "or", items: [held, presence(path, "empty")] } : held;
  const outside: BoundWhere = listed ? { kind: "not", item: held } : { kind: "many", path, op: "notIn", values };
  return empty ? { kind: "and", items: [outside, presence(path, "notEmpty")] } : outside;
}

function sameList(path: BoundPath, op: "eq" | "ne", raw: Json | undefined, context: BindContext, at: string): BoundWhere {
  const empty = raw === undefined || raw === null || raw === "" || (Array.isArray(raw) && raw.length === 0);
  if (empty) return presence(path, op === "eq" ? "empty" : "notEmpty");
  const found = valuesOf(path, raw, context, at);
  const values = [...new Set(found.values)];
  const same: BoundWhere = values.length === 0 ? presence(path, "empty") : { kind: "many", path, op: "same", values };
  return op === "eq" ? same : { kind: "not", item: same };
}
