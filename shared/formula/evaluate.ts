import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { shiftRight } from "#shared/lib/decimal.ts";
import type { Expression } from "./ast.ts";
import type { Scope } from "./check.ts";

/**
 * Value of a checked expression over a record's canonical values; null is empty. Comparisons with an empty side are empty,
 * except `=` and `<>`: `x = ""` asks for empty of any type and `<>` includes empty (contract §2 "Empty").
 */
export function evaluate(expression: Expression, record: Readonly<Record<string, Json>>, scope: Scope): Json {
  const visit = (at: Expression): Json => {
    switch (at.node) {
      case "text":
        return at.value === "" ? null : at.value;
      case "number":
        return at.value;
      case "boolean":
        return at.value;
      case "null":
        return null;
      case "field":
        return fieldValue(record[at.path[0] ?? ""] ?? null, scope.field(at.path[0] ?? ""));
      case "negate": {
        const value = visit(at.operand);
        return typeof value === "string" ? (value.startsWith("-") ? value.slice(1) : `-${value}`) : null;
      }
      case "not": {
        const value = visit(at.operand);
        return value === null ? null : value !== true;
      }
      case "in": {
        const value = visit(at.operand);
        return at.list.some((item) => equal(value, visit(item)));
      }
      case "call":
        return at.name === "AND" ? allOf(at.arguments.map(visit)) : anyOf(at.arguments.map(visit));
      case "binary":
        return binary(at.operator, () => visit(at.left), () => visit(at.right));
    }
  };
  return visit(expression);
}

/** Conditions take empty as not holding. */
export function holds(expression: Expression, record: Readonly<Record<string, Json>>, scope: Scope): boolean {
  return evaluate(expression, record, scope) === true;
}

/** Numbers become decimal text, a percentage its share. */
function fieldValue(value: Json, field: ReturnType<Scope["field"]>): Json {
  if (typeof value === "number") return String(value);
  if (field?.share && typeof value === "string") return shiftRight(value, 2);
  if (isJsonObject(value) && field?.type === "reference") return value["id"] ?? null;
  if (field?.type === "boolean") return value === true;
  return value;
}

function binary(operator: string, left: () => Json, right: () => Json): Json {
  if (operator === "and") return allOf([left(), right()]);
  if (operator === "or") return anyOf([left(), right()]);
  const a = left();
  const b = right();
  if (operator === "=") return equal(a, b);
  if (operator === "<>") return !equal(a, b);
  if (a === null || b === null) return null;
  const order = compare(a, b);
  return operator === "<" ? order < 0 : operator === "<=" ? order <= 0 : operator === ">" ? order > 0 : order >= 0;
}

/** Three-valued: FALSE beats empty beats TRUE. */
function allOf(values: readonly Json[]): Json {
  if (values.includes(false)) return false;
  return values.includes(null) ? null : true;
}
function anyOf(values: readonly Json[]): Json {
  if (values.includes(true)) return true;
  return values.includes(null) ? null : false;
}

const NUMERIC = /^-?\d+(\.\d+)?$/;

function equal(a: Json, b: Json): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a === "string" && typeof b === "string" && NUMERIC.test(a) && NUMERIC.test(b)) return compareDecimals(a, b) === 0;
  return a === b;
}

function compare(a: Json, b: Json): number {
  if (typeof a === "string" && typeof b === "string") {
    if (NUMERIC.test(a) && NUMERIC.test(b)) return compareDecimals(a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return Number(a) - Number(b);
}

/** Exact, whatever the scales. */
function compareDecimals(a: string, b: string): number {
  const scale = Math.max(fraction(a).length, fraction(b).length);
  const x = scaled(a, scale);
  const y = scaled(b, scale);
  return x < y ? -1 : x > y ? 1 : 0;
}
const fraction = (text: string): string => text.split(".")[1] ?? "";
const scaled = (text: string, scale: number): bigint => BigInt((text.split(".")[0] ?? "0") + fraction(text).padEnd(scale, "0"));
