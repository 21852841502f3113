import type { Expression, Fix, Span } from "../ast.ts";
import { unify } from "../combine.ts";
import { nearest } from "../nearest.ts";
import type { Node } from "../node.ts";
import { functionNamed } from "../registry.ts";
import type { Scope, ScopeField } from "../scope.ts";
import { referenceTo, type FormulaType } from "../types.ts";
import type { FieldRef, PathStep } from "../uses.ts";
import type { Context } from "./context.ts";

type Path = Extract<Expression, { node: "field" }>;
/** A field in each of the objects that a path may have led to. */
interface Place {
  readonly scopes: readonly Scope[];
  readonly steps: readonly PathStep[];
  readonly viaParent: boolean;
}

/** A field, a path over lookups, `parent.`, `this.`, a named root, an attribute: resolved, or a problem. */
export function field(context: Context, at: Path): Node {
  const [head = "", ...more] = at.path;
  if (head === "this") return fromThis(context, at, more);
  const root = context.scope.roots?.get(head);
  if (root) return more.length === 0 ? whole(context, at, root, head) : follow(context, at, { scopes: [root], steps: [], viaParent: false }, more, head, head.length + 1);
  if (head === "parent" && context.scope.field("parent") === undefined) return fromParent(context, at, more);
  return follow(context, at, { scopes: [context.scope], steps: [], viaParent: false }, at.path, null, 0);
}

function fromThis(context: Context, at: Path, more: readonly string[]): Node {
  if (!context.outer) return context.problems.report(at, "this_outside", {}, more.length > 0 ? { from: at.from, to: at.from + 5, text: "" } : undefined);
  if (more.length === 0) return whole(context, at, context.outer, "this");
  if (more[0] === "parent" && context.outer.parent && context.outer.field("parent") === undefined) {
    const step = { field: context.outer.parent.name, to: targetsOf(context.outer.parent) };
    return follow(context, at, { scopes: scopesOf(context, step.to), steps: [step], viaParent: true }, more.slice(1), "this", 12);
  }
  return follow(context, at, { scopes: [context.outer], steps: [], viaParent: false }, more, "this", 5);
}

/** A record itself: its id. */
function whole(context: Context, at: Span, scope: Scope, root: string): Node {
  return noted(context, at, { text: "id", root, steps: [], viaParent: false, object: scope.object, field: "id", attribute: null, type: referenceTo(scope.object) });
}

function fromParent(context: Context, at: Path, more: readonly string[]): Node {
  const { parent } = context.scope;
  if (!parent) return context.problems.report(at, "no_parent", { object: context.scope.object });
  const step = { field: parent.name, to: targetsOf(parent) };
  if (more.length > 0) return follow(context, at, { scopes: scopesOf(context, step.to), steps: [step], viaParent: true }, more, null, 7);
  return noted(context, at, { text: parent.name, root: null, steps: [], viaParent: false, object: context.scope.object, field: parent.name, attribute: null, type: parent.type });
}

/** Follows the rest of a path from a place. `offset`: characters of the path that are read already. */
function follow(context: Context, at: Path, start: Place, names: readonly string[], root: string | null, offset: number): Node {
  let place = start;
  let from = at.from + offset - (at.unwritten ?? 0);
  for (const [i, name] of names.entries()) {
    const span = { from, to: Math.min(from + name.length, at.to) };
    from += name.length + 1;
    const found = place.scopes.flatMap((scope) => {
      const one = scope.field(name);
      return one ? [{ scope, one }] : [];
    });
    const [first] = found;
    // A form's condition knows no other objects.
    if (place.scopes.length === 0) return context.problems.report(at, "path_not_here", { field: at.path.join(".") });
    if (!first) return unknownName(context, span, at, name, place, i === 0 && place.steps.length === 0 && root === null);
    const rest = names.slice(i + 1);
    const ref = { root, steps: place.steps, viaParent: place.viaParent, object: first.scope.object, field: name };
    const prefix = place.viaParent ? "parent." : "";
    const text = prefix + [...place.steps.slice(place.viaParent ? 1 : 0).map((step) => step.field), name].join(".");
    if (rest.length === 0) {
      const type = unify(found.map(({ one }) => one.type));
      if (!type) return context.problems.report(at, "differs_by_target", { field: name, objects: found.map(({ scope }) => scope.object).join(", ") });
      return noted(context, at, { ...ref, text, attribute: null, type });
    }
    const attributeType = rest.length === 1 && rest[0] !== undefined ? attributeOf(found.map(({ one }) => one), rest[0]) : undefined;
    if (attributeType) return noted(context, at, { ...ref, text: `${text}.${rest[0]}`, attribute: rest[0] ?? null, type: attributeType });
    const targets = [...new Set(found.flatMap(({ one }) => targetsOf(one)))];
    if (targets.length === 0) return noFurther(context, { from: span.from, to: at.to }, at, first.one, rest);
    place = { scopes: scopesOf(context, targets), steps: [...place.steps, { field: name, to: targets }], viaParent: place.viaParent };
  }
  return context.problems.report(at, "unknown_field", { field: at.path.join(".") });
}

