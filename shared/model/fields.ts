import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer } from "#shared/lib/json.ts";
import { nameProblem } from "#shared/lib/names.ts";
import type { FieldKind, OptionInfo } from "#shared/kinds/define.ts";
import { fieldKind } from "#shared/kinds/fields.ts";
import { formulaKind } from "#shared/kinds/formula-field.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import type { FieldDoc, ObjectDoc } from "#shared/metadata/object.ts";
import type { OptionDoc, OptionSetDoc } from "#shared/metadata/option-set.ts";
import { SYSTEM_FIELDS } from "./built-in.ts";
import type { Computed, FieldModel } from "./model.ts";

/** What building a field needs from the rest of the release. */
export interface FieldContext {
  readonly workspaceCurrency: string;
  optionSet(name: string): OptionSetDoc | undefined;
}

/** Fields of an object, compiled; a field whose type or settings are wrong is left out and said so. Formulas come later: they name fields of any object. */
export function compileFields(object: ObjectDoc, context: FieldContext): { fields: FieldModel[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const fields: FieldModel[] = [];
  const seen = new Set<string>();
  for (const [index, doc] of (object.fields ?? []).entries()) {
    const report = (code: string, path: string, params: Record<string, string | number> = {}): void => {
      diagnostics.push({ severity: "error", code, kind: "object", name: object.name, path: pointer("fields", index) + path, params: { field: doc.name, ...params } });
    };
    const wrongName = nameProblem(doc.name);
    if (wrongName) report(`name_${wrongName}`, "/name");
    if (seen.has(doc.name)) report("duplicate_name", "/name");
    seen.add(doc.name);
    const kind = doc.type === undefined ? undefined : fieldKind(doc.type);
    if (!kind) {
      report(doc.type === undefined ? "missing_type" : "unknown_field_type", "/type", { type: doc.type ?? "" });
      continue;
    }
    const problems = kind.check?.(doc) ?? [];
    for (const found of problems) report(found.code, found.path, found.params);
    if (doc.optionSet !== undefined && !context.optionSet(doc.optionSet)) report("unknown_option_set", "/optionSet", { target: doc.optionSet });
    if (problems.length > 0 || wrongName || kind === formulaKind) continue;
    const field = buildField(object.name, doc, kind, context, false);
    const fault = defaultProblem(field);
    if (fault) report("bad_default", "/default", { rule: fault });
    fields.push(field);
  }
  return { fields, diagnostics };
}

/** The system fields that records of this object have. */
export function compileSystemFields(object: ObjectDoc, context: FieldContext): FieldModel[] {
  return SYSTEM_FIELDS.filter((doc) => (doc.name !== "owner_id" || object.owners === true) && (doc.name !== "record_type" || (object.recordTypes ?? []).length > 0)).map((doc) => {
    const kind = fieldKind(doc.type ?? "");
    if (!kind) throw new Error(`built-in field ${doc.name} has no kind`);
    const options = (object.recordTypes ?? []).map((type) => ({ value: type.name, label: type.label ?? {} }));
    return buildField(object.name, doc.name === "record_type" ? { ...doc, options } : doc, kind, context, true);
  });
}

const WRITABLE_SYSTEM_FIELDS = new Set(["owner_id", "record_type"]);

/** A field of a kind. `computed`: for formulas, whose kind is that of what they return. */
export function buildField(object: string, doc: FieldDoc, kind: FieldKind, context: FieldContext, system: boolean, computed: Computed | null = null): FieldModel {
  // What is computed after the read can't be asked for.
  const value = system && doc.name === "id" ? ({ class: "word" } as const) : kind.value(doc, context);
  // … and texts are asked for by keys that only kept ones have.
  const asked = computed === null || computed.class !== "virtual" || (computed.native && value.class !== "text" && value.class !== "long_text" && value.class !== "list");
  return Object.freeze({
    name: doc.name,
    object,
    type: kind.type,
    kind,
    label: doc.label ?? {},
    value,
    options: optionsOf(doc, context),
    settings: doc,
    required: doc.required === true,
    unique: doc.unique === true,
    track: doc.track === true,
    onDelete: doc.onDelete ?? "clear",
    operators: !asked ? [] : system && doc.name === "id" ? (["eq", "ne", "in", "notIn"] as const) : kind.operators,
    sortable: kind.sortable && asked,
    groupable: kind.groupable && doc.name !== "id" && asked,
    summable: kind.summable && asked,
    system,
    readOnly: system ? !WRITABLE_SYSTEM_FIELDS.has(doc.name) : kind.readOnly === true || computed !== null,
    computed,
  });
}

function optionsOf(doc: FieldDoc, context: FieldContext): OptionInfo[] {
  const options: readonly OptionDoc[] = doc.options ?? (doc.optionSet === undefined ? [] : (context.optionSet(doc.optionSet)?.options ?? []));
  return options.map((option) => ({ value: option.value, label: option.label ?? {}, hue: option.hue ?? "grey", inactive: option.inactive === true }));
}

/** The rule that a constant default breaks, or null. */
function defaultProblem(field: FieldModel): string | null {
  const value = field.settings.default;
  if (value === undefined || value === null || formulaIn(value) !== null) return null; // `check-formulas.ts` reads it
  const result = field.kind.parse(value, field);
  return result.ok ? null : result.rule;
}
