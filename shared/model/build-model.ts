import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Document, DocumentOf } from "#shared/metadata/document.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import { BUILT_IN_OBJECTS } from "./built-in.ts";
import { compileFields, compileSystemFields, type FieldContext } from "./fields.ts";
import type { FieldModel, IncomingReference, Model, ObjectModel, WorkspaceSettings } from "./model.ts";

export interface BuildOptions {
  release: number;
  settings: WorkspaceSettings;
}

/** The formula fields of all objects. */
export interface FormulaFields {
  /** An object's formula fields. */
  fieldsOf(object: string): readonly FieldModel[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes the formula fields; `plain`: the objects with all fields that are not computed. */
export type BuildFormulas = (plain: readonly ObjectModel[], context: FieldContext) => FormulaFields;

/** Merged documents (by `kind/name`) → model: kinds attached, references resolved. What crosses documents is not checked here. */
export function buildModel(documents: ReadonlyMap<string, Document>, packages: ReadonlySet<string>, options: BuildOptions, buildFormulas: BuildFormulas): { model: Model; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const of = <K extends Document["kind"]>(kind: K): Map<string, DocumentOf<K>> => {
    const found = new Map<string, DocumentOf<K>>();
    for (const document of documents.values()) if (document.kind === kind) found.set(document.name, document as DocumentOf<K>);
    return found;
  };

  const optionSets = of("option-set");
  const context: FieldContext = { workspaceCurrency: options.settings.currency, optionSet: (name) => optionSets.get(name) };
  const parts: ObjectParts[] = [];
  for (const document of of("object").values()) {
    const own = compileFields(document, context);
    diagnostics.push(...own.diagnostics);
    parts.push({ document, fields: own.fields, systemFields: compileSystemFields(document, context) });
  }
  const formulas = buildFormulas(parts.map((part) => buildObject(part)), context);
  diagnostics.push(...formulas.diagnostics);
  const objects = new Map(parts.map((part) => [part.document.name, buildObject({ ...part, fields: inOrder(part, formulas.fieldsOf(part.document.name)) })]));
  linkIncoming(objects);

  const model: Model = {
    release: options.release,
    settings: options.settings,
    packages,
    documents,
    objects,
    object: (name) => objects.get(name),
    forms: of("form"),
    views: of("view"),
    pages: of("page"),
    apps: of("app"),
    roles: of("role"),
  };
  return { model, diagnostics };
}

interface ObjectParts {
  readonly document: ObjectDoc;
  readonly fields: readonly FieldModel[];
  readonly systemFields: readonly FieldModel[];
}

/** Plain fields and formulas as the document has them. */
function inOrder({ document, fields }: ObjectParts, formulas: readonly FieldModel[]): FieldModel[] {
  const byName = new Map([...fields, ...formulas].map((field) => [field.name, field]));
  return [...new Set((document.fields ?? []).flatMap(({ name }) => byName.get(name) ?? []))];
}

function buildObject({ document, fields, systemFields }: ObjectParts): ObjectModel & { incoming: IncomingReference[] } {
  const byName = new Map([...systemFields, ...fields].map((field) => [field.name, field]));
  const title = document.title === undefined ? undefined : byName.get(document.title);
  return {
    name: document.name,
    label: document.label ?? {},
    plural: document.plural ?? document.label ?? {},
    titleField: title?.name ?? null,
    treeField: treeField(document.name, fields.filter(({ computed }) => computed === null)),
    owners: document.owners === true,
    parent: document.parent === undefined ? null : (byName.get(document.parent) ?? null),
    currency: document.currency ?? "workspace",
    fields,
    systemFields,
    field: (name) => byName.get(name),
    fieldNames: [...byName.keys()],
    recordTypes: document.recordTypes ?? [],
    rules: document.rules ?? [],
    stageSets: document.stages ?? [],
    unique: document.unique ?? [],
    indexes: document.indexes ?? [],
    incoming: [],
    childLists: fields.filter((field) => field.value.class === "children"),
    builtIn: (BUILT_IN_OBJECTS as readonly string[]).includes(document.name),
    document,
  };
}

/** The reference to its own kind by which an object is a tree: `parent`, else the first there is. */
function treeField(object: string, fields: readonly FieldModel[]): string | null {
  const selves = fields.filter((field) => field.value.class === "reference" && field.value.to === object);
  return (selves.find((field) => field.name === "parent") ?? selves[0])?.name ?? null;
}

function linkIncoming(objects: ReadonlyMap<string, ObjectModel & { incoming: readonly IncomingReference[] }>): void {
  for (const object of objects.values()) {
    for (const field of object.fields) {
      if (field.computed !== null) continue; // a copy of what another record names
      const targets = field.value.class === "reference" ? [field.value.to] : field.value.class === "anyReference" ? field.value.to : [];
      for (const target of targets) {
        const incoming = objects.get(target)?.incoming as IncomingReference[] | undefined; // being built: not frozen yet
        incoming?.push({ object: object.name, field: field.name, onDelete: field.onDelete });
      }
    }
  }
}
