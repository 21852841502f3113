import { isJsonObject } from "#shared/lib/json.ts";
import type { Label } from "#shared/lib/label.ts";
import type { Document } from "#shared/metadata/document.ts";

/** Something that stands in the documents already and appears once the packages that it waits for are there. */
export interface Woken {
  /** The document that it appears in, or that appears itself. */
  readonly kind: string;
  readonly name: string;
  /** What appears in it, as far as it has words of its own; none for a document that appears as a whole. */
  readonly labels: readonly Label[];
}

/** What of the documents waits (`when`, contract §3) for packages that `before` lacks and `after` has. */
export function wokenBy(documents: readonly Document[], before: ReadonlySet<string>, after: ReadonlySet<string>): Woken[] {
  const wakes = (when: unknown): boolean => Array.isArray(when) && !isIn(when, before) && isIn(when, after);
  const found = new Map<string, { kind: string; name: string; labels: Label[] }>();
  const note = (document: Document, labels: readonly Label[]): void => {
    const name = document.extends ?? document.name;
    const key = `${document.kind}/${name}`;
    const entry = found.get(key) ?? { kind: document.kind, name, labels: [] };
    entry.labels.push(...labels);
    found.set(key, entry);
  };
  for (const document of documents) {
    if (wakes(document.when)) note(document, document.extends === undefined ? [] : labelsIn(document));
    else if (document.when === undefined || isIn(document.when, before)) {
      const waiting = elementsIn(document).filter((element) => wakes(element["when"]));
      if (waiting.length > 0) note(document, waiting.flatMap(labelOf));
    }
  }
  return [...found.values()];
}

const isIn = (names: readonly unknown[], packages: ReadonlySet<string>): boolean => names.every((name) => typeof name === "string" && packages.has(name));

type Element = Readonly<Record<string, unknown>>;

/** Every object inside a document, at any depth, outer ones first. */
function elementsIn(value: unknown): Element[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => [...(isJsonObject(item) ? [item] : []), ...elementsIn(item)]);
  return isJsonObject(value) ? Object.values(value).flatMap(elementsIn) : [];
}

/** Labels of what an extension adds: its fields, options, entries, the outermost of its blocks. */
function labelsIn(document: Document): Label[] {
  const lists = Object.values(document).filter((value) => Array.isArray(value));
  return lists.flatMap((list: readonly unknown[]) => list.filter(isJsonObject).flatMap((element) => {
    const own = labelOf(element);
    return own.length > 0 ? own : elementsIn(element["children"]).flatMap(labelOf);
  }));
}

function labelOf(element: Element): Label[] {
  const label = element["label"];
  return isJsonObject(label) && Object.keys(label).length > 0 ? [label as Label] : []; // a label by the schema of every element
}
