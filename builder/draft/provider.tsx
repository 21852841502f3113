import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo, useState, type ReactNode } from "react";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { keys } from "#runtime/data/keys.ts";
import { fetchDraft } from "./api.ts";
import { DraftStore } from "./draft-store.ts";

const Context = createContext<DraftStore | null>(null);

/** The draft around this component. Throws outside of one. */
export function useDraftStore(): DraftStore {
  const store = use(Context);
  if (!store) throw new Error("the draft is used outside DraftProvider");
  return store;
}

/** ms between looks for what others changed in the draft. */
const LOOK_EVERY = 15_000;

export const draftKey = (slug: string): readonly unknown[] => [...keys.workspace(slug), "draft"];

interface DraftProviderProps {
  children: ReactNode;
  /** Shown until the draft is there. */
  waiting: ReactNode;
  failed: (problem: unknown, retry: () => void) => ReactNode;
}

/** Loads the draft of the workspace and keeps it current; asks before the page is left with something unsaved. */
export function DraftProvider({ children, waiting, failed }: DraftProviderProps) {
  const { slug, settings, model } = useWorkspace();
  const client = useQueryClient();
  // Settings come anew with every release; the one that a draft is compiled with, the currency, never changes.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const store = useMemo(() => new DraftStore(slug, settings), [slug]);
  const [loaded, setLoaded] = useState<DraftStore | null>(null);
  const list = useQuery({
    queryKey: draftKey(slug),
    queryFn: async ({ signal }) => {
      await store.take(await fetchDraft(slug, store.release === 0, signal));
      setLoaded(store);
      return store.release;
    },
    refetchInterval: LOOK_EVERY,
    refetchOnWindowFocus: true,
    gcTime: 0,
  });

  // Someone published: what "changed" means is another now.
  useEffect(() => {
    if (store.release !== 0 && store.release !== model.release) void client.invalidateQueries({ queryKey: draftKey(slug) });
  }, [client, store, slug, model.release]);

  useEffect(() => {
    function ask(event: BeforeUnloadEvent): void {
      if (store.hasUnsaved) event.preventDefault();
    }
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [store]);

  if (loaded !== store) return list.isError ? failed(list.error, () => void list.refetch()) : waiting;
  return <Context value={store}>{children}</Context>;
}

/** Asks the server anew for the draft: after a publish, a rollback, a removed document. */
export function useRefreshDraft(): () => Promise<void> {
  const client = useQueryClient();
  const { slug } = useWorkspace();
  return () => client.invalidateQueries({ queryKey: draftKey(slug) });
}
