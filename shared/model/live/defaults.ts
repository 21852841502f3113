import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import type { ObjectModel } from "../model.ts";
import { recordTypeOf } from "../validate.ts";

/** Names of the fields that the server gives a new record of a type a value in: computed defaults, and first stages. */
export function computedDefaults(object: ObjectModel, recordType: Json | undefined): readonly string[] {
  const byType = (recordTypeOf(object, recordType) as Readonly<Record<string, Json>> | undefined)?.["defaults"]; // an open element
  return object.fields.flatMap((field) => {
    const own = isJsonObject(byType) && Object.hasOwn(byType, field.name) ? byType[field.name] : field.settings.default;
    const isStage = own === undefined && object.stageSets.some((set) => set.field === field.name);
    return field.readOnly || !(isStage || formulaIn(own) !== null) ? [] : [field.name];
  });
}
