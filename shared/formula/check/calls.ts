import type { Expression } from "../ast.ts";
import { unify } from "../combine.ts";
import type { Call, FunctionDefinition, Param } from "../define.ts";
import { nearest } from "../nearest.ts";
import type { Node } from "../node.ts";
import { functionNamed, functionNames } from "../registry.ts";
import { ANY, type FormulaType } from "../types.ts";
import { argument, convert, literalText, scaled } from "./convert.ts";
import { call, textOf, type Context } from "./context.ts";

export type CallExpression = Extract<Expression, { node: "call" }>;
export type Visit = (context: Context, at: Expression) => Node;

/** The function that a call names; null after a problem. */
export function functionOf(context: Context, at: CallExpression): FunctionDefinition | null {
  const definition = functionNamed(at.name);
  if (definition) return definition;
  const span = { from: at.from, to: at.nameTo };
  const written = textOf(context, span);
  const one = context.scope.field(written);
  if (one) context.problems.report(span, "field_is_no_function", { field: written }, at.arguments.length > 0 ? undefined : { from: at.nameTo, to: at.to, text: "" });
  else {
    const meant = nearest(at.name, functionNames);
    context.problems.report(span, "unknown_function", { name: written }, meant === undefined ? undefined : { ...span, text: meant });
  }
  return null;
}

/** Whether a call has as many arguments as its function takes; else a problem. */
export function countFits(context: Context, at: CallExpression, definition: FunctionDefinition): boolean {
  const { params, repeat } = definition;
  const least = params.filter((param) => !param.optional && !param.rest).length + (params.at(-1)?.rest ? 1 : 0);
  const most = repeat || params.at(-1)?.rest ? 200 : params.length;
  const count = at.arguments.length;
  if (count >= least && count <= most) return true;
  const surplus = at.arguments[most];
  const last = at.arguments[most - 1];
  if (surplus && last) {
    context.problems.report({ from: surplus.from, to: at.to - 1 }, "too_many_arguments", { name: at.name, most }, { from: last.to, to: at.to - 1, text: "" });
  } else if (surplus) context.problems.report({ from: surplus.from, to: at.to - 1 }, "too_many_arguments", { name: at.name, most }, { from: at.nameTo + 1, to: at.to - 1, text: "" });
  else context.problems.report(at, "too_few_arguments", { name: at.name, least, signature: signatureOf(definition) });
  return false;
}

/** `ROUND(number, [digits])`, by the names of the parameters. */
export function signatureOf({ name, params, repeat }: FunctionDefinition): string {
  const written = params.map((param) => (param.optional ? `[${param.name}]` : param.name));
  return `${name}(${written.join(", ")}${repeat || params.at(-1)?.rest ? ", \u2026" : ""})`;
}

const paramAt = ({ params }: FunctionDefinition, index: number): Param | undefined => params[index] ?? (params.at(-1)?.rest ? params.at(-1) : undefined);

/** A call of a plain function: arguments as it wants them, its type. */
export function plainCall(context: Context, at: CallExpression, definition: FunctionDefinition, given: readonly Node[]): Node {
  context.uses.functionCalled(definition);
  const args = given.map((node, i) => oneArgument(context, node, paramAt(definition, i)));
  const alike = sameArguments(context, definition, args);
  const items = definition.params.some((param) => param.type === "item") ? itemArguments(context, definition, alike) : alike;
  noteCalendar(context, definition, items);
  return call(at, definition.name, typeOf(definition, items), items);
}

export function typeOf(definition: FunctionDefinition, args: readonly Node[]): FormulaType {
  if (typeof definition.returns !== "function") return definition.returns;
  return definition.returns(args.map((node) => node.type), args.map((node) => (node.node === "literal" ? node.value : undefined)));
}

/** The call as its function is told of it, from the checked node. */
export function callOf(node: Extract<Node, { node: "call" }>): Call {
  return {
    type: node.type,
    types: node.args.map((arg) => arg.type),
    literals: node.args.map((arg) => (arg.node === "literal" ? arg.value : undefined)),
    fields: node.args.map((arg) => (arg.node === "field" ? arg.ref.field : undefined)),
  };
}

