import type { Json } from "#shared/lib/json.ts";
import { BOOLEAN, INTEGER, number, TEXT, type FormulaType } from "#shared/formula/types.ts";
import type { StageSetDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "./model.ts";

/** The stage set of a field for a record's type: that which the type names, else the field's first. */
export function stageSetOf(object: ObjectModel, field: string, recordType: Json): StageSetDoc | undefined {
  const type = object.recordTypes.find(({ name }) => name === recordType) ?? object.recordTypes[0];
  const sets = object.stageSets.filter((set) => set.field === field);
  return sets.find(({ name }) => name === type?.stages) ?? sets[0];
}

/** An attribute of the stage that a field holds (`probability`, `won`, …), from the set of the record's type; null where there is none. */
export function stageAttribute(object: ObjectModel, field: string, value: Json, recordType: Json, attribute: string): Json {
  const step = stageSetOf(object, field, recordType)?.steps?.find((one) => one.value === value);
  return step ? ((step as Readonly<Record<string, Json>>)[attribute] ?? null) : null; // an open element: declared attributes stand beside the built-in ones
}

/** Attributes that every stage has (contract §3), as formulas see them. */
const BUILT_IN: readonly (readonly [string, FormulaType])[] = [
  ["probability", number(4, "percent")], ["target", number(4, "percent")], ["maxDays", INTEGER], ["won", BOOLEAN], ["closed", BOOLEAN], ["category", TEXT],
];
const DECLARED: Readonly<Record<string, FormulaType>> = { boolean: BOOLEAN, integer: INTEGER, percent: number(4, "percent"), text: TEXT };

/** What formulas may ask of a field's stages; undefined for a field that has none. */
export function stageAttributes(object: ObjectModel, field: string): ReadonlyMap<string, FormulaType> | undefined {
  const sets = object.stageSets.filter((set) => set.field === field);
  if (sets.length === 0) return undefined;
  const declared = sets.flatMap(({ attributes = [] }) => attributes.map(({ name, type = "text" }): [string, FormulaType] => [name, DECLARED[type] ?? TEXT]));
  return new Map([...BUILT_IN, ...declared]);
}
