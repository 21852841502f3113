import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer } from "#shared/lib/json.ts";
import { BOOLEAN, type FormulaType } from "#shared/formula/types.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import { formulaProblems } from "./formulas.ts";
import type { Model, ObjectModel } from "./model.ts";
import { typeOf } from "./scope.ts";

/** What is wrong with the formulas of objects that are no fields: computed defaults and rules. */
export function checkFormulas(model: Model): Diagnostic[] {
  return [...model.objects.values()].flatMap((object) => [...checkDefaults(model, object), ...checkRules(model, object), ...checkStages(object)]);
}

function checkDefaults(model: Model, object: ObjectModel): Diagnostic[] {
  return (object.document.fields ?? []).flatMap((doc, place) => {
    const field = object.field(doc.name);
    const source = formulaIn(doc.default);
    return field && source !== null ? problemsOf(model, object, source, typeOf(object, field), pointer("fields", place, "default", "formula")) : [];
  });
}

function checkRules(model: Model, object: ObjectModel): Diagnostic[] {
  return object.rules.flatMap((rule, place) => {
    const path = pointer("rules", place);
    if (rule.check === undefined) return [error(object, "missing_setting", `${path}/check`, { setting: "check" })];
    const at = rule.at === undefined || object.field(rule.at) ? [] : [error(object, "unknown_field", `${path}/at`, { field: rule.at })];
    return [...at, ...problemsOf(model, object, rule.check, BOOLEAN, `${path}/check`)];
  });
}

/** Stages are options of the field that they are the stages of. */
function checkStages(object: ObjectModel): Diagnostic[] {
  return object.stageSets.flatMap((set, place) => {
    const field = set.field === undefined ? undefined : object.field(set.field);
    if (!field || field.options.length === 0) return [error(object, "unknown_field", pointer("stages", place, "field"), { field: set.field ?? "" })];
    const options = new Set(field.options.map(({ value }) => value));
    return (set.steps ?? []).flatMap((step, at) => (options.has(step.value) ? [] : [error(object, "unknown_option", pointer("stages", place, "steps", at, "value"), { option: step.value, field: field.name })]));
  });
}

function problemsOf(model: Model, object: ObjectModel, source: string, expected: FormulaType, path: string): Diagnostic[] {
  return formulaProblems(model, object, source, expected).map((found) => error(object, "bad_formula", path, { code: found.code, from: found.from, to: found.to, ...found.params }));
}

const error = (object: ObjectModel, code: string, path: string, params: Record<string, string | number>): Diagnostic => ({ severity: "error", code, kind: "object", name: object.name, path, params });
