import type { WorkspaceContext } from "#runtime/data/workspace.tsx";
import { allOf, resolveMe } from "#runtime/data/where.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { ListState } from "./list-search.ts";

/** How many fields a quick search looks into. */
const SEARCHED = 6;

/** The condition of what is seen: filters and quick search, with the viewer's own id for `$me`. */
export function whereOf(workspace: WorkspaceContext, object: ObjectModel, state: Pick<ListState, "filters" | "q">): Where | undefined {
  const filters = state.filters.map((part) => resolveMe(part, workspace.viewer.id));
  return allOf([...filters, quickSearch(workspace, object, state.q)]);
}

/** Text anywhere in the fields that search looks into, the title first. */
function quickSearch({ fieldRight }: WorkspaceContext, object: ObjectModel, q: string): Where | undefined {
  const text = q.trim();
  if (text === "") return undefined;
  const fields = object.fields
    .filter((field) => field.operators.includes("contains") && field.value.class === "text" && (field.kind.searchable || field.name === object.titleField))
    .filter((field) => ["read", "write"].includes(fieldRight(object.name, field.name)))
    .toSorted((a, b) => Number(b.name === object.titleField) - Number(a.name === object.titleField))
    .slice(0, SEARCHED);
  const parts: Where[] = fields.map((field) => ({ field: field.name, op: "contains", value: text }));
  return parts.length > 1 ? { or: parts } : parts[0];
}
