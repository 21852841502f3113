import type { WorkspaceContext } from "#runtime/data/workspace.tsx";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";

/** What a new record of this viewer starts with: he owns it. */
export function startOf({ viewer, fieldRight }: WorkspaceContext, object: ObjectModel, prefilled: RecordValues = {}): RecordValues {
  return object.owners && fieldRight(object.name, "owner_id") === "write" ? { owner_id: viewer.id, ...prefilled } : prefilled;
}
