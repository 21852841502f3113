import type { Expression } from "../ast.ts";
import { isOrdered } from "../combine.ts";
import { numberType, type FunctionDefinition } from "../define.ts";
import type { Node } from "../node.ts";
import { BOOLEAN, MAX_SCALE, number, type FormulaType } from "../types.ts";
import type { FieldRef, SiblingsUse, TierUse } from "../uses.ts";
import { UsesBuilder } from "../uses-builder.ts";
import { argument, literalText, scaled } from "./convert.ts";
import { call, rowContext, textOf, type Context } from "./context.ts";
import { checkedRow, ofRow, rowsIn } from "./rows.ts";
import { plainCall, type CallExpression, type Visit } from "./calls.ts";

const MODES = ["proportional", "equal", "in_order"] as const;
type Mode = (typeof MODES)[number];
const modeOf = (text: string | undefined): Mode | undefined => MODES.find((mode) => mode === text);

/** ALLOCATE(total, weight, mode BY order): this line's share of a total that is split over all lines of the header. */
export function allocate(context: Context, at: CallExpression, definition: FunctionDefinition, visit: Visit): Node {
  const { parent } = context.scope;
  if (!parent) return context.problems.report(at, "needs_lines", { name: at.name });
  if (context.outer) return context.problems.report(at, "nested_aggregate", { name: at.name });
  context.uses.functionCalled(definition);
  const [totalAt, weightAt, modeAt] = at.arguments;
  const given = argument(context, visit(context, totalAt ?? at), "number");
  const { scale } = numberType(given.type);
  // To the cent: of a computed total that has more digits than money has, two.
  const total = scaled(given, scale > 6 ? 2 : scale);
  const lines: Context = { ...context, uses: new UsesBuilder() };
  const secondIsMode = weightAt?.node === "text" && modeAt === undefined;
  const weight = weightAt && !secondIsMode ? argument(lines, visit(lines, weightAt), "number") : null;
  const written = secondIsMode ? weightAt : modeAt;
  const mode = written ? modeOf(literalText(visit(context, written))) : weight ? "proportional" : "equal";
  if (mode === undefined && written) return context.problems.report(written, "one_of_words", { words: MODES.map((word) => `"${word}"`).join(", ") });
  if (mode !== "equal" && !weight) return context.problems.report(at, "too_few_arguments", { name: at.name, least: 2, signature: "ALLOCATE(total, weight, [mode])" });
  const by = at.by ? visit(lines, at.by) : null;
  if (by && !isOrdered(by.type)) return context.problems.report(by, "no_order", { type: by.type.kind });
  const use: SiblingsUse = { key: textOf(context, at), row: lines.uses.build() };
  context.uses.siblings(use);
  return { node: "allocate", use, mode: mode ?? "equal", total, weight: mode === "equal" ? null : weight, by, type: total.type, from: at.from, to: at.to };
}

/** TIER and TIER_REACHED over the rows that name thresholds and results. */
export function tier(context: Context, at: CallExpression, definition: FunctionDefinition, visit: Visit): Node {
  if (context.outer) return context.problems.report(at, "nested_aggregate", { name: at.name });
  context.uses.functionCalled(definition);
  const [valueAt, thresholdAt, resultAt, modeAt, offsetAt] = at.arguments;
  const value = argument(context, visit(context, valueAt ?? at), "number");
  const rows = thresholdAt ? rowsIn(context, thresholdAt) : null;
  if (!rows || !thresholdAt || !resultAt) return context.problems.report(thresholdAt ?? at, "tier_rows_wanted", { name: at.name });
  const inner = rowContext(context, rows.scope);
  const column = (part: Expression): Node => argument(inner, checkedRow(inner, ofRow(part, rows.prefix), rows, visit), "number");
  const [threshold, result] = [column(thresholdAt), column(resultAt)];
  const mode = modeAt ? literalText(visit(context, modeAt)) : "whole";
  if (modeAt && mode !== "whole" && mode !== "marginal") return context.problems.report(modeAt, "one_of_words", { words: '"whole", "marginal"' });
  const offset = offsetAt ? argument(context, visit(context, offsetAt), "number") : null;
  const use: TierUse = { key: textOf(context, at), source: rows.source, row: inner.uses.build() };
  context.uses.tier(use);
  const reached = definition.name === "TIER_REACHED";
  const money = numberType(value.type).style === "currency";
  return {
    node: "tier", use, value, threshold, result, offset, from: at.from, to: at.to,
    mode: reached ? "reached" : mode === "marginal" ? "marginal" : "whole",
    type: reached ? result.type : number(MAX_SCALE, money ? "currency" : "decimal"),
  };
}

/** MANAGER(owner_id) is the path owner_id.manager. */
export function manager(context: Context, at: CallExpression, definition: FunctionDefinition, visit: Visit): Node {
  const [person] = at.arguments;
  if (person?.node !== "field") return context.problems.report(person ?? at, "path_wanted", { name: at.name });
  context.uses.functionCalled(definition);
  return { ...visit(context, { ...person, path: [...person.path, "manager"] }), from: at.from, to: at.to };
}

/** UNDER(region, this.region); UNDER(this): the row itself. */
export function under(context: Context, at: CallExpression, definition: FunctionDefinition, given: readonly Node[]): Node {
  const [first, second] = given;
  if (!first) return context.problems.report(at, "too_few_arguments", { name: at.name, least: 1, signature: "UNDER(record, [root])" });
  const own = (): Node => {
    const type: FormulaType = { kind: "reference", to: [context.scope.object] };
    const ref: FieldRef = { text: "id", root: null, steps: [], viaParent: false, object: context.scope.object, field: "id", attribute: null, type };
    context.uses.ref(ref);
    return { node: "field", ref, type, from: at.from, to: at.to };
  };
  const [record, root] = second ? [first, second] : [own(), first];
  const [object] = record.type.kind === "reference" ? record.type.to : [];
  if (object === undefined) return context.problems.report(record, "not_a_reference", { type: record.type.kind });
  if ((context.scope.target(object)?.tree ?? null) === null) return context.problems.report(record, "no_tree", { object });
  context.uses.tree(object);
  const node = plainCall(context, at, definition, [record, root]);
  return call(at, "UNDER", BOOLEAN, node.node === "call" ? node.args : [record, root]);
}
