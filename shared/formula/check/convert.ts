import { isMonthText, isTimeText, readDate, readMoment } from "../dates.ts";
import type { ParamType } from "../define.ts";
import { nearest } from "../nearest.ts";
import type { Node } from "../node.ts";
import { ANY, BOOLEAN, DATE, DATETIME, INTEGER, MONTH, number, TEXT, TIME, type FormulaType } from "../types.ts";
import { call, textOf, type Context } from "./context.ts";

/** Text that stands in the formula itself, or undefined. */
export const literalText = (node: Node): string | undefined => (node.node === "literal" && node.type.kind === "text" && typeof node.value === "string" ? node.value : undefined);

/** Text as a number's literal: `"1,000"` → `1000`. */
export function numberInText(text: string): string | undefined {
  const plain = text.trim().replace(/^(\d{1,3}(,\d{3})+)/, (digits) => digits.replaceAll(",", ""));
  return /^-?\d{1,18}(\.\d{1,10})?%?$/.test(plain) ? plain : undefined;
}

/** Rounds to a scale. Goes into the branches of IF and COALESCE, so that no branch is first widened to another's digits. */
export function scaled(node: Node, scale: number): Node {
  if (node.type.kind !== "number" || node.type.scale === scale) return node;
  const type = number(scale, node.type.style);
  if (node.node === "literal") {
    if (node.value === null) return { ...node, type };
    if (typeof node.value === "bigint" && scale > node.type.scale) return { ...node, type, value: node.value * 10n ** BigInt(scale - node.type.scale) };
  }
  if (node.node === "call" && (node.name === "IF" || node.name === "COALESCE")) {
    const from = node.name === "IF" ? 1 : 0;
    return { ...node, type, args: node.args.map((arg, i) => (i < from ? arg : scaled(arg, scale))) };
  }
  // A conversion of a conversion that only added zeros is the outer one.
  if (node.node === "call" && node.name === "$scale" && node.args[0]?.type.kind === "number" && node.args[0].type.scale <= node.type.scale) return scaled(node.args[0], scale);
  return call(node, "$scale", type, [node]);
}

/**
 * The node as a value of a type; problems where it can't be: `code` and the place of the node. Text in the formula becomes a date,
 * a time or an id where one is wanted.
 */
export function convert(context: Context, node: Node, to: FormulaType, code = "wrong_type"): Node {
  const from = node.type;
  if (from.kind === "any" || to.kind === "any") return node;
  const literal = literalText(node);
  const refused = (): Node => context.problems.report(node, code, { type: from.kind, wanted: to.kind }, fixFor(context, node, to));
  switch (to.kind) {
    case "number":
      return from.kind === "number" ? { ...scaled(node, to.scale), type: to } : refused();
    case "text":
      return from.kind === "text" || from.kind === "option" ? node : refused();
    case "option":
      if (from.kind === "option") return node;
      if (literal !== undefined) return option(context, node, literal, to);
      return from.kind === "text" ? node : refused();
    case "date":
      if (literal !== undefined) return dateLiteral(context, node, literal);
      if (from.kind === "date") return node;
      if (from.kind === "datetime") {
        context.uses.zone();
        return call(node, "$date", DATE, [node]);
      }
      return from.kind === "month" ? call(node, "$month_start", DATE, [node]) : refused();
    case "datetime":
      if (literal !== undefined) return momentLiteral(context, node, literal);
      if (from.kind === "datetime") return node;
      if (from.kind !== "date") return refused();
      context.uses.zone();
      return call(node, "$datetime", DATETIME, [node]);
    case "time":
      if (literal !== undefined && isTimeText(literal)) return { ...node, type: TIME };
      if (literal !== undefined) return context.problems.report(node, "not_a_time", { text: literal });
      return from.kind === "time" ? node : refused();
    case "month":
      if (literal !== undefined && isMonthText(literal)) return { ...node, type: MONTH };
      if (literal !== undefined) return context.problems.report(node, "not_a_month", { text: literal });
      return from.kind === "month" ? node : refused();
    case "reference":
      if (literal !== undefined) return { ...node, type: to };
      if (from.kind !== "reference") return refused();
      return from.to.some((object) => to.to.length === 0 || to.to.includes(object)) ? node : context.problems.report(node, "other_object", { object: from.to.join(", "), wanted: to.to.join(", ") });
    case "list":
      if (from.kind !== "list") return refused();
      return from.of.kind === to.of.kind || from.of.kind === "any" || textual(from.of, to.of) ? node : refused();
    default:
      return from.kind === to.kind ? node : refused();
  }
}

const textual = (a: FormulaType, b: FormulaType): boolean => [a.kind, b.kind].every((kind) => kind === "text" || kind === "option" || kind === "reference");

