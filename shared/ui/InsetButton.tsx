import type { ReactNode } from "react";
import css from "./InsetButton.module.css";

export interface InsetButtonProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
  /** Out of the tab order when the keyboard does the same in another way. */
  skipped?: boolean;
  expanded?: boolean;
}

/** A small icon button inside an input: clear, open the calendar. Keeps the focus where it is. */
export function InsetButton({ label, onClick, children, skipped = true, expanded }: InsetButtonProps) {
  return (
    <button type="button" className={css.button} aria-label={label} aria-expanded={expanded} tabIndex={skipped ? -1 : undefined} onMouseDown={(event) => event.preventDefault()} onClick={onClick}>
      {children}
    </button>
  );
}
