import type { Model } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { EventRow } from "#server/store/port.ts";
import type { Workspace } from "#server/workspaces/port.ts";

/** What a live stream tells: that something of an object has changed; `ids` where the viewer may know which. No data. */
export interface Change {
  readonly object: string;
  readonly ids: readonly string[];
}

/** Above this many records of an object in one breath, "look again" says it better than a list. */
const IDS_MAX = 200;
/** Changes after which a record may have left the viewer's sight; he can't be told which, only to look again. */
const MAY_VANISH = new Set<EventRow["type"]>(["record.deleted"]);

/**
 * Which of these events the viewer may be told. Ids only of records that he may read now; where something may have left his
 * sight (deleted, another owner) the object alone; of objects that he may not read, nothing.
 */
export async function visibleChanges(workspace: Workspace, viewer: Viewer, events: readonly EventRow[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const [object, own] of byObject(events)) {
    const policy = viewer.rights.object(object).policy("read");
    if (policy.size === 0 || !workspace.current.model.object(object)) continue;
    const ids = [...new Set(own.flatMap(({ record }) => record ?? []))];
    if (ids.length > IDS_MAX) changes.push({ object, ids: [] });
    else if (policy.has("all")) changes.push({ object, ids });
    else {
      const covered = await workspace.current.reads.covered(workspace.store.reader, viewer, object, ids, "read");
      const vanished = own.some((event) => MAY_VANISH.has(event.type) || decidesSight(workspace.current.model, object, event));
      if (covered.size > 0 || vanished) changes.push({ object, ids: vanished ? [] : [...covered] });
    }
  }
  return changes;
}

function byObject(events: readonly EventRow[]): Map<string, EventRow[]> {
  const found = new Map<string, EventRow[]>();
  for (const event of events) {
    if (event.object === null) continue;
    const own = found.get(event.object);
    if (own) own.push(event);
    else found.set(event.object, [event]);
  }
  return found;
}

/** A change of the owner, or of a line's header, may take a record out of sight. */
function decidesSight(model: Model, object: string, event: EventRow): boolean {
  const parent = model.object(object)?.parent?.name;
  return event.fields.some((field) => field === "owner_id" || field === parent);
}