/** An argument as a parameter wants it. `same`, `item` and `field` are the caller's. */
export function argument(context: Context, node: Node, type: ParamType): Node {
  switch (type) {
    case "number":
      return node.type.kind === "number" || node.type.kind === "any" ? node : convert(context, node, number(0), "not_a_number");
    case "integer": {
      const as = argument(context, node, "number");
      return as.type.kind === "number" && as.type.scale > 0 ? call(as, "$truncate", INTEGER, [as]) : as;
    }
    case "text":
      return convert(context, node, TEXT, "not_text");
    case "scalar":
      return asText(context, node);
    case "boolean":
      return convert(context, node, BOOLEAN, "not_a_condition");
    case "date":
      return convert(context, node, DATE, "not_a_date_type");
    case "datetime":
    case "moment":
      return convert(context, node, DATETIME, "not_a_date_type");
    case "time":
      return convert(context, node, TIME);
    case "month":
      return convert(context, node, MONTH);
    case "list":
      return node.type.kind === "list" || node.type.kind === "any" ? node : context.problems.report(node, "not_a_list", { type: node.type.kind });
    case "reference":
      return convert(context, node, { kind: "reference", to: node.type.kind === "reference" ? node.type.to : [] }, "not_a_reference");
    case "place":
      return convert(context, node, { kind: "place" }, "not_a_place");
    default:
      return node;
  }
}

/** Any single value as text: numbers in their shortest form, dates as they are stored, TRUE and FALSE. */
export function asText(context: Context, node: Node): Node {
  switch (node.type.kind) {
    case "any":
    case "text":
    case "option":
      return node;
    case "number":
    case "boolean":
    case "date":
    case "datetime":
    case "time":
    case "month":
      return call(node, "$text", TEXT, [node]);
    default:
      return context.problems.report(node, "no_text_of", { type: node.type.kind });
  }
}

function option(context: Context, node: Node, literal: string, to: Extract<FormulaType, { kind: "option" }>): Node {
  if (to.values && !to.values.includes(literal)) {
    const meant = nearest(literal, to.values);
    return context.problems.report(node, "unknown_option", { option: literal, options: to.values.slice(0, 8).join(", ") }, meant === undefined ? undefined : { from: node.from, to: node.to, text: `"${meant}"` });
  }
  return { ...node, type: to };
}

function dateLiteral(context: Context, node: Node, literal: string): Node {
  const date = readDate(literal);
  if (date === literal) return { ...node, type: DATE };
  if (date !== null) return context.problems.report(node, "not_a_date", { text: literal }, { from: node.from, to: node.to, text: `"${date}"` });
  const moment = readMoment(literal);
  if (moment !== null) return call(node, "$date", DATE, [{ node: "literal", value: moment, type: DATETIME, from: node.from, to: node.to }]);
  return context.problems.report(node, "not_a_date", { text: literal });
}

function momentLiteral(context: Context, node: Node, literal: string): Node {
  const moment = readMoment(literal);
  if (moment !== null) return { node: "literal", value: moment, type: DATETIME, from: node.from, to: node.to };
  const date = dateLiteral(context, node, literal);
  if (date.type.kind !== "date") return date;
  context.uses.zone();
  return call(node, "$datetime", DATETIME, [date]);
}

/** What would mend a value of the wrong type. */
function fixFor(context: Context, node: Node, to: FormulaType): { from: number; to: number; text: string } | undefined {
  const literal = literalText(node);
  const written = textOf(context, node);
  const fix = (text: string): { from: number; to: number; text: string } => ({ from: node.from, to: node.to, text });
  if (to.kind === "number" && literal !== undefined) {
    const digits = numberInText(literal);
    return digits === undefined ? undefined : fix(digits);
  }
  if (to.kind === "number" && node.type.kind === "text") return fix(`VALUE(${written})`);
  if (to.kind === "text" && node.node === "literal" && node.type.kind === "number") return fix(`"${written}"`);
  if (to.kind === "text" && ["number", "date", "datetime", "month", "boolean"].includes(node.type.kind)) return fix(`${written} & ""`);
  if (to.kind === "date" && node.type.kind === "text") return fix(`DATEVALUE(${written})`);
  if (to.kind === "boolean" && node.type.kind === "number") return fix(`${written} <> 0`);
  if (to.kind === "boolean" && node.type.kind !== "list") return fix(`${written} <> ""`);
  if (to.kind === "month" && (node.type.kind === "date" || node.type.kind === "datetime")) return fix(`MONTH_OF(${written})`);
  return undefined;
}

/** Common type that all nodes get; null after a problem. */
export function together(context: Context, nodes: readonly Node[], type: FormulaType | null, code: string): Node[] | null {
  if (type) return nodes.map((node) => convert(context, node, type));
  const first = nodes.find((node) => node.type.kind !== "any");
  const odd = nodes.find((node) => node.type.kind !== "any" && node.type.kind !== first?.type.kind) ?? nodes[0];
  if (odd) context.problems.report(odd, code, { type: odd.type.kind, wanted: first?.type.kind ?? ANY.kind });
  return null;
}
