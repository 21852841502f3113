import Ellipsis from "lucide-react/icons/ellipsis";
import Pencil from "lucide-react/icons/pencil";
import Trash from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { Avatar } from "#shared/ui/Avatar.tsx";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { pressPost } from "./Composer.tsx";
import { useShown } from "./record-context.ts";
import { useChangeComment, type Comment } from "./timeline-data.ts";
import css from "./timeline.module.css";
import { When } from "./When.tsx";

/** Somebody's words; one's own can be changed and taken back. */
export function CommentItem({ comment }: { comment: Comment }) {
  const { object, record } = useShown();
  const { viewer } = useWorkspace();
  const { t } = useTranslation("page");
  const change = useChangeComment(object.name, record.id);
  const [draft, setDraft] = useState<string | null>(null);
  const who = comment.by$title ?? t("somebody");
  function save(): void {
    if (draft === null || draft.trim() === "") return;
    change.mutate({ id: comment.id, body: draft }, { onSuccess: () => setDraft(null) });
  }
  function takeBack(): void {
    change.mutate({ id: comment.id, remove: true }, {
      onSuccess: () => toast({ text: t("comment.removed"), undo: () => change.mutate({ body: comment.body }) }),
      onError: () => toast({ error: true, text: t("comment.notRemoved") }),
    });
  }
  return (
    <>
      <Avatar id={comment.by ?? who} name={who} size={24} />
      <div className={css.content}>
        <div className={css.line}>
          <span className={css.who}>{who}</span>
          {comment.edited_at !== null && <span className={css.meta}>{t("comment.edited")}</span>}
          <When at={comment.at} />
          {comment.by === viewer.id && draft === null && (
            <Menu label={t("comment.actions")} align="end" entries={[
              { key: "edit", label: t("comment.edit"), icon: <Pencil />, onSelect: () => setDraft(comment.body) },
              { key: "remove", label: t("comment.remove"), icon: <Trash />, danger: true, onSelect: takeBack },
            ]}>
              <IconButton size="xs" label={t("comment.actions")} icon={<Ellipsis />} />
            </Menu>
          )}
        </div>
        {draft === null ? <p className={css.words}>{comment.body}</p> : (
          <div className={css.composer} onKeyDown={(event) => { if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); setDraft(null); } }}>
            <TextArea aria-label={t("comment.label")} autoFocus value={draft} onChange={setDraft} minRows={2} onKeyDown={(event) => pressPost(event, save)} />
            <div className={css.composerFoot}>
              {change.isError && <span className={css.wrong} role="alert">{t("comment.failed")}</span>}
              <Button size="xs" look="subtle" onClick={() => setDraft(null)}>{t("cancel")}</Button>
              <Button size="xs" look="primary" keys="mod+enter" busy={change.isPending} onClick={save}>{t("save")}</Button>
            </div>
          </div>
        )}
      </div>
    </>
  );
}
