import type { BinaryOperator, Expression } from "./ast.ts";

const STRENGTH: Readonly<Record<BinaryOperator, number>> = {
  or: 1, and: 2, "=": 4, "<>": 4, "<": 4, "<=": 4, ">": 4, ">=": 4, "&": 5, "+": 6, "-": 6, "*": 7, "/": 7,
};
const NOT = 3;
const COMPARISON = 4;
const PRIMARY = 8;

/** The text of an expression: read again it is the same expression (places apart). Brackets only where needed. */
export function print(expression: Expression): string {
  return text(expression, 0);
}

/** `least`: the strength that the place asks for; a weaker expression stands in brackets. */
function text(at: Expression, least: number): string {
  const own = strengthOf(at);
  const written = bare(at);
  return own < least ? `(${written})` : written;
}

function strengthOf(at: Expression): number {
  if (at.node === "binary") return STRENGTH[at.operator];
  if (at.node === "not") return NOT;
  return at.node === "in" ? COMPARISON : PRIMARY;
}

function bare(at: Expression): string {
  switch (at.node) {
    case "text":
      return `"${at.value.replaceAll('"', '""')}"`;
    case "number":
      return at.percent ? `${hundredfold(at.value)}%` : at.value;
    case "boolean":
      return at.value ? "TRUE" : "FALSE";
    case "null":
      return "NULL";
    case "field":
      return at.path.join(".");
    case "not":
      return `NOT ${text(at.operand, NOT)}`;
    case "negate":
      return `-${text(at.operand, PRIMARY)}`;
    case "binary": {
      const strength = STRENGTH[at.operator];
      // Comparisons don't chain; the others do, from the left.
      const left = text(at.left, strength === COMPARISON ? strength + 1 : strength);
      return `${left} ${at.operator.toUpperCase()} ${text(at.right, strength + 1)}`;
    }
    case "in":
      return `${text(at.operand, COMPARISON + 1)} IN (${at.list.map(print).join(", ")})`;
    case "call": {
      const [first, ...others] = at.arguments.map(print);
      const by = at.by ? ` BY ${print(at.by)}` : "";
      return `${at.name}(${first === undefined ? "" : [first + by, ...others].join(", ")})`;
    }
  }
}

/** A share as it was written before its % sign: 0.155 → 15.5. */
function hundredfold(value: string): string {
  const [whole = "0", fraction = ""] = value.split(".");
  const digits = fraction.padEnd(2, "0");
  const moved = (whole + digits.slice(0, 2)).replace(/^0+(?=\d)/, "");
  return digits.length > 2 ? `${moved}.${digits.slice(2)}` : moved;
}
