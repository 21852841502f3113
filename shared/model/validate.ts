import { isJsonObject, pointer, sameJson, type Json } from "#shared/lib/json.ts";
import { labelText, type Language } from "#shared/lib/label.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import type { Parsed } from "#shared/kinds/define.ts";
import type { RecordTypeDoc } from "#shared/metadata/object.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { FieldModel, ObjectModel } from "./model.ts";

export interface ValidateOptions {
  /** Language of the `field` param of problems: the label of the field. */
  readonly language: Language;
  /** Finds the objects of child lists; without it their rows are not looked into. */
  object?(name: string): ObjectModel | undefined;
}

/**
 * The model's own validator, the same in the browser and on the server: the problems of a record's values, each at its
 * pointer (`/amount`, `/lines/2/quantity`). `values` may be what a person typed or canonical. What is as it was in
 * `previous` is not complained about, so that an old sin doesn't stop a new change.
 */
export function validateRecord(object: ObjectModel, values: RecordValues, previous: RecordValues | null, options: ValidateOptions): Problem[] {
  const problems: Problem[] = [];
  const canonical: RecordValues = {};
  const unread = new Set<string>();
  for (const field of writableFields(object)) {
    const value = values[field.name];
    if (value === undefined) continue;
    const result = field.kind.parse(value, field);
    if (result.ok) canonical[field.name] = result.value;
    else {
      unread.add(field.name);
      problems.push(refusedValue(field, result, options.language));
    }
  }
  problems.push(...brokenRules(object, canonical, previous, options.language).filter(({ path }) => !unread.has(path.slice(1))));
  for (const list of object.childLists) {
    const lines = values[list.name];
    if (list.required && (previous === null || lines !== undefined) && !hasLines(lines, previous?.[list.name])) problems.push(fieldProblem(list, "required", options.language));
    problems.push(...lineProblems(list, lines, previous?.[list.name], options));
  }
  return problems;
}

/** Whether any line is left: those named and not deleted, and those of before that are not named. */
function hasLines(lines: Json | undefined, before: Json | undefined): boolean {
  const named = Array.isArray(lines) ? lines.filter(isJsonObject) : [];
  const gone = new Set(named.filter((line) => line["$delete"] === true).map((line) => line["id"]));
  return named.some((line) => line["$delete"] !== true) || (Array.isArray(before) && before.some((line) => isJsonObject(line) && !gone.has(line["id"])));
}

function lineProblems(list: FieldModel, value: Json | undefined, previous: Json | undefined, options: ValidateOptions): Problem[] {
  const child = list.value.class === "children" ? options.object?.(list.value.of) : undefined;
  if (!child || list.value.class !== "children" || !Array.isArray(value)) return [];
  const { by } = list.value;
  const before = new Map((Array.isArray(previous) ? previous : []).filter(isJsonObject).map((line) => [line["id"], line]));
  return value.flatMap((line, place) => {
    if (!isJsonObject(line) || line["$delete"] === true) return [];
    const old = line["id"] === undefined ? undefined : before.get(line["id"]);
    // The header is filled in by the save.
    return validateRecord(child, line, old ?? null, options)
      .filter(({ path }) => path !== pointer(by))
      .map((found) => ({ ...found, path: pointer(list.name, place) + found.path }));
  });
}

const writable = new WeakMap<ObjectModel, readonly FieldModel[]>();

/** Fields that a person may give values to. Kept: a model is frozen, and bulk writes ask per row. */
export function writableFields(object: ObjectModel): readonly FieldModel[] {
  let fields = writable.get(object);
  if (!fields) {
    fields = [...object.fields, ...object.systemFields].filter((field) => !field.readOnly);
    writable.set(object, fields);
  }
  return fields;
}

/** The problem of a value that its kind refused. */
export function refusedValue(field: FieldModel, refused: Extract<Parsed, { ok: false }>, language: Language): Problem {
  return fieldProblem(field, refused.rule, language, { ...refused.params, ...context(refused.rule, refused.params ?? {}) });
}

/** A problem at a field. The `context` param chooses among a rule's messages, as i18next does. */
export function fieldProblem(field: FieldModel, rule: string, language: Language, params: Record<string, string | number> = {}): Problem {
  return problem(pointer(field.name), rule, { field: labelText(field.label, language, field.name), ...params });
}

