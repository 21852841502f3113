import CircleAlert from "lucide-react/icons/circle-alert";
import RotateCw from "lucide-react/icons/rotate-cw";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { CopyText } from "./CopyText.tsx";
import css from "./ErrorState.module.css";

export interface ErrorStateProps {
  /** What failed. */
  title: ReactNode;
  /** What is safe, and what one can do. */
  detail?: ReactNode;
  onRetry?: (() => void) | undefined;
  busy?: boolean | undefined;
  /** The request's id, to copy for whoever helps. */
  id?: string | undefined;
}

/** Something did not work: what, what is safe, try again, an id to copy. */
export function ErrorState({ title, detail, onRetry, busy, id }: ErrorStateProps) {
  const { t } = useTranslation("ui");
  return (
    <div className={css.state} role="alert">
      <CircleAlert className={css.sign} aria-hidden="true" />
      <p className={css.title}>{title}</p>
      {detail !== undefined && <p className={css.detail}>{detail}</p>}
      <div className={css.ways}>
        {onRetry !== undefined && <Button icon={<RotateCw />} busy={busy} onClick={onRetry}>{t("tryAgain")}</Button>}
        {id !== undefined && <span className={css.id}>{t("errorId")} <CopyText text={id} /></span>}
      </div>
    </div>
  );
}
