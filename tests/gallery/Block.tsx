import type { ReactNode } from "react";
import css from "./gallery.module.css";

/** One block of the page. */
export function Block({ title, children }: { title: string; children: ReactNode }) {
  return <section className={css.block}><h2 className={css.heading}>{title}</h2><div className={css.row}>{children}</div></section>;
}
