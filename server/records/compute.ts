import { pointer, sameJson } from "#shared/lib/json.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import type { Host } from "#shared/formula/environment.ts";
import type { Formula } from "#shared/formula/formula.ts";
import { Book, touched, type Entry, type Need } from "#shared/model/compute/book.ts";
import { compute, type Failed, type Start } from "#shared/model/compute/compute.ts";
import { needsOf } from "#shared/model/compute/environment.ts";
import { graphOf } from "#shared/model/compute/graph.ts";
import { watchersOf } from "#shared/model/formulas.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { hostOf } from "./host.ts";
import { flatten, writtenFields, type RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** What a write brings about beyond what it names. */
export interface Consequences {
  /** Records that it does not name: lines of a changed header, headers with another roll-up. In the order in which they are computed. */
  readonly ripples: readonly RecordPlan[];
  readonly problems: readonly Problem[];
  /** All records at hand, as the write will leave them; null where nothing is computed. */
  readonly book: Book | null;
  readonly host: Host | null;
}

const NONE: Consequences = { ripples: [], problems: [], book: null, host: null };

/**
 * Computes the kept formulas of what is planned and of all that follows from it, into the plans' values. Nothing is written.
 * On PostgreSQL the records that change with it are locked, in one order, up the chain.
 */
export async function computePlans(scope: Scope, plans: readonly RecordPlan[]): Promise<Consequences> {
  const all = flatten(plans);
  const graph = graphOf(scope.model);
  if (!all.some(({ object }) => graph.concerns(object.name) || object.rules.length + object.stageSets.length + watchersOf(scope.model, object.name).length > 0)) return NONE;
  const book = new Book();
  const starts: Start[] = [];
  for (const plan of all) {
    const entry: Entry = { object: plan.object, id: plan.id, previous: plan.previous, values: plan.values, gone: false };
    book.add(entry);
    starts.push({ entry, changed: plan.previous === null ? "all" : plan.changed.map(({ name }) => name) });
    for (const list of plan.lists) {
      book.setOrder(list.child.name, list.by, plan.id, list.after);
      for (const { values } of list.removed) starts.push(gone(book, list.child, values));
    }
  }
  const host = await hostOf(scope);
  const failed = await run(scope, book, host, starts);
  for (const plan of all) plan.changed = changedFields(plan);
  const paths = new Map(all.map((plan) => [plan.values, plan.path]));
  return {
    ripples: ripplesOf(book, new Set(all.map(({ values }) => values))),
    problems: failed.map((one) => failureProblem(scope, one, paths.get(one.entry.values))),
    book,
    host,
  };
}

/** What follows from records that the write has taken away, brought back or changed in the store already. */
export async function computeAfter(scope: Scope, records: readonly { object: ObjectModel; previous: RecordValues | null; values: RecordValues; gone: boolean }[]): Promise<Consequences> {
  const graph = graphOf(scope.model);
  const concerned = records.filter(({ object }) => graph.concerns(object.name) || watchersOf(scope.model, object.name).length > 0);
  if (concerned.length === 0) return NONE;
  const book = new Book();
  const starts = concerned.map(({ object, previous, values, gone: goes }): Start => {
    if (goes) return gone(book, object, values);
    const entry: Entry = { object, id: String(values["id"]), previous: previous ?? { ...values }, values: { ...values }, gone: false };
    book.add(entry);
    return { entry, changed: "all" };
  });
  const host = await hostOf(scope);
  const failed = await run(scope, book, host, starts);
  return { ripples: ripplesOf(book, new Set()), problems: failed.map((one) => failureProblem(scope, one, undefined)), book, host };
}

function gone(book: Book, object: ObjectModel, values: RecordValues): Start {
  const entry: Entry = { object, id: String(values["id"]), previous: values, values, gone: true };
  book.add(entry);
  return { entry, changed: "all" };
}

async function run(scope: Scope, book: Book, host: Host, starts: readonly Start[]): Promise<Failed[]> {
  const computing = compute(scope.model, book, host, starts);
  for (;;) {
    const step = computing.next();
    if (step.done) return step.value;
    await fetchNeeds(scope, book, step.value);
  }
}

/** Puts into the book what is asked for. */
export async function fetchNeeds(scope: Scope, book: Book, needs: readonly Need[]): Promise<void> {
  const plain = new Map<string, string[]>();
  for (const need of needs) {
    const object = scope.model.object(need.object);
    if (!object) continue;
    if (need.kind === "lines") book.fetchedLines(object, need.by, need.header, await scope.reads.storedChildren(scope.reader, need.object, need.by, need.header));
    else if (need.change) book.fetched(object, need.id, await scope.reads.stored(scope.reader, need.object, need.id, { lock: !scope.evaluating }), true);
    else plain.set(need.object, [...(plain.get(need.object) ?? []), need.id]);
  }
  for (const [name, ids] of plain) {
    const object = scope.model.object(name);
    if (!object) continue;
    const found = new Map((await scope.reads.storedMany(scope.reader, name, ids)).map((values) => [String(values["id"]), values]));
    for (const id of ids) book.fetched(object, id, found.get(id) ?? null, false);
  }
}

/** A path has no more steps. */
const ROUNDS_MAX = 12;

/** Fetches all that a formula reads of these records; what came may lead further. */
export async function fetchInputs(scope: Scope, book: Book, entries: readonly Entry[], { uses }: Pick<Formula, "uses">): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const needs = new Map(entries.flatMap((entry) => needsOf(book, entry, uses)).map((need) => [JSON.stringify(need), need]));
    if (needs.size === 0) return;
    await fetchNeeds(scope, book, [...needs.values()]);
  }
}

/** Fields whose values differ from before; of a new record, those that are not empty. */
function changedFields({ object, previous, values }: Pick<RecordPlan, "object" | "previous" | "values">): RecordPlan["changed"] {
  return writtenFields(object).filter(({ name }) => (previous === null ? (values[name] ?? null) !== null : !sameJson(values[name] ?? null, previous[name] ?? null)));
}

/** Records that changed without being named: neither their revision nor their time, which are for what people write. */
function ripplesOf(book: Book, named: ReadonlySet<RecordValues>): RecordPlan[] {
  return book.entries().flatMap((entry): RecordPlan[] => {
    const { object, id, previous, values, gone: goes } = entry;
    if (goes || previous === null || named.has(values) || !touched(entry)) return [];
    const plan = { object, id, path: "", previous, values, lists: [], header: null, body: { values: {}, lists: [], echoes: [], problems: [] } };
    return [{ ...plan, changed: changedFields(plan) }];
  });
}

function failureProblem(scope: Scope, { entry, path, error }: Failed, at: string | undefined): Problem {
  const field = entry.object.field(path.slice(1));
  const found = field ? fieldProblem(field, `formula_${error}`, scope.viewer.language) : problem(path, `formula_${error}`);
  // A record that the body does not name has no place in it.
  return { ...found, path: at === undefined ? "" : at + pointer(path.slice(1)) };
}
