import type { JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { Refusal } from "#server/refusal.ts";
import { checkFiles } from "./attachments.ts";
import { understand, type Body, type ListBody } from "./body.ts";
import { computePlans } from "./compute.ts";
import { fillDefaults } from "./defaults.ts";
import { checkEchoes } from "./echoes.ts";
import { permit, permitChanges, permitCreate, permitLines } from "./permit.ts";
import { flatten, planCreate, planUpdate, type Planned, type RecordPlan } from "./plan.ts";
import { checkReferences } from "./references.ts";
import { checkRules } from "./rules.ts";
import type { Scope } from "./scope.ts";
import { checkStages } from "./stages.ts";
import { refuseStale } from "./stale.ts";
import { checkTrees } from "./tree.ts";
import { checkUnique } from "./unique.ts";

/** Plans that may be carried out where no problem was found. */
export interface Prepared<P> {
  plans: P;
  problems: Problem[];
  /** Broken rules that don't stop a save. */
  warnings: Problem[];
  /** Records that change with these. */
  ripples: readonly RecordPlan[];
}

/** New records of one object, thought through: body, rights, defaults, values, references, files, unique rules. */
export async function prepareCreates(scope: Scope, object: ObjectModel, bodies: readonly JsonObject[], path: (place: number) => string): Promise<Prepared<RecordPlan[]>> {
  await permitCreate(scope, object, []);
  return prepareNew(scope, object, bodies.map((body, place) => planCreate(scope, object, understand(scope, object, body, path(place)), path(place))));
}

/** As `prepareCreates`, of bodies that the platform made itself. */
export async function prepareNew(scope: Scope, object: ObjectModel, planned: readonly Planned[]): Promise<Prepared<RecordPlan[]>> {
  const plans = planned.map(({ plan }) => plan);
  const filled = await fillDefaults(scope, plans);
  await permitCreate(scope, object, plans);
  for (const plan of plans) for (const list of plan.lists) await permitLines(scope, list);
  const said = planned.flatMap(({ problems }) => problems).filter(({ rule, path }) => rule !== "required" || !filled.has(path));
  return { plans, ...(await check(scope, plans, said)) };
}

/** A change of a living record, thought through. `revision`: the one that the asker has seen (412 where it is another). */
export async function prepareUpdate(scope: Scope, object: ObjectModel, id: string, body: JsonObject, revision?: number): Promise<Prepared<RecordPlan>> {
  const previous = await existing(scope, object, id, "update");
  if (revision !== undefined) await refuseStale(scope, object, previous, revision);
  return prepareChange(scope, object, previous, understand(scope, object, body));
}

/** As `prepareUpdate`, of a body that is understood, on a record that the viewer may change. */
export async function prepareChange(scope: Scope, object: ObjectModel, previous: RecordValues, body: Body): Promise<Prepared<RecordPlan>> {
  const { plan, problems } = await planUpdate(scope, object, previous, body, linesOf(scope));
  await permitChanges(scope, plan);
  for (const list of plan.lists) await permitLines(scope, list);
  const filled = await fillDefaults(scope, [plan]);
  return { plans: plan, ...(await check(scope, [plan], problems.filter(({ rule, path }) => rule !== "required" || !filled.has(path)))) };
}

/** The stored values of a record with which the viewer may do this. */
export async function existing(scope: Scope, object: ObjectModel, id: string, action: "update" | "delete"): Promise<RecordValues> {
  const values = await scope.reads.stored(scope.reader, object.name, id, { lock: !scope.evaluating });
  if (values === null) throw new Refusal("not_found");
  await permit(scope, object, id, action);
  return values;
}

function linesOf(scope: Scope): (list: ListBody, header: string) => Promise<RecordValues[]> {
  return ({ child, by }, header) => scope.reads.storedChildren(scope.reader, child.name, by, header);
}

/** Formulas, then what has to be asked of the store, for the records and their lines together. Rules are asked where the values themselves are right. */
async function check(scope: Scope, plans: readonly RecordPlan[], said: readonly Problem[]): Promise<Omit<Prepared<unknown>, "plans">> {
  const all = flatten(plans);
  const references = await checkReferences(scope, all);
  const consequences = await computePlans(scope, plans);
  const problems = [
    ...said,
    ...references,
    ...(await checkEchoes(scope, all)),
    ...(await checkTrees(scope, all)),
    ...(await checkFiles(scope, all)),
    ...(await checkUnique(scope, all)),
    ...consequences.problems,
  ];
  problems.push(...(await checkStages(scope, plans, consequences)));
  const { errors, warnings } = await checkRules(scope, plans, consequences);
  return { problems: [...problems, ...errors], warnings, ripples: consequences.ripples };
}
