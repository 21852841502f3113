/** Place in the formula's text, from inclusive, to exclusive. */
export interface Span {
  from: number;
  to: number;
}

export type BinaryOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "and" | "or";

export type Expression = Span &
  (
    | { node: "text"; value: string }
    /** Decimal text; `15%` is 0.15 (contract §2). */
    | { node: "number"; value: string }
    | { node: "boolean"; value: boolean }
    | { node: "null" }
    /** An own field, or a path over lookups. */
    | { node: "field"; path: readonly string[] }
    | { node: "not"; operand: Expression }
    | { node: "negate"; operand: Expression }
    | { node: "binary"; operator: BinaryOperator; left: Expression; right: Expression }
    | { node: "in"; operand: Expression; list: readonly Expression[] }
    | { node: "call"; name: string; arguments: readonly Expression[] }
  );

/** What is wrong with a formula, and where. Messages: `shared/messages/formula` under `code`. */
export interface FormulaProblem extends Span {
  code: string;
  params: Record<string, string | number>;
}
