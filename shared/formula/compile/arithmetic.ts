import { numberType, type Compiled } from "../define.ts";
import { checked, divide, multiply, power10, productScale, toScale } from "../numeric.ts";
import type { Node } from "../node.ts";
import type { Value } from "../value.ts";

type CallNode = Extract<Node, { node: "call" }>;
type Compile = (node: Node) => Compiled;
/** A number not yet checked for 18 digits; null is empty. */
type Raw = (env: Parameters<Compiled>[0]) => bigint | null;

export interface Term {
  readonly node: Node;
  readonly negative: boolean;
}

/** The terms of a chain of + and −: only the sum of all is checked, so that their order says nothing. */
export function termsOf(node: Node, negative = false): Term[] {
  if (node.node !== "call" || (node.name !== "+" && node.name !== "-")) return [{ node, negative }];
  const [left, right] = node.args;
  if (!left || !right) return [{ node, negative }];
  return [...termsOf(left, negative), ...termsOf(right, node.name === "-" ? !negative : negative)];
}

export const isProduct = (node: Node | undefined): node is CallNode => node?.node === "call" && (node.name === "*" || node.name === "/");

/** + − × ÷ and changes of scale; null for other calls. */
export function arithmetic(node: CallNode, compile: Compile): Compiled | null {
  switch (node.name) {
    case "+":
    case "-":
      return sum(node, compile);
    case "*":
    case "/": {
      const raw = product(node, compile);
      return (env) => {
        const value = raw(env);
        return value === null ? null : checked(value);
      };
    }
    case "$scale":
      return rescaled(node, compile);
    case "$negate": {
      const [operand] = node.args.map(compile);
      return (env) => {
        const value = operand?.(env);
        return typeof value === "bigint" ? -value : 0n;
      };
    }
    default:
      return null;
  }
}

/** Empty counts 0. */
const orZero = (value: Value): bigint => (typeof value === "bigint" ? value : 0n);

function sum(node: CallNode, compile: Compile): Compiled {
  const { scale } = numberType(node.type);
  const terms = termsOf(node).map((term) => ({ run: compile(term.node), factor: power10(scale - numberType(term.node.type).scale) * (term.negative ? -1n : 1n) }));
  const [a, b] = terms;
  if (a && b && terms.length === 2 && a.factor === 1n) {
    const [left, right] = [a.run, b.run];
    if (b.factor === 1n) return (env) => checked(orZero(left(env)) + orZero(right(env)));
    if (b.factor === -1n) return (env) => checked(orZero(left(env)) - orZero(right(env)));
  }
  return (env) => {
    let total = 0n;
    for (const { run, factor } of terms) total += orZero(run(env)) * factor;
    return checked(total);
  };
}

/** × and ÷ at their own scale, unchecked: ROUND over them may still bring them back. Empty counts 0; ÷ by nothing is empty. */
export function product(node: CallNode, compile: Compile): Raw {
  const [left, right] = node.args.map(compile);
  const [scaleLeft, scaleRight] = [numberType(node.args[0]?.type).scale, numberType(node.args[1]?.type).scale];
  if (!left || !right) return () => null;
  if (node.name === "*") {
    if (scaleLeft + scaleRight === productScale(scaleLeft, scaleRight)) return (env) => orZero(left(env)) * orZero(right(env));
    return (env) => multiply(orZero(left(env)), scaleLeft, orZero(right(env)), scaleRight);
  }
  return (env) => {
    const divisor = orZero(right(env));
    return divisor === 0n ? null : divide(orZero(left(env)), scaleLeft, divisor, scaleRight);
  };
}

function rescaled(node: CallNode, compile: Compile): Compiled {
  const [operand] = node.args;
  if (!operand) return () => null;
  const [from, to] = [numberType(operand.type).scale, numberType(node.type).scale];
  const raw: Compiled = isProduct(operand) ? product(operand, compile) : compile(operand);
  return (env) => {
    const value = raw(env);
    return typeof value === "bigint" ? checked(toScale(value, from, to)) : null;
  };
}
