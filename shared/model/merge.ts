import { isJsonObject } from "#shared/lib/json.ts";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { documentKey, type Document } from "#shared/metadata/document.ts";

/**
 * Extensions (contract §3): a document with `extends` is merged into its target; documents and elements whose `when` names
 * an absent package are left out. An extension adds and refines, it never removes.
 */
export interface Merged {
  documents: Map<string, Document>;
  diagnostics: Diagnostic[];
}

type Element = Record<string, unknown>;

export function mergeDocuments(all: readonly Document[], packages: ReadonlySet<string>): Merged {
  const diagnostics: Diagnostic[] = [];
  const present = (item: { when?: string[] | undefined }): boolean => (item.when ?? []).every((name) => packages.has(name));
  const documents = new Map<string, Document>();
  for (const document of all) {
    if (document.extends !== undefined || !present(document)) continue;
    const key = documentKey(document);
    if (documents.has(key)) diagnostics.push(problem(document, "duplicate_document", "/name", { document: document.name }));
    else documents.set(key, dropAbsent(document, present));
  }
  for (const document of all) {
    if (document.extends === undefined || !present(document)) continue;
    const key = `${document.kind}/${document.extends}`;
    const target = documents.get(key);
    if (target) documents.set(key, mergeInto(target, dropAbsent(document, present)));
    else diagnostics.push(problem(document, "unknown_extends", "/extends", { target: document.extends }));
  }
  return { documents, diagnostics };
}

/** Leaves out elements (at any depth) whose `when` names an absent package. */
function dropAbsent(document: Document, present: (item: { when?: string[] }) => boolean): Document {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((item) => !isElement(item) || present(item as { when?: string[] })).map(walk);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => !isJsonObject(item) || !Array.isArray(item["when"]) || present(item as unknown as { when?: string[] }))
        .map(([key, item]) => [key, walk(item)]),
    );
  };
  return walk(document) as Document; // same shape, fewer elements
}

const OWN_TO_EXTENSION = new Set(["kind", "name", "extends", "when", "formatVersion"]);

function mergeInto(target: Document, extension: Document): Document {
  const result: Element = { ...target };
  for (const [key, value] of Object.entries(extension)) {
    if (OWN_TO_EXTENSION.has(key)) continue;
    result[key] = key === "body" ? mergeBlocks((result[key] as Element[] | undefined) ?? [], value as Element[]) : mergeValue(result[key], value);
  }
  return result as unknown as Document; // merged from two documents of one kind
}

function mergeValue(base: unknown, added: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(added)) return mergeArrays(base, added);
  if (isJsonObject(base) && isJsonObject(added) && !isQueryPart(base)) {
    const result: Element = { ...base };
    for (const [key, value] of Object.entries(added)) result[key] = mergeValue(result[key], value);
    return result;
  }
  return added;
}

/** Parts of a query are replaced whole. */
function isQueryPart(value: object): boolean {
  return "op" in value || "and" in value || "or" in value || "not" in value;
}

/** What an element is matched by: `name`, `id`, an option's `value`, a measure's `as`. */
export function identityOf(element: unknown): string | null {
  if (!isJsonObject(element)) return null;
  for (const key of ["name", "id", "value", "as"]) {
    const identity = element[key];
    if (typeof identity === "string") return identity;
  }
  return null;
}

function isElement(value: unknown): value is Element {
  return isJsonObject(value);
}

/** Elements are matched by identity and merged, new ones stand after `after` or at the end; plain words are united. */
function mergeArrays(base: readonly unknown[], added: readonly unknown[]): unknown[] {
  const result = [...base];
  for (const item of added) {
    const identity = identityOf(item);
    if (identity === null) {
      if (!result.includes(item)) result.push(item);
      continue;
    }
    const at = result.findIndex((other) => identityOf(other) === identity);
    if (at >= 0) result[at] = mergeValue(result[at], item);
    else insertAfter(result, item as Element);
  }
  return result;
}

function insertAfter(list: unknown[], item: Element): void {
  const { after, ...element } = item;
  const at = typeof after === "string" ? list.findIndex((other) => identityOf(other) === after) : -1;
  if (at >= 0) list.splice(at + 1, 0, element);
  else list.push(element);
}

/** Blocks of an extension: `in` names the block they stand in, `after` their neighbour; a known id refines that block in place. */
function mergeBlocks(base: readonly Element[], added: readonly Element[]): Element[] {
  let result = [...base];
  for (const block of added) {
    const { in: container, ...rest } = block;
    if (findBlock(result, String(block["id"]))) result = replaceBlock(result, String(block["id"]), (found) => mergeValue(found, withoutPlace(rest)) as Element);
    else if (typeof container === "string" && findBlock(result, container)) {
      result = replaceBlock(result, container, (found) => {
        const children = [...((found["children"] as Element[] | undefined) ?? [])];
        insertAfter(children, rest);
        return { ...found, children };
      });
    } else insertAfter(result, rest);
  }
  return result;
}

function withoutPlace(block: Element): Element {
  const { after: _after, ...rest } = block;
  return rest;
}

function findBlock(blocks: readonly Element[], id: string): boolean {
  return blocks.some((block) => block["id"] === id || findBlock((block["children"] as Element[] | undefined) ?? [], id));
}

function replaceBlock(blocks: readonly Element[], id: string, change: (block: Element) => Element): Element[] {
  return blocks.map((block) => {
    if (block["id"] === id) return change(block);
    const children = block["children"] as Element[] | undefined;
    return children ? { ...block, children: replaceBlock(children, id, change) } : block;
  });
}

function problem(document: Document, code: string, path: string, params: Record<string, string>): Diagnostic {
  return { severity: "error", code, kind: document.kind, name: document.name, path, params };
}

