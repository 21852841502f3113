import MessageSquare from "lucide-react/icons/message-square";
import Phone from "lucide-react/icons/phone";
import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import css from "./page.module.css";
import { useShown } from "./record-context.ts";

/** A phone's actions on a record, under the thumb: call, say something, edit. */
export function PhoneBar({ canEdit }: { canEdit: boolean }) {
  const { object, record, edit } = useShown();
  const { t } = useTranslation("page");
  const number = object.fields.filter((field) => field.type.startsWith("phone")).map((field) => record[field.name]).find((value) => typeof value === "string" && !value.includes("•"));
  function comment(): void {
    document.querySelector<HTMLElement>('[role="tab"][data-tab="$timeline"]')?.click();
    requestAnimationFrame(() => document.querySelector<HTMLElement>("[data-composer] textarea")?.focus());
  }
  return (
    <div className={css.phoneBar} role="group" aria-label={t("actions")}>
      {typeof number === "string" && <a className={css.phoneAction} href={`tel:${number.replace(/[^\d+]/g, "")}`}><Phone aria-hidden="true" />{t("call")}</a>}
      <button type="button" className={css.phoneAction} onClick={comment}><MessageSquare aria-hidden="true" />{t("comment.short")}</button>
      {canEdit && <Button look="primary" size="lg" onClick={edit}>{t("edit")}</Button>}
    </div>
  );
}
