import type { Formula } from "#shared/formula/formula.ts";
import type { AggregateSource, FieldRef, Uses } from "#shared/formula/uses.ts";
import { graphOver, type ComputeGraph } from "../compute/graph.ts";
import type { FieldModel, Model, ObjectModel } from "../model.ts";
import { formulaOf } from "./formula-of.ts";

/** A child list that is entered with its header. */
export interface LiveList {
  /** The header's field. */
  readonly name: string;
  readonly child: ObjectModel;
  /** The line's reference to its header. */
  readonly by: string;
}

export interface LiveOptions {
  readonly object: ObjectModel;
  /** Lists of which all lines are at hand. */
  readonly lists: readonly LiveList[];
  /** Whether it has been saved: then it may have rows in lists that are not entered here. */
  readonly isStored: boolean;
  /** Whether the viewer sees the field's values as they are: neither hidden nor masked. */
  readable(object: string, field: string): boolean;
}

/**
 * Where a computed field's value comes from while its record is entered. `here`: from what is in the form. `lookups`: also from
 * records that it names. `server`: from a preview of the save, since something is missing in the browser.
 */
export type LiveSource = "here" | "lookups" | "server";

/** Which of the computed fields of a record and its lines are computed in the browser, and in which order. */
export interface LivePlan extends LiveOptions {
  readonly model: Model;
  readonly graph: ComputeGraph;
  /** Names of the computed fields by object. */
  readonly computed: ReadonlyMap<string, readonly string[]>;
  /** Undefined for fields that are not computed. */
  sourceOf(object: string, field: string): LiveSource | undefined;
  /** Fields that are read of a named record of this object. */
  fieldsRead(object: string): readonly string[];
}

interface Candidate {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly formula: Formula | null;
}

export function livePlan(model: Model, options: LiveOptions): LivePlan {
  const objects = [...new Map([options.object, ...options.lists.map(({ child }) => child)].map((object) => [object.name, object])).values()];
  const candidates = objects.flatMap((object) => object.fields.flatMap((field): Candidate[] => (field.computed ? [{ object, field, formula: formulaOf(model, object, field) }] : [])));
  const sources = new Map<string, LiveSource>(candidates.map((one) => [key(one.object.name, one.field.name), ownSource(one, options)]));
  spread(candidates, sources);
  const here = candidates.flatMap(({ object, field, formula }) => (formula && sources.get(key(object.name, field.name)) !== "server" ? [{ object, field, formula }] : []));
  const read = new Map<string, Set<string>>();
  for (const { formula } of here) for (const ref of pathsOf(formula.uses)) noteRead(read, ref);
  return {
    ...options,
    model,
    graph: graphOver(here),
    computed: new Map(objects.map(({ name, fields }) => [name, fields.flatMap((field) => (field.computed ? [field.name] : []))])),
    sourceOf: (object, field) => sources.get(key(object, field)),
    fieldsRead: (object) => [...(read.get(object) ?? [])],
  };
}

const key = (object: string, field: string): string => `${object}.${field}`;
const RANK: readonly LiveSource[] = ["here", "lookups", "server"];
const later = (a: LiveSource, b: LiveSource): LiveSource => (RANK.indexOf(a) < RANK.indexOf(b) ? b : a);

/** What a formula by itself needs, whatever the fields that it reads need. */
function ownSource({ object, formula }: Candidate, options: LiveOptions): LiveSource {
  if (!formula) return "server";
  const { uses } = formula;
  if (uses.host || uses.rates || uses.transitions.length + uses.calendars.length + uses.trees.length > 0) return "server";
  const isRoot = object === options.object;
  if (uses.siblings.length > 0 && isRoot && !options.lists.some(({ child }) => child === object)) return "server";
  if (rowsOf(uses).some(({ source }) => !isAtHand(source, isRoot, options))) return "server";
  const refs = refsOf(object.name, uses);
  if (refs.some((ref) => !isReadable(ref, options))) return "server";
  return pathsOf(uses).some((ref) => !isHeader(ref, options)) ? "lookups" : "here";
}

/** Rows of lists that are entered here, and of new records, which have none elsewhere. */
function isAtHand(source: AggregateSource, isRoot: boolean, { lists, isStored }: LiveOptions): boolean {
  if (source.kind !== "children") return false;
  return !isStored || (isRoot && lists.some(({ child, by }) => child.name === source.object && by === source.by));
}

function isReadable(ref: Ref, { readable }: LiveOptions): boolean {
  return ref.passed.every(({ object, field }) => readable(object, field));
}

/** `parent.rate` in a line of a list that is entered here. */
function isHeader(ref: FieldRef, { lists, object }: LiveOptions): boolean {
  const [step, ...others] = ref.steps;
  return others.length === 0 && lists.some(({ by }) => by === step?.field) && step?.to.length === 1 && step.to[0] === object.name;
}

/** A formula over what only the server knows is the server's too; one over what lookups lead to waits for them too. */
function spread(candidates: readonly Candidate[], sources: Map<string, LiveSource>): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const { object, field, formula } of candidates) {
      if (!formula) continue;
      const at = key(object.name, field.name);
      const old = sources.get(at) ?? "server";
      const inputs = refsOf(object.name, formula.uses).flatMap(({ passed }) => passed.flatMap((one) => sources.get(key(one.object, one.field)) ?? []));
      const now = inputs.reduce(later, old);
      changed ||= now !== old;
      sources.set(at, now);
    }
  }
}

/** A path with all fields that it goes over. */
interface Ref {
  readonly passed: readonly { readonly object: string; readonly field: string }[];
}

/** All that a formula reads, wherever it stands. */
function refsOf(object: string, uses: Uses): Ref[] {
  return [
    ...[...uses.own, ...uses.paths].map((ref) => passing(object, ref)),
    ...rowsOf(uses).flatMap(({ source, row, outer }) => [...outer.map((ref) => passing(object, ref)), ...refsOf(source.object, row)]),
    ...uses.siblings.flatMap(({ row }) => refsOf(object, row)),
  ];
}

function passing(start: string, ref: FieldRef): Ref {
  let at: readonly string[] = [start];
  const passed: { object: string; field: string }[] = [];
  for (const step of ref.steps) {
    passed.push(...at.map((object) => ({ object, field: step.field })));
    at = step.to;
  }
  passed.push(...(ref.steps.length === 0 ? at : [ref.object]).map((object) => ({ object, field: ref.field })));
  return { passed };
}

function rowsOf(uses: Uses): { source: AggregateSource; row: Uses; outer: readonly FieldRef[] }[] {
  return [...uses.aggregates, ...uses.tiers.map((tier) => ({ ...tier, outer: [] }))];
}

/** Paths over lookups, those of rows among them. */
function pathsOf(uses: Uses): FieldRef[] {
  return [...uses.paths, ...rowsOf(uses).flatMap(({ row }) => pathsOf(row)), ...uses.siblings.flatMap(({ row }) => pathsOf(row))];
}

/** Which fields of which objects a path asks for. */
function noteRead(read: Map<string, Set<string>>, ref: FieldRef): void {
  for (const [at, step] of ref.steps.entries()) {
    const next = ref.steps[at + 1]?.field ?? ref.field;
    for (const object of step.to) read.set(object, (read.get(object) ?? new Set()).add(next));
  }
}
