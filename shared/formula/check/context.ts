import type { Fix, FormulaProblem, Span } from "../ast.ts";
import type { Node } from "../node.ts";
import type { Scope } from "../scope.ts";
import { ANY, type FormulaType } from "../types.ts";
import { UsesBuilder } from "../uses-builder.ts";

/** Problems of one formula; after the first in a part nothing more is said of it. */
export class Problems {
  readonly list: FormulaProblem[] = [];

  /** Notes a problem and answers a node of unknown type, so that what holds it is not blamed too. */
  report(at: Span, code: string, params: FormulaProblem["params"] = {}, fix?: Fix): Node {
    if (!this.list.some((known) => known.from === at.from && known.to === at.to)) this.list.push({ code, params, from: at.from, to: at.to, ...(fix && { fix }) });
    return unknown(at);
  }
}

/** What can't be known: fits everywhere, is empty. */
export const unknown = (at: Span): Node => ({ node: "literal", value: null, type: ANY, from: at.from, to: at.to });

/** Where an expression stands: which record its bare names belong to, and which `this` is. */
export interface Context {
  readonly source: string;
  readonly scope: Scope;
  /** The record that an aggregate is computed for, inside one. */
  readonly outer: Scope | null;
  readonly uses: UsesBuilder;
  readonly problems: Problems;
}

export function rowContext(context: Context, rows: Scope): Context {
  return { ...context, scope: rows, outer: context.scope, uses: new UsesBuilder() };
}

export const textOf = (context: Context, at: Span): string => context.source.slice(at.from, at.to);

export const call = (at: Span, name: string, type: FormulaType, args: readonly Node[]): Node => ({ node: "call", name, args, type, from: at.from, to: at.to });
