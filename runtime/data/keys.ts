import type { Query } from "#shared/query/query.ts";

/** What a list of records asks for, beside its object (contract §4). */
export type ListParams = Omit<Query, "from" | "cursor" | "groupBy" | "measures" | "having">;

/** Keys of everything kept by react-query. All of a workspace begins with `["w", slug]`, all of an object's records with `records`. */
export const keys = {
  me: ["me"] as const,
  workspace: (slug: string) => ["w", slug] as const,
  model: (slug: string) => ["w", slug, "model"] as const,
  object: (slug: string, object: string) => ["w", slug, "records", object] as const,
  lists: (slug: string, object: string) => ["w", slug, "records", object, "list"] as const,
  list: (slug: string, object: string, params: ListParams) => ["w", slug, "records", object, "list", params] as const,
  record: (slug: string, object: string, id: string) => ["w", slug, "records", object, "one", id] as const,
  recordWith: (slug: string, object: string, id: string, expand: readonly string[]) => ["w", slug, "records", object, "one", id, expand] as const,
  aggregate: (slug: string, query: Query) => ["w", slug, "records", query.from, "aggregate", query] as const,
  myViews: (slug: string) => ["w", slug, "my-views"] as const,
  members: (slug: string) => ["w", slug, "members"] as const,
};
