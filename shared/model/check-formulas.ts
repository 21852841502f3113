import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer } from "#shared/lib/json.ts";
import { BOOLEAN, type FormulaType } from "#shared/formula/types.ts";
import type { StageSetDoc } from "#shared/metadata/object.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import { formulaAt, formulaProblems } from "./formulas.ts";
import type { FieldModel, Model, ObjectModel } from "./model.ts";
import { typeOf } from "./scope.ts";

/** What is wrong with the formulas of objects that are no fields: computed defaults and rules. */
export function checkFormulas(model: Model): Diagnostic[] {
  return [...model.objects.values()].flatMap((object) => [...checkReads(object), ...checkDefaults(model, object), ...checkRules(model, object), ...checkStages(model, object)]);
}

/** What is computed at read is computed by SQL: a function that it lacks has no place there. */
function checkReads(object: ObjectModel): Diagnostic[] {
  return (object.document.fields ?? []).flatMap(({ name }, place) => {
    const computed = object.field(name)?.computed;
    if (!computed?.formula || computed.class !== "virtual" || computed.native) return [];
    const blocked = computed.reasons.find(({ code }) => code === "not_native")?.params["name"] ?? "";
    return [error(object, "formula_not_native", pointer("fields", place, "formula"), { field: name, name: blocked })];
  });
}

function checkDefaults(model: Model, object: ObjectModel): Diagnostic[] {
  return (object.document.fields ?? []).flatMap((doc, place) => {
    const field = object.field(doc.name);
    const source = formulaIn(doc.default);
    if (!field || source === null) return [];
    const path = pointer("fields", place, "default", "formula");
    return [...problemsOf(model, object, source, typeOf(object, field), path), ...anyObject(model, object, source, typeOf(object, field), path)];
  });
}

/** A write knows its records, their headers and their child rows: rows of any object it can't add up. */
function anyObject(model: Model, object: ObjectModel, source: string, expected: FormulaType, path: string): Diagnostic[] {
  const uses = formulaAt(model, object, source, expected)?.uses;
  const rows = uses?.aggregates.find((use) => use.source.kind !== "children");
  return rows ? [error(object, "formula_rows_not_here", path, { object: rows.source.object })] : [];
}

function checkRules(model: Model, object: ObjectModel): Diagnostic[] {
  return object.rules.flatMap((rule, place) => {
    const path = pointer("rules", place);
    if (rule.check === undefined) return [error(object, "missing_setting", `${path}/check`, { setting: "check" })];
    const at = rule.at === undefined || object.field(rule.at) ? [] : [error(object, "unknown_field", `${path}/at`, { field: rule.at })];
    return [...at, ...problemsOf(model, object, rule.check, BOOLEAN, `${path}/check`), ...anyObject(model, object, rule.check, BOOLEAN, `${path}/check`)];
  });
}

/** Stages are options of the field that they are the stages of. */
function checkStages(model: Model, object: ObjectModel): Diagnostic[] {
  return object.stageSets.flatMap((set, place) => {
    const field = set.field === undefined ? undefined : object.field(set.field);
    if (!field || field.options.length === 0) return [error(object, "unknown_field", pointer("stages", place, "field"), { field: set.field ?? "" })];
    const options = new Set(field.options.map(({ value }) => value));
    return (set.steps ?? []).flatMap((step, at) => checkStep(model, object, field, step, options, pointer("stages", place, "steps", at)));
  });
}

function checkStep(model: Model, object: ObjectModel, field: FieldModel, step: NonNullable<StageSetDoc["steps"]>[number], options: ReadonlySet<string>, path: string): Diagnostic[] {
  const unknown = (value: string, at: string): Diagnostic[] => (options.has(value) ? [] : [error(object, "unknown_option", path + at, { option: value, field: field.name })]);
  const found = [...unknown(step.value, "/value"), ...(step.next ?? []).flatMap((value, i) => unknown(value, pointer("next", i)))];
  if (step.exit !== undefined) found.push(...problemsOf(model, object, step.exit, BOOLEAN, `${path}/exit`));
  if (!step.checklist) return found;
  const list = object.field(step.checklist.list);
  const child = list?.value.class === "children" ? model.object(list.value.of) : undefined;
  if (!child) return [...found, error(object, "unknown_field", `${path}/checklist/list`, { field: step.checklist.list })];
  for (const part of ["where", "done"] as const) {
    const source = step.checklist[part];
    if (source !== undefined) found.push(...formulaProblems(model, child, source, BOOLEAN).map((one) => error(object, "bad_formula", `${path}/checklist/${part}`, { code: one.code, from: one.from, to: one.to, ...one.params })));
  }
  return found;
}

function problemsOf(model: Model, object: ObjectModel, source: string, expected: FormulaType, path: string): Diagnostic[] {
  return formulaProblems(model, object, source, expected).map((found) => error(object, "bad_formula", path, { code: found.code, from: found.from, to: found.to, ...found.params }));
}

const error = (object: ObjectModel, code: string, path: string, params: Record<string, string | number>): Diagnostic => ({ severity: "error", code, kind: "object", name: object.name, path, params });
