import { partsOf, type Expression } from "../ast.ts";
import { isOrdered } from "../combine.ts";
import { numberType, type FunctionDefinition } from "../define.ts";
import type { Node } from "../node.ts";
import { functionNamed } from "../registry.ts";
import type { Scope } from "../scope.ts";
import { BOOLEAN, INTEGER, listOf, MAX_SCALE, number, TEXT, type FormulaType } from "../types.ts";
import type { AggregateFunction, AggregateSource, AggregateUse, FieldRef } from "../uses.ts";
import { argument, asText, literalText } from "./convert.ts";
import { rowContext, textOf, type Context } from "./context.ts";
import type { CallExpression, Visit } from "./calls.ts";

const FUNCTIONS: Readonly<Record<string, AggregateFunction>> = {
  SUM: "sum", COUNT: "count", COUNT_DISTINCT: "count_distinct", AVERAGE: "average", MIN: "min", MAX: "max", MEDIAN: "median",
  FIRST: "first", LAST: "last", SHARE: "share", ANY: "any", ALL: "all", JOIN: "join", UNIQUE: "list",
};
/** What they ask of each row stands in the condition alone. */
const BY_CONDITION: readonly AggregateFunction[] = ["share", "any", "all"];
const PLAIN_ONLY_OF_FIELDS = ["MIN", "MAX"];

/** Rows that a name stands for: a child list, a many-to-many field, or all records of an object. */
export interface Rows {
  readonly prefix: string;
  readonly source: AggregateSource;
  readonly scope: Scope;
}

export const aggregateNamed = (name: string): AggregateFunction | undefined => FUNCTIONS[name];

/** The rows that an aggregate's first argument runs over; null if it runs over plain values. */
export function rowsOf(context: Context, at: CallExpression, definition: FunctionDefinition): Rows | null {
  const first = at.arguments[0];
  return first ? rowsIn(context, first, (head, path) => {
    const one = context.scope.field(head);
    if (!one) return true;
    // A lookup named like an object: an own field, unless what follows is a condition over that object's records.
    if (one.type.kind === "records" || one.type.kind === "list") return false;
    return path.length === 1 ? definition.name === "COUNT" && at.arguments.length === 2 && mentionsThis(at.arguments[1]) : !PLAIN_ONLY_OF_FIELDS.includes(definition.name) && mentionsThis(at.arguments[1]);
  }) : null;
}

/** The rows that the first fitting path of an expression names. */
export function rowsIn(context: Context, at: Expression, mayBeObject: (head: string, path: readonly string[]) => boolean = () => true): Rows | null {
  if (at.node === "field") {
    const [head = ""] = at.path;
    const one = context.scope.field(head);
    if (one?.rows) {
      const { of, by } = one.rows;
      const scope = context.scope.target(of);
      if (scope) return { prefix: head, scope, source: by === null ? { kind: "links", list: head, object: of } : { kind: "children", list: head, object: of, by } };
    }
    if (mayBeObject(head, at.path)) {
      const scope = context.scope.target(head);
      if (scope) return { prefix: head, scope, source: { kind: "object", object: head } };
    }
    return null;
  }
  // MAX(SUM(lines.amount), 0): the rows are the inner one's.
  if (at.node === "call" && aggregateNamed(functionNamed(at.name)?.name ?? "")) return null;
  for (const part of partsOf(at)) {
    const found = rowsIn(context, part, mayBeObject);
    if (found) return found;
  }
  return null;
}

function mentionsThis(at: Expression | undefined): boolean {
  return at !== undefined && (at.node === "field" ? at.path[0] === "this" : partsOf(at).some(mentionsThis));
}

/** An expression of the outer record that names rows by their prefix, as one of a row: `lines.quantity * rate` → `quantity * this.rate`. */
export function ofRow(at: Expression, prefix: string): Expression {
  switch (at.node) {
    case "field": {
      const [head = "", ...more] = at.path;
      if (head !== prefix) return head === "this" ? at : { ...at, path: ["this", ...at.path], unwritten: "this.".length };
      return more.length === 0 ? { ...at, path: more } : { ...at, path: more, from: at.from + prefix.length + 1 };
    }
    case "not":
    case "negate":
      return { ...at, operand: ofRow(at.operand, prefix) };
    case "binary":
      return { ...at, left: ofRow(at.left, prefix), right: ofRow(at.right, prefix) };
    case "in":
      return { ...at, operand: ofRow(at.operand, prefix), list: at.list.map((item) => ofRow(item, prefix)) };
    case "call":
      return { ...at, arguments: at.arguments.map((item) => ofRow(item, prefix)), by: at.by && ofRow(at.by, prefix) };
    default:
      return at;
  }
}

/** An expression over a row, checked where `this.` is the outer record. */
export function checkedRow(inner: Context, at: Expression, rows: Rows, visit: Visit): Node {
  if (at.node === "field" && at.path[0] === "this") return visit(inner, at);
  if (at.node === "field" && at.path.length === 0) return inner.problems.report(at, "which_field_of_rows", { rows: rows.prefix });
  return visit(inner, at);
}

