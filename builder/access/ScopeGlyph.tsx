import type { Scope } from "./policy.ts";
import css from "./access.module.css";

const SHAPES: Record<Exclude<Scope, "none">, string> = {
  all: "M1 1h10v10H1z",
  own_and_below: "M1 1v10h10z",
  own: "M6 6.5 10.5 11h-9z",
  parent: "M1 1h10L1 11z",
  mixed: "M1 6h10v5H1z",
};

/** How far a right reaches, as a cut square: full, half, a corner. The word stands beside it. */
export function ScopeGlyph({ scope }: { scope: Scope }) {
  if (scope === "none") return <span className={css.none} aria-hidden="true">–</span>;
  return (
    <svg className={css.glyph} data-scope={scope} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <rect x=".5" y=".5" width="11" height="11" rx="1" />
      <path d={SHAPES[scope]} />
    </svg>
  );
}
