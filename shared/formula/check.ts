import type { Expression, FormulaProblem } from "./ast.ts";

/** What an expression yields. `any` is NULL, which fits everywhere. */
export type FormulaType = "text" | "number" | "boolean" | "date" | "datetime" | "month" | "list" | "reference" | "any";

/** What a formula may name. */
export interface Scope {
  /** An own field, or undefined. `share`: held as a percentage, seen as its share (12.5 → 0.125). */
  field(name: string): { type: FormulaType; share: boolean } | undefined;
}

/**
 * Type-checks an expression; returns its type and every problem with its place. Formulas that reach beyond own fields and
 * comparisons (paths, functions) are refused by name until the functions are there.
 */
export function check(expression: Expression, scope: Scope): { type: FormulaType; problems: FormulaProblem[] } {
  const problems: FormulaProblem[] = [];
  const report = (at: Expression, code: string, params: Record<string, string | number> = {}): FormulaType => {
    problems.push({ code, params, from: at.from, to: at.to });
    return "any";
  };
  const condition = (at: Expression): void => {
    const type = visit(at);
    if (type !== "boolean" && type !== "any") report(at, "not_a_condition", { type });
  };
  const comparable = (at: Expression, left: FormulaType, right: FormulaType, ordered: boolean): void => {
    if (left !== right && left !== "any" && right !== "any" && !emptyOrDateText(at, left, right)) report(at, "cannot_compare", { left, right });
    else if (ordered && ["boolean", "list", "reference"].includes(left)) report(at, "no_order", { type: left });
  };
  const visit = (at: Expression): FormulaType => {
    switch (at.node) {
      case "text":
        return "text";
      case "number":
        return "number";
      case "boolean":
        return "boolean";
      case "null":
        return "any";
      case "field": {
        const [name = "", ...rest] = at.path;
        const field = scope.field(name);
        if (!field) return report(at, "unknown_field", { field: name });
        return rest.length > 0 ? report(at, "path_not_here", { field: at.path.join(".") }) : field.type;
      }
      case "not":
        condition(at.operand);
        return "boolean";
      case "negate": {
        const type = visit(at.operand);
        if (type !== "number" && type !== "any") report(at.operand, "not_a_number", { type });
        return "number";
      }
      case "binary":
        if (at.operator === "and" || at.operator === "or") {
          condition(at.left);
          condition(at.right);
        } else comparable(at, visit(at.left), visit(at.right), at.operator !== "=" && at.operator !== "<>");
        return "boolean";
      case "in": {
        const type = visit(at.operand);
        for (const item of at.list) comparable(item, type, visit(item), false);
        return "boolean";
      }
      case "call":
        if (at.name !== "AND" && at.name !== "OR") return report(at, "unknown_function", { name: at.name });
        at.arguments.forEach(condition);
        return "boolean";
    }
  };
  return { type: visit(expression), problems };
}

/** `x = ""` asks for empty of any type; a date may be written as text. */
function emptyOrDateText(at: Expression, left: FormulaType, right: FormulaType): boolean {
  const texts = at.node === "binary" ? [at.left, at.right].filter((side) => side.node === "text") : at.node === "text" ? [at] : [];
  if (texts.some((side) => side.node === "text" && side.value === "")) return true;
  const other = left === "text" ? right : left;
  return texts.length > 0 && (other === "date" || other === "datetime" || other === "month" || other === "reference");
}
