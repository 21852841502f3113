import X from "lucide-react/icons/x";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./ProgressBar.module.css";
import { IconButton } from "./IconButton.tsx";
import { Spinner } from "./Spinner.tsx";

export interface ProgressBarProps {
  /** What goes on. */
  label: string;
  /** 0 … 1; left out while nobody knows: then a spinner stands for the bar. */
  value?: number | undefined;
  /** The count and the rest of time: "48,210 of 120,000 · 1 min left". */
  detail?: ReactNode;
  onCancel?: (() => void) | undefined;
}

/** Work of more than a second: what, how far, and a way to stop it. */
export function ProgressBar({ label, value, detail, onCancel }: ProgressBarProps) {
  const { t } = useTranslation("ui");
  const percent = value === undefined ? undefined : Math.round(Math.min(Math.max(value, 0), 1) * 100);
  return (
    <div className={css.progress}>
      <div className={css.words}>
        {percent === undefined && <Spinner />}
        <span className={css.label}>{label}</span>
        {detail !== undefined && <span className={css.detail}>{detail}</span>}
        {onCancel !== undefined && <IconButton size="xs" label={t("cancel")} icon={<X />} onClick={onCancel} />}
      </div>
      <div className={css.track} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} hidden={percent === undefined}>
        <span className={css.fill} style={{ width: `${percent ?? 0}%` }} />
      </div>
    </div>
  );
}

export interface MeterProps {
  /** 0 … 1 */
  value: number;
  /** px: 26 in cells, 36 in highlights. */
  width?: number;
  /** In the accent: where it asks to be acted upon. */
  accent?: boolean;
}

/** A small neutral bar beside a number that says the same: percent and progress in cells. */
export function Meter({ value, width = 26, accent = false }: MeterProps) {
  return <span className={css.meter} data-accent={accent || undefined} style={{ width }} aria-hidden="true"><span style={{ width: `${Math.min(Math.max(value, 0), 1) * 100}%` }} /></span>;
}
