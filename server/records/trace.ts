import { newId } from "#shared/lib/id.ts";
import { isJsonObject, sameJson, type Json } from "#shared/lib/json.ts";
import { isKept, type FieldModel, type ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { HistoryRow } from "#server/store/port.ts";
import { perObject } from "./per-object.ts";
import { listChanges, writtenFields, type ListPlan, type RecordPlan } from "./plan.ts";
import type { Writing } from "./scope.ts";

/**
 * What a write leaves in the history. A field's change stands under its name, a line's under its list
 * (`lines/<id>/<field>`); `…/id` of a line tells that it came or went. `$reason` keeps the reason given. A new record's
 * entry holds no copy of it: its values are what later entries lead back to.
 */
export type Changes = HistoryRow["changes"];
export const REASON = "$reason";
export const ORDER = "$order";

/** Fields that are found by search: what names a record, and what is unique or counted. */
export const searchFields = perObject((object): readonly FieldModel[] =>
  object.fields.filter((field) => isKept(field) && field.kind.searchable && (field.name === object.titleField || field.unique || field.readOnly)),
);

/** `follows`: undone together with the entry of the write that brought this one about. */
export function tellHistory(writing: Writing, object: string, record: string, action: string, changes: Changes, { id = newId(), follows = false }: { id?: string; follows?: boolean } = {}): void {
  const { effects, at, viewer, via, model, reason } = writing;
  effects.history({ id, object, record, at, by: viewer.id, via, release: model.release, action, changes: reason === null ? changes : { ...changes, [REASON]: [null, reason] } }, follows);
}

export function tellEvent(writing: Writing, type: "record.created" | "record.updated" | "record.deleted" | "record.restored", object: string, record: string, fields: readonly string[]): void {
  writing.effects.event({ type, object, record, at: writing.at, by: writing.viewer.id, fields });
}

/** Events and tracked transitions of a plan, not of its lines. */
export function tellChange(writing: Writing, plan: RecordPlan): void {
  const { object, id, previous, values, changed, lists } = plan;
  const fields = [...changed.map(({ name }) => name), ...lists.filter(listChanges).map(({ field }) => field.name)];
  tellEvent(writing, previous === null ? "record.created" : "record.updated", object.name, id, fields);
  for (const field of changed) tellTransition(writing, object, id, field, previous?.[field.name], values[field.name]);
}

export function tellTransition(writing: Writing, object: ObjectModel, record: string, field: FieldModel, from: Json | undefined, to: Json | undefined): void {
  if (field.track) writing.effects.transition({ object: object.name, record, field: field.name, from: word(from), to: word(to), at: writing.at, by: writing.viewer.id });
}

/** A value as a transition keeps it. */
function word(value: Json | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (isJsonObject(value)) return typeof value["id"] === "string" ? value["id"] : JSON.stringify(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The changes of an updated record with those of its lines. */
export function changesOf(plan: RecordPlan, prefix = ""): Changes {
  const changes: Changes = {};
  for (const field of plan.changed) changes[prefix + field.name] = [plan.previous?.[field.name] ?? null, plan.values[field.name] ?? null];
  for (const list of plan.lists) Object.assign(changes, listChangesOf(list, prefix));
  return changes;
}

function listChangesOf(list: ListPlan, prefix: string): Changes {
  const changes: Changes = {};
  const under = `${prefix}${list.field.name}/`;
  for (const { values } of list.removed) {
    changes[`${under}${String(values["id"])}/id`] = [values["id"], null];
    for (const field of filled(list.child, values)) changes[`${under}${String(values["id"])}/${field.name}`] = [values[field.name], null];
  }
  for (const line of list.lines) {
    if (line.previous === null) changes[`${under}${line.id}/id`] = [null, line.id];
    Object.assign(changes, changesOf(line, `${under}${line.id}/`));
  }
  const after = list.after.filter((id) => list.before.includes(id));
  const before = list.before.filter((id) => list.after.includes(id));
  if (!sameJson(before, after)) changes[`${prefix}${list.field.name}${ORDER}`] = [list.before, list.after];
  return changes;
}

function filled(object: ObjectModel, values: RecordValues): FieldModel[] {
  return writtenFields(object).filter((field) => values[field.name] !== null && values[field.name] !== undefined);
}

/** Tells the search index what a record is found by; `n` is its hidden key. */
export function tellSearch(writing: Pick<Writing, "effects">, object: ObjectModel, values: RecordValues, n: number): void {
  const fields: Record<string, string> = {};
  for (const field of searchFields(object)) {
    const value = values[field.name];
    if (typeof value === "string") fields[field.name] = value;
    else if (Array.isArray(value)) fields[field.name] = value.filter((item) => typeof item === "string").join(" ");
  }
  writing.effects.search({ object: object.name, record: String(values["id"]), n, fields });
}
