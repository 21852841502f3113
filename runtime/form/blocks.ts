import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { defaultForm } from "#shared/model/defaults.ts";
import { recordTypeOf } from "#shared/model/validate.ts";
import type { Json } from "#shared/lib/json.ts";

/** A block's setting that is a word; undefined where it is none. */
export function wordSetting(block: BlockDoc, name: string): string | undefined {
  const value = block[name];
  return typeof value === "string" ? value : undefined;
}

/** A block's setting that lists words. */
export function wordsSetting(block: BlockDoc, name: string): string[] | undefined {
  const value = block[name];
  return Array.isArray(value) ? value.filter((word) => typeof word === "string") : undefined;
}

/** A block's condition: true, false or a formula. */
export function conditionSetting(block: BlockDoc, name: string): boolean | string | undefined {
  const value = block[name];
  return typeof value === "boolean" || typeof value === "string" ? value : undefined;
}

/** Between 1 and 3; sections without a number have two columns. */
export function columnsOf(block: BlockDoc): number {
  const columns = block.columns;
  return typeof columns === "number" ? Math.min(Math.max(Math.trunc(columns), 1), 3) : 2;
}

/** How many columns a field takes, at most those there are. */
export function spanOf(block: BlockDoc, columns: number): number {
  const span = block.span;
  return typeof span === "number" ? Math.min(Math.max(Math.trunc(span), 1), columns) : 1;
}

/** Every block, the outer before the inner. */
export function* everyBlock(blocks: readonly BlockDoc[]): Generator<BlockDoc> {
  for (const block of blocks) {
    yield block;
    yield* everyBlock(block.children ?? []);
  }
}

/** Whether a field stands in a block or below it. */
export function holdsField(block: BlockDoc, field: string): boolean {
  return block.field === field || (block.children ?? []).some((child) => holdsField(child, field));
}

/** The form that a record is entered with: that of its type, else the object's. */
export function formOf(model: Model, object: ObjectModel, recordType: Json | undefined): FormDoc {
  const name = object.recordTypes.length === 0 ? undefined : recordTypeOf(object, recordType)?.form;
  return (name === undefined ? undefined : model.forms.get(name)) ?? defaultForm(model, object);
}

/** The child lists that a form enters, in its order. */
export function listsOf(form: FormDoc): string[] {
  const names = new Set<string>();
  for (const block of everyBlock(form.body ?? [])) {
    const field = block.block === "lines" ? wordSetting(block, "field") : undefined;
    if (field !== undefined) names.add(field);
  }
  return [...names];
}
