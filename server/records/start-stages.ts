import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { stageSetOf } from "#shared/model/stages.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { perObject } from "./per-object.ts";

/** Fields that have stages. */
export const stageFields = perObject((object): readonly FieldModel[] => [...new Set(object.stageSets.flatMap(({ field }) => (field === undefined ? [] : (object.field(field) ?? []))))]);

/** New records begin at their field's default, else at the first stage of their type. */
export function startStages(object: ObjectModel, values: RecordValues): void {
  for (const { name } of stageFields(object)) values[name] ??= stageSetOf(object, name, values["record_type"] ?? null)?.steps?.[0]?.value ?? null;
}
