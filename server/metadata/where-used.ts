import { isJsonObject, pointer } from "#shared/lib/json.ts";
import { partsOf, type Expression } from "#shared/formula/ast.ts";
import { readFormula } from "#shared/formula/formula.ts";
import { parse } from "#shared/formula/parse.ts";
import type { FieldRef, Uses } from "#shared/formula/uses.ts";
import { blockKind } from "#shared/kinds/blocks.ts";
import type { Setting } from "#shared/kinds/define.ts";
import { fieldKind } from "#shared/kinds/fields.ts";
import { viewKind } from "#shared/kinds/views.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { scopeOf } from "#shared/model/scope.ts";

/** A place that names a document, or a field of an object. */
export interface Use {
  readonly kind: string;
  readonly name: string;
  /** JSON pointer inside the (merged) document. */
  readonly path: string;
}

interface Reference extends Use {
  /** `object/account`, or `object/account/industry` for a field. */
  readonly to: string;
}

/**
 * Where a document, or a part of it (a field, an option), is named. Extensions are looked at merged into their target;
 * `documents` are those as they were saved, of which some extend it.
 */
export function whereUsed(model: Model, documents: readonly Document[], kind: string, name: string, part?: string): Use[] {
  const wanted = part === undefined ? `${kind}/${name}` : `${kind}/${name}/${part}`;
  const whole = part === undefined ? `${wanted}/` : null;
  const extensions = part === undefined ? documents.filter((document) => document.kind === kind && document.extends === name) : [];
  const uses = collect(model)
    .filter(({ to, kind: ownKind, name: ownName }) => (to === wanted || (whole !== null && to.startsWith(whole))) && !(part === undefined && ownKind === kind && ownName === name))
    .map(({ kind: ownKind, name: ownName, path }) => ({ kind: ownKind, name: ownName, path }));
  return [...uses, ...extensions.map((document) => ({ kind: document.kind, name: document.name, path: "/extends" }))];
}

function collect(model: Model): Reference[] {
  const references: Reference[] = [];
  for (const document of model.documents.values()) {
    const note = (to: string, path: string): void => void references.push({ kind: document.kind, name: document.name, path, to });
    const object = "object" in document && typeof document.object === "string" ? document.object : undefined;
    if (object !== undefined) note(`object/${object}`, "/object");
    const owner = object === undefined ? undefined : model.object(object);
    switch (document.kind) {
      case "object":
        collectObject(model, document, note);
        break;
      case "form":
      case "page":
        collectBlocks(model, owner, document.body ?? [], "/body", note);
        break;
      case "view":
        collectSettings(model, owner, viewKind(document.type ?? "")?.settings ?? [], document, "", note);
        noteSort(model, owner, document.sort, "/sort", note);
        break;
      case "app":
        for (const [index, item] of (document.items ?? []).entries()) {
          for (const kind of ["object", "view", "page"] as const) if (item[kind] !== undefined) note(`${kind}/${item[kind]}`, pointer("items", index, kind));
        }
        break;
      case "role":
        for (const [name, grant] of Object.entries(document.objects ?? {})) {
          note(`object/${name}`, pointer("objects", name));
          for (const field of Object.keys(grant.fields ?? {})) note(`object/${name}/${field}`, pointer("objects", name, "fields", field));
        }
        break;
      case "package":
        for (const list of ["depends", "joins"] as const) for (const [index, name] of (document[list] ?? []).entries()) note(`package/${name}`, pointer(list, index));
        break;
      case "option-set":
        break;
    }
  }
  return references;
}

type Note = (to: string, path: string) => void;

function collectObject(model: Model, document: ObjectDoc, note: Note): void {
  const object = model.object(document.name);
  if (!object) return;
  const own = (field: string, path: string): void => notePath(model, object, field, path, note);
  if (document.title !== undefined) own(document.title, "/title");
  if (document.parent !== undefined) own(document.parent, "/parent");
  if (document.currency !== undefined && document.currency !== "workspace") own(document.currency, "/currency");
  for (const [index, field] of (document.fields ?? []).entries()) {
    const path = pointer("fields", index);
    const kind = fieldKind(field.type ?? "");
    collectSettings(model, object, kind?.settings ?? [], field, path, note);
    // Kinds whose target is not a setting (user, department …) point at it all the same.
    const value = object.field(field.name)?.value;
    const targets = value && "to" in value && value.to !== null ? (typeof value.to === "string" ? [value.to] : value.to) : [];
    if (field.to === undefined) for (const target of targets) note(`object/${target}`, path);
  }
  for (const list of ["unique", "indexes"] as const) {
    for (const [index, item] of (document[list] ?? []).entries()) {
      for (const [at, name] of (item.fields ?? []).entries()) own(name.replace(/^-/, ""), pointer(list, index, "fields", at));
    }
  }
  for (const [index, type] of (document.recordTypes ?? []).entries()) if (type.form !== undefined) note(`form/${type.form}`, pointer("recordTypes", index, "form"));
}

