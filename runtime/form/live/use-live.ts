import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { sameJson, type Json } from "#shared/lib/json.ts";
import { plainHost } from "#shared/model/scope.ts";
import { jsonValues, type FormFields } from "../fields.ts";
import type { FormShape, LineRow } from "../values.ts";
import { LiveStore } from "./live-store.ts";

/** Computes a form's fields while it is filled in. */
export function useLiveStore(hook: UseFormReturn<FormFields>, shape: FormShape, id: string | null): LiveStore {
  const { model, settings, viewer, fieldRight } = useWorkspace();
  const readable = useRef(fieldRight);
  readable.current = fieldRight;
  const store = useMemo(() => {
    const made = new LiveStore({
      model,
      shape,
      id,
      readable: (object, field) => !["hidden", "masked"].includes(readable.current(object, field)),
      host: () => plainHost(settings, new Date(), viewer.id),
    });
    made.update(jsonValues(hook.getValues()));
    return made;
  }, [model, shape, id, settings, viewer.id, hook]);
  // What the callback is given is a copy, in which every line would look like another.
  useEffect(() => hook.subscribe({ formState: { values: true }, callback: () => store.update(jsonValues(hook.getValues())) }), [hook, store]);
  return store;
}

/** Something of the live form; whoever asks is drawn anew only when it is another. */
export function useLive<T extends Json>(store: LiveStore, select: (store: LiveStore) => T): T {
  const last = useRef<{ store: LiveStore; value: T } | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const value = select(store);
    const known = last.current;
    if (known && known.store === store && sameJson(known.value, value)) return known.value;
    last.current = { store, value };
    return value;
  });
}

/** Lines with their computed values; the same array while nothing of them has changed. */
export function useLiveRows(store: LiveStore, list: string, lines: readonly LineRow[]): readonly LineRow[] {
  return useSyncExternalStore(store.subscribe, () => store.rows(list, lines));
}
