import type { ReactNode } from "react";
import css from "./page.module.css";

/** A page of the frame that is not a list of records: its bar, then what it holds. */
export function Page({ title, detail, actions, children }: { title: ReactNode; detail?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <>
      <header className={css.bar}>
        <h1 className={css.title}>{title}</h1>
        <span className={css.actions}>{actions}</span>
      </header>
      <div className={css.body}>
        {detail !== undefined && <p className={css.detail}>{detail}</p>}
        {children}
      </div>
    </>
  );
}
