import { newId } from "#shared/lib/id.ts";
import { pointer, type JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { isKept, type ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { answerRecords } from "./answer.ts";
import { applyCreates, applyUpdate } from "./apply.ts";
import type { WriteOptions } from "./port.ts";
import { existing, prepareCreates, prepareUpdate } from "./prepare.ts";
import { removeRecords } from "./remove.ts";
import { restoreRecord } from "./restore.ts";
import { applyRipples } from "./settle.ts";
import { refuse, type Writing } from "./scope.ts";
import { refuseStale } from "./stale.ts";
import { answerOne } from "./write.ts";

// The single writes, inside a transaction that is open: alone or as operations of a batch.

export async function createOne(writing: Writing, object: ObjectModel, body: JsonObject, options?: WriteOptions): Promise<RecordValues> {
  const { plans, problems, warnings, ripples } = await prepareCreates(writing, object, [body], () => "");
  refuse(problems);
  await applyCreates(writing, object, plans);
  await applyRipples(writing, ripples);
  return withWarnings(await answerOne(writing, object, plans[0]?.id ?? "", options?.expand), warnings);
}

export async function createAll(writing: Writing, object: ObjectModel, bodies: readonly JsonObject[], options?: WriteOptions): Promise<RecordValues[]> {
  const { plans, problems, ripples } = await prepareCreates(writing, object, bodies, (place) => pointer(place));
  refuse(problems);
  await applyCreates(writing, object, plans);
  await applyRipples(writing, ripples);
  const fromMemory = object.fields.every((field) => isKept(field) || field.value.class === "children");
  if (fromMemory && (options?.expand === undefined || options.expand.length === 0)) return answerRecords(writing, object, plans.map(({ values }) => values));
  const answers: RecordValues[] = [];
  for (const { id } of plans) answers.push(await answerOne(writing, object, id, options?.expand));
  return answers;
}

export async function updateOne(writing: Writing, object: ObjectModel, id: string, body: JsonObject, options?: WriteOptions): Promise<RecordValues> {
  const { plans: plan, problems, warnings, ripples } = await prepareUpdate(writing, object, id, body, options?.revision);
  refuse(problems);
  await applyUpdate(writing, plan);
  await applyRipples(writing, ripples);
  return withWarnings(await answerOne(writing, object, id, options?.expand), warnings);
}

/** Rules that the save broke and that don't stop it stand beside the record (contract §4). */
function withWarnings(record: RecordValues, warnings: readonly Problem[]): RecordValues {
  return warnings.length === 0 ? record : { ...record, $warnings: warnings.map(({ path, rule, message, params }) => ({ path, rule, message: message ?? rule, params: { ...params } })) };
}

export async function removeOne(writing: Writing, object: ObjectModel, id: string, options?: WriteOptions): Promise<void> {
  const values = await existing(writing, object, id, "delete");
  if (options?.revision !== undefined) await refuseStale(writing, object, values, options.revision);
  await removeRecords(writing, object, [values], { bundle: newId() });
}

export async function restoreOne(writing: Writing, object: ObjectModel, id: string, options?: WriteOptions): Promise<RecordValues> {
  await restoreRecord(writing, object, id);
  return answerOne(writing, object, id, options?.expand);
}
