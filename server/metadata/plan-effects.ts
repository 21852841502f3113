import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { formulaKind } from "#shared/kinds/formula-field.ts";
import type { Label } from "#shared/lib/label.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import { rowsAtRisk, type AtRisk, type Change } from "#server/store/at-risk.ts";
import { sameStorage } from "#server/store/physical.ts";
import type { Store } from "#server/store/port.ts";
import type { Params } from "./words.ts";

/** Something that a release does to records which are there. */
export interface Effect {
  readonly code: "object_removed" | "field_removed" | "field_retyped" | "field_required" | "field_unique" | "unique_added" | "option_removed";
  readonly object: string;
  /** Place inside the object, by identity (`/fields/amount`). */
  readonly path: string;
  readonly field: FieldModel | null;
  /** Of a removed option: its value. */
  readonly option: string | null;
  readonly params: Params;
  readonly atRisk: AtRisk;
}

interface Found extends Omit<Effect, "atRisk"> {
  readonly change: Change | null;
}

/** What a release does to the records of the one before, counted. Reads the store. */
export async function findEffects(store: Store, from: Model, to: Model): Promise<Effect[]> {
  const effects: Effect[] = [];
  for (const old of from.objects.values()) {
    const now = to.object(old.name);
    const found = now ? compareObjects(old, now, to.settings.timeZone) : [removedObject(old)];
    for (const { change, ...effect } of found) effects.push({ ...effect, atRisk: change ? await rowsAtRisk(store, change) : { rows: 0, ids: [] } });
  }
  return effects;
}

function removedObject(object: ObjectModel): Found {
  return { code: "object_removed", object: object.name, path: "", field: null, option: null, params: { object: nameOf(object) }, change: { type: "drop_object", object } };
}

function compareObjects(old: ObjectModel, now: ObjectModel, timeZone: string): Found[] {
  const found: Found[] = [];
  const note = (code: Effect["code"], field: FieldModel, change: Change | null, more: Params = {}, option: string | null = null): void => {
    const path = field.system ? "/recordTypes" : `/fields/${field.name}`;
    found.push({ code, object: old.name, path: option !== null && field.system ? `${path}/${option}` : path, field, option, params: { object: nameOf(now), field: nameOf(field), ...more }, change });
  };
  for (const field of old.fields) {
    const next = now.field(field.name);
    if (!next) note("field_removed", field, field.computed ? null : { type: "drop_field", field });
    else compareFields(field, next, now, timeZone, note);
  }
  for (const field of now.fields) {
    // A field that comes and is required at once is empty on every record there is.
    if (field.required && !field.readOnly && field.value.class !== "boolean" && !old.field(field.name)) note("field_required", field, { type: "drop_object", object: old });
  }
  const [oldTypes, newTypes] = [old.field("record_type"), now.field("record_type")];
  if (oldTypes && newTypes) compareOptions(oldTypes, newTypes, note);
  for (const rule of now.unique) {
    const before = old.unique.find(({ name }) => name === rule.name);
    const fieldsThere = (rule.fields ?? []).every((name) => old.field(name)?.value.class === now.field(name)?.value.class);
    if (before && JSON.stringify([before.fields, before.where]) === JSON.stringify([rule.fields, rule.where])) continue;
    const change: Change | null = fieldsThere ? { type: "unique", object: now, rule: rule.name } : null;
    found.push({ code: "unique_added", object: old.name, path: `/unique/${rule.name}`, field: null, option: null, params: { object: nameOf(now), fields: (rule.fields ?? []).map((name) => fieldText(now, name)), rule: rule.name }, change });
  }
  return found;
}

type Note = (code: Effect["code"], field: FieldModel, change: Change | null, more?: Params, option?: string) => void;

function compareFields(old: FieldModel, now: FieldModel, object: ObjectModel, timeZone: string, note: Note): void {
  // What was computed nobody has typed: it is computed anew, or lost without loss.
  if (old.computed) return;
  if (now.computed) return note("field_retyped", now, { type: "drop_field", field: old }, { from: typeWord(old), to: [`$field.${formulaKind.type}`] });
  const stored = old.value.class !== "children" && now.value.class !== "children";
  const retyped = !sameStorage(old.value, now.value);
  if (retyped && stored) note("field_retyped", now, { type: "retype", from: old, to: now, timeZone }, { from: typeWord(old), to: typeWord(now) });
  else if (retyped) note("field_retyped", now, { type: "drop_field", field: old }, { from: typeWord(old), to: typeWord(now) });
  if (now.required && !old.required && stored) note("field_required", now, { type: "require", field: old });
  // Columns of another type can't be compared before they are filled: there `expand` finds what is shared.
  if (now.unique && !old.unique) note("field_unique", now, retyped ? null : { type: "unique", object, rule: "unique", field: now.name });
  if (!retyped) compareOptions(old, now, note);
}

function compareOptions(old: FieldModel, now: FieldModel, note: Note): void {
  const kept = new Set(now.options.map(({ value }) => value));
  // A kind without options of its own now takes any word.
  if (now.options.length === 0) return;
  for (const option of old.options) {
    if (!kept.has(option.value)) note("option_removed", old, { type: "remove_option", field: old, value: option.value }, { option: named(option.label, option.value) }, option.value);
  }
}

/** A field's type as a word; its scale beside it where that is what changes. */
function typeWord(field: FieldModel): string[] {
  return [`$field.${field.type}`, ...(field.value.class === "decimal" ? [`.${"0".repeat(field.value.scale)}`] : [])];
}

/** The label, or the name where there is none. */
export function named(label: Label, name: string): Label {
  return label.en === undefined && label["zh-CN"] === undefined ? { en: name, "zh-CN": name } : label;
}

const nameOf = (item: { readonly name: string; readonly label: Label }): Label => named(item.label, item.name);

const fieldText = (object: ObjectModel, name: string): Label => named(object.field(name)?.label ?? {}, name);

/**
 * What effects mean for the publish: records that break a new unique rule stop it; records without a newly required value
 * stay as they are, and are asked for it when they are next saved.
 */
export function effectDiagnostics(effects: readonly Effect[]): Diagnostic[] {
  return effects.flatMap(({ code, object, path, atRisk, field, params }): Diagnostic[] => {
    if (atRisk.rows === 0) return [];
    const values = { rows: atRisk.rows, field: field?.name ?? String(params["rule"] ?? ""), object };
    if (code === "field_unique" || code === "unique_added") return [{ severity: "error", code: "plan_not_unique", kind: "object", name: object, path, params: values }];
    if (code === "field_required") return [{ severity: "warning", code: "plan_required_empty", kind: "object", name: object, path, params: values }];
    return [];
  });
}
