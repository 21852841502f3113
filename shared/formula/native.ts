import { termsOf } from "./compile/arithmetic.ts";
import type { FunctionDefinition } from "./define.ts";
import type { Node } from "./node.ts";
import { functionNamed } from "./registry.ts";
import type { Scope } from "./scope.ts";
import type { AggregateFunction, FieldRef } from "./uses.ts";

const OPERATORS = new Set(["+", "-", "*", "/", "=", "<>", "<", "<=", ">", ">=", "IN", "$scale", "$negate", "$truncate", "$text", "$date", "$datetime", "$month_start", "$plus_days", "$less_days", "$plus_time", "$less_time", "$days_between"]);
const AGGREGATES: readonly AggregateFunction[] = ["sum", "count", "count_distinct", "average", "min", "max", "first", "last", "share", "any", "all"];
const SINGLE = ["any", "text", "number", "boolean", "date", "datetime", "time", "month", "option", "reference"];

/**
 * What keeps an expression from being computed by SQL: a function's name, a field's path, or an operator over lists; null where
 * nothing does. `server/query/formula` can compile exactly what this lets through.
 */
export function notNative(node: Node, scope: Scope | null): string | null {
  return sizeOf(node) > MOST_PARTS ? nameOf(node) : blocked(node, scope);
}

/** SQLite nests expressions a thousand deep and hands at most 127 arguments to a function; a sum's term takes two. */
const MOST_PARTS = 400;
const MOST_TERMS = 60;

function sizeOf(node: Node): number {
  return node.node === "call" ? node.args.reduce((total, arg) => total + sizeOf(arg), 1) : 1;
}
const nameOf = (node: Node): string => (node.node === "call" ? node.name : node.node.toUpperCase());

function blocked(node: Node, scope: Scope | null): string | null {
  switch (node.node) {
    case "literal":
      return null;
    case "field":
      return fieldNotNative(node.ref, scope);
    case "tier":
      return "TIER";
    case "allocate":
      return "ALLOCATE";
    case "aggregate": {
      const { fn, value, condition, by, source } = node.use;
      if (!AGGREGATES.includes(fn)) return fn.toUpperCase();
      const rows = scope?.target(source.object) ?? null;
      return [value, condition, by].reduce<string | null>((found, part) => found ?? (part && notNative(part, rows)), null);
    }
    case "call": {
      const own = callNotNative(node);
      return own ?? node.args.reduce<string | null>((found, arg, i) => found ?? (isName(node.name, i) ? null : blocked(arg, scope)), null);
    }
  }
}

/** The field that STAGE_ENTERED and its kin name is not read. */
const isName = (name: string, index: number): boolean => index === 0 && functionNamed(name)?.params[0]?.type === "field";

function callNotNative(node: Extract<Node, { node: "call" }>): string | null {
  if (["+", "-", "SUM", "MIN", "MAX"].includes(node.name) && (node.args.length > MOST_TERMS || termsOf(node).length > MOST_TERMS)) return node.name;
  if (OPERATORS.has(node.name)) return node.args.every((arg) => SINGLE.includes(arg.type.kind)) || isPresence(node) ? null : node.name;
  const definition = functionNamed(node.name);
  if (!definition || !isNative(definition, node)) return node.name;
  return null;
}

/** `tags = ""`: whether a list is there can be asked by SQL, which equals which can't. */
const isPresence = (node: Extract<Node, { node: "call" }>): boolean =>
  (node.name === "=" || node.name === "<>") && node.args.some((arg) => arg.type.kind === "any") && node.args.every((arg) => arg.type.kind !== "records");

function isNative({ native }: FunctionDefinition, node: Extract<Node, { node: "call" }>): boolean {
  return typeof native === "function" ? native(node.args.map((arg) => arg.type)) : native;
}

function fieldNotNative(ref: FieldRef, scope: Scope | null): string | null {
  if (ref.type.kind === "records") return ref.text;
  // A check-in's time stands inside JSON; a stage's attributes are constants.
  const object = ref.steps.length === 0 && ref.root === null ? scope : (scope?.target(ref.object) ?? null);
  const field = object?.field(ref.field);
  if (field?.source === "after_read") return ref.text;
  return ref.attribute !== null && field?.type.kind === "place" ? ref.text : null;
}
