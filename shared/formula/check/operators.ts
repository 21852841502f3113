import type { BinaryOperator, Expression, Fix } from "../ast.ts";
import { isOrdered, productType, quotientType, sumStyle, unify } from "../combine.ts";
import { numberType } from "../define.ts";
import type { Node } from "../node.ts";
import { BOOLEAN, DATE, DATETIME, INTEGER, MAX_SCALE, number, TEXT, type FormulaType } from "../types.ts";
import { argument, asText, convert, literalText, numberInText, together } from "./convert.ts";
import { call, textOf, unknown, type Context } from "./context.ts";

type Binary = Extract<Expression, { node: "binary" }>;
const isTemporal = ({ kind }: FormulaType): boolean => kind === "date" || kind === "datetime";

/** An operator between two checked sides. */
export function binary(context: Context, at: Binary, left: Node, right: Node): Node {
  switch (at.operator) {
    case "and":
    case "or":
      return call(at, at.operator.toUpperCase(), BOOLEAN, [left, right].map((side) => argument(context, side, "boolean")));
    case "&":
      return call(at, "CONCAT", TEXT, [left, right].flatMap((side) => (side.node === "call" && side.name === "CONCAT" ? side.args : [asText(context, side)])));
    case "+":
    case "-":
      return sum(context, at, left, right);
    case "*":
    case "/":
      return product(context, at, left, right);
    default:
      return comparison(context, at, at.operator, left, right);
  }
}

function sum(context: Context, at: Binary, left: Node, right: Node): Node {
  const minus = at.operator === "-";
  if (isTemporal(left.type) || isTemporal(right.type)) return dates(context, at, left, right);
  if (left.type.kind === "time" && right.type.kind === "time" && minus) return call(at, "$times_between", number(MAX_SCALE), [left, right]);
  if (!minus && [left, right].every((side) => side.type.kind === "text" || side.type.kind === "option")) return context.problems.report(at, "join_with_ampersand", {}, ampersand(left, right));
  const [a, b] = [argument(context, left, "number"), argument(context, right, "number")];
  const [x, y] = [numberType(a.type), numberType(b.type)];
  return call(at, at.operator, number(Math.max(x.scale, y.scale), sumStyle(x, y)), [a, b]);
}

/** The operator stands between the sides: it is replaced with what is around it. */
const ampersand = (left: Node, right: Node): Fix => ({ from: left.to, to: right.from, text: " & " });

/** Date ± days, moment ± days, and the days between two. */
function dates(context: Context, at: Binary, left: Node, right: Node): Node {
  const minus = at.operator === "-";
  if (isTemporal(left.type) && isTemporal(right.type)) {
    if (!minus) return context.problems.report(at, "dates_not_added", {});
    if (left.type.kind === "date" && right.type.kind === "date") return call(at, "DAYS", INTEGER, [left, right]);
    return call(at, "$days_between", number(MAX_SCALE), [convert(context, left, DATETIME), convert(context, right, DATETIME)]);
  }
  const [date, days] = isTemporal(left.type) ? [left, right] : [right, left];
  const other = literalText(days);
  if (minus && date === left && other !== undefined) return dates(context, at, left, convert(context, days, date.type));
  if (minus && date === right && left.type.kind === "any") return unknown(at);
  if (minus && date === right) return context.problems.report(at, "date_from_number", { type: left.type.kind });
  const size = argument(context, days, date.type.kind === "date" ? "integer" : "number");
  if (date.type.kind === "date") return call(at, minus ? "$less_days" : "$plus_days", DATE, [date, size]);
  return call(at, minus ? "$less_time" : "$plus_time", DATETIME, [date, size]);
}

function product(context: Context, at: Binary, left: Node, right: Node): Node {
  const [a, b] = [argument(context, left, "number"), argument(context, right, "number")];
  const [x, y] = [numberType(a.type), numberType(b.type)];
  return call(at, at.operator, at.operator === "*" ? productType(x, y) : quotientType(x, y), [a, b]);
}

/** A number before which there is a minus sign. */
export function negated(context: Context, at: Expression, operand: Node): Node {
  const value = argument(context, operand, "number");
  if (value.node === "literal" && typeof value.value === "bigint") return { ...value, value: -value.value, from: at.from, to: at.to };
  return call(at, "$negate", value.type.kind === "number" ? value.type : INTEGER, [value]);
}

function comparison(context: Context, at: Binary, operator: BinaryOperator, left: Node, right: Node): Node {
  const ordered = operator !== "=" && operator !== "<>";
  const sides = alike(context, at, left, right);
  if (!sides) return { ...context.problems.report(at, "cannot_compare", { left: left.type.kind, right: right.type.kind }), type: BOOLEAN };
  const [a, b] = sides;
  const type = a.type.kind === "any" ? b.type : a.type;
  if (ordered && !isOrdered(type)) return { ...context.problems.report(at, "no_order", { type: type.kind }), type: BOOLEAN };
  return call(at, operator, BOOLEAN, [a, b]);
}

