import { readFormula, type Formula } from "#shared/formula/formula.ts";
import type { Scope } from "#shared/formula/scope.ts";
import type { FieldModel, Model, ObjectModel } from "../model.ts";
import { scopeOf, typeOf } from "../scope.ts";

interface Read {
  readonly scopes: Map<string, Scope>;
  readonly formulas: Map<FieldModel, Formula | null>;
}
const memory = new WeakMap<Model, Read>();

/**
 * The formula of a computed field, read when first asked for: the browser's model comes without, so that lists don't load the
 * language. Null where it can't be read here: it names what the viewer may not see.
 */
export function formulaOf(model: Model, object: ObjectModel, field: FieldModel): Formula | null {
  if (field.computed === null) return null;
  if (field.computed.formula) return field.computed.formula;
  const { scopes, formulas } = memory.get(model) ?? remember(model);
  const known = formulas.get(field);
  if (known !== undefined) return known;
  const scope = scopes.get(object.name) ?? scopeOf(object, model);
  scopes.set(object.name, scope);
  const { formula } = readFormula(field.settings.formula ?? "", scope, field.settings.returns === undefined ? undefined : typeOf(object, field));
  formulas.set(field, formula);
  return formula;
}

function remember(model: Model): Read {
  const fresh: Read = { scopes: new Map(), formulas: new Map() };
  memory.set(model, fresh);
  return fresh;
}
