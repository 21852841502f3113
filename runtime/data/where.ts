import type { Json } from "#shared/lib/json.ts";
import type { Comparison, Where } from "#shared/metadata/where.ts";

/** In a view's or lookup's condition: whoever is looking. */
export const ME = "$me";

/** The condition with `$me` replaced by the viewer's id. */
export function resolveMe(where: Where, viewer: string): Where {
  if ("and" in where) return { and: where.and.map((part) => resolveMe(part, viewer)) };
  if ("or" in where) return { or: where.or.map((part) => resolveMe(part, viewer)) };
  if ("not" in where) return { not: resolveMe(where.not, viewer) };
  return where.value === undefined ? where : { ...where, value: resolveValue(where.value, viewer) };
}

function resolveValue(value: Json, viewer: string): Json {
  if (value === ME) return viewer;
  return Array.isArray(value) ? value.map((item) => (item === ME ? viewer : item)) : value;
}

/** True for a comparison of one field; false for and, or, not. */
export function isComparison(where: Where): where is Comparison {
  return "field" in where;
}

/** All of these must hold; undefined where there is none. */
export function allOf(parts: readonly (Where | undefined)[]): Where | undefined {
  const given = parts.filter((part) => part !== undefined);
  return given.length > 1 ? { and: given } : given[0];
}
