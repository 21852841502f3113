import ChevronRight from "lucide-react/icons/chevron-right";
import ListRestart from "lucide-react/icons/list-restart";
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
import { labelText } from "#shared/lib/label.ts";
import { toast } from "#shared/ui/toast-store.ts";
import type { Versioned } from "../draft/api.ts";
import type { DraftItem } from "../draft/draft-store.ts";
import type { EditStatus } from "../draft/edit-session.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftItems, useTakeBack } from "../draft/hooks.ts";
import { Presence } from "./Presence.tsx";
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
  readonly item: DraftItem;
  undo(): void;
  redo(): void;
  discard(): Promise<void>;
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
      {editor !== undefined && editor.status !== "readonly" && <Presence document={editor.document} />}
      <span className={css.middle}>
        {editor !== undefined && editor.status !== "readonly" && (
          <>
            <IconButton label={t("bar.undo")} keys="mod+z" icon={<Undo2 />} disabled={!editor.canUndo} onClick={() => editor.undo()} />
            <IconButton label={t("bar.redo")} keys="mod+shift+z" icon={<Redo2 />} disabled={!editor.canRedo} onClick={() => editor.redo()} />
            {editor.item.state === "changed" && <Discard editor={editor} />}
          </>
        )}
        {tools !== undefined && <span className={css.tools}>{tools}</span>}
      </span>
      <span className={css.actions}>
        {actions}
        {publishes && <ButtonLink look="primary" className={css.publish} href={studioPaths.releases(slug)}>{t("bar.publish")}</ButtonLink>}
      </span>
    </header>
  );
}

/** Drops every change of the document at once, other people's too; the toast takes that back. */
function Discard({ editor }: { editor: EditorControls }) {
  const { t } = useTranslation("studio");
  const { language } = useWorkspace();
  const takeBack = useTakeBack();
  const failureText = useFailureText();
  const { kind, name, label } = editor.document;
  function discard(): void {
    editor.discard().then(
      () => toast({ text: t("bar.discarded", { name: labelText(label, language, name) }), undo: () => takeBack([{ kind, name }]) }),
      (failure: unknown) => toast({ error: true, text: failureText(failure) }),
    );
  }
  return <IconButton label={t("bar.discard")} icon={<ListRestart />} onClick={discard} />;
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
