import type { QueryClient } from "@tanstack/react-query";
import { keys } from "./keys.ts";

/** Told of a change of records: of one object, or of all (null) after a gap in the live connection. */
export type ChangeListener = (object: string | null, ids: ReadonlySet<string>) => void;

const listeners = new Set<ChangeListener>();

/** For what holds records outside of react-query (the windows of long lists). Returns how to stop listening. */
export function onChange(listener: ChangeListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Records have changed, here or elsewhere: what is held of them is asked anew. `ids` empty: nobody knows which. */
export function noteChange(client: QueryClient, slug: string, object: string | null, ids: ReadonlySet<string>): void {
  for (const listener of listeners) listener(object, ids);
  if (object === null) return;
  void client.invalidateQueries({
    queryKey: keys.object(slug, object),
    predicate: ({ queryKey }) => queryKey[4] !== "one" || ids.size === 0 || ids.has(String(queryKey[5])),
  });
}
