import { CAPS } from "#shared/metadata/caps.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { BoundPath, BoundQuery, BoundSort, BoundWhere } from "./bound.ts";
import { attempt, bindObject, bindPath, fail, shown, valueOf, type BindContext, type Bound } from "./bind-context.ts";
import { bindWhere } from "./bind-where.ts";
import type { QueryObject } from "./catalog.ts";
import { decodeCursor } from "./cursor.ts";
import type { Query } from "./query.ts";

export type { BindContext, Bound } from "./bind-context.ts";

/** Records of a page, unless the query says otherwise. */
const PAGE_DEFAULT = 50;
const SORT_MAX = 6;
/** References that can be answered with their records. */
const EXPANDABLE = new Set(["children", "reference", "anyReference", "links", "list"]);

/**
 * Binds a query for records to what the viewer may see: names become fields, values take their fields' form, relative dates
 * become ranges. A problem names the field, operator or parameter that is not understood, and its JSON pointer in the query.
 */
export function bindQuery(query: Query, context: BindContext): Bound<BoundQuery> {
  return attempt(() => {
    const object = bindObject(query.from, context, "/from");
    for (const word of ["groupBy", "measures", "having"] as const) if (query[word] !== undefined) fail(`/${word}`, "unknown_parameter", { name: word });
    const sort = bindSort(query.sort, "/sort", (name) => sortPath(name, object, context));
    const sortText = sort.map(({ path, descending }) => (descending ? "-" : "") + path.path).join(",");
    const cursor = query.cursor === undefined ? null : decodeCursor(query.cursor, `${query.from}:${sortText}`, sort.length);
    if (query.cursor !== undefined && cursor === null) fail("/cursor", "cursor");
    if ((query.skip ?? 0) > 0 && (cursor !== null || query.deleted === true)) fail("/skip", "unknown_parameter", { name: "skip" });
    const expand = bindExpand(query.expand ?? [], object, context);
    return {
      from: object.name,
      where: query.where === undefined ? null : bindWhere(query.where, object, context, "/where"),
      fields: query.fields === undefined ? ownFields(object) : bindFields(query.fields, expand, object, context),
      expand,
      sort,
      sortText,
      ageDescending: sort.at(-1)?.descending ?? true,
      limit: bindLimit(query.limit, PAGE_DEFAULT, CAPS.pageSize),
      skip: bindSkip(query.skip),
      cursor,
      count: query.count ?? false,
      deleted: query.deleted ?? false,
    };
  });
}

/** A condition alone, e.g. a lookup's or a unique rule's. */
export function bindCondition(where: Where, from: string, context: BindContext): Bound<BoundWhere> {
  return attempt(() => bindWhere(where, bindObject(from, context, "/from"), context, ""));
}

/** All that is stored in the object's own records. */
function ownFields(object: QueryObject): BoundPath[] {
  return object.fieldNames.flatMap((name) => {
    const field = object.field(name);
    return field && field.value.class !== "children" ? [{ path: name, steps: [], object: object.name, field, value: valueOf(field) }] : [];
  });
}

/** The fields asked for, `id`, and the references that are expanded. */
function bindFields(names: readonly string[], expand: readonly BoundPath[], object: QueryObject, context: BindContext): BoundPath[] {
  const asked = [...new Set(names)].map((name, i) => {
    const path = bindPath(name, object, context, `/fields/${i}`);
    // Child lists come with `expand` only; lists of others would need a query per record.
    if (path.value.class === "children" || (path.value.class === "links" && path.steps.length > 0)) fail(`/fields/${i}`, "unknown_field", { name: shown(name) });
    return path;
  });
  const needed = [bindPath("id", object, context, "/fields"), ...expand.filter(({ value }) => value.class !== "children")];
  return [...needed.filter((path) => asked.every((other) => other.path !== path.path)), ...asked];
}

function bindExpand(names: readonly string[], object: QueryObject, context: BindContext): BoundPath[] {
  return [...new Set(names)].map((name, i) => {
    const path = bindPath(name, object, context, `/expand/${i}`);
    const { value } = path;
    const plain = !EXPANDABLE.has(value.class) || path.steps.length > 0 || (value.class === "list" && value.to === null);
    const hidden = value.class === "children" && !context.catalog.object(value.of);
    if (plain || hidden) fail(`/expand/${i}`, "unknown_field", { name: shown(name) });
    return path;
  });
}

function sortPath(name: string, object: QueryObject, context: BindContext): BoundPath {
  const path = bindPath(name, object, context, "/sort");
  return path.field.sortable ? path : fail("/sort", "not_sortable", { name: path.path });
}

/** `-amount,name` as paths and directions. */
export function bindSort(text: string | undefined, at: string, pathOf: (name: string) => BoundPath): BoundSort[] {
  if (text === undefined || text.trim() === "") return [];
  const keys = text.split(",").map((part) => part.trim());
  if (keys.length > SORT_MAX) fail(at, "list_length", { max: SORT_MAX });
  const sort = keys.map((key) => ({ path: pathOf(key.replace(/^-/, "")), descending: key.startsWith("-") }));
  const seen = new Set<string>();
  return sort.filter(({ path }) => !seen.has(path.path) && seen.add(path.path));
}

function bindSkip(skip = 0): number {
  return Number.isInteger(skip) && skip >= 0 && skip <= CAPS.skip ? skip : fail("/skip", "limit", { max: CAPS.skip });
}

export function bindLimit(limit: number | undefined, byDefault: number, max: number): number {
  if (limit === undefined) return byDefault;
  return Number.isInteger(limit) && limit >= 0 && limit <= max ? limit : fail("/limit", "limit", { max });
}
