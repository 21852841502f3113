import type { ReactNode } from "react";
import css from "./Note.module.css";

export interface NoteProps {
  /** Plain is information: it has no colour of its own. */
  tone?: "plain" | "accent" | "success" | "warning" | "danger";
  icon?: ReactNode;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons under the words. */
  actions?: ReactNode;
}

/** Words in a tinted box: a warning of the publish plan, the answer of a tried rule. */
export function Note({ tone = "plain", icon, title, children, actions }: NoteProps) {
  return (
    <div className={css.note} data-tone={tone} role={tone === "danger" ? "alert" : undefined}>
      {icon}
      <div className={css.words}>
        {title !== undefined && <div className={css.title}>{title}</div>}
        {children}
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}
