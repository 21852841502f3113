import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { FormulaProblem } from "#shared/formula/ast.ts";
import { readFormula, type Formula, type ReadFormula } from "#shared/formula/formula.ts";
import type { Scope } from "#shared/formula/scope.ts";
import { BOOLEAN, type FormulaType } from "#shared/formula/types.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import type { RuleDoc } from "#shared/metadata/object.ts";
import type { FieldModel, Model, ObjectModel } from "./model.ts";
import { scopeOf, typeOf } from "./scope.ts";
import { recordTypeOf } from "./validate.ts";

// Formulas that stand elsewhere than in formula fields: read once per model.

/** A field's default that is computed when a record is made, with what stands wrong in it. */
export interface DefaultFormula {
  readonly field: FieldModel;
  readonly formula: Formula;
}

/** Computed defaults of new records of a type, in the order of the fields: a later one may read an earlier. */
export function defaultFormulas(model: Model, object: ObjectModel, recordType: Json | undefined): readonly DefaultFormula[] {
  const type = recordTypeOf(object, recordType);
  return kept(model, `defaults ${object.name} ${type?.name ?? ""}`, () => {
    const byType = (type as Record<string, Json> | undefined)?.["defaults"]; // an open element
    return object.fields.flatMap((field) => {
      const own = isJsonObject(byType) && Object.hasOwn(byType, field.name) ? byType[field.name] : field.settings.default;
      const source = field.readOnly ? null : formulaIn(own);
      const { formula } = source === null ? { formula: null } : readFor(model, object, source, typeOf(object, field));
      return formula ? [{ field, formula }] : [];
    });
  });
}

export interface Rule {
  readonly rule: RuleDoc;
  readonly formula: Formula;
}

/** The validation rules of an object that can be evaluated. */
export function rulesOf(model: Model, object: ObjectModel): readonly Rule[] {
  return kept(model, `rules ${object.name}`, () =>
    object.rules.flatMap((rule) => {
      const { formula } = readFor(model, object, rule.check ?? "", BOOLEAN);
      return formula ? [{ rule, formula }] : [];
    }),
  );
}

/** Rules of a header that look at child rows: who comes, goes or changes there may break them. */
export interface Watcher {
  readonly header: ObjectModel;
  /** The child's reference to the header. */
  readonly by: string;
  readonly rules: readonly Rule[];
}

/** The headers' rules that a record of the object may break. */
export function watchersOf(model: Model, object: string): readonly Watcher[] {
  const all = kept(model, "watchers", () => {
    const found = new Map<string, { header: ObjectModel; by: string; rules: Rule[] }[]>();
    for (const header of model.objects.values()) {
      for (const rule of rulesOf(model, header)) {
        for (const { source } of [...rule.formula.uses.aggregates, ...rule.formula.uses.tiers]) {
          if (source.kind !== "children") continue;
          const list = found.get(source.object) ?? [];
          found.set(source.object, list);
          const watcher = list.find((one) => one.header === header && one.by === source.by);
          if (!watcher) list.push({ header, by: source.by, rules: [rule] });
          else if (!watcher.rules.includes(rule)) watcher.rules.push(rule);
        }
      }
    }
    return found;
  });
  return all.get(object) ?? [];
}

/** A formula over an object, or null where it can't be evaluated. */
export function formulaAt(model: Model, object: ObjectModel, source: string, expected: FormulaType): Formula | null {
  return kept(model, `formula ${object.name} ${expected.kind} ${source}`, () => readFor(model, object, source, expected).formula);
}

/** What is wrong with a formula over an object. */
export function formulaProblems(model: Model, object: ObjectModel, source: string, expected: FormulaType): readonly FormulaProblem[] {
  return readFor(model, object, source, expected).problems;
}

function readFor(model: Model, object: ObjectModel, source: string, expected: FormulaType): ReadFormula {
  return readFormula(source, kept(model, `scope ${object.name}`, (): Scope => scopeOf(object, model)), expected);
}

const memory = new WeakMap<Model, Map<string, unknown>>();

function kept<T>(model: Model, key: string, make: () => T): T {
  const known = memory.get(model) ?? new Map<string, unknown>();
  memory.set(model, known);
  if (!known.has(key)) known.set(key, make());
  return known.get(key) as T; // what `make` of the same key gave
}
