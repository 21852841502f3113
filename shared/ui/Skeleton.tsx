import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./Skeleton.module.css";

/** Widths that look like words, not like a barcode. */
const widths = [62, 84, 48, 72, 56, 78, 66, 52];

/** A grey bar in the place of text. Shown only when waiting takes longer than 150 ms; still, no shimmer. */
export function Skeleton({ width = "100%", height = 10 }: { width?: number | string; height?: number }) {
  return <span className={css.bar} style={{ width, height }} aria-hidden="true" />;
}

function Frame({ className, children }: { className: string | undefined; children: ReactNode }) {
  const { t } = useTranslation("ui");
  return <div className={className} role="status" aria-busy="true" aria-label={t("loading")}>{children}</div>;
}

/** A grid that is coming: rows of the current density. */
export function SkeletonRows({ rows = 12, columns = 5 }: { rows?: number; columns?: number }) {
  return (
    <Frame className={css.rows}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={css.row}>
          {Array.from({ length: columns }, (_, column) => <span key={column} className={css.cell}><Skeleton width={`${widths[(row * 3 + column) % widths.length]}%`} /></span>)}
        </div>
      ))}
    </Frame>
  );
}

/** A form that is coming: labels over inputs. */
export function SkeletonForm({ fields = 6, columns = 2 }: { fields?: number; columns?: 1 | 2 }) {
  return (
    <Frame className={columns === 2 ? css.two : css.one}>
      {Array.from({ length: fields }, (_, field) => (
        <div key={field} className={css.field}><Skeleton width={`${(widths[field % widths.length] ?? 60) / 2}%`} height={8} /><Skeleton height={32} /></div>
      ))}
    </Frame>
  );
}

/** Text that is coming: a comment, a highlight. */
export function SkeletonLines({ lines = 3 }: { lines?: number }) {
  return <Frame className={css.lines}>{Array.from({ length: lines }, (_, line) => <Skeleton key={line} width={`${widths[line % widths.length]}%`} />)}</Frame>;
}
