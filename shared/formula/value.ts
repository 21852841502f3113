import { formatDecimal } from "#shared/lib/decimal.ts";
import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import { scaledOf, toScale } from "./numeric.ts";
import type { FormulaType } from "./types.ts";

/**
 * A value while it is computed with: numbers as whole numbers at their type's scale, dates and times as ISO text, references as ids,
 * places as they are. Null is empty; there is no empty text and no empty list.
 */
export type Value = null | boolean | bigint | string | JsonObject | readonly Value[];

/** From canonical JSON. What doesn't fit the type (a field of another release) is empty. */
export function load(json: Json, type: FormulaType): Value {
  if (json === null) return type.kind === "boolean" ? false : null;
  switch (type.kind) {
    case "number":
      return loadNumber(json, type.style === "percent" ? type.scale - 2 : type.scale);
    case "boolean":
      return json === true;
    case "reference":
      return typeof json === "string" ? json : isJsonObject(json) && typeof json["id"] === "string" ? json["id"] : null;
    case "list":
      return Array.isArray(json) && json.length > 0 ? json.map((item) => load(item, type.of)) : null;
    case "place":
      return isJsonObject(json) ? json : null;
    case "any":
      return null;
    case "records":
    case "json":
      // Only whether there is something can be asked.
      return Array.isArray(json) && json.length === 0 ? null : true;
    default:
      return typeof json === "string" && json !== "" ? json : null;
  }
}

const NUMERIC = /^-?\d+(\.\d+)?$/;

function loadNumber(json: Json, scale: number): bigint | null {
  if (typeof json === "number") return Number.isInteger(json) ? toScale(BigInt(json), 0, scale) : scaledOf(json.toFixed(Math.min(scale, MAX_FIXED)), scale);
  return typeof json === "string" && NUMERIC.test(json) ? scaledOf(json, scale) : null;
}
const MAX_FIXED = 10;

/** The canonical JSON of a value (contract §2): decimals at full scale, percentages as percent numbers, integers as numbers. */
export function toJson(value: Value, type: FormulaType): Json {
  if (value === null) return null;
  if (typeof value === "bigint") {
    if (type.kind !== "number") return value.toString();
    if (type.style === "integer" && type.scale === 0) return Number(value);
    if (type.style === "percent") return type.scale >= 2 ? formatDecimal(value, type.scale - 2) : formatDecimal(value * 10n ** BigInt(2 - type.scale), 0);
    return formatDecimal(value, type.scale);
  }
  if (Array.isArray(value)) {
    const of = type.kind === "list" ? type.of : type;
    return value.map((item: Value) => toJson(item, of));
  }
  // An array was answered above; what is left is text, a boolean or a place.
  return value as string | boolean | JsonObject;
}

/** Order of two texts by code points, as both databases order bytes of UTF-8. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** Order of two values of one ordered type (numbers at one scale). */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === "bigint" && typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return Number(a) - Number(b);
}

/** Equality of two values of one type; lists as sets. Both empty are equal. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item: Value) => b.some((other: Value) => sameValue(item, other)));
  }
  if (isJsonObject(a) && isJsonObject(b)) return a["lat"] === b["lat"] && a["lng"] === b["lng"];
  return false;
}

/** Text without content is empty. */
export const orEmpty = (text: string): string | null => (text === "" ? null : text);
export const listOrEmpty = (items: readonly Value[]): readonly Value[] | null => (items.length === 0 ? null : items);
