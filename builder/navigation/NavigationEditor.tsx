import { useState } from "react";
import { useTranslation } from "react-i18next";
import Plus from "lucide-react/icons/plus";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { AppItemDoc } from "#shared/metadata/app.ts";
import type { Model } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { isHue } from "#shared/ui/hue.ts";
import { isPiece, Piece } from "#shared/ui/Piece.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { DocumentMenu } from "../canvas/DocumentMenu.tsx";
import { freeDocumentName, useCreate } from "../canvas/use-create.ts";
import { addElement, moveElement, removeElement } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor, useDraftItems, type DocumentEditor } from "../draft/hooks.ts";
import { freeName } from "../inspector/free-name.ts";
import { SortableRows } from "../inspector/SortableRows.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import { AppInspector } from "./AppInspector.tsx";
import { ItemInspector } from "./ItemInspector.tsx";
import css from "./navigation.module.css";

/** The navigation editor: apps at the left, what an app shows in the middle, in its order. */
export function NavigationEditor({ name }: { name: string | undefined; at: string | undefined }) {
  const { t } = useTranslation("designer");
  const { slug } = useWorkspace();
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const items = useDraftItems();
  const create = useCreate();
  const apps = [...model.apps.values()].toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
  const current = name ?? apps[0]?.name ?? "";
  const editor = useDocumentEditor("app", current);
  const [selected, setSelected] = useState<string | null>(null);
  const item = editor?.document.items?.find((one) => one.id === selected);

  function add(): void {
    const made = freeDocumentName("app", new Set(items.filter((one) => one.kind === "app").map((one) => one.name)));
    create({ kind: "app", name: made, label: { en: t("app.new", { lng: "en" }), "zh-CN": t("app.new", { lng: "zh-CN" }) }, piece: "square", hue: "grey", order: 100, items: [] }, studioPaths.navigation(slug, made));
  }
  return (
    <StudioFrame
      designer="navigation"
      crumbs={[{ label: t("app.navigation"), href: studioPaths.navigation(slug) }, { label: labelText(editor?.document.label, format.language, current) }]}
      editor={editor}
      canvas="paper"
      problems={editor?.diagnostics}
      actions={editor && <DocumentMenu document={editor.document} label={labelText(editor.document.label, format.language, current)} readOnly={editor.status === "readonly"} list={studioPaths.navigation(slug)} />}
      palette={
        <div className={css.apps}>
          <ul>
            {apps.map((app) => (
              <li key={app.name}>
                <a href={studioPaths.navigation(slug, app.name)} aria-current={app.name === current ? "page" : undefined}>
                  <Piece name={isPiece(app.piece) ? app.piece : "square"} hue={isHue(app.hue) ? app.hue : "grey"} />
                  <span>{labelText(app.label, format.language, app.name)}</span>
                </a>
              </li>
            ))}
          </ul>
          <Button look="subtle" size="sm" icon={<Plus />} onClick={add}>{t("app.add")}</Button>
        </div>
      }
      inspector={editor && (item ? <ItemInspector key={item.id} item={item} editor={editor} onRemoved={() => setSelected(null)} /> : <AppInspector editor={editor} />)}
      paletteLabel={t("app.apps")}
    >
      {editor ? <AppItems editor={editor} selected={selected} onSelect={setSelected} /> : <EmptyState title={t("app.none")} action={<Button onClick={add}>{t("app.add")}</Button>} />}
    </StudioFrame>
  );
}

function AppItems({ editor, selected, onSelect }: { editor: DocumentEditor<"app">; selected: string | null; onSelect: (id: string | null) => void }) {
  const { t } = useTranslation("designer");
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const items = editor.document.items ?? [];
  const readOnly = editor.status === "readonly";
  const label = (item: AppItemDoc): string => itemLabel(model, item, format.language);
  function add(): void {
    const used = new Set(items.map((item) => item.object));
    const object = [...model.objects.values()].find((one) => !used.has(one.name) && !one.builtIn && !one.parent) ?? [...model.objects.values()][0];
    if (!object) return;
    const id = freeName(object.name, new Set(items.map((item) => item.id)), "item");
    if (editor.run(addElement(["items"], { id, object: object.name }))) onSelect(id);
  }
  return (
    <div className={css.sheet}>
      <header><h2>{t("app.items")}</h2><Button size="sm" icon={<Plus />} disabled={readOnly} onClick={add}>{t("app.addItem")}</Button></header>
      {items.length === 0 && <EmptyState picture={false} title={t("app.empty")} />}
      <SortableRows items={items} idOf={(item) => item.id} nameOf={label} readOnly={readOnly} label={t("app.items")} onMove={(id, to) => void editor.run(moveElement(["items"], id, to))}>
        {(item) => (
          <button type="button" className={css.item} aria-pressed={item.id === selected} onClick={() => onSelect(item.id)} onKeyDown={(event) => { if (event.key === "Delete") editor.run(removeElement(["items"], item.id)); }}>
            <span>{label(item)}</span>
            <span className={css.kind}>{t(`app.kind.${item.view !== undefined ? "view" : item.page !== undefined ? "page" : "object"}`)}</span>
          </button>
        )}
      </SortableRows>
    </div>
  );
}

/** What an entry of the navigation is called: its own label, else that of what it opens. */
function itemLabel(model: Model, item: AppItemDoc, language: "en" | "zh-CN"): string {
  const opened = item.view !== undefined ? model.views.get(item.view)?.label : item.page !== undefined ? model.pages.get(item.page)?.label : model.object(item.object ?? "")?.plural;
  return labelText(item.label, language) || labelText(opened, language, item.object ?? item.view ?? item.page ?? item.id);
}

