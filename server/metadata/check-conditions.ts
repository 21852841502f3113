import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer, sameJson, type Json } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { Where } from "#shared/metadata/where.ts";
import { compile, type Compiled, type CompileOptions } from "#shared/model/compile.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import { bindCondition } from "#shared/query/bind.ts";
import { conditionSql } from "#server/store/indexes.ts";

/** As `compile`, with what only the server can tell: whether the conditions that it will enforce can be. */
export function compileChecked(documents: readonly Document[], options: CompileOptions): Compiled {
  const { model, diagnostics } = compile(documents, options);
  return { model, diagnostics: [...diagnostics, ...checkConditions(model)] };
}

/**
 * Conditions of lookups and of unique rules that the write path could not hold anybody to. A path or operator that is not
 * there would make a lookup offer nothing; a unique rule is an index of the database, whose condition says less than a query.
 */
function checkConditions(model: Model): Diagnostic[] {
  return [...model.objects.values()].flatMap((object) => [...object.fields.flatMap((field) => checkLookup(model, object, field)), ...checkUniqueRules(object)]);
}

function checkLookup(model: Model, object: ObjectModel, field: FieldModel): Diagnostic[] {
  const { where } = field.settings;
  if (where === undefined) return [];
  return targetsOf(field).flatMap((target) => {
    const fault = model.object(target) && faultOf(model, where, target);
    if (!fault) return [];
    const place = Math.max(0, (object.document.fields ?? []).findIndex(({ name }) => name === field.name));
    const path = pointer("fields", place, "where") + fault.path;
    return [fault.rule === "unknown_field" ? error(object, "unknown_field", path, { field: fault.params["name"] ?? "" }) : error(object, "bad_where", path, { field: field.name, target })];
  });
}

function faultOf(model: Model, where: Where, target: string): Problem | null {
  const { timeZone, fiscalYearStart } = model.settings;
  const bound = bindCondition(where, target, { catalog: model, now: new Date(), timeZone, fiscalYearStart, viewer: null });
  return bound.ok ? null : (bound.problems[0] ?? null);
}

function targetsOf({ value }: FieldModel): readonly string[] {
  if (value.class === "anyReference") return value.to;
  if (value.class === "reference" || value.class === "links") return [value.to];
  return value.class === "list" && value.to !== null ? [value.to] : [];
}

function checkUniqueRules(object: ObjectModel): Diagnostic[] {
  return object.unique.flatMap((rule, index) => {
    if (rule.where === undefined || isEnforced(object, rule.where)) return [];
    return [error(object, "bad_unique_where", pointer("unique", index, "where"), { name: rule.name })];
  });
}

/** Own fields equal to a constant or not empty, and-ed; the constants as their fields keep them. */
function isEnforced(object: ObjectModel, where: Where): boolean {
  if ("and" in where) return where.and.length > 0 && where.and.every((part) => isEnforced(object, part));
  if (!("field" in where)) return false;
  const field = object.field(where.field);
  return field !== undefined && (where.op !== "eq" || isCanonical(field, where.value ?? null)) && conditionSql(object, where, "sqlite") !== undefined;
}

/** The index compares with the constant as it is written. */
function isCanonical(field: FieldModel, value: Json): boolean {
  const parsed = field.kind.parse(value, field);
  return parsed.ok && (sameJson(parsed.value, value) || (field.value.class === "decimal" && typeof value === "string"));
}

function error(object: ObjectModel, code: string, path: string, params: Diagnostic["params"]): Diagnostic {
  return { severity: "error", code, kind: "object", name: object.name, path, params };
}
