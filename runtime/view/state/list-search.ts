import { isJsonObject, sameJson, type Json } from "#shared/lib/json.ts";
import type { ViewDoc } from "#shared/metadata/view.ts";
import type { Where } from "#shared/metadata/where.ts";

/** The part of a list's address that says what is seen: a link shares it. What is absent is as the view has it. */
export interface ListSearch {
  view?: string;
  filters?: Where[];
  sort?: string;
  group?: string;
  columns?: string;
  q?: string;
}

/** Reads an address; what makes no sense is left out, so that an old link still opens. */
export function parseListSearch(raw: Record<string, unknown>): ListSearch {
  const text = (key: string): string | undefined => {
    const value = raw[key];
    return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
  };
  const search: ListSearch = {};
  const view = text("view");
  const sort = text("sort");
  const group = text("group");
  const columns = text("columns");
  const q = text("q");
  if (view !== undefined) search.view = view;
  if (sort !== undefined) search.sort = sort;
  if (group !== undefined) search.group = group;
  if (columns !== undefined) search.columns = columns;
  if (q !== undefined && q !== "") search.q = q;
  if (Array.isArray(raw.filters)) search.filters = raw.filters.filter(isWhere);
  return search;
}

function isWhere(value: unknown): value is Where {
  if (!isJsonObject(value)) return false;
  if (typeof value.field === "string") return typeof value.op === "string";
  if (Array.isArray(value.and)) return value.and.every(isWhere);
  if (Array.isArray(value.or)) return value.or.every(isWhere);
  return isWhere(value.not);
}

/** What a list shows: its view, as changed by the address. */
export interface ListState {
  view: ViewDoc;
  /** All must hold. A comparison is a chip that can be edited, the rest one that can be taken away. */
  filters: readonly Where[];
  /** `-amount,name` */
  sort: string;
  /** Field path, or "" for no groups. */
  groupBy: string;
  columns: readonly string[];
  /** Quick search; belongs to no view. */
  q: string;
  /** Whether it differs from the view. */
  isChanged: boolean;
}

export function listState(view: ViewDoc, search: ListSearch): ListState {
  const own = ownState(view);
  const state = {
    filters: search.filters ?? own.filters,
    sort: search.sort ?? own.sort,
    groupBy: search.group ?? own.groupBy,
    columns: search.columns === undefined ? own.columns : search.columns.split(",").filter((path) => path !== ""),
  };
  return { view, ...state, q: search.q ?? "", isChanged: !sameJson(own, state) };
}

function ownState(view: ViewDoc) {
  return { filters: partsOf(view.where), sort: view.sort ?? "", groupBy: view.groupBy ?? "", columns: view.columns ?? view.card ?? [] };
}

/** The conditions that must all hold. */
export function partsOf(where: Where | undefined): Where[] {
  if (where === undefined) return [];
  return "and" in where ? where.and.flatMap(partsOf) : [where];
}

/** The address of a changed state: only what differs from the view. */
export function searchOf(state: Omit<ListState, "isChanged">, viewName: string | undefined): ListSearch {
  const own = ownState(state.view);
  return {
    ...(viewName !== undefined && { view: viewName }),
    ...(!sameJson(state.filters, own.filters) && { filters: [...state.filters] }),
    ...(state.sort !== own.sort && { sort: state.sort }),
    ...(state.groupBy !== own.groupBy && { group: state.groupBy }),
    ...(!sameJson(state.columns, own.columns) && { columns: state.columns.join(",") }),
    ...(state.q !== "" && { q: state.q }),
  };
}

/** The view document that holds a state, for saving it under a name. */
export function documentOf(state: ListState, name: string, label: string): ViewDoc {
  const { where: _where, sort: _sort, groupBy: _groupBy, columns: _columns, card: _card, when: _when, extends: _extends, description: _description, ...rest } = state.view;
  const [first, ...others] = state.filters;
  const isBoard = state.view.card !== undefined && state.view.columns === undefined;
  return {
    ...rest,
    name,
    label: { en: label, "zh-CN": label },
    ...(first !== undefined && { where: others.length === 0 ? first : { and: [...state.filters] } }),
    ...(state.sort !== "" && { sort: state.sort }),
    ...(state.groupBy !== "" && { groupBy: state.groupBy }),
    ...(isBoard ? { card: [...state.columns] } : { columns: [...state.columns] }),
  };
}

/** One key of a sort: the field and its direction. */
export interface SortKey {
  field: string;
  descending: boolean;
}

export function sortKeys(sort: string): SortKey[] {
  return sort
    .split(",")
    .filter((key) => key !== "")
    .map((key) => ({ field: key.replace(/^-/, ""), descending: key.startsWith("-") }));
}

export function sortText(keys: readonly SortKey[]): string {
  return keys.map((key) => (key.descending ? `-${key.field}` : key.field)).join(",");
}

/** True for a JSON value that says nothing. */
export function isBlank(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
