import type { ReactNode } from "react";
import { classes } from "#shared/ui/classes.ts";
import css from "./cells.module.css";

/** Nothing there: a dash that nobody reads out. */
export function EmptyCell() {
  return <span className={css.empty} aria-hidden="true">–</span>;
}

/** One line, cut at its end, whole in the tooltip. */
export function LineCell({ text, title = text }: { text: string; title?: string }) {
  return text === "" ? <EmptyCell /> : <span className={css.line} title={title}>{text}</span>;
}

/** Figures under each other. */
export function NumberCell({ text }: { text: string }) {
  return text === "" ? <EmptyCell /> : <span className={css.number}>{text}</span>;
}

/** Several small things side by side: in lists the first two and how many more, elsewhere all. */
export function RowCell({ items, dense = false, rest }: { items: readonly ReactNode[]; dense?: boolean | undefined; rest?: string }) {
  if (items.length === 0) return <EmptyCell />;
  const shown = dense ? items.slice(0, SHOWN_IN_LISTS) : items;
  const more = items.length - shown.length;
  return (
    <span className={classes(css.row, !dense && css.wrap)}>
      {shown}
      {more > 0 && <span className={css.quiet} title={rest}>+{more}</span>}
    </span>
  );
}

/** How many of several things a list shows before it counts. */
export const SHOWN_IN_LISTS = 2;
