import { isJsonObject, pointer, sameJson, type Json } from "#shared/lib/json.ts";
import { identityOf } from "./merge.ts";

/**
 * One property in which two documents differ. `path` goes by identity, not by place (`/fields/amount/required`), so that it
 * means the same in both. `moved`: the order of a list, apart from what was added or removed; `from` and `to` are identities.
 */
export interface PropertyChange {
  readonly path: string;
  readonly change: "added" | "removed" | "changed" | "moved";
  readonly from: Json;
  readonly to: Json;
}

/** Settings that hold a query or a free value: compared whole. */
const WHOLE = new Set(["where", "default", "having"]);

/** Where two versions of a document differ, in the order of the newer one. Pure. */
export function diffDocuments(before: unknown, after: unknown): PropertyChange[] {
  const changes: PropertyChange[] = [];
  compare(before as Json, after as Json, "", changes); // documents are JSON
  return changes;
}

function compare(before: Json, after: Json, path: string, changes: PropertyChange[]): void {
  if (sameJson(before, after)) return;
  if (isJsonObject(before) && isJsonObject(after)) return compareObjects(before, after, path, changes);
  if (Array.isArray(before) && Array.isArray(after)) {
    const old = identities(before);
    const now = identities(after);
    if (old && now) return compareLists(old, now, path, changes);
  }
  changes.push({ path, change: "changed", from: before, to: after });
}

function compareObjects(before: Record<string, Json>, after: Record<string, Json>, path: string, changes: PropertyChange[]): void {
  for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
    const here = path + pointer(key);
    const old = before[key];
    const now = after[key];
    if (old === undefined) changes.push({ path: here, change: "added", from: null, to: now ?? null });
    else if (now === undefined) changes.push({ path: here, change: "removed", from: old, to: null });
    else if (!WHOLE.has(key)) compare(old, now, here, changes);
    else if (!sameJson(old, now)) changes.push({ path: here, change: "changed", from: old, to: now });
  }
}

function compareLists(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>, path: string, changes: PropertyChange[]): void {
  for (const [identity, item] of before) {
    if (!after.has(identity)) changes.push({ path: path + pointer(identity), change: "removed", from: item, to: null });
  }
  for (const [identity, item] of after) {
    const old = before.get(identity);
    if (old === undefined) changes.push({ path: path + pointer(identity), change: "added", from: null, to: item });
    else compare(old, item, path + pointer(identity), changes);
  }
  const oldOrder = [...before.keys()].filter((identity) => after.has(identity));
  const newOrder = [...after.keys()].filter((identity) => before.has(identity));
  if (!sameJson(oldOrder, newOrder)) changes.push({ path, change: "moved", from: oldOrder, to: newOrder });
}

/** Elements by identity; null where some element has none or two share one: such lists are compared whole. */
function identities(list: readonly Json[]): Map<string, Json> | null {
  const found = new Map<string, Json>();
  for (const item of list) {
    const identity = identityOf(item);
    if (identity === null || found.has(identity)) return null;
    found.set(identity, item);
  }
  return found;
}
