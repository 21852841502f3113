import type { Span } from "./ast.ts";
import type { AggregateUse, FieldRef, SiblingsUse, TierUse } from "./uses.ts";
import type { FormulaType } from "./types.ts";

/**
 * A checked expression: names resolved, types and scales known, conversions written out as calls. What the evaluator and the SQL
 * back end are made from. Operators are functions too (`registry.ts`): `+`, `=`, `AND` … by their sign.
 */
export type Node = Span & { readonly type: FormulaType } & (
    | { readonly node: "literal"; readonly value: LiteralValue }
    | { readonly node: "field"; readonly ref: FieldRef }
    | { readonly node: "call"; readonly name: string; readonly args: readonly Node[] }
    | { readonly node: "aggregate"; readonly use: AggregateUse }
    | { readonly node: "tier"; readonly use: TierUse; readonly mode: "whole" | "marginal" | "reached"; readonly value: Node; readonly threshold: Node; readonly result: Node; readonly offset: Node | null }
    | { readonly node: "allocate"; readonly use: SiblingsUse; readonly mode: "proportional" | "equal" | "in_order"; readonly total: Node; readonly weight: Node | null; readonly by: Node | null }
  );

/** Numbers as whole numbers at their type's scale; dates, times, options, ids as text. */
export type LiteralValue = null | boolean | bigint | string;
