import type { ReactNode } from "react";
import css from "./Card.module.css";

export interface CardProps {
  title?: ReactNode;
  /** How many it holds, grey after the title. */
  count?: ReactNode;
  /** At the end of the head. */
  actions?: ReactNode;
  children?: ReactNode;
  /** Without padding: a table inside goes to the edges. */
  flush?: boolean;
}

/** A related list, an approval, a panel of a dashboard. Never around the main table, never around every block. */
export function Card({ title, count, actions, children, flush = false }: CardProps) {
  return (
    <section className={css.card}>
      {title !== undefined && (
        <header className={css.head}>
          <h3 className={css.title}>{title}</h3>
          {count !== undefined && <span className={css.count}>{count}</span>}
          {actions !== undefined && <span className={css.actions}>{actions}</span>}
        </header>
      )}
      <div className={css.body} data-flush={flush || undefined}>{children}</div>
    </section>
  );
}
