import type { ReactNode } from "react";
import css from "./EmptyState.module.css";
import { Logo } from "./Logo.tsx";

export interface EmptyStateProps {
  /** One sentence: why there is nothing. */
  title: ReactNode;
  /** What to do about it, when the sentence doesn't say. */
  detail?: ReactNode;
  /** One action. */
  action?: ReactNode;
  /** One link to learn. */
  link?: ReactNode;
  /** False in small places, and where filters found nothing. */
  picture?: boolean;
}

/** Nothing here yet, nothing matches, or nothing for this viewer: why, and one way on. */
export function EmptyState({ title, detail, action, link, picture = true }: EmptyStateProps) {
  return (
    <div className={css.state}>
      {picture && <Logo size={48} outline />}
      <p className={css.title}>{title}</p>
      {detail !== undefined && <p className={css.detail}>{detail}</p>}
      {(action !== undefined || link !== undefined) && <div className={css.ways}>{action}{link}</div>}
    </div>
  );
}
