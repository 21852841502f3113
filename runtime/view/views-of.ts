import type { ViewDoc } from "#shared/metadata/view.ts";
import { defaultView } from "#shared/model/defaults.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";

/** A view as a tab of the list. */
export interface ViewTab {
  /** In the address: the name, one's own after `~`. */
  key: string;
  view: ViewDoc;
  isMine: boolean;
}

/** The views of an object: its default first, then the others by name, then one's own. */
export function viewTabs(model: Model, object: ObjectModel, mine: readonly ViewDoc[]): ViewTab[] {
  const first = defaultView(model, object);
  const others = [...model.views.values()].filter((view) => view.object === object.name && view.name !== first.name);
  return [
    ...[first, ...others.toSorted((a, b) => (a.name < b.name ? -1 : 1))].map((view) => ({ key: view.name, view, isMine: false })),
    ...mine.map((view) => ({ key: `~${view.name}`, view, isMine: true })),
  ];
}
