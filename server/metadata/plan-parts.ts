import { isJsonObject } from "#shared/lib/json.ts";
import type { Label } from "#shared/lib/label.ts";
import type { Document } from "#shared/metadata/document.ts";
import { diffDocuments, type PropertyChange } from "#shared/model/diff.ts";
import type { Model } from "#shared/model/model.ts";
import { named } from "./plan-effects.ts";
import type { Params } from "./words.ts";

/** A changed part of a document: a named element, a property, or the whole. */
export interface Part {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly code: string;
  readonly params: Params;
  readonly object?: string;
}

/** Lists whose elements people speak of one by one, with the word for their code. */
const ELEMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  object: { fields: "field", unique: "unique", indexes: "index", recordTypes: "record_type" },
  "option-set": { options: "option" },
  role: { objects: "grant" },
  app: { items: "item" },
};

/** What differs between two versions of a document (null: not there), in parts. `to` and `from` give labels of what it is about. */
export function describeParts(old: Document | null, now: Document | null, to: Model, from: Model): Part[] {
  const document = now ?? old;
  if (!document) return [];
  const object = document.kind === "object" ? (document.extends ?? document.name) : undefined;
  const part = (path: string, code: string, params: Params = {}): Part => ({
    kind: document.kind, name: document.name, path, code, params: { kind: `$kind.${document.kind}`, label: documentLabel(document, to, from), ...params }, ...(object !== undefined && { object }),
  });
  if (!old) return [part("", document.extends === undefined ? "document_added" : "extension_added")];
  if (!now) return [part("", document.extends === undefined ? "document_removed" : "extension_removed")];
  const byPart = new Map<string, PropertyChange[]>();
  for (const change of diffDocuments(old, now)) {
    const path = partPath(document.kind, change.path);
    byPart.set(path, [...(byPart.get(path) ?? []), change]);
  }
  const labelOf = (key: string): Label | undefined => (to.documents.get(key) ?? from.documents.get(key))?.label;
  return [...byPart].map(([path, changes]) => describe(document, path, changes, part, labelOf));
}

/** An extension has no label of its own: it is spoken of by that of its target. */
function documentLabel(document: Document, to: Model, from: Model): Label {
  const target = document.extends === undefined ? undefined : `${document.kind}/${document.extends}`;
  const shown = target === undefined ? document : (to.documents.get(target) ?? from.documents.get(target) ?? document);
  return named(shown.label ?? document.label ?? {}, shown.name);
}

/** `/fields/amount/required` belongs to the part `/fields/amount`, `/label/en` to `/label`, anything in a body to `/body`. */
function partPath(kind: string, path: string): string {
  const [, list = "", element] = path.split("/");
  return element !== undefined && ELEMENTS[kind]?.[list] !== undefined ? `/${list}/${element}` : `/${list}`;
}

type LabelOf = (key: string) => Label | undefined;

function describe(document: Document, path: string, changes: readonly PropertyChange[], part: (path: string, code: string, params?: Params) => Part, labelOf: LabelOf): Part {
  const [, list = "", element] = path.split("/");
  if (list === "body") return part(path, "layout_changed", blockCounts(changes));
  const word = ELEMENTS[document.kind]?.[list];
  if (word === undefined || element === undefined) return part(path, changes.every(({ change }) => change === "moved") ? "order_changed" : "property_changed", { property: `$property.${list}` });
  const whole = changes.find((change) => change.path === path);
  const item = elementLabel(document.kind, whole?.change === "removed" ? whole.from : (whole?.to ?? elementOf(document, list, element)), element, labelOf);
  if (whole?.change === "added" || whole?.change === "removed") return part(path, `${word}_${whole.change === "added" ? "added" : "gone"}`, { item });
  const settings = [...new Set(changes.map((change) => change.path.slice(path.length + 1).split("/")[0] ?? ""))];
  return part(path, `${word}_changed`, { item, settings: settings.map((setting) => `$setting.${setting}`) });
}

function elementOf(document: Document, list: string, identity: string): unknown {
  const elements = (document as unknown as Record<string, unknown>)[list]; // which lists there are differs by kind
  if (!Array.isArray(elements)) return isJsonObject(elements) ? elements[identity] : undefined;
  return elements.find((item: unknown) => isJsonObject(item) && [item["name"], item["id"], item["value"]].includes(identity));
}

/** An element's own label; a grant and an entry of the navigation are spoken of by what they lead to. */
function elementLabel(kind: string, element: unknown, identity: string, labelOf: LabelOf): Label {
  const own = isJsonObject(element) && isJsonObject(element["label"]) ? (element["label"] as Label) : {}; // held to the schema of labels
  if (own.en !== undefined || own["zh-CN"] !== undefined) return own;
  const [target = kind === "role" ? `object/${identity}` : undefined] = ["object", "view", "page"].flatMap((word) => (kind === "app" && isJsonObject(element) && typeof element[word] === "string" ? [`${word}/${element[word]}`] : []));
  return named((target === undefined ? undefined : labelOf(target)) ?? {}, target?.slice(target.indexOf("/") + 1) ?? identity);
}

/** How many blocks of a form or page came, went and changed. */
function blockCounts(changes: readonly PropertyChange[]): Params {
  const count = (change: PropertyChange["change"]): number => changes.filter((item) => item.change === change && isJsonObject(change === "removed" ? item.from : item.to)).length;
  const [added, removed] = [count("added"), count("removed")];
  return { added, removed, changed: changes.length - added - removed };
}
