import { listHref } from "./hrefs.ts";
import type { WorkspaceContext } from "./workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { AppDoc, AppItemDoc } from "#shared/metadata/app.ts";
import { isHue, type Hue } from "#shared/ui/hue.ts";
import { isPiece, type PieceName } from "#shared/ui/Piece.tsx";

export interface NavEntry {
  id: string;
  label: string;
  href: string;
  object: string;
  /** Of a view; null for an object's own list. */
  view: string | null;
}
export interface NavModule {
  name: string;
  label: string;
  piece: PieceName;
  hue: Hue;
  entries: readonly NavEntry[];
}

/** The navigation that the app documents describe, as far as this viewer may follow it. A module without entries is left out. */
export function modulesOf(workspace: WorkspaceContext): NavModule[] {
  const apps = [...workspace.model.apps.values()].toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0) || (a.name < b.name ? -1 : 1));
  return apps.map((app) => moduleOf(workspace, app)).filter(({ entries }) => entries.length > 0);
}

function moduleOf(workspace: WorkspaceContext, app: AppDoc): NavModule {
  return {
    name: app.name,
    label: labelText(app.label, workspace.language, app.name),
    piece: isPiece(app.piece) ? app.piece : "square",
    hue: isHue(app.hue) ? app.hue : "grey",
    entries: (app.items ?? []).flatMap((item) => entryOf(workspace, item) ?? []),
  };
}

/** Items lead to what has a screen: lists of objects the viewer may read, and views of them. */
function entryOf({ slug, model, language, can }: WorkspaceContext, item: AppItemDoc): NavEntry | null {
  const view = item.view === undefined ? undefined : model.views.get(item.view);
  const object = model.object(item.object ?? view?.object ?? "");
  if (!object || !can(object.name, "read")) return null;
  const label = labelText(item.label ?? view?.label ?? object.plural, language, object.name);
  return { id: item.id, label, href: listHref(slug, object.name, view?.name), object: object.name, view: view?.name ?? null };
}

/** The module an object belongs to: the one whose navigation names it nearest to the top. Its piece stands beside the object's name. */
export function moduleOfObject(modules: readonly NavModule[], object: string): NavModule | undefined {
  const place = ({ entries }: NavModule): number => entries.findIndex((entry) => entry.object === object);
  const naming = modules.filter((module) => place(module) >= 0);
  return naming.toSorted((a, b) => place(a) - place(b))[0];
}

/** The object that a path of the workspace is about, or null. */
export function objectInPath(slug: string, path: string): string | null {
  const [, object] = path.split(`${listHref(slug, "")}`);
  return object ? decodeURIComponent(object.split("/")[0] ?? "") : null;
}
