import { useTranslation } from "react-i18next";
import type { PlanChange } from "./api.ts";
import css from "./releases.module.css";

/** Kinds in the order that people ask for them. */
const ORDER = ["app", "object", "option-set", "form", "view", "page", "role", "package"];

/** From so many changes on a kind is folded. */
const MANY = 24;

/** A plan in words, by the kind of document; kinds with many changes are folded. */
export function PlanWords({ changes }: { changes: readonly PlanChange[] }) {
  const { t } = useTranslation("releases");
  const kinds = [...new Set(changes.map(({ kind }) => kind))].toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return (
    <div className={css.planWords}>
      {kinds.map((kind) => {
        const own = changes.filter((change) => change.kind === kind);
        return (
          <details key={kind} open={own.length <= MANY}>
            <summary>{t(`kinds.${kind}`, { defaultValue: kind })} <span className={css.quiet}>{own.length}</span></summary>
            <ul>{own.map((change) => <li key={`${change.name}${change.path} ${change.text}`}>{change.text}</li>)}</ul>
          </details>
        );
      })}
    </div>
  );
}
