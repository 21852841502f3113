import { useQuery } from "@tanstack/react-query";
import { get, workspacePath } from "#runtime/data/client.ts";
import { fetchPage } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";

/** A place that names a document or field (`GET …/where-used`). */
export interface Use {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
}

export interface RowCount {
  readonly count: number;
  /** There may be more. */
  readonly isAtLeast: boolean;
}

/** How many records have a value in a published field; or how many there are of an object. Null where it was never published. */
export function useRowCount(object: string, field?: string) {
  const { slug, model } = useWorkspace();
  const found = model.object(object);
  const known = field === undefined ? found !== undefined : found?.field(field)?.operators.includes("isNotEmpty") === true;
  return useQuery({
    queryKey: ["w", slug, "cost", object, field ?? null],
    queryFn: async ({ signal }): Promise<RowCount> => {
      const page = await fetchPage(slug, object, { limit: 1, count: true, fields: ["id"], ...(field !== undefined && { where: { field, op: "isNotEmpty" as const } }) }, null, signal);
      return { count: page.count ?? page.records.length, isAtLeast: page.countIs === "atLeast" };
    },
    enabled: known,
    staleTime: 0,
  });
}

/** Where a document of the draft, a field of an object or an option of a set is named. */
export function useUses(kind: string, name: string, part?: string, enabled = true) {
  const { slug } = useWorkspace();
  return useQuery({
    queryKey: ["w", slug, "uses", kind, name, part ?? null],
    queryFn: async ({ signal }) => (await get<{ uses: Use[] }>(workspacePath(slug, "where-used", kind, name, ...(part === undefined ? [] : [part])), { signal })).uses,
    enabled,
    staleTime: 0,
  });
}
