import type { Scope } from "#shared/formula/scope.ts";
import { labelText, type Language } from "#shared/lib/label.ts";
import type { FieldModel, Model } from "#shared/model/model.ts";
import { follow, type Names } from "./place.ts";

/** What people call a field of an object. */
export function fieldLabel(model: Model, object: string, name: string, language: Language): string {
  const field = model.object(object)?.field(name);
  return labelText(field?.label, language, name);
}

/** What people call an object. */
export const objectLabel = (model: Model, object: string, language: Language): string => labelText(model.object(object)?.label, language, object);

/** The field that a path ends with, as the model has it. */
export function fieldAtPath(model: Model, names: Names, path: string): FieldModel | undefined {
  const parts = path.split(".");
  const last = parts.at(-1) ?? "";
  const owner = parts.length === 1 ? [names.scope] : (follow(names, parts.slice(0, -1))?.scopes ?? []);
  for (const scope of owner) {
    const found = model.object(scope.object)?.field(last);
    if (found) return found;
  }
  return undefined;
}

/** `account.industry` as "Account › Industry"; what has no label stays as it is written. */
export function pathLabel(model: Model, scope: Scope, path: string, language: Language): string {
  const parts = path.split(".");
  const names: Names = { scope, outer: null, takesRows: true };
  return parts.map((part, i) => labelText(fieldAtPath(model, names, parts.slice(0, i + 1).join("."))?.label ?? model.object(part)?.label, language, part)).join(" › ");
}
