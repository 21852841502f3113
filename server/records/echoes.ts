import { isJsonObject, pointer, sameJson, type Json } from "#shared/lib/json.ts";
import { type Problem } from "#shared/lib/problem.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import type { AnyReference, RecordValues } from "#shared/query/value.ts";
import { UNREADABLE } from "#shared/kinds/lib/references.ts";
import type { Echo } from "./body.ts";
import { currencyOf } from "./currency.ts";
import { fieldForbidden } from "./permit.ts";
import { perObject } from "./per-object.ts";
import type { RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/**
 * Values sent back that the viewer can't set (contract §2): nothing to say where they are what is stored or what the write
 * makes them; else 403 for a field that others may write, `read_only` for one that nobody may.
 */
export async function checkEchoes(scope: Scope, plans: readonly RecordPlan[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const plan of plans) {
    for (const echo of plan.body.echoes) {
      if (await agrees(scope, plan, echo)) continue;
      const path = plan.path + pointer(echo.key);
      if (echo.forbidden) throw fieldForbidden(scope, echo.field, path);
      problems.push({ ...fieldProblem(echo.field, "read_only", scope.viewer.language), path });
    }
  }
  return problems;
}

async function agrees(scope: Scope, plan: RecordPlan, echo: Echo): Promise<boolean> {
  const { field, value } = echo;
  switch (echo.shows) {
    case "value": {
      if (plan.previous === null && field.system) return value === null;
      if (echo.masked && (value === null || value === UNREADABLE)) return true;
      if (plan.previous === null && value === null) return true;
      const result = field.kind.parse(value, field);
      return result.ok && sameJson(result.value, (plan.previous ?? plan.values)[field.name] ?? null);
    }
    case "title": {
      const shown = await titlesOf(scope, field, plan);
      return shown.some((title) => sameJson(title, value));
    }
    case "currency": {
      const before = plan.previous === null ? null : await currencyOf(scope, plan.object, plan.previous);
      return value === null || value === before || value === (await currencyOf(scope, plan.object, plan.values));
    }
  }
}

/** What may stand beside a reference: the title of what it named or will name; null where there is none or it can't be read. */
async function titlesOf(scope: Scope, field: FieldModel, plan: RecordPlan): Promise<Json[]> {
  const shown: Json[] = [];
  for (const values of [plan.previous, plan.values]) {
    if (values === null) continue;
    const named = referencesOf(field, values);
    const titles = await scope.reads.titles(scope.reader, scope.viewer, named);
    const found = named.map(({ id }) => titles.get(id) ?? null);
    shown.push(field.value.class === "links" || field.value.class === "list" ? (found.length === 0 ? null : found) : (found[0] ?? null));
  }
  return shown;
}

/** The records that a field's value names. */
export function referencesOf(field: FieldModel, values: RecordValues): AnyReference[] {
  const value = values[field.name];
  const type = field.value;
  if (type.class === "reference") return typeof value === "string" ? [{ object: type.to, id: value }] : [];
  if (type.class === "anyReference") return isJsonObject(value) ? [{ object: String(value["object"]), id: String(value["id"]) }] : [];
  if (type.class !== "links" && type.class !== "list") return [];
  const { to } = type;
  return to !== null && Array.isArray(value) ? value.map((id) => ({ object: to, id: String(id) })) : [];
}

/** The fields of an object that name records. */
export const referenceFields = perObject((object): readonly FieldModel[] =>
  [...object.systemFields, ...object.fields].filter(({ value }) => value.class === "reference" || value.class === "anyReference" || value.class === "links" || (value.class === "list" && value.to !== null)),
);
