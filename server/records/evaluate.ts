import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Viewer } from "#server/access/rights.ts";
import { answerRecords, unassigned } from "./answer.ts";
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
  return { record: plan ? await preview(scope, plan) : {}, errors: prepared.problems, warnings: prepared.warnings, duplicates: [] };
}

async function preview(scope: Scope, plan: RecordPlan): Promise<RecordValues> {
  const [answer = {}] = await answerRecords(scope, plan.object, [plan.values]);
  const record = unassigned(answer, plan.previous === null, numberFields(plan.object).map(({ name }) => name));
  for (const list of plan.lists) record[list.field.name] = await previewLines(scope, list, plan);
  return record;
}

/** All lines as they will be, in their order. */
async function previewLines(scope: Scope, list: ListPlan, header: RecordPlan): Promise<Json[]> {
  const planned = new Map(list.lines.map((line) => [line.id, line]));
  const stored = header.previous === null ? [] : await scope.reads.storedChildren(scope.reader, list.child.name, list.by, header.id);
  const kept = stored.filter(({ id }) => !planned.has(String(id)));
  const answers = await answerRecords(scope, list.child, kept);
  const untouched = new Map(kept.map((line, i) => [String(line["id"]), answers[i] ?? {}]));
  const lines: Json[] = [];
  for (const id of list.after) {
    const line = planned.get(id);
    if (!line) lines.push(untouched.get(id) ?? {});
    else {
      const shown = await preview(scope, line);
      // The header of a new line has no id yet either.
      lines.push(header.previous === null && isJsonObject(shown) ? { ...shown, [list.by]: null } : shown);
    }
  }
  return lines;
}
