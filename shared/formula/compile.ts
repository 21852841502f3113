import { arithmetic, isProduct, product } from "./compile/arithmetic.ts";
import { comparison, CONVERSIONS } from "./compile/operators.ts";
import { aggregate, allocate, tier } from "./compile/rows.ts";
import { callOf } from "./check/calls.ts";
import type { Compiled, FunctionDefinition, Run } from "./define.ts";
import type { Environment, Result } from "./environment.ts";
import { Failure } from "./numeric.ts";
import type { Node } from "./node.ts";
import { functionNamed } from "./registry.ts";
import type { FieldRef } from "./uses.ts";
import { load, toJson, type Value } from "./value.ts";

type CallNode = Extract<Node, { node: "call" }>;

/** A checked expression as a function: its canonical value, or why there is none. Pure; made once, run for every record. */
export function compile(node: Node): (env: Environment) => Result {
  const run = compiled(node);
  const { type } = node;
  return (env) => {
    try {
      return { ok: true, value: toJson(run(env), type) };
    } catch (error) {
      if (error instanceof Failure) return { ok: false, error: error.code };
      throw error;
    }
  };
}

/** A condition as a function: only TRUE holds (contract §2 "Empty"); what has no value doesn't. */
export function compileCondition(node: Node): (env: Environment) => boolean {
  const run = compile(node);
  return (env) => {
    const result = run(env);
    return result.ok && result.value === true;
  };
}

function compiled(node: Node): Compiled {
  switch (node.node) {
    case "literal": {
      const { value } = node;
      return () => value;
    }
    case "field":
      return fieldOf(node.ref);
    case "aggregate":
      return aggregate(node, compiled);
    case "tier":
      return tier(node, compiled);
    case "allocate":
      return allocate(node, compiled);
    case "call":
      return arithmetic(node, compiled) ?? comparison(node, compiled) ?? callOfFunction(node);
  }
}

function fieldOf(ref: FieldRef): Compiled {
  const { root, type } = ref;
  if (root === null) return (env) => load(env.record.value(ref), type);
  return (env) => load(env.roots?.[root]?.value(ref) ?? null, type);
}

function callOfFunction(node: CallNode): Compiled {
  const conversion = CONVERSIONS[node.name];
  if (conversion) return running(conversion(callOf(node)), node.args.map(compiled), node.args.map(() => "needed" as const));
  const definition = functionNamed(node.name);
  if (!definition) throw new TypeError(`no function ${node.name}`);
  const args = node.args.map((arg, i) => argumentOf(node, arg, i));
  if (definition.lazy) return definition.lazy(args, callOf(node));
  return running(definition.make(callOf(node)), args, node.args.map((_, i) => emptiness(definition, i)));
}

/** ROUND over × or ÷ rounds what was not yet cut to 18 digits. The past of a field is asked for by name, not its value. */
function argumentOf(node: CallNode, arg: Node, index: number): Compiled {
  if (node.name === "ROUND" && index === 0 && isProduct(arg)) return product(arg, compiled);
  return compiled(arg);
}

type Emptiness = "needed" | "optional" | "any";

function emptiness({ empty, params }: FunctionDefinition, index: number): Emptiness {
  const param = params[index] ?? params.at(-1);
  if (param?.optional) return "optional";
  return empty === "own" ? "any" : "needed";
}

/** Without what it needs a function is empty; an optional argument that is empty counts as not given. */
function running(run: Run, args: readonly Compiled[], emptinesses: readonly Emptiness[]): Compiled {
  const [first, second] = args;
  if (args.length === 1 && first && emptinesses[0] === "needed") {
    return (env) => {
      const value = first(env);
      return value === null ? null : run([value], env);
    };
  }
  if (args.length === 2 && first && second && emptinesses.every((one) => one === "needed")) {
    return (env) => {
      const a = first(env);
      if (a === null) return null;
      const b = second(env);
      return b === null ? null : run([a, b], env);
    };
  }
  return (env) => {
    const values: Value[] = [];
    // A trailing optional argument that is empty is left out; one in the middle stays, as its function can't lose its place.
    let length = 0;
    for (const [i, arg] of args.entries()) {
      const value = arg(env);
      if (value === null && emptinesses[i] === "needed") return null;
      values.push(value);
      if (value !== null || emptinesses[i] !== "optional") length = i + 1;
    }
    return run(length === values.length ? values : values.slice(0, length), env);
  };
}