function collectBlocks(model: Model, object: ObjectModel | undefined, blocks: readonly BlockDoc[], path: string, note: Note): void {
  for (const [index, block] of blocks.entries()) {
    const here = path + pointer(index);
    collectSettings(model, object, blockKind(block.block ?? "")?.settings ?? [], block, here, note);
    collectBlocks(model, object, block.children ?? [], `${here}/children`, note);
  }
}

/** What the settings of a field, block or view name, by the kind's own list. */
function collectSettings(model: Model, object: ObjectModel | undefined, settings: readonly Setting[], element: Readonly<Record<string, unknown>>, path: string, note: Note): void {
  for (const setting of settings) {
    const value = element[setting.name];
    const here = path + pointer(setting.name);
    if (setting.type === "where" && object) noteWhere(model, object, value, here, note);
    if ((setting.type === "condition" || setting.type === "formula") && object && typeof value === "string") noteFormula(model, object, value, here, note);
    if (setting.type !== "name" && setting.type !== "names") continue;
    const owner = setting.of === undefined ? object : objectNamedBy(model, object, element[setting.of]);
    for (const [index, name] of (Array.isArray(value) ? value : [value]).entries()) {
      if (typeof name !== "string") continue;
      const at = Array.isArray(value) ? here + pointer(index) : here;
      if (setting.names !== "field") note(`${setting.names}/${name}`, at);
      else if (owner) notePath(model, owner, name, at, note);
    }
  }
}

/** The object that a sibling setting says: by name, or by the child list that holds its records. */
function objectNamedBy(model: Model, object: ObjectModel | undefined, sibling: unknown): ObjectModel | undefined {
  if (typeof sibling !== "string") return undefined;
  const value = object?.field(sibling)?.value;
  return value?.class === "children" ? model.object(value.of) : model.object(sibling);
}

/** Every field on a path over references: `account.industry` names the lookup and the field of its target. */
function notePath(model: Model, object: ObjectModel, path: string, at: string, note: Note): void {
  const [name = "", ...rest] = path.split(".");
  note(`object/${object.name}/${name}`, at);
  const value = object.field(name)?.value;
  if (rest.length === 0 || !value) return;
  const targets = value.class === "reference" || value.class === "links" ? [value.to] : value.class === "anyReference" ? value.to : [];
  for (const target of targets) {
    const next = model.object(target);
    if (next?.field(rest[0] ?? "")) notePath(model, next, rest.join("."), at, note);
  }
}

function noteSort(model: Model, object: ObjectModel | undefined, sort: string | undefined, path: string, note: Note): void {
  if (!object || sort === undefined) return;
  for (const part of sort.split(",")) notePath(model, object, part.trim().replace(/^-/, ""), path, note);
}

/** What a formula reads: fields along its paths, child lists and the rows' fields. Of one that has problems its paths, as they are written. */
function noteFormula(model: Model, object: ObjectModel, source: string, path: string, note: Note): void {
  const { formula } = readFormula(source, scopeOf(object, model));
  if (formula) return noteUses(model, object.name, formula.uses, path, note);
  const read = parse(source);
  if (!("expression" in read)) return;
  const walk = (expression: Expression): void => {
    if (expression.node === "field") notePath(model, object, expression.path.join("."), path, note);
    partsOf(expression).forEach(walk);
  };
  walk(read.expression);
}

function noteUses(model: Model, object: string, uses: Uses, path: string, note: Note): void {
  for (const ref of [...uses.own, ...uses.paths]) noteRef(model, object, ref, path, note);
  for (const field of uses.transitions) note(`object/${object}/${field}`, path);
  for (const { source, row } of [...uses.aggregates, ...uses.tiers]) {
    note(source.kind === "object" ? `object/${source.object}` : `object/${object}/${source.list}`, path);
    if (source.kind === "children") note(`object/${source.object}/${source.by}`, path);
    noteUses(model, source.object, row, path, note);
  }
}

function noteRef(model: Model, object: string, ref: FieldRef, path: string, note: Note): void {
  let owners: readonly string[] = [object];
  for (const step of ref.steps) {
    for (const owner of owners) note(`object/${owner}/${step.field}`, path);
    owners = step.to;
  }
  for (const owner of owners) if (model.object(owner)?.field(ref.field)) note(`object/${owner}/${ref.field}`, path);
}

/** Fields of a condition, and the options that it compares with. */
function noteWhere(model: Model, object: ObjectModel, where: unknown, path: string, note: Note): void {
  if (!isJsonObject(where)) return;
  for (const word of ["and", "or"]) {
    const parts = where[word];
    if (Array.isArray(parts)) for (const [index, part] of parts.entries()) noteWhere(model, object, part, path + pointer(word, index), note);
  }
  noteWhere(model, object, where["not"], path + pointer("not"), note);
  const { field, value } = where;
  if (typeof field !== "string") return;
  notePath(model, object, field, path, note);
  const set = object.field(field)?.settings.optionSet;
  if (set === undefined) return;
  for (const option of Array.isArray(value) ? value : [value]) if (typeof option === "string") note(`option-set/${set}/${option}`, path + pointer("value"));
}
