import { useMemo } from "react";
import type { Scope } from "#shared/formula/scope.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { scopeOf } from "#shared/model/scope.ts";

/** What formulas over an object may name: all that can be reached from it, or (conditions of forms) its own fields only. */
export function useScope(object: ObjectModel, model: Model, ownOnly = false): Scope {
  return useMemo(() => scopeOf(object, ownOnly ? undefined : model), [object, model, ownOnly]);
}
