import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { FieldRight } from "#shared/metadata/role.ts";
import { conditionHolds } from "#shared/model/conditions.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { recordTypeOf } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { conditionSetting, everyBlock, wordSetting } from "./blocks.ts";

const HOLDERS: ReadonlySet<string> = new Set(["section", "tabs", "tab"]);

/** How a block stands with the values there are. */
export interface BlockState {
  visible: boolean;
  required: boolean;
  readOnly: boolean;
}

/** State of every block of a form, by its id. */
export type FormState = Readonly<Record<string, BlockState>>;

/**
 * What a form's conditions say of a record (canonical values). A block in a hidden one is hidden; a field that the viewer may
 * not see is hidden, one that he may not write read-only.
 */
export function formState(object: ObjectModel, form: FormDoc, record: RecordValues, right: (field: string) => FieldRight): FormState {
  const states: Record<string, BlockState> = {};
  const byType = requiredByType(object, record);
  function visit(blocks: readonly BlockDoc[], outerVisible: boolean): void {
    for (const block of blocks) {
      const holds = (name: string, absent: boolean): boolean => conditionHolds(object, conditionSetting(block, name), record, absent);
      const name = block.block === "field" || block.block === "lines" ? (wordSetting(block, "field") ?? "") : null;
      const field = name === null ? undefined : object.field(name);
      const isThere = name === null || (field !== undefined && right(name) !== "hidden");
      const visible = outerVisible && isThere && holds("visible", true);
      states[block.id] = {
        visible,
        required: field !== undefined && (field.required || byType.has(field.name) || holds("required", false)),
        readOnly: field !== undefined && (field.readOnly || right(field.name) !== "write" || holds("readOnly", false)),
      };
      visit(block.children ?? [], visible);
      // A part of which nothing is left is not announced by its heading.
      if (HOLDERS.has(block.block ?? "") && !(block.children ?? []).some((child) => states[child.id]?.visible)) states[block.id] = { visible: false, required: false, readOnly: false };
    }
  }
  visit(form.body ?? [], true);
  return states;
}

function requiredByType(object: ObjectModel, record: RecordValues): ReadonlySet<string> {
  const type: Readonly<Record<string, unknown>> | undefined = object.recordTypes.length === 0 ? undefined : recordTypeOf(object, record.record_type);
  const required = type?.required;
  return new Set(Array.isArray(required) ? required.filter((name) => typeof name === "string") : []);
}

/** Fields that a form asks for by a condition of its own and that are empty: the server doesn't know of them. */
export function missingByForm(form: FormDoc, states: FormState, record: RecordValues): string[] {
  const missing: string[] = [];
  for (const block of everyBlock(form.body ?? [])) {
    const name = block.block === "field" ? wordSetting(block, "field") : undefined;
    const state = states[block.id];
    if (name === undefined || !state?.visible || !state.required || state.readOnly || block.required === undefined) continue;
    const value = record[name];
    if (value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)) missing.push(name);
  }
  return missing;
}
