import type { Formula } from "#shared/formula/formula.ts";
import type { AggregateSource, FieldRef, Uses } from "#shared/formula/uses.ts";
import type { FieldModel, Model, ObjectModel } from "../model.ts";

/** A formula field whose value is kept with its record. */
export interface KeptField {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly formula: Formula;
  /** Formulas that it reads have a lower one, across objects: computed in this order, each is computed once. */
  readonly rank: number;
}

/** Who has to be computed anew when a field of a record changes, seen from that record. */
export type Dependent =
  /** The record itself. */
  | { readonly who: "own"; readonly target: KeptField }
  /** Records whose reference `by` names it. */
  | { readonly who: "lines"; readonly target: KeptField; readonly by: string }
  /** The record that its reference `by` names, or named. */
  | { readonly who: "header"; readonly target: KeptField; readonly by: string }
  /** All lines of the record that its reference `by` names. */
  | { readonly who: "siblings"; readonly target: KeptField; readonly by: string };

/** What depends on what, among the fields that are kept. Made once per model. */
export interface ComputeGraph {
  /** In order of rank. */
  kept(object: string): readonly KeptField[];
  /** All kept fields, in order of rank. */
  readonly all: readonly KeptField[];
  /** Of a field's change. */
  dependents(object: string, field: string): readonly Dependent[];
  /** Of a record that comes, goes or moves to another header. */
  whereabouts(object: string): readonly Dependent[];
  /** Whether anything is computed when a record of the object is written. */
  concerns(object: string): boolean;
}

const graphs = new WeakMap<Model, ComputeGraph>();

export function graphOf(model: Model): ComputeGraph {
  const known = graphs.get(model) ?? build(model);
  graphs.set(model, known);
  return known;
}

type Unranked = Omit<KeptField, "rank">;

function build(model: Model): ComputeGraph {
  const fields: Unranked[] = [];
  for (const object of model.objects.values()) {
    for (const field of object.fields) {
      const { computed } = field;
      if (computed?.formula && computed.class !== "virtual") fields.push({ object, field, formula: computed.formula });
    }
  }
  return graphOver(fields);
}

/** The graph of these formulas alone: what a form computes of the fields that it shows. */
export function graphOver(formulas: readonly Unranked[]): ComputeGraph {
  const all = ranked(new Map(formulas.map((one) => [key(one.object.name, one.field.name), one])));
  const byObject = new Map<string, KeptField[]>();
  const dependents = new Map<string, Dependent[]>();
  const whereabouts = new Map<string, Dependent[]>();
  const add = (to: Map<string, Dependent[]>, at: string, dependent: Dependent): void => {
    const list = to.get(at) ?? [];
    to.set(at, list);
    const same = (other: Dependent): boolean => other.who === dependent.who && other.target === dependent.target && byOf(other) === byOf(dependent);
    if (!list.some(same)) list.push(dependent);
  };
  for (const target of all) {
    byObject.set(target.object.name, [...(byObject.get(target.object.name) ?? []), target]);
    for (const { object, field, who, by } of inputsOf(target)) {
      const dependent: Dependent = who === "own" ? { who, target } : { who, target, by };
      add(dependents, key(object, field), dependent);
      if (who === "header" || who === "siblings") add(whereabouts, object, dependent);
    }
    for (const { object, by, who } of rowsOf(target)) add(whereabouts, object, { who, target, by });
  }
  const concerned = new Set([...byObject.keys(), ...whereabouts.keys(), ...[...dependents.keys()].map((at) => at.slice(0, at.indexOf(".")))]);
  return {
    all,
    kept: (object) => byObject.get(object) ?? [],
    dependents: (object, field) => dependents.get(key(object, field)) ?? [],
    whereabouts: (object) => whereabouts.get(object) ?? [],
    concerns: (object) => concerned.has(object),
  };
}

const key = (object: string, field: string): string => `${object}.${field}`;
const byOf = (dependent: Dependent): string => (dependent.who === "own" ? "" : dependent.by);

interface Input {
  readonly object: string;
  readonly field: string;
  readonly who: Dependent["who"];
  readonly by: string;
}

/** The fields that a kept formula reads, each with how a record of theirs finds the records to compute. */
function inputsOf({ object, formula }: Unranked): Input[] {
  const { uses } = formula;
  const inputs: Input[] = uses.own.map(({ field }) => ({ object: object.name, field, who: "own", by: "" }));
  for (const ref of uses.paths) inputs.push(...pathInputs(object.name, ref));
  for (const { source, row, outer } of rowUses(uses)) {
    inputs.push(...outer.map(({ field }): Input => ({ object: object.name, field, who: "own", by: "" })));
    if (source.kind !== "children") continue;
    inputs.push(...row.own.map(({ field }): Input => ({ object: source.object, field, who: "header", by: source.by })));
    // `parent.` in a row is the record itself.
    inputs.push(...row.paths.filter(({ steps }) => steps[0]?.field === source.by).map(({ field }): Input => ({ object: object.name, field, who: "own", by: "" })));
  }
  const { parent } = object;
  for (const { row } of uses.siblings) if (parent) inputs.push(...row.own.map(({ field }): Input => ({ object: object.name, field, who: "siblings", by: parent.name })));
  return inputs;
}

/** Of `parent.rate`: the reference itself, and the header's field. Kept formulas go no further (`classify`). */
function pathInputs(object: string, ref: FieldRef): Input[] {
  const [step] = ref.steps;
  if (!step) return [];
  return [{ object, field: step.field, who: "own", by: "" }, ...step.to.map((to): Input => ({ object: to, field: ref.field, who: "lines", by: step.field }))];
}

/** Child lists that a formula runs over: who comes to them or leaves them changes it. */
function rowsOf({ object, formula }: Unranked): { object: string; by: string; who: "header" | "siblings" }[] {
  const lists = rowUses(formula.uses).flatMap(({ source }) => (source.kind === "children" ? [{ object: source.object, by: source.by, who: "header" as const }] : []));
  const { parent } = object;
  return formula.uses.siblings.length > 0 && parent ? [...lists, { object: object.name, by: parent.name, who: "siblings" as const }] : lists;
}

function rowUses(uses: Uses): { source: AggregateSource; row: Uses; outer: readonly FieldRef[] }[] {
  return [...uses.aggregates, ...uses.tiers.map((tier) => ({ ...tier, outer: [] }))];
}

/** Fields after those that they read. The checker has refused circles; one that a broken release holds is cut. */
function ranked(fields: ReadonlyMap<string, Unranked>): KeptField[] {
  const done = new Map<string, KeptField>();
  const open = new Set<string>();
  const visit = (at: string): void => {
    const one = fields.get(at);
    if (!one || done.has(at) || open.has(at)) return;
    open.add(at);
    for (const { object, field } of inputsOf(one)) visit(key(object, field));
    open.delete(at);
    done.set(at, { ...one, rank: done.size });
  };
  for (const at of fields.keys()) visit(at);
  return [...done.values()];
}
