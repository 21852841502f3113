import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { Uses } from "#shared/formula/uses.ts";
import { Book, type Entry } from "#shared/model/compute/book.ts";
import { environmentOf } from "#shared/model/compute/environment.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Viewer } from "#server/access/rights.ts";
import { answerRecords, unassigned } from "./answer.ts";
import { fetchInputs } from "./compute.ts";
import { hostOf } from "./host.ts";
import { numberFields } from "./numbers.ts";
import type { ListPlan, RecordPlan } from "./plan.ts";
import { prepareCreates, prepareUpdate } from "./prepare.ts";
import { objectFor, type Scope } from "./scope.ts";
import { reading, takeReason, type Writer } from "./write.ts";

export interface Evaluation {
  record: RecordValues;
  errors: readonly Problem[];
  warnings: readonly Problem[];
  duplicates: readonly JsonObject[];
}

/** What a save of this body would answer and complain about; nothing is written, nobody waits. */
export async function evaluateBody(writer: Writer, viewer: Viewer, name: string, given: JsonObject, id: string | undefined): Promise<Evaluation> {
  const scope = reading(writer, viewer);
  const object = objectFor(scope, name);
  const { body } = takeReason(given);
  const prepared = id === undefined ? await prepareCreates(scope, object, [body], () => "") : await prepareUpdate(scope, object, id, body);
  const plan = Array.isArray(prepared.plans) ? prepared.plans[0] : prepared.plans;
  const ripples = new Map(prepared.ripples.map((ripple) => [ripple.id, ripple.values]));
  return { record: plan ? await preview(scope, plan, ripples) : {}, errors: prepared.problems, warnings: prepared.warnings, duplicates: [] };
}

/** `ripples`: values of records that change with what is planned, by id: lines that the body does not name. */
async function preview(scope: Scope, plan: RecordPlan, ripples: ReadonlyMap<string, RecordValues>): Promise<RecordValues> {
  const [answer = {}] = await answerRecords(scope, plan.object, [plan.values]);
  Object.assign(answer, await virtualValues(scope, plan, answer));
  const record = unassigned(answer, plan.previous === null, numberFields(plan.object).map(({ name }) => name));
  for (const list of plan.lists) record[list.field.name] = await previewLines(scope, list, plan, ripples);
  return record;
}

/**
 * Values that a read would compute, of a record that is not there yet: those whose formulas read nothing but what this viewer
 * may read whole. The others stay empty until the save.
 */
async function virtualValues(scope: Scope, { object, id, previous, values }: RecordPlan, shown: RecordValues): Promise<RecordValues> {
  const fields = object.fields.filter(({ name, computed }) => computed?.class === "virtual" && Object.hasOwn(shown, name));
  if (fields.length === 0) return {};
  const book = new Book();
  const entry: Entry = { object, id, previous, values, gone: false };
  book.add(entry);
  const host = await hostOf(scope);
  const found: RecordValues = {};
  for (const field of fields) {
    const formula = field.computed?.formula;
    found[field.name] = null;
    if (!formula || !readsFreely(scope, object.name, formula.uses)) continue;
    await fetchInputs(scope, book, [entry], formula);
    const result = formula.evaluate({ record: environmentOf(book, entry, undefined, host), host });
    found[field.name] = result.ok ? result.value : null;
  }
  return found;
}

/** Own fields and paths over objects of which the viewer reads every record; no rows of others. */
function readsFreely(scope: Scope, object: string, { own, paths, aggregates, tiers }: Uses): boolean {
  const { rights } = scope.viewer;
  const reads = (of: string, field: string): boolean => !["hidden", "masked"].includes(rights.object(of).field(field));
  const all = (of: string): boolean => rights.object(of).policy("read").has("all");
  return aggregates.length + tiers.length === 0 && own.every(({ field }) => reads(object, field)) && paths.every(({ steps, object: last, field }) => steps.every(({ to }) => to.every(all)) && reads(last, field));
}

/** All lines as they will be, in their order. */
async function previewLines(scope: Scope, list: ListPlan, header: RecordPlan, ripples: ReadonlyMap<string, RecordValues>): Promise<Json[]> {
  const planned = new Map(list.lines.map((line) => [line.id, line]));
  const stored = header.previous === null ? [] : await scope.reads.storedChildren(scope.reader, list.child.name, list.by, header.id);
  const kept = stored.filter(({ id }) => !planned.has(String(id))).map((line) => ripples.get(String(line["id"])) ?? line);
  const answers = await answerRecords(scope, list.child, kept);
  const untouched = new Map(kept.map((line, i) => [String(line["id"]), answers[i] ?? {}]));
  const lines: Json[] = [];
  for (const id of list.after) {
    const line = planned.get(id);
    if (!line) lines.push(untouched.get(id) ?? {});
    else {
      const shown = await preview(scope, line, ripples);
      // The header of a new line has no id yet either.
      lines.push(header.previous === null && isJsonObject(shown) ? { ...shown, [list.by]: null } : shown);
    }
  }
  return lines;
}