/** Both sides as values of one type (numbers keep their scales), or null where they have none. */
export function alike(context: Context, at: { from: number; to: number }, left: Node, right: Node): [Node, Node] | null {
  const kinds = [left.type.kind, right.type.kind];
  if (kinds.includes("any")) return [left, right];
  if (left.type.kind === "records" || right.type.kind === "records") return null;
  if (left.type.kind === "number" && right.type.kind === "number") {
    withoutPercentSign(context, left, right);
    withoutPercentSign(context, right, left);
    return [left, right];
  }
  const [fromLeft, fromRight] = [literalText(left), literalText(right)];
  if (fromRight !== undefined && fromLeft === undefined && left.type.kind !== "text") return literalBeside(context, at, left, right, false);
  if (fromLeft !== undefined && fromRight === undefined && right.type.kind !== "text") return literalBeside(context, at, right, left, true);
  if (left.type.kind === "reference" && right.type.kind === "reference") {
    const { to } = left.type;
    if (!right.type.to.some((object) => to.includes(object)) && to.length > 0 && right.type.to.length > 0) {
      context.problems.report(at, "other_object", { object: to.join(", "), wanted: right.type.to.join(", ") });
    }
    return [left, right];
  }
  if (kinds.includes("reference") && kinds.includes("text")) return [left, right];
  if (kinds.includes("month") && kinds.some((kind) => kind === "date" || kind === "datetime")) {
    const date = left.type.kind === "month" ? right : left;
    context.problems.report(date, "month_and_date", {}, { from: date.from, to: date.to, text: `MONTH_OF(${textOf(context, date)})` });
    return [left, right];
  }
  const common = unify([left.type, right.type]);
  if (!common) return null;
  if (common.kind === "json") return null;
  const both = together(context, [left, right], common, "cannot_compare");
  return both?.[0] && both[1] ? [both[0], both[1]] : null;
}

/** A text of the formula beside a value of another type: a date, an option, an id … or a mistake that can be mended. */
function literalBeside(context: Context, at: { from: number; to: number }, value: Node, text: Node, turned: boolean): [Node, Node] | null {
  const { kind } = value.type;
  const written = textOf(context, text);
  const answer = (node: Node): [Node, Node] => (turned ? [node, value] : [value, node]);
  const literal = literalText(text) ?? "";
  if (kind === "number") {
    const digits = numberInText(literal);
    return answer(context.problems.report(text, "number_in_quotes", { text: literal }, digits === undefined ? undefined : { from: text.from, to: text.to, text: digits }));
  }
  if (kind === "boolean") {
    const truth = /^(true|yes|1)$/i.test(literal) ? "TRUE" : /^(false|no|0)$/i.test(literal) ? "FALSE" : undefined;
    return answer(context.problems.report(text, "truth_in_quotes", { text: literal }, truth === undefined ? undefined : { from: text.from, to: text.to, text: truth }));
  }
  if (kind === "list") {
    const list = textOf(context, value);
    return answer(context.problems.report(at, "list_has", { text: literal }, { from: at.from, to: at.to, text: `HAS(${list}, ${written})` }));
  }
  if (kind === "place" || kind === "json" || kind === "records") return null;
  return answer(convert(context, text, value.type));
}

/** `discount > 15`: a share is never that large, the sign is missing. */
function withoutPercentSign(context: Context, value: Node, literal: Node): void {
  if (value.type.kind !== "number" || value.type.style !== "percent" || value.node === "literal") return;
  if (literal.node !== "literal" || literal.type.kind !== "number" || literal.type.style === "percent" || typeof literal.value !== "bigint") return;
  const unit = 10n ** BigInt(literal.type.scale);
  if (literal.value <= unit && literal.value >= -unit) return;
  const written = textOf(context, literal);
  context.problems.report(literal, "percent_sign", { number: written }, { from: literal.from, to: literal.to, text: `${written}%` });
}

/** `x IN (a, b)`, `x IN tags`. */
export function within(context: Context, at: Extract<Expression, { node: "in" }>, operand: Node, list: readonly Node[]): Node {
  const [only] = list;
  if (list.length === 1 && only && only.type.kind === "list" && operand.type.kind !== "list") return call(at, "HAS", BOOLEAN, [only, convert(context, operand, only.type.of)]);
  if (list.length === 0) return context.problems.report(at, "empty_list", {});
  const items: Node[] = [];
  let value = operand;
  for (const item of list) {
    const sides = alike(context, item, value, item);
    if (!sides) {
      context.problems.report(item, "cannot_compare", { left: operand.type.kind, right: item.type.kind });
      continue;
    }
    [value] = sides;
    items.push(sides[1]);
  }
  return call(at, "IN", BOOLEAN, [value, ...items]);
}
