import { isJsonObject } from "#shared/lib/json.ts";
import type { AppDoc, AppItemDoc } from "#shared/metadata/app.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { FieldDoc, ObjectDoc, StageSetDoc } from "#shared/metadata/object.ts";
import { BOOLEAN, type FormulaType } from "#shared/formula/types.ts";
import type { Uses } from "#shared/formula/uses.ts";
import { formulaIn } from "#shared/metadata/formula-value.ts";
import { formulaAt } from "#shared/model/formulas.ts";
import { typeOf } from "#shared/model/scope.ts";
import type { Model } from "#shared/model/model.ts";
import { toldField } from "#shared/model/told.ts";
import type { ValueType } from "#shared/query/value.ts";
import type { Rights } from "#server/access/rights.ts";

/**
 * The release's documents as someone with these rights may see them: what he may not read is not there, nor any mention of
 * it, so that a hidden field looks like one that does not exist. Administrators and builders see all.
 */
export function visibleDocuments(model: Model, rights: Rights): Document[] {
  const all = [...model.documents.values()];
  if (rights.administrator || rights.builder) return all;
  const view = new ViewOf(model, rights);
  const kept = all.flatMap((document) => view.document(document));
  const names = new Set(kept.map((document) => `${document.kind}/${document.name}`));
  const used = optionSets(kept);
  return kept
    .filter((document) => document.kind !== "option-set" || used.has(document.name))
    .map((document) => (document.kind === "app" ? withItems(document, names) : document))
    .filter((document) => document.kind !== "app" || (document.items ?? []).length > 0);
}