function attributeOf(fields: readonly ScopeField[], name: string): FormulaType | undefined {
  for (const one of fields) {
    const type = one.attributes?.get(name);
    if (type) return type;
  }
  return undefined;
}

const targetsOf = (one: ScopeField): readonly string[] => (one.type.kind === "reference" ? one.type.to : []);
const scopesOf = (context: Context, names: readonly string[]): readonly Scope[] => names.flatMap((name) => context.scope.target(name) ?? []);

function noted(context: Context, at: Span, ref: FieldRef): Node {
  context.uses.ref(ref);
  return { node: "field", ref, type: ref.type, from: at.from, to: at.to };
}

/** A dot behind something that has nothing behind it. */
function noFurther(context: Context, span: Span, at: Path, one: ScopeField, rest: readonly string[]): Node {
  if (one.type.kind === "records") return context.problems.report(at, "rows_need_function", { field: one.name }, { from: at.from, to: at.to, text: `SUM(${at.path.join(".")})` });
  if (one.attributes) {
    const meant = nearest(rest[0] ?? "", one.attributes.keys());
    const start = span.from + one.name.length + 1;
    return context.problems.report(span, "unknown_attribute", { field: one.name, attribute: rest.join("."), attributes: [...one.attributes.keys()].join(", ") }, meant === undefined ? undefined : { from: start, to: at.to, text: meant });
  }
  return context.problems.report(span, "no_path", { field: one.name, type: one.type.kind });
}

function unknownName(context: Context, span: Span, at: Path, name: string, place: Place, isBare: boolean): Node {
  const params = { field: name, object: place.scopes.map((scope) => scope.object).join(", ") };
  if (isBare && at.path.length === 1 && functionNamed(name.toUpperCase())?.params.length === 0) {
    return context.problems.report(at, "function_without_brackets", { name: name.toUpperCase() }, { from: at.from, to: at.to, text: `${name.toUpperCase()}()` });
  }
  if (isBare && at.path.length === 1) {
    const option = optionsNear(context.scope, name);
    if (option) return context.problems.report(at, "option_without_quotes", { option: name }, { from: at.from, to: at.to, text: `"${name}"` });
  }
  if (isBare && context.scope.target(name) && at.path.length > 1) return context.problems.report(at, "object_needs_function", { object: name }, { from: at.from, to: at.to, text: `SUM(${at.path.join(".")})` });
  const meant = nearestField(place.scopes, name);
  const fix: Fix | undefined = meant === undefined ? undefined : { from: span.from, to: span.to, text: meant };
  return context.problems.report(span, place.steps.length > 0 ? "unknown_field_of" : "unknown_field", params, fix);
}

function nearestField(scopes: readonly Scope[], name: string): string | undefined {
  const byLabel = scopes.map((scope) => scope.byLabel?.(name)).find((found) => found !== undefined);
  return byLabel ?? nearest(name, scopes.flatMap((scope) => scope.fieldNames));
}

/** A bare word that is an option of some field: the quotes are missing. */
function optionsNear(scope: Scope, name: string): boolean {
  return scope.fieldNames.some((fieldName) => {
    const type = scope.field(fieldName)?.type;
    return type?.kind === "option" && type.values?.includes(name) === true;
  });
}
