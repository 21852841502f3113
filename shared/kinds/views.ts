import type { ViewKind } from "./define.ts";
import { kind as kanban } from "./views/kanban/kind.ts";
import { kind as table } from "./views/table/kind.ts";

/** Every way to list records, in the order in which the builder offers them. A folder in `views/` is a line here. */
export const VIEW_KINDS = [table, kanban] as const satisfies readonly ViewKind[];

const byType: ReadonlyMap<string, ViewKind> = new Map(VIEW_KINDS.map((kind) => [kind.type, kind]));

/** The kind of a view, or undefined for a word that is none. */
export function viewKind(type: string): ViewKind | undefined {
  return byType.get(type);
}
