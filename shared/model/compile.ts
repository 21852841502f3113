import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Document, DocumentOf } from "#shared/metadata/document.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import { builtInDocuments, BUILT_IN_OBJECTS } from "./built-in.ts";
import { checkFormulas } from "./check-formulas.ts";
import { checkObjects } from "./check-objects.ts";
import { checkScreens } from "./check-screens.ts";
import { compileFields, compileSystemFields, type FieldContext } from "./fields.ts";
import { compileFormulas } from "./formula-fields.ts";
import { mergeDocuments } from "./merge.ts";
import type { FieldModel, IncomingReference, Model, ObjectModel, WorkspaceSettings } from "./model.ts";

export interface Compiled {
  model: Model;
  /** Errors and warnings of all documents. A model with errors is for showing only, never for a release. */
  diagnostics: Diagnostic[];
}

export interface CompileOptions {
  release: number;
  settings: WorkspaceSettings;
  /** The browser gets documents that the server has merged and checked: neither is done again. */
  trusted?: boolean;
}

/**
 * Documents → model: extensions merged, references resolved, kinds attached. Pure: same input, same output. Documents are
 * expected to hold to their own schemas; everything that crosses documents is checked here and told as diagnostics.
 */
export function compile(documents: readonly Document[], options: CompileOptions): Compiled {
  const packages = new Set(documents.filter((document) => document.kind === "package").map((document) => document.name));
  const merged = options.trusted
    ? { documents: new Map(documents.map((document) => [`${document.kind}/${document.name}`, document])), diagnostics: [] }
    : mergeDocuments([...builtInDocuments(), ...documents], packages);
  const diagnostics: Diagnostic[] = [...merged.diagnostics];
  const of = <K extends Document["kind"]>(kind: K): Map<string, DocumentOf<K>> => {
    const found = new Map<string, DocumentOf<K>>();
    for (const document of merged.documents.values()) if (document.kind === kind) found.set(document.name, document as DocumentOf<K>);
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
  const formulas = compileFormulas(parts.map((part) => buildObject(part)), context);
  diagnostics.push(...formulas.diagnostics);
  const objects = new Map(parts.map((part) => [part.document.name, buildObject({ ...part, fields: inOrder(part, formulas.fieldsOf(part.document.name)) })]));
  linkIncoming(objects);

  const model: Model = {
    release: options.release,
    settings: options.settings,
    packages,
    documents: merged.documents,
    objects,
    object: (name) => objects.get(name),
    forms: of("form"),
    views: of("view"),
    pages: of("page"),
    apps: of("app"),
    roles: of("role"),
  };
  if (!options.trusted) diagnostics.push(...checkObjects(model), ...checkFormulas(model), ...checkScreens(model));
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
