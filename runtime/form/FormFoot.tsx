import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "#shared/ui/Button.tsx";
import css from "./form.module.css";

export interface FormFootProps {
  isNew: boolean;
  isDirty: boolean;
  isSaving: boolean;
  /** Asks what to do with unsaved changes, in place of the usual actions. */
  isAsking: boolean;
  inDrawer: boolean;
  repeatable: boolean;
  label: string;
  onCancel: () => void;
  onKeep: () => void;
  onDiscard: () => void;
  onSave: (again?: boolean) => void;
}

/** The actions of a form, always in sight. */
export function FormFoot({ isNew, isDirty, isSaving, isAsking, inDrawer, repeatable, label, onCancel, onKeep, onDiscard, onSave }: FormFootProps) {
  const { t } = useTranslation("form");
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsking) keep.current?.focus();
  }, [isAsking]);
  return (
    <div className={css.foot} data-drawer={inDrawer || undefined} role="group" aria-label={label}>
      {isAsking ? (
        <>
          <span className={css.question} role="alert">{t("leave.question")}</span>
          <Button look="danger" size="md" onClick={onDiscard}>{t("leave.discard")}</Button>
          <Button size="md" ref={keep} onClick={onKeep}>{t("leave.keep")}</Button>
          <Button look="primary" size="md" busy={isSaving} onClick={() => onSave()}>{t("save")}</Button>
        </>
      ) : (
        <>
          <span className={css.state} role="status">{isDirty ? t("unsaved") : ""}</span>
          <Button size="md" onClick={onCancel}>{t("cancel")}</Button>
          {repeatable && isNew && <Button size="md" busy={isSaving} onClick={() => onSave(true)}>{t("saveAndNew")}</Button>}
          <Button look="primary" size="md" type="submit" keys="mod+s" busy={isSaving}>{t(isNew ? "create" : "save")}</Button>
        </>
      )}
    </div>
  );
}