function oneArgument(context: Context, node: Node, param: Param | undefined): Node {
  if (!param) return node;
  if (node.type.kind === "records" && param.type !== "any") return context.problems.report(node, "rows_need_function", { field: textOf(context, node) });
  if (param.words) return oneOf(context, node, param.words);
  if (param.type === "field") return trackedField(context, node);
  return argument(context, node, param.type);
}

function oneOf(context: Context, node: Node, words: readonly string[]): Node {
  const literal = literalText(node);
  if (literal !== undefined && words.includes(literal)) return node;
  const meant = literal === undefined ? undefined : (words.find((word) => word.toLowerCase() === literal.toLowerCase()) ?? nearest(literal, words));
  return context.problems.report(node, "one_of_words", { words: words.map((word) => `"${word}"`).join(", ") }, meant === undefined ? undefined : { from: node.from, to: node.to, text: `"${meant}"` });
}

/** A field whose past is kept: one of the record's own. */
function trackedField(context: Context, node: Node): Node {
  if (node.node !== "field" || node.ref.root !== null || node.ref.steps.length > 0 || node.ref.attribute !== null) return context.problems.report(node, "own_field_wanted", {});
  context.uses.transitions(node.ref.field);
  return node;
}

/** `same` parameters get one common type. */
function sameArguments(context: Context, definition: FunctionDefinition, args: readonly Node[]): readonly Node[] {
  const isSame = (i: number): boolean => paramAt(definition, i)?.type === "same";
  const same = args.filter((_, i) => isSame(i));
  if (same.length === 0) return args;
  const type = commonType(context, same);
  if (!type) return args;
  return args.map((node, i) => (isSame(i) ? toCommon(context, node, type) : node));
}

function toCommon(context: Context, node: Node, type: FormulaType): Node {
  if (node.type.kind === "any") return { ...node, type };
  return type.kind === "number" ? { ...scaled(node, type.scale), type } : convert(context, node, type);
}

/** Texts of the formula become dates where the others are dates. */
function commonType(context: Context, nodes: readonly Node[]): FormulaType | null {
  const type = unify(nodes.map((node) => node.type));
  if (type) return type;
  const firm = unify(nodes.filter((node) => literalText(node) === undefined).map((node) => node.type));
  if (firm && ["date", "datetime", "time", "month", "option", "reference"].includes(firm.kind)) return firm;
  const [first, ...others] = nodes.filter((node) => node.type.kind !== "any");
  const odd = others.find((node) => !first || !unify([first.type, node.type]));
  if (first && odd) context.problems.report(odd, "different_types", { type: odd.type.kind, wanted: first.type.kind });
  return null;
}

/** What is looked for in a list is of its kind. */
function itemArguments(context: Context, definition: FunctionDefinition, args: readonly Node[]): readonly Node[] {
  const list = args[0]?.type;
  const of = list?.kind === "list" ? list.of : ANY;
  return args.map((node, i) => (paramAt(definition, i)?.type === "item" ? convert(context, node, of) : node));
}

function noteCalendar(context: Context, { needs }: FunctionDefinition, args: readonly Node[]): void {
  if (needs?.calendar === undefined) return;
  const node = args[needs.calendar];
  const name = node && literalText(node);
  if (node && name === undefined && node.type.kind !== "any") context.problems.report(node, "constant_wanted", {});
  context.uses.calendar(name ?? "");
}

/** IFS and SWITCH as nested IFs: the first that holds. */
export function branches(context: Context, at: CallExpression, pairs: readonly (readonly [Node, Node])[], otherwise: Node | null): Node {
  const results = [...pairs.map(([, result]) => result), ...(otherwise ? [otherwise] : [])];
  const type = commonType(context, results) ?? ANY;
  let node: Node = otherwise ? toCommon(context, otherwise, type) : { node: "literal", value: null, type, from: at.to, to: at.to };
  for (const [condition, result] of [...pairs].reverse()) node = call(at, "IF", type, [argument(context, condition, "boolean"), toCommon(context, result, type), node]);
  return node;
}

