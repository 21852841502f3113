import { shiftRight } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Expression } from "#shared/formula/ast.ts";
import { parse } from "#shared/formula/parse.ts";
import type { Operator } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { isGroup, type Group, type Row } from "./tree.ts";

/** Operators that a condition of a form can say. */
export const FORMULA_OPERATORS: readonly Operator[] = ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isEmpty", "isNotEmpty"];

const SIGNS: Partial<Record<Operator, string>> = { eq: "=", ne: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" };
const BY_SIGN = new Map(Object.entries(SIGNS).map(([op, sign]) => [sign, op as Operator]));
const TURNED: Partial<Record<Operator, Operator>> = { eq: "eq", ne: "ne", lt: "gt", lte: "gte", gt: "lt", gte: "lte" };

/** The formula that says what the rows say; "" for none. */
export function formulaOf(group: Group, object: ObjectModel): string {
  const item = simplified(group);
  return item === null ? "" : itemText(item, object);
}

/** Without empty groups, and groups of one as what they hold. */
function simplified(group: Group): Row | Group | null {
  const items = group.items.map((item) => (isGroup(item) ? simplified(item) : item)).filter((item) => item !== null);
  const [first, ...others] = items;
  if (first === undefined) return null;
  return others.length === 0 ? first : { all: group.all, items };
}

function itemText(item: Row | Group, object: ObjectModel): string {
  if (!isGroup(item)) return rowText(item, object);
  // AND binds closer than OR; brackets say it for whoever reads.
  return item.items.map((part) => (isGroup(part) && part.all !== item.all ? `(${itemText(part, object)})` : itemText(part, object))).join(item.all ? " AND " : " OR ");
}

function rowText({ field: name, op, value }: Row, object: ObjectModel): string {
  const field = object.field(name);
  if (op === "isEmpty") return `${name} = ""`;
  if (op === "isNotEmpty") return `${name} <> ""`;
  if (op === "in" || op === "notIn") {
    const list = `(${(Array.isArray(value) ? value : [value]).map((item) => literal(item, field)).join(", ")})`;
    return op === "in" ? `${name} IN ${list}` : `NOT ${name} IN ${list}`;
  }
  return `${name} ${SIGNS[op] ?? "="} ${literal(value, field)}`;
}

function literal(value: Json, field: FieldModel | undefined): string {
  if (value === null) return '""';
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (isNumeric(field)) {
    const text = String(value);
    return /^-?\d+(\.\d+)?$/.test(text) ? text.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "") + (field?.kind.share ? "%" : "") : quoted(text);
  }
  if (typeof value === "object" && !Array.isArray(value)) return quoted(String(value["id"] ?? ""));
  return quoted(String(value));
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function isNumeric(field: FieldModel | undefined): boolean {
  return field?.value.class === "decimal" || field?.value.class === "integer";
}

/** The rows that say what a formula says; null where it says something that rows can't (then it is edited as text). */
export function groupOfFormula(source: string, object: ObjectModel): Group | null {
  if (source.trim() === "") return { all: true, items: [] };
  const read = parse(source);
  if ("problem" in read) return null;
  const item = itemOf(read.expression, object);
  if (item === null) return null;
  return isGroup(item) ? item : { all: true, items: [item] };
}

function itemOf(at: Expression, object: ObjectModel): Row | Group | null {
  switch (at.node) {
    case "binary":
      return at.operator === "and" || at.operator === "or" ? groupOf(at.operator === "and", [at.left, at.right], object) : comparisonOf(at, object);
    case "call":
      return at.name === "AND" || at.name === "OR" ? groupOf(at.name === "AND", at.arguments, object) : null;
    case "in":
      return inOf(at, "in", object);
    case "not":
      return at.operand.node === "in" ? inOf(at.operand, "notIn", object) : flagOf(at.operand, false, object);
    case "field":
      return flagOf(at, true, object);
    default:
      return null;
  }
}

/** `a AND b AND c` is one group of three. */
function groupOf(all: boolean, parts: readonly Expression[], object: ObjectModel): Group | null {
  const items: (Row | Group)[] = [];
  for (const part of parts) {
    const item = itemOf(part, object);
    if (item === null) return null;
    if (isGroup(item) && item.all === all) items.push(...item.items);
    else items.push(item);
  }
  return { all, items };
}

function fieldOf(at: Expression, object: ObjectModel): FieldModel | null {
  if (at.node !== "field" || at.path.length !== 1) return null;
  return object.field(at.path[0] ?? "") ?? null;
}

function flagOf(at: Expression, value: boolean, object: ObjectModel): Row | null {
  const field = fieldOf(at, object);
  return field?.value.class === "boolean" ? { field: field.name, op: "eq", value } : null;
}

function comparisonOf(at: Extract<Expression, { node: "binary" }>, object: ObjectModel): Row | null {
  const sign = BY_SIGN.get(at.operator);
  const isTurned = fieldOf(at.left, object) === null;
  const field = isTurned ? fieldOf(at.right, object) : fieldOf(at.left, object);
  const value = valueOf(isTurned ? at.left : at.right, field);
  const op = sign === undefined || !isTurned ? sign : TURNED[sign];
  if (!field || value === undefined || op === undefined) return null;
  if (value === null) return op === "eq" ? { field: field.name, op: "isEmpty", value: null } : op === "ne" ? { field: field.name, op: "isNotEmpty", value: null } : null;
  return { field: field.name, op, value };
}

function inOf(at: Extract<Expression, { node: "in" }>, op: "in" | "notIn", object: ObjectModel): Row | null {
  const field = fieldOf(at.operand, object);
  const values = at.list.map((item) => valueOf(item, field));
  if (!field || values.some((value) => value === undefined || value === null)) return null;
  return { field: field.name, op, value: values.map((value) => value ?? null) };
}

/** A literal as the field holds it; undefined for anything else, null for `""` and NULL. */
function valueOf(at: Expression, field: FieldModel | null): Json | undefined {
  switch (at.node) {
    case "text":
      return at.value === "" ? null : isNumeric(field ?? undefined) ? undefined : at.value;
    case "null":
      return null;
    case "boolean":
      return at.value;
    case "number":
      return numberOf(at.value, field);
    case "negate":
      return at.operand.node === "number" ? numberOf(`-${at.operand.value}`, field) : undefined;
    default:
      return undefined;
  }
}

function numberOf(text: string, field: FieldModel | null): Json | undefined {
  if (field === null || !isNumeric(field)) return undefined;
  if (field.value.class === "integer") return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
  return field.kind.share ? tidy(timesHundred(text)) : text;
}

/** A share as the percentage that the field holds: 0.125 → 12.5. Exact: moving the point to the right by two. */
function timesHundred(text: string): string {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const digits = whole + fraction.padEnd(2, "0");
  return (negative ? "-" : "") + shiftRight(digits, Math.max(fraction.length, 2) - 2);
}

function tidy(text: string): string {
  const [whole = "0", fraction = ""] = text.replace(/^(-?)0+(?=\d)/, "$1").split(".");
  const kept = fraction.replace(/0+$/, "");
  return kept === "" ? whole : `${whole}.${kept}`;
}
