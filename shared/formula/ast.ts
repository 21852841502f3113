/** Place in the formula's text, from inclusive, to exclusive. */
export interface Span {
  from: number;
  to: number;
}

export const BINARY_OPERATORS = ["or", "and", "=", "<>", "<", "<=", ">", ">=", "&", "+", "-", "*", "/"] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number];

/** A formula as it is written: names not yet resolved, nothing known of types. */
export type Expression = Span &
  (
    /** `""` is the null node. */
    | { node: "text"; value: string }
    /** Decimal text; `15%` is 0.15 (contract §2) and `percent`. */
    | { node: "number"; value: string; percent: boolean }
    | { node: "boolean"; value: boolean }
    /** NULL, and `""`: empty of any type. */
    | { node: "null" }
    /** An own field, or a path over lookups. `unwritten`: so many characters at its beginning are meant, but not in the text (`this.`). */
    | { node: "field"; path: readonly string[]; unwritten?: number }
    | { node: "not"; operand: Expression }
    | { node: "negate"; operand: Expression }
    | { node: "binary"; operator: BinaryOperator; left: Expression; right: Expression }
    /** `x IN (a, b)`, or `x IN tags` with one item that is a list. */
    | { node: "in"; operand: Expression; list: readonly Expression[] }
    /** Name in capitals. `by`: the order after BY, `LAST(reviews.score BY answered_at)`. */
    | { node: "call"; name: string; nameTo: number; arguments: readonly Expression[]; by: Expression | null }
  );

/** A change of the text that would mend it. */
export interface Fix extends Span {
  text: string;
}

/** What is wrong with a formula, and where. Messages: `shared/messages/formula` under `code`. */
export interface FormulaProblem extends Span {
  code: string;
  params: Record<string, string | number>;
  fix?: Fix;
}

/** The parts of an expression that are expressions themselves, in the order of the text. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.node) {
    case "not":
    case "negate":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "in":
      return [expression.operand, ...expression.list];
    case "call":
      return expression.by ? [...expression.arguments, expression.by] : expression.arguments;
    default:
      return [];
  }
}
