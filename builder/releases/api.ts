import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, workspacePath } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { PropertyChange } from "#shared/model/diff.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { useDraftStore, useRefreshDraft } from "../draft/provider.tsx";

/** One change of a plan, in words. */
export interface PlanChange {
  readonly kind: string;
  readonly name: string;
  /** Place in the document by identity: `/fields/amount`. "" is the whole document. */
  readonly path: string;
  readonly text: string;
  /** Records that lose something or lack what is now asked of them. */
  readonly rows: number;
  /** Up to five of them. */
  readonly atRisk: readonly string[];
}
export interface PlanAnswer {
  readonly plan: { readonly changes: readonly PlanChange[] };
  readonly diagnostics: readonly Diagnostic[];
}
export interface PublishedAnswer extends PlanAnswer {
  readonly release: number;
}
export interface RolledBackAnswer extends PublishedAnswer {
  /** Documents of the open draft that now stand on something else. */
  readonly conflicts: readonly { readonly kind: string; readonly name: string }[];
}
export interface ReleaseSummary {
  readonly n: number;
  readonly at: string;
  readonly by: string | null;
  readonly message: string | null;
}
export interface DocumentDiff {
  readonly kind: string;
  readonly name: string;
  readonly state: "added" | "removed" | "changed";
  readonly changes: readonly PropertyChange[];
}
export interface DocumentName {
  readonly kind: string;
  readonly name: string;
}

/** All releases, the newest first, and which is current. */
export function useReleases() {
  const { slug, model } = useWorkspace();
  return useQuery({
    queryKey: [...keys.workspace(slug), "releases", model.release],
    queryFn: ({ signal }) => get<{ current: number; releases: readonly ReleaseSummary[] }>(workspacePath(slug, "releases"), { signal }),
  });
}

/** Where release b differs from release a. */
export function useReleaseDiff(a: number, b: number) {
  const { slug } = useWorkspace();
  return useQuery({
    queryKey: [...keys.workspace(slug), "diff", a, b],
    queryFn: async ({ signal }) => (await get<{ documents: readonly DocumentDiff[] }>(workspacePath(slug, "releases", String(a), "diff", String(b)), { signal })).documents,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: a > 0 && b > 0,
  });
}

/** What publishing the draft (or the chosen documents, with what they need) would do. Asked anew whenever the draft changes. */
export function usePlan(chosen: readonly DocumentName[] | null) {
  const { slug } = useWorkspace();
  const store = useDraftStore();
  const changed = useDraftItems().filter((item) => item.state !== "unchanged");
  const signature = changed.map((item) => `${item.kind}/${item.name} ${item.state} ${store.entry(item.kind, item.name)?.etag ?? ""}`);
  return useQuery({
    queryKey: [...keys.workspace(slug), "plan", store.release, signature, chosen],
    queryFn: async ({ signal }) => {
      await store.flush();
      return post<PlanAnswer>(`${workspacePath(slug, "releases")}?dryRun=true`, chosen === null ? {} : { documents: chosen }, { signal });
    },
    enabled: changed.length > 0,
    placeholderData: (former) => former,
  });
}

/** After a publish or rollback everything that is held of the workspace's metadata is another. */
export function useReleased(): () => Promise<void> {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const refresh = useRefreshDraft();
  return async () => {
    await client.invalidateQueries({ queryKey: keys.model(slug) });
    await refresh();
  };
}

export function usePublish() {
  const { slug } = useWorkspace();
  const store = useDraftStore();
  const released = useReleased();
  return useMutation({
    mutationFn: async ({ message, documents }: { message: string; documents: readonly DocumentName[] | null }) => {
      await store.flush();
      return post<PublishedAnswer>(workspacePath(slug, "releases"), { ...(message !== "" && { message }), ...(documents && { documents }) });
    },
    onSuccess: released,
  });
}

/** What a rollback would do, in words, with counted rows. */
export function useRollbackPlan(n: number) {
  const { slug, model } = useWorkspace();
  return useQuery({
    queryKey: [...keys.workspace(slug), "rollback", model.release, n],
    queryFn: ({ signal }) => post<PlanAnswer>(`${workspacePath(slug, "releases", String(n), "rollback")}?dryRun=true`, {}, { signal }),
    staleTime: 0,
  });
}

export function useRollback() {
  const { slug } = useWorkspace();
  const released = useReleased();
  return useMutation({ mutationFn: (n: number) => post<RolledBackAnswer>(workspacePath(slug, "releases", String(n), "rollback"), {}), onSuccess: released });
}
