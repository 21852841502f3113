import type { FormulaProblem } from "./ast.ts";
import { check } from "./check.ts";
import { compile } from "./compile.ts";
import type { Environment, Result } from "./environment.ts";
import type { Node } from "./node.ts";
import { parse } from "./parse.ts";
import type { Scope } from "./scope.ts";
import type { FormulaType } from "./types.ts";
import type { Uses } from "./uses.ts";

/** A formula that can be computed. */
export interface Formula {
  readonly source: string;
  readonly node: Node;
  readonly type: FormulaType;
  readonly uses: Uses;
  /** Compiled when first asked for. Answers the canonical value of `type`. */
  evaluate(env: Environment): Result;
}

export type ReadFormula = { readonly formula: Formula; readonly problems: readonly [] } | { readonly formula: null; readonly problems: readonly FormulaProblem[] };

/**
 * Text → formula over a scope. `expected`: what it must yield (a field's type, BOOLEAN for a condition); the result is converted
 * to it. Never throws for what stands in the text: problems come with place, code, params and, where there is one, a fix.
 */
export function readFormula(source: string, scope: Scope, expected?: FormulaType): ReadFormula {
  const read = parse(source);
  if ("problem" in read) return { formula: null, problems: [read.problem] };
  const { node, type, uses, problems } = check(read.expression, source, scope, expected);
  if (problems.length > 0) return { formula: null, problems };
  let run: ((env: Environment) => Result) | null = null;
  return { formula: { source, node, type, uses, evaluate: (env) => (run ??= compile(node))(env) }, problems: [] };
}
