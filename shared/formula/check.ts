import type { Expression, FormulaProblem } from "./ast.ts";
import { aggregate, aggregateNamed, rowsOf } from "./check/rows.ts";
import { alike, binary, negated, within } from "./check/operators.ts";
import { branches, countFits, functionOf, plainCall, type CallExpression } from "./check/calls.ts";
import { argument, convert } from "./check/convert.ts";
import { call, Problems, unknown, type Context } from "./check/context.ts";
import { field } from "./check/names.ts";
import { allocate, manager, tier, under } from "./check/special.ts";
import type { FunctionDefinition } from "./define.ts";
import type { Node } from "./node.ts";
import { scaledOf } from "./numeric.ts";
import type { Scope } from "./scope.ts";
import { ANY, BOOLEAN, number, TEXT, type FormulaType } from "./types.ts";
import { UsesBuilder } from "./uses-builder.ts";
import type { Uses } from "./uses.ts";

export interface Checked {
  readonly node: Node;
  readonly type: FormulaType;
  readonly uses: Uses;
  /** Empty: the node can be computed. */
  readonly problems: readonly FormulaProblem[];
}

/**
 * Resolves names, finds types and scales, writes out conversions. `source` is the text that the expression was read from. With
 * `expected` the result is converted to it (numbers rounded half away from zero), or refused with `returns`.
 */
export function check(expression: Expression, source: string, scope: Scope, expected?: FormulaType): Checked {
  const context: Context = { source, scope, outer: null, uses: new UsesBuilder(), problems: new Problems() };
  const bare = visit(context, expression);
  const node = expected ? resultAs(context, bare, expected) : bare;
  if (!expected && node.type.kind === "records") context.problems.report(node, "rows_need_function", { field: source.slice(node.from, node.to) });
  return { node, type: node.type, uses: context.uses.build(), problems: context.problems.list };
}

function resultAs(context: Context, node: Node, expected: FormulaType): Node {
  if (expected.kind === "boolean") return convert(context, node, expected, "not_a_condition");
  // A date, a number … said as text is a choice of whoever writes the formula: TEXT, or & "".
  return convert(context, node, expected, "returns");
}

function visit(context: Context, at: Expression): Node {
  const { from, to } = at;
  switch (at.node) {
    case "text":
      return { node: "literal", value: at.value, type: TEXT, from, to };
    case "number":
      return numberNode(at);
    case "boolean":
      return { node: "literal", value: at.value, type: BOOLEAN, from, to };
    case "null":
      return { node: "literal", value: null, type: ANY, from, to };
    case "field":
      return field(context, at);
    case "not":
      return call(at, "NOT", BOOLEAN, [argument(context, visit(context, at.operand), "boolean")]);
    case "negate":
      return negated(context, at, visit(context, at.operand));
    case "binary":
      return binary(context, at, visit(context, at.left), visit(context, at.right));
    case "in":
      return within(context, at, visit(context, at.operand), at.list.map((item) => visit(context, item)));
    case "call":
      return visitCall(context, at);
  }
}

function numberNode(at: Extract<Expression, { node: "number" }>): Node {
  const scale = at.value.split(".")[1]?.length ?? 0;
  return { node: "literal", value: scaledOf(at.value, scale), type: number(scale, at.percent ? "percent" : scale === 0 ? "integer" : "decimal"), from: at.from, to: at.to };
}

function visitCall(context: Context, at: CallExpression): Node {
  const definition = functionOf(context, at);
  if (!definition) return unknown(at);
  const overRows = aggregateNamed(definition.name) ? rowsOf(context, at, definition) : null;
  if (overRows) return aggregate(context, at, definition, overRows, visit);
  if (context.outer && aggregateNamed(definition.name) && rowsOf({ ...context, scope: context.outer }, at, definition)) return context.problems.report(at, "nested_aggregate", { name: at.name });
  if (at.by && definition.special !== "allocate") context.problems.report(at.by, "by_not_here", { name: at.name });
  if (!countFits(context, at, definition)) return unknown(at);
  if (definition.name === "FILLED" || definition.name === "BLANK") return plainCall(context, at, definition, at.arguments.map((item) => visit(context, asField(item))));
  return special(context, at, definition) ?? plainCall(context, at, definition, at.arguments.map((item) => visit(context, item)));
}

function special(context: Context, at: CallExpression, definition: FunctionDefinition): Node | null {
  switch (definition.special) {
    case "allocate":
      return allocate(context, at, definition, visit);
    case "tier":
      return tier(context, at, definition, visit);
    case "manager":
      return manager(context, at, definition, visit);
    case "under":
      return under(context, at, definition, at.arguments.map((item) => visit(context, item)));
    case "ifs":
      return ifs(context, at, definition);
    case "switch":
      return switchOver(context, at, definition);
    case "aggregate":
      // Of single values there is no first, no share, no condition.
      return ["FIRST", "LAST", "SHARE", "ANY", "ALL"].includes(definition.name) ? context.problems.report(at.arguments[0] ?? at, "rows_wanted", { name: at.name, rows: "" }) : null;
    case undefined:
      return null;
  }
}

/** FILLED("industry") names the field as FILLED(industry) does. */
function asField(item: Expression): Expression {
  return item.node === "text" ? { node: "field", path: item.value.split("."), from: item.from + 1, to: item.to - 1 } : item;
}

function ifs(context: Context, at: CallExpression, definition: FunctionDefinition): Node {
  context.uses.functionCalled(definition);
  const last = at.arguments.at(-1);
  if (at.arguments.length % 2 === 1 && last) return context.problems.report(last, "condition_without_value", { name: at.name }, { from: last.from, to: last.from, text: "TRUE, " });
  return branches(context, at, pairsOf(at.arguments.map((item) => visit(context, item))), null);
}

function switchOver(context: Context, at: CallExpression, definition: FunctionDefinition): Node {
  context.uses.functionCalled(definition);
  const [value = unknown(at), ...cases] = at.arguments.map((item) => visit(context, item));
  const otherwise = cases.length % 2 === 1 ? (cases.pop() ?? null) : null;
  const pairs = pairsOf(cases).map(([wanted, result]): [Node, Node] => {
    const sides = alike(context, wanted, value, wanted);
    if (!sides) return [context.problems.report(wanted, "cannot_compare", { left: value.type.kind, right: wanted.type.kind }), result];
    return [call(wanted, "=", BOOLEAN, sides), result];
  });
  return branches(context, at, pairs, otherwise);
}

function pairsOf(nodes: readonly Node[]): (readonly [Node, Node])[] {
  const pairs: (readonly [Node, Node])[] = [];
  for (let i = 0; i + 1 < nodes.length; i += 2) {
    const [first, second] = [nodes[i], nodes[i + 1]];
    if (first && second) pairs.push([first, second]);
  }
  return pairs;
}