/** An aggregate over rows. */
export function aggregate(context: Context, at: CallExpression, definition: FunctionDefinition, rows: Rows, visit: Visit): Node {
  const fn = FUNCTIONS[definition.name] ?? "count";
  if (context.outer) return context.problems.report(at, "nested_aggregate", { name: at.name });
  context.uses.functionCalled(definition);
  const inner = rowContext(context, rows.scope);
  const [first, ...others] = at.arguments;
  const separatorNode = fn === "join" && others[0] ? visit(context, others.shift() ?? at) : null;
  const separator = separatorNode ? (literalText(separatorNode) ?? "") : null;
  if (separatorNode && separator === "" && separatorNode.type.kind !== "any") context.problems.report(separatorNode, "constant_wanted", {});
  const [conditionAt, surplus] = others;
  if (surplus) return context.problems.report({ from: surplus.from, to: at.to - 1 }, "too_many_arguments", { name: at.name, most: fn === "join" ? 3 : 2 });
  const isBare = first?.node === "field" && first.path.length === 1 && first.path[0] === rows.prefix;
  const value = valueOf(context, inner, at, fn, isBare || !first ? null : ofRow(first, rows.prefix), rows, visit);
  if (!conditionAt && BY_CONDITION.includes(fn)) return context.problems.report(at, "condition_wanted", { name: at.name, rows: rows.prefix });
  const condition = conditionAt && isUnprefixed(context, conditionAt, rows) ? argument(inner, visit(inner, conditionAt), "boolean") : null;
  const by = at.by && isUnprefixed(context, at.by, rows) ? orderOf(inner, visit(inner, at.by)) : null;
  if (by && fn !== "first" && fn !== "last") context.problems.report(by, "by_not_here", { name: at.name });
  const row = inner.uses.build();
  const use: AggregateUse = {
    key: textOf(context, at), fn, source: rows.source, value, condition, by, separator,
    type: resultType(fn, value?.type), row, outer: row.roots.filter((ref) => ref.root === "this").map(asOwn),
  };
  context.uses.aggregate(use);
  return { node: "aggregate", use, type: use.type, from: at.from, to: at.to };
}

/** A reference to `this` as the outer record sees it. */
export const asOwn = (ref: FieldRef): FieldRef => ({ ...ref, root: null });

function valueOf(context: Context, inner: Context, at: CallExpression, fn: AggregateFunction, expression: Expression | null, rows: Rows, visit: Visit): Node | null {
  if (expression === null) {
    if (fn === "count" || BY_CONDITION.includes(fn)) return null;
    return context.problems.report(at.arguments[0] ?? at, "which_field_of_rows", { rows: rows.prefix, name: at.name });
  }
  const node = checkedRow(inner, expression, rows, visit);
  switch (fn) {
    case "sum":
    case "average":
    case "median":
      return argument(inner, node, "number");
    case "min":
    case "max":
      return isOrdered(node.type) ? node : context.problems.report(node, "no_order", { type: node.type.kind });
    case "join":
      return asText(inner, node);
    case "share":
    case "any":
    case "all":
      return context.problems.report(node, "rows_wanted", { name: at.name, rows: rows.prefix }, { from: at.arguments[0]?.from ?? at.from, to: at.arguments[0]?.to ?? at.to, text: rows.prefix });
    default:
      return node.type.kind === "records" || (node.type.kind === "list" && fn !== "count") ? context.problems.report(node, "no_single_value", { type: node.type.kind }) : node;
  }
}

/** In a condition bare names are the rows' own: a prefix is too much. */
function isUnprefixed(context: Context, at: Expression, rows: Rows): boolean {
  if (at.node === "field" && at.path.length > 1 && at.path[0] === rows.prefix && rows.scope.field(rows.prefix) === undefined) {
    context.problems.report(at, "condition_is_of_rows", { rows: rows.prefix }, { from: at.from, to: at.from + rows.prefix.length + 1, text: "" });
    return false;
  }
  return partsOf(at).every((part) => isUnprefixed(context, part, rows));
}

function orderOf(inner: Context, node: Node): Node {
  return isOrdered(node.type) ? node : inner.problems.report(node, "no_order", { type: node.type.kind });
}

function resultType(fn: AggregateFunction, value: FormulaType | undefined): FormulaType {
  switch (fn) {
    case "count":
    case "count_distinct":
      return INTEGER;
    case "average":
    case "median": {
      const { style } = numberType(value);
      return number(MAX_SCALE, style === "integer" ? "decimal" : style);
    }
    case "share":
      return number(MAX_SCALE, "percent");
    case "any":
    case "all":
      return BOOLEAN;
    case "join":
      return TEXT;
    case "list":
      return listOf(value ?? TEXT);
    case "sum":
      return value?.kind === "number" ? value : INTEGER;
    default:
      return value ?? TEXT;
  }
}
