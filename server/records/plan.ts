import { newId } from "#shared/lib/id.ts";
import { pointer, sameJson, type Json } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { isKept, type FieldModel, type ObjectModel } from "#shared/model/model.ts";
import { brokenRules, defaultValues, fieldProblem } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Body, LineBody, ListBody } from "./body.ts";
import { perObject } from "./per-object.ts";
import type { Scope } from "./scope.ts";
import { startStages } from "./start-stages.ts";

/** A record as a write will leave it. Nothing is written yet. */
export interface RecordPlan {
  readonly object: ObjectModel;
  readonly id: string;
  /** Pointer of the record in the request. */
  readonly path: string;
  /** Stored values before, or null for a new record. */
  readonly previous: RecordValues | null;
  /** Values after, canonical. */
  readonly values: RecordValues;
  /** Fields whose values differ from before; of a new record, those that are not empty. */
  changed: readonly FieldModel[];
  readonly lists: readonly ListPlan[];
  /** For lines: the record in whose body they stand, and the reference that leads there. */
  readonly header: { readonly plan: { readonly object: ObjectModel; readonly id: string }; readonly by: string } | null;
  readonly body: Body;
}

export interface ListPlan {
  readonly field: FieldModel;
  readonly child: ObjectModel;
  readonly by: string;
  /** New and kept lines that the body names. */
  readonly lines: readonly RecordPlan[];
  readonly removed: readonly { readonly values: RecordValues; readonly path: string }[];
  /** Ids in order, before and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Planned {
  plan: RecordPlan;
  /** Paths begin with the plan's own. */
  problems: Problem[];
}

type Header = RecordPlan["header"];

/** A new record: defaults, then what the body gives. */
export function planCreate(scope: Scope, object: ObjectModel, body: Body, path = "", header: Header = null, id: string = newId()): Planned {
  const { at, viewer } = scope;
  // One object filled in turn: bulk writes make ten thousand of them.
  const values: RecordValues = { id, revision: 1, created_at: at, created_by: viewer.id, updated_at: at, updated_by: viewer.id };
  if (object.owners) values["owner_id"] = viewer.id;
  Object.assign(values, defaultValues(object, body.values["record_type"]), body.values);
  if (header) values[header.by] = header.plan.id;
  if (object.recordTypes.length > 0) values["record_type"] ??= object.recordTypes[0]?.name ?? null;
  startStages(object, values);
  const changed = writtenFields(object).filter((field) => !isEmpty(values[field.name]));
  const own = { object, id };
  const problems = [...body.problems, ...brokenRules(object, values, null, viewer.language).filter(unparsed(body))];
  const lists = body.lists.map((list) => planNewList(scope, list, own, problems));
  for (const field of object.childLists) {
    if (field.required && !lists.some((list) => list.field === field && list.after.length > 0)) problems.push(fieldProblem(field, "required", viewer.language));
  }
  return { plan: { object, id, path, previous: null, values, changed, lists, header, body }, problems: under(path, problems) };
}

/** A changed record. `children` answers the stored lines of a list. */
export async function planUpdate(
  scope: Scope, object: ObjectModel, previous: RecordValues, body: Body,
  children: (list: ListBody, header: string) => Promise<RecordValues[]>, path = "", header: Header = null,
): Promise<Planned> {
  const id = String(previous["id"]);
  const own = { object, id };
  const problems = [...body.problems, ...brokenRules(object, body.values, previous, scope.viewer.language).filter(unparsed(body))];
  const lists: ListPlan[] = [];
  for (const list of body.lists) lists.push(await planChangedList(scope, list, own, await children(list, id), children, problems));
  const changed = writtenFields(object).filter((field) => Object.hasOwn(body.values, field.name) && !sameJson(body.values[field.name] ?? null, previous[field.name] ?? null));
  const touched = changed.length > 0 || lists.some((list) => listChanges(list));
  const values: RecordValues = {
    ...previous,
    ...body.values,
    ...(touched && { revision: Number(previous["revision"]) + 1, updated_at: scope.at, updated_by: scope.viewer.id }),
  };
  return { plan: { object, id, path, previous, values, changed, lists, header, body }, problems: under(path, problems) };
}

/** Whether the write does anything to the record or its lines. */
export function planChanges(plan: RecordPlan): boolean {
  return plan.previous === null || plan.changed.length > 0 || plan.lists.some(listChanges);
}

export function listChanges(list: ListPlan): boolean {
  return list.removed.length > 0 || list.lines.some(planChanges) || !sameJson(list.before, list.after);
}

/** The plan and those of its lines, at any depth. */
export function flatten(plans: readonly RecordPlan[]): RecordPlan[] {
  const flat: RecordPlan[] = [];
  for (const plan of plans) {
    flat.push(plan);
    for (const list of plan.lists) for (const line of flatten(list.lines)) flat.push(line);
  }
  return flat;
}

