import css from "./Badge.module.css";
import { useFormat } from "./format.ts";

export interface BadgeProps {
  count: number;
  /** True when the number asks something of the viewer (unread, due); otherwise it only informs. */
  asks?: boolean;
  /** What is counted, for those who hear the page: "7 tasks". */
  label?: string;
}

/** A count in a small round. Above 999 it says 999+, for the place is narrow. Nothing for zero. */
export function Badge({ count, asks = false, label }: BadgeProps) {
  const { locale } = useFormat();
  if (count <= 0) return null;
  const text = count > 999 ? "999+" : new Intl.NumberFormat(locale).format(count);
  return (
    <span className={css.badge} data-asks={asks || undefined}>
      <span aria-hidden={label !== undefined || undefined}>{text}</span>
      {label !== undefined && <span className={css.spoken}>{label}</span>}
    </span>
  );
}
