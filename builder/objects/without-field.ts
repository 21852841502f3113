import { sameJson } from "#shared/lib/json.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { ObjectDoc } from "#shared/metadata/object.ts";
import type { RoleDoc } from "#shared/metadata/role.ts";
import type { ViewDoc } from "#shared/metadata/view.ts";

/**
 * A document without a field of an object, where taking it out is all there is to do: its place on forms, in columns, cards,
 * highlights, sorting, field rights, indexes. Null where the document doesn't show it. What needs a decision (a filter, a
 * title, a condition) stays and is told as a problem.
 */
export function withoutField(document: Document, object: string, field: string): Document | null {
  const next = cleaned(document, object, field);
  return sameJson(next, document) ? null : next;
}

function cleaned(document: Document, object: string, field: string): Document {
  switch (document.kind) {
    case "object":
      return document.name === object || document.extends === object ? withoutInObject(document, field) : document;
    case "form":
    case "page":
      return document.body ? { ...document, body: withoutBlocks(document.body, document.object === object, object, field) } : document;
    case "view":
      return document.object === object ? withoutColumns(document, field) : document;
    case "role":
      return withoutRight(document, object, field);
    default:
      return document;
  }
}

function withoutInObject(document: ObjectDoc, field: string): ObjectDoc {
  const uses = (names: readonly string[] | undefined): boolean => names?.some((name) => name.replace(/^-/, "") === field) === true;
  return {
    ...document,
    ...(document.fields && { fields: document.fields.filter((one) => one.name !== field) }),
    ...(document.indexes && { indexes: document.indexes.filter((index) => !uses(index.fields)) }),
    ...(document.unique && { unique: document.unique.filter((rule) => !uses(rule.fields)) }),
  };
}

function withoutBlocks(blocks: readonly BlockDoc[], isOwn: boolean, object: string, field: string): BlockDoc[] {
  return blocks.flatMap((block): BlockDoc[] => {
    if (isOwn && block["field"] === field) return [];
    const isAbout = block["object"] === undefined ? isOwn : block["object"] === object;
    const next = isAbout ? withoutNames(block, field) : block;
    return [next.children ? { ...next, children: withoutBlocks(next.children, isOwn, object, field) } : next];
  });
}

/** Lists of names that a block shows; the columns of lines are those of another object. */
function withoutNames(block: BlockDoc, field: string): BlockDoc {
  const without = (key: "fields" | "columns"): Partial<BlockDoc> => {
    const names = block[key];
    return Array.isArray(names) ? { [key]: names.filter((name) => name !== field) } : {};
  };
  return block.block === "lines" ? block : { ...block, ...without("fields"), ...without("columns") };
}

function withoutColumns(view: ViewDoc, field: string): ViewDoc {
  const { sort, ...rest } = view;
  const sorted = sort?.split(",").filter((part) => part.trim().replace(/^-/, "") !== field).join(",");
  return {
    ...rest,
    ...(view.columns && { columns: view.columns.filter((name) => name !== field) }),
    ...(view.card && { card: view.card.filter((name) => name !== field) }),
    ...(sorted !== undefined && sorted !== "" && { sort: sorted }),
  };
}

function withoutRight(role: RoleDoc, object: string, field: string): RoleDoc {
  const grant = role.objects?.[object];
  if (!grant?.fields || !Object.hasOwn(grant.fields, field)) return role;
  const { [field]: _gone, ...fields } = grant.fields;
  return { ...role, objects: { ...role.objects, [object]: { ...grant, fields } } };
}
