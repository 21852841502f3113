import { useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import { TextArea } from "#shared/ui/TextArea.tsx";
import { useShown } from "./record-context.ts";
import { useChangeComment } from "./timeline-data.ts";
import css from "./timeline.module.css";

/** Where a comment is written. ⌘Enter posts it. */
export function Composer() {
  const { object, record } = useShown();
  const { t } = useTranslation("page");
  const [body, setBody] = useState("");
  const id = useId();
  const change = useChangeComment(object.name, record.id);
  function post(): void {
    if (body.trim() === "" || change.isPending) return;
    change.mutate({ body }, { onSuccess: () => setBody("") });
  }
  return (
    <div className={css.composer} data-composer>
      <TextArea id={id} aria-label={t("comment.label")} placeholder={t("comment.placeholder")} value={body} onChange={setBody} minRows={body === "" ? 1 : 3} onKeyDown={(event) => pressPost(event, post)} />
      {body !== "" && (
        <div className={css.composerFoot}>
          {change.isError && <span className={css.wrong} role="alert">{t("comment.failed")}</span>}
          <Button size="xs" look="subtle" onClick={() => setBody("")}>{t("cancel")}</Button>
          <Button size="xs" look="primary" keys="mod+enter" busy={change.isPending} onClick={post}>{t("comment.post")}</Button>
        </div>
      )}
    </div>
  );
}

/** ⌘Enter in a text area. */
export function pressPost(event: KeyboardEvent, post: () => void): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  post();
}
