import ChevronRight from "lucide-react/icons/chevron-right";
import Redo2 from "lucide-react/icons/redo-2";
import Undo2 from "lucide-react/icons/undo-2";
import { Fragment, useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Document } from "#shared/metadata/document.ts";
import { homeHref } from "#runtime/data/hrefs.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { ButtonLink } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Logo } from "#shared/ui/Logo.tsx";
import type { Versioned } from "../draft/api.ts";
import type { EditStatus } from "../draft/edit-session.ts";
import { useDraftItems } from "../draft/hooks.ts";
import { studioPaths } from "./hrefs.ts";
import css from "./studio.module.css";

export interface Crumb {
  label: ReactNode;
  href?: string;
  /** Before the label: a `Piece`, an icon. */
  mark?: ReactNode;
}

/** The part of `DocumentEditor` that the frame steers. */
export interface EditorControls {
  readonly document: Document;
  undo(): void;
  redo(): void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly status: EditStatus | "readonly";
  readonly theirs: Versioned | null;
  resolve(choice: "theirs" | "mine"): void;
}

interface StudioBarProps {
  crumbs: readonly Crumb[];
  editor: EditorControls | undefined;
  tools: ReactNode;
  actions: ReactNode;
  /** False on the publish screen, which has the button itself. */
  publishes: boolean;
}

/** The bar of the studio: where one is, how the draft stands, undo and redo, publish. */
export function StudioBar({ crumbs, editor, tools, actions, publishes }: StudioBarProps) {
  const { t } = useTranslation("studio");
  const { slug, name } = useWorkspace();
  const changed = useDraftItems().filter((item) => item.state !== "unchanged").length;
  useUndoKeys(editor);
  const title = crumbs.at(-1);
  return (
    <header className={css.bar}>
      <a className={css.home} href={homeHref(slug)} aria-label={t("bar.leave", { name })} title={t("bar.leave", { name })}><Logo size={20} /></a>
      <nav className={css.crumbs} aria-label={t("bar.where")}>
        <a href={studioPaths.home(slug)}>{t("bar.studio")}</a>
        {crumbs.slice(0, -1).map((crumb, at) => (
          <Fragment key={at}>
            <ChevronRight aria-hidden="true" />
            {crumb.href === undefined ? <span className={css.crumb}>{crumb.mark}{crumb.label}</span> : <a className={css.crumb} href={crumb.href}>{crumb.mark}{crumb.label}</a>}
          </Fragment>
        ))}
        {title !== undefined && <><ChevronRight aria-hidden="true" /><h1 className={css.title}>{title.mark}<span>{title.label}</span></h1></>}
      </nav>
      {changed > 0 && <a className={css.pill} href={studioPaths.releases(slug)}><span className={css.dot} aria-hidden="true" />{t("bar.draft", { count: changed })}</a>}
      {editor !== undefined && editor.status !== "conflict" && <SaveState status={editor.status} />}
      <span className={css.middle}>
        {editor !== undefined && editor.status !== "readonly" && (
          <>
            <IconButton label={t("bar.undo")} keys="mod+z" icon={<Undo2 />} disabled={!editor.canUndo} onClick={() => editor.undo()} />
            <IconButton label={t("bar.redo")} keys="mod+shift+z" icon={<Redo2 />} disabled={!editor.canRedo} onClick={() => editor.redo()} />
          </>
        )}
        {tools !== undefined && <span className={css.tools}>{tools}</span>}
      </span>
      <span className={css.actions}>
        {actions}
        {publishes && <ButtonLink look="primary" href={studioPaths.releases(slug)}>{t("bar.publish")}</ButtonLink>}
      </span>
    </header>
  );
}

function SaveState({ status }: { status: EditorControls["status"] }) {
  const { t } = useTranslation("studio");
  return <span className={css.saved} role="status" data-tone={status === "problems" || status === "offline" ? "warning" : undefined}>{t(`bar.status.${status}`)}</span>;
}

/** ⌘Z and ⇧⌘Z (Ctrl+Y too) take back and redo edits of the document; inside a text that is being typed they are the text's own. */
function useUndoKeys(editor: EditorControls | undefined): void {
  useEffect(() => {
    if (!editor) return;
    function press(event: KeyboardEvent): void {
      if (!editor || event.altKey || !(event.metaKey || event.ctrlKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) editor.redo();
      else editor.undo();
    }
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [editor]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true], .monaco-editor") !== null;
}
