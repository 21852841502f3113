import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, put, remove, workspacePath } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { ViewDoc } from "#shared/metadata/view.ts";

interface MyView {
  name: string;
  view: ViewDoc;
}

/** One's own views of an object. */
export function useMyViews(object: string) {
  const { slug } = useWorkspace();
  return useQuery({
    queryKey: keys.myViews(slug),
    queryFn: async ({ signal }) => (await get<{ views: MyView[] }>(workspacePath(slug, "my", "views"), { signal })).views,
    select: (views) => views.filter(({ view }) => view.object === object).map(({ name, view }) => ({ ...view, name })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSaveMyView() {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (view: ViewDoc) => put<ViewDoc>(workspacePath(slug, "my", "views", view.name), view),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.myViews(slug) }),
  });
}

export function useRemoveMyView() {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => remove(workspacePath(slug, "my", "views", name)),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.myViews(slug) }),
  });
}
