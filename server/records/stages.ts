import { labelText } from "#shared/lib/label.ts";
import { pointer, type Json } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { BOOLEAN } from "#shared/formula/types.ts";
import { Book, type Entry } from "#shared/model/compute/book.ts";
import { environmentOf } from "#shared/model/compute/environment.ts";
import { formulaAt } from "#shared/model/formulas.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { stageSetOf } from "#shared/model/stages.ts";
import type { StageSetDoc } from "#shared/metadata/object.ts";
import { defaultValues, fieldProblem } from "#shared/model/validate.ts";
import { fetchInputs, type Consequences } from "./compute.ts";
import { hostOf } from "./host.ts";
import { flatten, type RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";
import { stageFields } from "./start-stages.ts";

/** Who brings records with a past, or takes a change back, is not held to the way that people go. */
const FREE = new Set(["install", "import", "undo"]);

type Step = NonNullable<StageSetDoc["steps"]>[number];

/**
 * Moves between stages (contract §3): a new record at the first, then only where `next` leads; going forward asks for the exit
 * criteria and the checklist of the stage that is left. Roles that the set names may go on without, with a reason.
 */
export async function checkStages(scope: Scope, plans: readonly RecordPlan[], consequences: Consequences): Promise<Problem[]> {
  if (FREE.has(scope.via)) return [];
  const problems: Problem[] = [];
  for (const plan of flatten(plans)) {
    for (const field of stageFields(plan.object)) {
      const set = stageSetOf(plan.object, field.name, plan.values["record_type"] ?? null);
      if (set && plan.changed.includes(field)) problems.push(...(await checkMove(scope, plan, field, set, consequences)));
    }
  }
  return problems;
}

async function checkMove(scope: Scope, plan: RecordPlan, field: FieldModel, set: StageSetDoc, consequences: Consequences): Promise<Problem[]> {
  const steps = set.steps ?? [];
  const to = steps.findIndex(({ value }) => value === plan.values[field.name]);
  const report = (context: string, stage: Json | undefined): Problem[] => {
    const label = field.options.find(({ value }) => value === stage)?.label ?? {};
    return [{ ...fieldProblem(field, "stage", scope.viewer.language, { context, stage: labelText(label, scope.viewer.language, String(stage)) }), path: plan.path + pointer(field.name) }];
  };
  if (plan.previous === null) {
    const start = defaultValues(plan.object, plan.values["record_type"])[field.name] ?? steps[0]?.value;
    return plan.values[field.name] === start || to === -1 ? [] : report("start", start);
  }
  const from = steps.findIndex(({ value }) => value === plan.previous?.[field.name]);
  const [left, entered] = [steps[from], steps[to]];
  if (!left || !entered) return [];
  if (left.next && !left.next.includes(entered.value)) return report("next", left.value);
  const forward = to > from && !(entered.closed === true && entered.won !== true);
  if (!forward || mayOverride(scope, set)) return [];
  if (!(await criteriaHold(scope, plan, left, consequences))) return report("exit", left.value);
  return (await checklistDone(scope, plan, left)) ? [] : report("checklist", left.value);
}

function mayOverride({ viewer, reason }: Scope, set: StageSetDoc): boolean {
  return reason !== null && (viewer.rights.administrator || viewer.roles.some((role) => set.override?.includes(role)));
}

async function criteriaHold(scope: Scope, plan: RecordPlan, { exit }: Step, { book, host }: Consequences): Promise<boolean> {
  if (exit === undefined || !book || !host) return true;
  const formula = formulaAt(scope.model, plan.object, exit, BOOLEAN);
  const entry = book.record(plan.object.name, plan.id);
  if (!formula || !entry) return true;
  await fetchInputs(scope, book, [entry], formula);
  const result = formula.evaluate({ record: environmentOf(book, entry, undefined, host), host });
  return result.ok && result.value === true;
}

/** `{"list": "actions", "where": "stage = parent.stage AND required", "done": "status = \"done\""}`, the header as it was. */
async function checklistDone(scope: Scope, plan: RecordPlan, step: Step): Promise<boolean> {
  const { checklist } = step;
  if (!checklist || plan.previous === null) return true;
  const list = plan.object.field(checklist.list);
  const child = list?.value.class === "children" ? scope.model.object(list.value.of) : undefined;
  if (!child || list?.value.class !== "children") return true;
  const where = checklist.where === undefined ? null : formulaAt(scope.model, child, checklist.where, BOOLEAN);
  const done = checklist.done === undefined ? null : formulaAt(scope.model, child, checklist.done, BOOLEAN);
  const book = new Book();
  const header: Entry = { object: plan.object, id: plan.id, previous: plan.previous, values: { ...plan.previous }, gone: false };
  book.add(header);
  book.fetchedLines(child, list.value.by, plan.id, await scope.reads.storedChildren(scope.reader, child.name, list.value.by, plan.id));
  for (const written of plan.lists.find(({ field }) => field === list)?.lines ?? []) book.add({ object: child, id: written.id, previous: written.previous, values: written.values, gone: false });
  const host = await hostOf(scope);
  const holds = (formula: typeof where, entry: Entry): boolean => {
    const result = formula?.evaluate({ record: environmentOf(book, entry, undefined, host), host });
    return result === undefined || (result.ok && result.value === true);
  };
  return (book.lines(child.name, list.value.by, header) ?? []).every((entry) => !holds(where, entry) || holds(done, entry));
}
