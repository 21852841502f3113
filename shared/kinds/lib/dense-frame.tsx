import type { ReactNode } from "react";
import css from "./dense-frame.module.css";

/** In a grid cell the control stands without a frame of its own. */
export function DenseFrame({ dense, children }: { dense: boolean | undefined; children: ReactNode }) {
  return dense === true ? <div className={css.bare}>{children}</div> : children;
}
