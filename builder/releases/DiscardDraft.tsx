import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { Dialog } from "#shared/ui/Dialog.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { ProgressBar } from "#shared/ui/ProgressBar.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import type { DraftItem } from "../draft/draft-store.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftStore, useRefreshDraft } from "../draft/provider.tsx";
import css from "./releases.module.css";

/** Drops every change of the draft, document by document, naming whose work goes with it. The toast brings all of it back. */
export function DiscardDraft({ documents, onClose }: { documents: readonly DraftItem[]; onClose: () => void }) {
  const { t } = useTranslation("releases");
  const { viewer } = useWorkspace();
  const { title } = useFieldPorts();
  const store = useDraftStore();
  const refresh = useRefreshDraft();
  const failureText = useFailureText();
  // The list gets shorter while it works.
  const [all] = useState(documents);
  const [done, setDone] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const others = [...new Set(all.flatMap(({ by }) => (by === null || by === viewer.id ? [] : [title("user", by)])))].filter((name) => name !== "");

  async function run(): Promise<void> {
    const dropped: DraftItem[] = [];
    setFailure(null);
    try {
      for (const item of all) {
        setDone(dropped.length);
        await store.step(item.kind, item.name, "reset");
        dropped.push(item);
      }
      toast({ text: t("discard.done"), undo: () => void bringBack(dropped) });
      onClose();
    } catch (problem) {
      setDone(null);
      setFailure(failureText(problem));
    }
    await refresh();
  }
  async function bringBack(items: readonly DraftItem[]): Promise<void> {
    try {
      for (const item of items.toReversed()) await store.step(item.kind, item.name, "undo");
    } catch (problem) {
      toast({ error: true, text: failureText(problem) });
    }
    await refresh();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t("discard.title")}
      actions={
        <>
          <Button size="md" onClick={onClose}>{t("cancel")}</Button>
          <Button size="md" look="danger-filled" busy={done !== null} onClick={() => void run()}>{t("discard.run", { count: all.length })}</Button>
        </>
      }
    >
      <div className={css.back}>
        <p>{t("discard.detail", { count: all.length })}</p>
        {others.length > 0 && <Note tone="warning" title={t("discard.others", { names: others.join(t("separator")) })} />}
        {failure !== null && <Note tone="danger" title={t("discard.failed")}>{failure}</Note>}
        {done !== null && <ProgressBar label={t("discard.running")} value={done / all.length} detail={t("discard.count", { done: done + 1, count: all.length })} />}
      </div>
    </Dialog>
  );
}
