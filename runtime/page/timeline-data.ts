import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, patch, post, remove, workspacePath } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Json } from "#shared/lib/json.ts";

/** What happened to a record at a moment (`GET …/history`). */
export interface HistoryEntry {
  id: string;
  at: string;
  by: string | null;
  by$title: string | null;
  via: string;
  /** `create update delete restore …` */
  action: string;
  /** By field; of a line under its list: `lines/<id>/<field>`, `…/id` that it came or went; `lines$order` the order. */
  changes: Record<string, [Json, Json]>;
  reason?: string;
}

interface HistoryPage {
  entries: HistoryEntry[];
  /** Of the records that the changes name. */
  titles: Record<string, string | null>;
  cursor: string | null;
}

export interface Comment {
  id: string;
  at: string;
  by: string | null;
  by$title: string | null;
  body: string;
  edited_at: string | null;
}

interface CommentPage {
  comments: Comment[];
  cursor: string | null;
}

const withCursor = (path: string, cursor: string | null): string => (cursor === null ? path : `${path}?cursor=${encodeURIComponent(cursor)}`);

/** The history by pages, newest first; kept with the record, so that a change of it asks anew. */
export function useHistory(object: string, id: string) {
  const { slug } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...keys.record(slug, object, id), "history"],
    queryFn: ({ pageParam, signal }) => get<HistoryPage>(withCursor(workspacePath(slug, "records", object, id, "history"), pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  });
}

export function useComments(object: string, id: string) {
  const { slug } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...keys.record(slug, object, id), "comments"],
    queryFn: ({ pageParam, signal }) => get<CommentPage>(withCursor(workspacePath(slug, "records", object, id, "comments"), pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  });
}

export type CommentChange = { body: string } | { id: string; body: string } | { id: string; remove: true };

/** Adds, changes and removes comments; what is shown is asked anew. */
export function useChangeComment(object: string, id: string) {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const path = workspacePath(slug, "records", object, id, "comments");
  return useMutation({
    mutationFn: async (change: CommentChange): Promise<void> => {
      if (!("id" in change)) await post<Comment>(path, change);
      else if ("body" in change) await patch<Comment>(`${path}/${encodeURIComponent(change.id)}`, { body: change.body });
      else await remove(`${path}/${encodeURIComponent(change.id)}`);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [...keys.record(slug, object, id), "comments"] }),
  });
}