/** Which of its messages a refusal by a kind wants. */
function context(rule: string, params: Record<string, string | number>): { context?: string } {
  if (rule === "type" && params["type"] !== undefined) return { context: String(params["type"]) };
  if (rule !== "range") return {};
  if (params["digits"] !== undefined) return { context: "digits" };
  // What every whole number is held to is no limit that anybody set.
  const min = params["min"] !== undefined && params["min"] !== Number.MIN_SAFE_INTEGER;
  const max = params["max"] !== undefined && params["max"] !== Number.MAX_SAFE_INTEGER;
  if (min && max) return { context: "between" };
  return min ? { context: "min" } : max ? { context: "max" } : {};
}

/**
 * Rules that a value alone doesn't tell: what is required (by the field or the record's type) is there, options are still
 * offered. `values` are canonical: the whole record when it is new, else at least what changes.
 */
export function brokenRules(object: ObjectModel, values: RecordValues, previous: RecordValues | null, language: Language): Problem[] {
  const problems: Problem[] = [];
  const byType = object.recordTypes.length === 0 ? NONE : requiredByType(object, values["record_type"] ?? previous?.["record_type"]);
  for (const field of writableFields(object)) {
    const value = values[field.name];
    if (field.value.class === "children") continue; // whoever has the lines counts them
    if (previous !== null && (value === undefined || sameJson(value, previous[field.name] ?? null))) continue;
    if (isEmpty(value)) {
      if (field.required || byType.has(field.name)) problems.push(fieldProblem(field, "required", language));
    } else if (field.options.length > 0) {
      const gone = withdrawnOption(field, value, previous?.[field.name]);
      if (gone !== null) problems.push(fieldProblem(field, "option", language, { option: gone, context: "inactive" }));
    }
  }
  return problems;
}

function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** An option that is no longer offered and that the record didn't have before. */
function withdrawnOption(field: FieldModel, value: Json | undefined, before: Json | undefined): string | null {
  const had = new Set<unknown>(Array.isArray(before) ? before : [before]);
  for (const word of Array.isArray(value) ? value : [value]) {
    if (typeof word === "string" && !had.has(word) && field.options.some((option) => option.value === word && option.inactive)) return word;
  }
  return null;
}

/** The document of a record's type; the first where the record has none yet. */
export function recordTypeOf(object: ObjectModel, name: Json | undefined): RecordTypeDoc | undefined {
  return object.recordTypes.find((type) => type.name === name) ?? object.recordTypes[0];
}

const NONE: ReadonlySet<unknown> = new Set();

function requiredByType(object: ObjectModel, name: Json | undefined): ReadonlySet<unknown> {
  const required = (recordTypeOf(object, name) as Record<string, unknown> | undefined)?.["required"]; // an open element: its settings are not typed
  return new Set(Array.isArray(required) ? required : []);
}

/** What a new record starts with (canonical values): the fields' constants, overlaid by those of its record type; a boolean is false. */
export function defaultValues(object: ObjectModel, recordType: Json | undefined): Readonly<RecordValues> {
  const type = recordTypeOf(object, recordType)?.name ?? "";
  const known = defaults.get(object) ?? new Map<string, RecordValues>();
  defaults.set(object, known);
  const values = known.get(type) ?? startValues(object, recordType);
  known.set(type, values);
  return values;
}
const defaults = new WeakMap<ObjectModel, Map<string, RecordValues>>();

function startValues(object: ObjectModel, recordType: Json | undefined): RecordValues {
  const byType = (recordTypeOf(object, recordType) as Record<string, unknown> | undefined)?.["defaults"]; // an open element
  const values: RecordValues = {};
  for (const field of object.fields) {
    const own = isJsonObject(byType) && Object.hasOwn(byType, field.name) ? byType[field.name] : field.settings.default;
    const result = own === undefined || field.readOnly ? null : field.kind.parse(own, field);
    if (result?.ok && result.value !== null) values[field.name] = result.value;
    else if (field.value.class === "boolean") values[field.name] = false;
  }
  if (object.recordTypes.length > 0) values["record_type"] = recordTypeOf(object, recordType)?.name ?? null;
  return values;
}