class ViewOf {
  readonly #hidden = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly model: Model,
    private readonly rights: Rights,
  ) {}

  document(document: Document): Document[] {
    switch (document.kind) {
      case "object": return this.#readable(document.name) ? [this.#object(document)] : [];
      case "form": case "page": {
        if (document.object !== undefined && !this.#readable(document.object)) return [];
        return [{ ...document, ...(document.body && { body: this.#blocks(document.body, document.object) }) }];
      }
      case "view": {
        if (document.object === undefined || !this.#readable(document.object)) return [];
        // A filter over a hidden field can't be run by this viewer: the view is not for him.
        if (document.where !== undefined && this.#mentions(document.where, document.object)) return [];
        return [this.#settings(document, document.object) as typeof document]; // only members are left out, and none that is required
      }
      case "role": case "package": return [];
      case "app": case "option-set": return [document];
    }
  }

  #readable(object: string): boolean {
    return this.model.object(object) !== undefined && this.rights.object(object).policy("read").size > 0;
  }

  /** Names of the object's fields that are not to be mentioned: hidden ones, and lists of what may not be read. */
  #hiddenOf(object: string): ReadonlySet<string> {
    const kept = this.#hidden.get(object);
    if (kept) return kept;
    const rights = this.rights.object(object);
    const fields = this.model.object(object)?.fields ?? [];
    const hidden = new Set(
      fields.filter(({ name, value }) => rights.field(name) === "hidden" || (value.class === "children" && !this.#readable(value.of))).map(({ name }) => name),
    );
    this.#hidden.set(object, hidden);
    return hidden;
  }

  /** Whether a path from the object passes a hidden field or an object that may not be read. */
  #isHidden(path: string, object: string): boolean {
    let at: string | null = object;
    for (const part of path.replace(/^-/, "").split(".")) {
      if (at === null) return false;
      if (this.#hiddenOf(at).has(part)) return true;
      const value: ValueType | undefined = this.model.object(at)?.field(part)?.value;
      at = value?.class === "reference" || value?.class === "links" ? value.to : null;
      if (at !== null && path.includes(".") && !this.#readable(at)) return true;
    }
    return false;
  }

  #object(document: ObjectDoc): ObjectDoc {
    const hidden = this.#hiddenOf(document.name);
    const fields = (document.fields ?? []).map((field) => this.#formula(document.name, field));
    const rules = document.rules?.filter(({ check = "" }) => this.#knows(document.name, check, BOOLEAN));
    const stages = document.stages?.map((set) => this.#stages(document.name, set));
    const formulas = { ...(rules && { rules }), ...(stages && { stages }) };
    if (hidden.size === 0) return { ...document, ...(document.fields && { fields }), ...formulas };
    const free = <T extends { fields?: string[] }>(parts: readonly T[] | undefined): T[] => (parts ?? []).filter((part) => !(part.fields ?? []).some((field) => hidden.has(field.replace(/^-/, ""))));
    const { title, ...rest } = document;
    return {
      ...rest,
      ...(title !== undefined && !hidden.has(title) && { title }),
      ...formulas,
      fields: fields.filter((field) => !hidden.has(field.name) && !(field.where !== undefined && this.#mentions(field.where, field.to?.[0] ?? ""))),
      unique: free(document.unique),
      indexes: free(document.indexes),
    };
  }

  /** A formula over what the viewer may not read goes without its text: its value is told, not how it comes about. */
  #formula(object: string, { default: start, ...rest }: FieldDoc): FieldDoc {
    const model = this.model.object(object);
    const source = formulaIn(start);
    const own = model?.field(rest.name);
    const known = source === null || (model !== undefined && own !== undefined && this.#knows(object, source, typeOf(model, own)));
    const field: FieldDoc = start === undefined || !known ? rest : { ...rest, default: start };
    if (!own?.computed?.formula || this.#readsOf(object, own.computed.formula.uses)) return field;
    return { ...toldField(field, own), formula: "" };
  }

  /** Criteria over what may not be read are asked by the server alone. */
  #stages(object: string, set: StageSetDoc): StageSetDoc {
    const steps = set.steps?.map(({ exit, checklist, ...step }) => ({
      ...step,
      ...(exit !== undefined && this.#knows(object, exit, BOOLEAN) && { exit }),
      ...(checklist && !this.#hiddenOf(object).has(checklist.list) && { checklist }),
    }));
    return { ...set, ...(steps && { steps }) };
  }

  #knows(object: string, source: string, expected: FormulaType): boolean {
    const model = this.model.object(object);
    const formula = model && formulaAt(this.model, model, source, expected);
    return formula !== null && formula !== undefined && this.#readsOf(object, formula.uses);
  }

  /** Whether the viewer may read all that a formula over an object reads. */
  #readsOf(object: string, uses: Uses): boolean {
    const plain = (of: string, field: string): boolean => {
      const right = this.rights.object(of).field(field);
      return this.#readable(of) && right !== "hidden" && right !== "masked";
    };
    return (
      uses.own.every(({ field }) => plain(object, field)) &&
      uses.paths.every(({ steps, field, object: last }) => steps.every((step, i) => plain(i === 0 ? object : (steps[i - 1]?.to[0] ?? ""), step.field)) && plain(last, field)) &&
      [...uses.aggregates, ...uses.tiers].every(({ source, row }) => this.#readable(source.object) && this.#readsOf(source.object, row)) &&
      uses.siblings.every(({ row }) => this.#readsOf(object, row))
    );
  }

  #blocks(blocks: readonly BlockDoc[], object: string | undefined): BlockDoc[] {
    return blocks.flatMap((block) => {
      const own = typeof block["object"] === "string" ? block["object"] : object;
      if (typeof block["object"] === "string" && !this.#readable(block["object"])) return [];
      if (typeof block["field"] === "string" && object !== undefined && this.#isHidden(block["field"], object)) return [];
      if (own === undefined) return [{ ...block, ...(block.children && { children: this.#blocks(block.children, own) }) }];
      const { children, ...settings } = block;
      return [{ ...(this.#settings(settings, own) as BlockDoc), ...(children && { children: this.#blocks(children, own) }) }]; // `id` is no setting that could be left out
    });
  }

  /** Settings without those that name hidden fields: whole where one is named, shortened where a list is. */
  #settings(settings: object, object: string): object {
    if (this.#hiddenOf(object).size === 0) return settings;
    return Object.fromEntries(
      Object.entries(settings).flatMap(([key, value]: [string, unknown]): [string, unknown][] => {
        if (Array.isArray(value)) {
          return [[key, value.filter((item: unknown) => !(typeof item === "string" ? this.#isHidden(item, object) : isJsonObject(item) && typeof item["field"] === "string" && this.#isHidden(item["field"], object)))]];
        }
        if (typeof value === "string" && key === "sort") return [[key, value.split(",").filter((part) => !this.#isHidden(part.trim(), object)).join(",")]];
        if (typeof value === "string" && !FIXED.has(key)) return this.#formulaMentions(value, object) ? [] : [[key, value]];
        return this.#mentions(value, object) ? [] : [[key, value]];
      }),
    );
  }

  /** Whether a condition (a tree with `field`s) names what is hidden. */
  #mentions(value: unknown, object: string): boolean {
    if (Array.isArray(value)) return value.some((item) => this.#mentions(item, object));
    if (!isJsonObject(value)) return false;
    return Object.entries(value).some(([key, item]) => (key === "field" && typeof item === "string" ? this.#isHidden(item, object) : this.#mentions(item, object)));
  }

  #formulaMentions(text: string, object: string): boolean {
    return [...this.#hiddenOf(object)].some((name) => new RegExp(`(?<![\\w"])${name}(?![\\w"])`).test(text));
  }
}

/** Members that name something else than a field. */
const FIXED = new Set(["id", "block", "kind", "name", "object", "type", "in", "after", "extends", "view", "page", "form", "hue"]);

function optionSets(documents: readonly Document[]): Set<string> {
  return new Set(documents.flatMap((document) => (document.kind === "object" ? (document.fields ?? []).flatMap(({ optionSet }) => optionSet ?? []) : [])));
}

function withItems(app: AppDoc, names: ReadonlySet<string>): AppDoc {
  const visible = (item: AppItemDoc): boolean =>
    (item.object === undefined || names.has(`object/${item.object}`)) && (item.view === undefined || names.has(`view/${item.view}`)) && (item.page === undefined || names.has(`page/${item.page}`));
  const items = (app.items ?? []).filter(visible);
  // A heading that has lost all its items goes too.
  return { ...app, items: items.filter((item, i) => isTarget(item) || (items[i + 1] !== undefined && isTarget(items[i + 1] ?? item))) };
}

const isTarget = (item: AppItemDoc): boolean => item.object !== undefined || item.view !== undefined || item.page !== undefined;
