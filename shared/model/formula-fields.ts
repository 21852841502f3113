import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer } from "#shared/lib/json.ts";
import { classify, type Classification } from "#shared/formula/classify.ts";
import { readFormula } from "#shared/formula/formula.ts";
import type { Scope } from "#shared/formula/scope.ts";
import type { FormulaType, NumberType } from "#shared/formula/types.ts";
import { fieldKind } from "#shared/kinds/fields.ts";
import { formulaKind, RETURNS } from "#shared/kinds/formula-field.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import type { FormulaFields } from "./build-model.ts";
import { buildField, type FieldContext } from "./fields.ts";
import type { Computed, FieldModel, ObjectModel } from "./model.ts";
import { scopeOf, typeOf } from "./scope.ts";

/**
 * The formula fields of all objects: read, typed and classified. Each is compiled when another first names it, so that their
 * order doesn't matter; formulas that need each other in a circle, across objects too, are refused at each of their fields.
 * `plain`: the objects with all fields that are not computed.
 */
export function compileFormulas(plain: readonly ObjectModel[], context: FieldContext): FormulaFields {
  const diagnostics: Diagnostic[] = [];
  const known = new Map<string, FieldModel>();
  const open: string[] = [];
  /** The words of the formulas that are being compiled. */
  const asking: ReadonlySet<string>[] = [];
  const objects = new Map<string, ObjectModel>();
  const scopes = new Map<string, Scope>();

  const field = (object: ObjectModel, name: string): FieldModel | undefined => {
    const doc = formulasOf(object).find((one) => one.name === name);
    if (!doc || object.field(name)) return undefined;
    const key = `${object.name}.${name}`;
    const found = known.get(key);
    if (found) return found;
    if (open.includes(key)) {
      // A formula with a mistyped name asks for every field, to find what was meant: that is no circle.
      if (asking.at(-1)?.has(name)) report(object, doc, "formula_circle", { fields: [...open.slice(open.indexOf(key)), key].join(" → ") });
      return buildField(object.name, returned(doc, null), kindOf(doc, null), context, false, UNKNOWN);
    }
    open.push(key);
    asking.push(new Set((doc.formula ?? "").split(/[^\p{L}\p{N}_]+/u)));
    const made = compileOne(object, doc);
    open.pop();
    asking.pop();
    known.set(key, made);
    return made;
  };

  const compileOne = (object: ObjectModel, doc: FieldDoc): FieldModel => {
    const wanted = doc.returns === undefined ? null : buildField(object.name, returned(doc, null), kindOf(doc, null), context, false, UNKNOWN);
    const scope = scopeFor(object);
    const read = readFormula(doc.formula ?? "", scope, wanted ? typeOf(object, wanted) : undefined);
    for (const found of read.problems) report(object, doc, "bad_formula", { code: found.code, from: found.from, to: found.to, ...found.params });
    const type = read.formula?.type ?? null;
    const computed: Computed = read.formula ? { formula: read.formula, ...classify(read.formula, scope) } : UNKNOWN;
    return buildField(object.name, returned(doc, type), kindOf(doc, type), context, false, computed);
  };

  const scopeFor = (object: ObjectModel): Scope => {
    const scope = scopes.get(object.name) ?? scopeOf(objects.get(object.name) ?? object, { object: (name) => objects.get(name), objects });
    scopes.set(object.name, scope);
    return scope;
  };

  const report = (object: ObjectModel, doc: FieldDoc, code: string, params: Record<string, string | number>): void => {
    const place = (object.document.fields ?? []).findIndex(({ name, type }) => name === doc.name && type === formulaKind.type);
    const path = pointer("fields", Math.max(0, place), "formula");
    if (diagnostics.some((one) => one.code === code && one.name === object.name && one.path === path)) return;
    diagnostics.push({ severity: "error", code, kind: "object", name: object.name, path, params: { field: doc.name, ...params } });
  };

  for (const object of plain) {
    const names = formulasOf(object).map(({ name }) => name);
    objects.set(object.name, { ...object, field: (name) => object.field(name) ?? field(object, name), fieldNames: [...object.fieldNames, ...names] });
  }
  const fields = new Map(plain.map((object) => [object.name, formulasOf(object).flatMap(({ name }) => field(object, name) ?? [])]));
  return { fieldsOf: (object) => fields.get(object) ?? [], diagnostics };
}

/** A formula that can't be computed: its values are empty. */
const UNKNOWN: Computed & Classification = { formula: null, class: "virtual", native: false, reasons: [] };

/** Those whose settings are right; of the others `compileFields` tells. */
const formulasOf = ({ document }: ObjectModel): FieldDoc[] => (document.fields ?? []).filter((doc) => doc.type === formulaKind.type && formulaKind.check(doc).length === 0);

/** The kind that a formula's values are of: as it says itself, else as its type tells. */
function kindOf(doc: FieldDoc, type: FormulaType | null): NonNullable<ReturnType<typeof fieldKind>> {
  const said = RETURNS.find((word) => word === doc.returns);
  const kind = fieldKind(said ?? wordFor(type));
  if (!kind) throw new Error("every returned type is a kind");
  return kind;
}

function wordFor(type: FormulaType | null): string {
  switch (type?.kind) {
    case "number": return type.style;
    case "boolean": case "date": case "datetime": case "month": return type.kind;
    case "reference": return type.to.length === 1 && type.to[0] === "user" ? "user" : "lookup";
    case "list": return "tags";
    case "place": case "json": case "records": return "json";
    default: return "text";
  }
}

/** The document as its returned kind reads it: with the scale and the targets that the formula gives where it doesn't say them itself. */
function returned(doc: FieldDoc, type: FormulaType | null): FieldDoc {
  return {
    ...doc,
    ...(doc.scale === undefined && doc.returns === undefined && type?.kind === "number" && { scale: fieldScale(type) }),
    ...(doc.to === undefined && type?.kind === "reference" && { to: [...type.to] }),
  };
}

/** Digits that a field of the type keeps; a share of scale 4 is a percentage of scale 2. */
const fieldScale = (type: NumberType): number => Math.max(0, Math.min(SCALE_MAX, type.style === "percent" ? type.scale - 2 : type.scale));
const SCALE_MAX = 6;