function planNewList(scope: Scope, list: ListBody, header: { object: ObjectModel; id: string }, problems: Problem[]): ListPlan {
  const lines: RecordPlan[] = [];
  const byPlace = new Map<number, string>();
  for (const line of list.lines) {
    const here = pointer(list.field.name, line.place);
    if (line.id !== null || line.remove) {
      problems.push(missingLine(scope, list, line));
      continue;
    }
    const plan = newLine(scope, list, line, header, here, problems);
    byPlace.set(line.place, plan.id);
    lines.push(plan);
  }
  const after = ordered(scope, list, lines.map(({ id }) => id), byPlace, problems);
  return { field: list.field, child: list.child, by: list.by, lines: inOrder(lines, after), removed: [], before: [], after };
}

function newLine(scope: Scope, list: ListBody, line: LineBody, header: { object: ObjectModel; id: string }, here: string, problems: Problem[]): RecordPlan {
  if (line.header !== undefined && line.header !== null && line.header !== header.id) problems.push(wrongHeader(scope, list, here));
  const planned = planCreate(scope, list.child, line.body, here, { plan: header, by: list.by });
  problems.push(...planned.problems);
  return planned.plan;
}

async function planChangedList(
  scope: Scope, list: ListBody, header: { object: ObjectModel; id: string }, stored: readonly RecordValues[],
  children: (list: ListBody, header: string) => Promise<RecordValues[]>, problems: Problem[],
): Promise<ListPlan> {
  const byId = new Map(stored.map((line) => [String(line["id"]), line]));
  const lines: RecordPlan[] = [];
  const removed: { values: RecordValues; path: string }[] = [];
  const byPlace = new Map<number, string>();
  for (const line of list.lines) {
    const here = pointer(list.field.name, line.place);
    const previous = line.id === null ? undefined : byId.get(line.id);
    if (line.id === null && !line.remove) {
      const plan = newLine(scope, list, line, header, here, problems);
      byPlace.set(line.place, plan.id);
      lines.push(plan);
    }
    else if (previous === undefined) problems.push(missingLine(scope, list, line));
    else if (line.remove) removed.push({ values: previous, path: here });
    else {
      if (line.header !== undefined && line.header !== header.id) problems.push(wrongHeader(scope, list, here));
      const planned = await planUpdate(scope, list.child, previous, line.body, children, here, { plan: header, by: list.by });
      problems.push(...planned.problems);
      byPlace.set(line.place, planned.plan.id);
      lines.push(planned.plan);
    }
  }
  const gone = new Set(removed.map(({ values }) => String(values["id"])));
  const before = stored.map((line) => String(line["id"]));
  const kept = before.filter((id) => !gone.has(id));
  const after = ordered(scope, list, [...kept, ...lines.filter((line) => line.previous === null).map(({ id }) => id)], byPlace, problems);
  if (list.field.required && after.length === 0 && before.length > 0) problems.push(fieldProblem(list.field, "required", scope.viewer.language));
  return { field: list.field, child: list.child, by: list.by, lines: inOrder(lines, after), removed, before, after };
}

/** `lines$order` first, in its order; those it doesn't name behind: the stored as they were, then the new as they came. */
function ordered(scope: Scope, list: ListBody, all: readonly string[], byPlace: ReadonlyMap<number, string>, problems: Problem[]): string[] {
  if (list.order === null) return [...all];
  const there = new Set(all);
  const named = new Set<string>();
  list.order.forEach((name, place) => {
    const id = typeof name === "number" ? byPlace.get(name) : name;
    if (id !== undefined && there.has(id)) named.add(id);
    else problems.push({ ...fieldProblem(list.field, "reference", scope.viewer.language), path: pointer(`${list.field.name}$order`, place) });
  });
  return [...named, ...all.filter((id) => !named.has(id))];
}

/** Plans as their records will stand: what is inserted takes its place by its turn. */
function inOrder(lines: readonly RecordPlan[], order: readonly string[]): RecordPlan[] {
  const place = new Map(order.map((id, at) => [id, at]));
  return [...lines].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

function missingLine(scope: Scope, list: ListBody, line: LineBody): Problem {
  return { ...fieldProblem(list.field, "reference", scope.viewer.language), path: pointer(list.field.name, line.place, "id") };
}

function wrongHeader(scope: Scope, list: ListBody, here: string): Problem {
  const field = list.child.field(list.by) ?? list.field;
  return { ...fieldProblem(field, "read_only", scope.viewer.language), path: here + pointer(list.by) };
}

/** Fields with stored values of their own: what a write may set. */
export const writtenFields = perObject((object): readonly FieldModel[] => {
  const system = object.systemFields.filter((field) => !field.readOnly);
  return [...system, ...object.fields].filter(isKept);
});

/** Fields whose value could not even be read are complained about once. */
function unparsed(body: Body): (problem: Problem) => boolean {
  const paths = new Set(body.problems.map(({ path }) => path));
  return ({ path }) => !paths.has(path);
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function under(path: string, problems: readonly Problem[]): Problem[] {
  return path === "" || problems.length === 0 ? [...problems] : problems.map((problem) => ({ ...problem, path: path + problem.path }));
}
