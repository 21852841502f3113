import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, request, workspacePath } from "#runtime/data/client.ts";
import { keys } from "#runtime/data/keys.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { TemplateAnswer } from "#shared/api/workspaces.ts";
import type { Label } from "#shared/lib/label.ts";
import { useReleased, type PlanAnswer, type PublishedAnswer } from "../releases/api.ts";

/** A package that is installed or may be (`GET …/packages`). */
export interface PackageAnswer {
  readonly name: string;
  readonly version: string;
  readonly label: Label;
  readonly description?: Label;
  readonly depends: readonly string[];
  /** Packages that it knows: with them it shows more. */
  readonly joins: readonly string[];
  /** Stands below others and is never offered. */
  readonly hidden: boolean;
  readonly installed: boolean;
}

const packagesKey = (slug: string): readonly unknown[] => [...keys.workspace(slug), "packages"];

export function usePackages() {
  const { slug, model } = useWorkspace();
  return useQuery({
    queryKey: [...packagesKey(slug), model.release],
    queryFn: async ({ signal }) => (await get<{ packages: PackageAnswer[] }>(workspacePath(slug, "packages"), { signal })).packages,
    placeholderData: (former) => former,
  });
}

/** Piece and hue of packages that are not here yet, by name: of what is here its app says them. */
export function useOffered() {
  return useQuery({
    queryKey: ["templates"],
    queryFn: async ({ signal }) => (await get<{ templates: TemplateAnswer[] }>("/api/templates", { signal })).templates,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What installing packages would do, in words; asked anew for every choice. Not asked once they are being installed. */
export function useInstallPlan(packages: readonly string[], isOpen: boolean) {
  const { slug, model } = useWorkspace();
  return useQuery({
    queryKey: [...packagesKey(slug), "plan", model.release, packages],
    queryFn: ({ signal }) => post<PlanAnswer>(`${workspacePath(slug, "packages", "install")}?dryRun=true`, { packages }, { signal }),
    enabled: isOpen && packages.length > 0,
    placeholderData: (former) => former,
  });
}

/** Everything that is held of the workspace is another after packages or their data came or went. */
function useChanged(): () => Promise<void> {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const released = useReleased();
  return async () => {
    await released();
    await client.invalidateQueries({ queryKey: keys.workspace(slug), predicate: ({ queryKey }) => queryKey[2] !== "model" && queryKey[2] !== "draft" });
  };
}

export function useInstall() {
  const { slug } = useWorkspace();
  const changed = useChanged();
  return useMutation({
    mutationFn: (wish: { packages: readonly string[]; sampleData: boolean }) => post<PublishedAnswer>(workspacePath(slug, "packages", "install"), wish),
    onSuccess: changed,
  });
}

export function useUninstall() {
  const { slug } = useWorkspace();
  const changed = useChanged();
  return useMutation({
    mutationFn: async (name: string) => (await request<PublishedAnswer>("DELETE", workspacePath(slug, "packages", name))).data,
    onSuccess: changed,
  });
}

/** Removes the sample records that nobody has touched; answers how many went and how many stayed. */
export function useRemoveSampleData() {
  const { slug } = useWorkspace();
  const changed = useChanged();
  return useMutation({
    mutationFn: async () => (await request<{ removed: number; kept: number }>("DELETE", workspacePath(slug, "sample-data"))).data,
    onSuccess: changed,
  });
}
