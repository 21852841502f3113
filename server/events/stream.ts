import type { EventRow } from "#server/store/port.ts";
import type { Viewer } from "#server/access/rights.ts";
import { DRAFT_TABLE } from "#server/metadata/presence.ts";
import type { OpenWorkspace } from "#server/workspaces/open-workspace.ts";
import { visibleChanges } from "./changes.ts";

/** Events of one breath are told together. */
const GATHER_MS = 100;
const HEARTBEAT_MS = 15_000;
/** Events kept for a slow stream; beyond them it is told to look at everything again. */
const KEPT_MAX = 5000;

export interface LiveOptions {
  readonly workspace: OpenWorkspace;
  /** Who listens, as of now; null when the session has ended or the person has left: then the stream ends too. */
  readonly viewer: () => Promise<Viewer | null>;
  readonly write: (text: string) => Promise<unknown>;
  readonly log: (error: unknown) => void;
}

/**
 * Tells one listener what changes until `ended` or until he may no longer listen. Every message is preceded by a look at the
 * session, so that a revoked one hears nothing more.
 */
export async function live(options: LiveOptions, ended: AbortSignal): Promise<void> {
  const { workspace } = options;
  let pending: EventRow[] = [];
  let wake: (() => void) | null = null;
  const rouse = (): void => {
    wake?.();
    wake = null;
  };
  const unsubscribe = workspace.store.onCommit((events) => {
    if (pending.length < KEPT_MAX) pending.push(...events);
    rouse();
  });
  let isOver = ended.aborted;
  const end = (): void => {
    isOver = true;
    rouse();
  };
  ended.addEventListener("abort", end);
  const stopWatching = workspace.onClosing(end);
  workspace.enter();
  try {
    await options.write(": live\n\n");
    while (!isOver) {
      await waitFor(() => pending.length > 0 || isOver, (resolve) => (wake = resolve));
      if (isOver) break;
      const viewer = await options.viewer();
      if (!viewer) break;
      const events = pending;
      pending = [];
      await options.write(events.length === 0 ? ": still here\n\n" : await told(workspace, viewer, events));
    }
  } catch (error) {
    if (!ended.aborted) options.log(error);
  } finally {
    unsubscribe();
    stopWatching();
    ended.removeEventListener("abort", end);
    workspace.leave();
  }
}

/** Resolves shortly after something is pending, or when a heartbeat is due. */
async function waitFor(isDue: () => boolean, onWake: (resolve: () => void) => void): Promise<void> {
  if (!isDue()) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, HEARTBEAT_MS);
      onWake(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
  if (isDue()) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
}

async function told(workspace: OpenWorkspace, viewer: Viewer, events: readonly EventRow[]): Promise<string> {
  const lines: string[] = [];
  if (events.some((event) => event.type === "release.published")) {
    lines.push(message("release.published", { release: workspace.current.model.release }));
  }
  if (viewer.rights.builder || viewer.rights.administrator) {
    const opened = new Set(events.flatMap(({ object, record }) => (object === DRAFT_TABLE && record !== null ? [record] : [])));
    for (const key of opened) {
      const [kind = "", name = ""] = key.split("/");
      lines.push(message("draft.presence", { kind, name }));
    }
  }
  for (const { object, ids } of await visibleChanges(workspace, viewer, events)) lines.push(message("records.changed", { object, ids }));
  return lines.length === 0 ? ": nothing for you\n\n" : lines.join("");
}

function message(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
