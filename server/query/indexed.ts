import type { BoundPath, BoundQuery, BoundWhere } from "#shared/query/bound.ts";
import type { SecuredObject } from "./secured.ts";

/** Operators that an index answers. */
const SEEKING = new Set(["eq", "in", "lt", "lte", "gt", "gte", "between", "empty"]);
const EQUAL = new Set(["eq", "in", "empty"]);

/**
 * True where an index answers how many match: no condition at all, or comparisons and-ed whose fields are the first of one
 * index, all but the last by equality. Viewers of a part count by owner, where nothing else is asked.
 */
export function countsExactly(query: BoundQuery, object: SecuredObject): boolean {
  if (query.where === null) return object.policy.has("all") || (object.model.owners && !object.policy.has("parent"));
  if (!object.policy.has("all")) return false;
  const compared = comparisons(query.where);
  if (compared === null) return false;
  return indexedFields(object).some((fields) => covers(fields, compared));
}

/** True where some index has the field, so that a sort by it may run along one. */
export function isIndexed(object: SecuredObject, path: BoundPath): boolean {
  if (path.steps.length > 0 || path.value.class === "reference" || path.value.class === "anyReference") return false;
  return indexedFields(object).some((fields) => fields.includes(path.field.name));
}

/** Fields with their operators, where the condition is nothing but comparisons of own fields, each field once. */
function comparisons(where: BoundWhere): Map<string, string> | null {
  const found = new Map<string, string>();
  for (const part of where.kind === "and" ? where.items : [where]) {
    if (part.kind !== "one" && part.kind !== "many" && part.kind !== "presence") return null;
    const { path, op } = part;
    if (path.steps.length > 0 || !SEEKING.has(op) || found.has(path.field.name)) return null;
    // Texts are indexed by their keys, which equality does not ask.
    if (path.value.class === "text" && EQUAL.has(op)) return null;
    if ((path.value.class === "reference" || path.value.class === "anyReference") && !EQUAL.has(op)) return null;
    found.set(path.field.name, op);
  }
  return found.size === 0 ? null : found;
}

function covers(fields: readonly string[], compared: ReadonlyMap<string, string>): boolean {
  const first = fields.slice(0, compared.size);
  return first.length === compared.size && first.every((field, i) => compared.has(field) && (i === first.length - 1 || EQUAL.has(compared.get(field) ?? "")));
}

/** Field lists of the indexes that every object gets (`server/store/indexes.ts`) and of those it declares. */
function indexedFields({ model }: SecuredObject): string[][] {
  const references = [...model.systemFields.filter(({ name }) => name === "owner_id"), ...model.fields].filter(({ value }) => value.class === "reference").map(({ name }) => [name]);
  const declared = model.indexes.map(({ fields = [] }) => fields.map((field) => field.replace(/^-/, "")));
  const title = model.titleField === null ? [] : [[model.titleField]];
  return [...references, ...title, ["created_at"], ["updated_at"], ...declared];
}
