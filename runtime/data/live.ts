import type { QueryClient } from "@tanstack/react-query";
import { isJsonObject } from "#shared/lib/json.ts";
import { workspacePath } from "./client.ts";
import { noteChange } from "./changes.ts";
import { keys } from "./keys.ts";

/** Whether what is on the screen follows the server. */
export type LiveState = "connecting" | "live" | "lost";

let state: LiveState = "connecting";
let changedAt: number | null = null;
const listeners = new Set<() => void>();

export const liveStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  state: (): LiveState => state,
  /** Moment (ms) of the last change told by the server. */
  changedAt: (): number | null => changedAt,
};

function tell(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/** ms: several events of one publish or batch make one reload. */
const GATHER = 150;
const RETRY_FROM = 1_000;
const RETRY_TO = 30_000;

/**
 * Follows the workspace's events. They carry no data, only what has changed (design §4): what is held of it is asked anew.
 * Reconnects with growing pauses; after a gap everything held counts as changed. Returns how to stop.
 */
export function connectLive(client: QueryClient, slug: string): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let pause = RETRY_FROM;
  let hadGap = false;
  const changed = new Map<string, Set<string>>();
  let gathering: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    gathering = undefined;
    changedAt = Date.now();
    for (const [object, ids] of changed) noteChange(client, slug, object, ids);
    changed.clear();
    for (const listener of listeners) listener();
  }
  function hear(event: MessageEvent<string>): void {
    const change = readChange(event.data);
    if (!change) return;
    const known = changed.get(change.object);
    // One change of which nobody says where stands for all of the object.
    const isWhole = change.ids.length === 0 || known?.size === 0;
    changed.set(change.object, new Set(isWhole ? [] : [...(known ?? []), ...change.ids]));
    gathering ??= setTimeout(flush, GATHER);
  }
  function open(): void {
    const stream = new EventSource(workspacePath(slug, "events"));
    source = stream;
    stream.onopen = () => {
      pause = RETRY_FROM;
      tell("live");
      if (hadGap) void client.invalidateQueries({ queryKey: keys.workspace(slug) });
      if (hadGap) noteChange(client, slug, null, new Set());
      hadGap = false;
    };
    stream.addEventListener("records.changed", hear);
    stream.addEventListener("release.published", () => void client.invalidateQueries({ queryKey: keys.model(slug) }));
    stream.onerror = () => {
      hadGap = true;
      tell("lost");
      // The browser tries again by itself unless the server has refused; then we do, more and more slowly.
      if (stream.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(open, pause);
      pause = Math.min(pause * 2, RETRY_TO);
    };
  }

  open();
  return () => {
    source?.close();
    clearTimeout(retry);
    clearTimeout(gathering);
    tell("connecting");
  };
}

/** `ids` empty: the object has changed, nobody says where. */
function readChange(data: string): { object: string; ids: string[] } | null {
  const body: unknown = JSON.parse(data);
  if (!isJsonObject(body) || typeof body.object !== "string") return null;
  return { object: body.object, ids: Array.isArray(body.ids) ? body.ids.filter((id) => typeof id === "string") : [] };
}
