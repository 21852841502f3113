import { useDeferredValue, useMemo, useSyncExternalStore } from "react";
import type { Compiled } from "#shared/model/compile.ts";
import { useDraftStore } from "./provider.tsx";

/**
 * The model that the draft would be as the next release, with every problem of it, unsaved edits included. It follows typing
 * a moment later, so that typing never waits for it. With errors it lacks what is wrong.
 */
export function useDraftModel(): Compiled {
  const store = useDraftStore();
  const version = useDeferredValue(useSyncExternalStore(store.subscribe, store.version));
  // The version is what tells that the store has something else to compile.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => store.compiled(), [store, version]);
}
