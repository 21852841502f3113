import { formulaKind } from "#shared/kinds/formula-field.ts";
import { fieldKind } from "#shared/kinds/fields.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { FieldDoc, ObjectDoc } from "#shared/metadata/object.ts";
import { buildModel, type BuildFormulas, type BuildOptions } from "./build-model.ts";
import { buildField } from "./fields.ts";
import type { Computed, FieldModel, Model } from "./model.ts";

// The browser's model. The server has merged and checked the documents; it tells of each formula what reading it would give, so
// that lists need neither the language nor the checks. Forms read the formulas when they compute (`live/formula-of.ts`).

/** How the server tells a formula's class: `after_read` is a virtual one that SQL can't compute. */
const CLASSES = ["stored", "rollup", "virtual", "after_read"] as const;

/** A formula's field with what reading it gives: its class, and the type that it returns. */
export function toldField(doc: FieldDoc, { computed, kind, value }: FieldModel): FieldDoc {
  if (computed === null) return doc;
  return {
    ...doc,
    class: computed.class === "virtual" && !computed.native ? "after_read" : computed.class,
    returns: kind.type,
    ...(value.class === "decimal" && { scale: value.scale }),
    ...(value.class === "reference" && { to: [value.to] }),
    ...(value.class === "anyReference" && { to: [...value.to] }),
  };
}

/** A document of the model with all its formulas told. */
export function toldDocument(model: Model, document: Document): Document {
  if (document.kind !== "object") return document;
  const object = model.object(document.name);
  const told = (doc: FieldDoc): FieldDoc => {
    const field = doc.type === formulaKind.type && doc.class === undefined ? object?.field(doc.name) : undefined;
    return field ? toldField(doc, field) : doc;
  };
  return { ...document, fields: (document.fields ?? []).map(told) } satisfies ObjectDoc;
}

/** Merged, checked and told documents → model. Its computed fields have no formula. */
export function compileTold(documents: readonly Document[], options: BuildOptions): Model {
  const packages = new Set(documents.filter((document) => document.kind === "package").map((document) => document.name));
  const byName = new Map(documents.map((document) => [`${document.kind}/${document.name}`, document]));
  return buildModel(byName, packages, options, readTold).model;
}

const readTold: BuildFormulas = (plain, context) => {
  const fields = new Map(plain.map(({ name, document }) => [name, (document.fields ?? []).flatMap((doc) => (doc.type === formulaKind.type ? told(name, doc) : []))]));
  function told(object: string, doc: FieldDoc): FieldModel[] {
    const kind = fieldKind(doc.returns ?? "");
    const word = CLASSES.find((one) => one === doc.class);
    if (!kind || !word) return [];
    const computed: Computed = { formula: null, class: word === "after_read" ? "virtual" : word, native: word !== "after_read", reasons: [] };
    return [buildField(object, doc, kind, context, false, computed)];
  }
  return { fieldsOf: (object) => fields.get(object) ?? [], diagnostics: [] };
};
