import { memo, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyDoc } from "#shared/metadata/role.ts";
import { Popover } from "#shared/ui/Popover.tsx";
import { scopeOf, wordsOf, type Scope } from "./policy.ts";
import { ScopeGlyph } from "./ScopeGlyph.tsx";
import css from "./access.module.css";

interface CellProps {
  /** `row-column`: the grid finds the cell by it, and hears its keys and clicks. */
  id: string;
  policy: PolicyDoc | undefined;
  possible: readonly Exclude<Scope, "mixed">[];
  isChanged: boolean;
  isCurrent: boolean;
  isOpen: boolean;
  label: string;
  onClose: () => void;
  onChoose: (scope: Exclude<Scope, "mixed">) => void;
}

/** What a closed cell calls nobody with can change without a new drawing: a matrix has thousands of them. */
const sameCell = (a: CellProps, b: CellProps): boolean =>
  !a.isOpen && !b.isOpen && a.id === b.id && a.policy === b.policy && a.isChanged === b.isChanged && a.isCurrent === b.isCurrent && a.label === b.label;

/** One right: its glyph and word; a press opens the words it may be. */
export const Cell = memo(function Cell({ id, policy, possible, isChanged, isCurrent, isOpen, label, onClose, onChoose }: CellProps) {
  const { t } = useTranslation("access");
  const scope = scopeOf(policy);
  const words = scope === "mixed" ? wordsOf(policy).map((word) => t(`scope.${word}`)).join(" + ") : t(`scope.${scope}`);
  const button = (
    <button type="button" data-cell={id} className={css.cell} tabIndex={isCurrent ? 0 : -1} aria-label={`${label}: ${words}`} aria-haspopup="listbox" aria-expanded={isOpen} title={words}>
      <ScopeGlyph scope={scope} />
      {scope !== "none" && <span className={css.word}>{t(`short.${scope}`)}</span>}
    </button>
  );
  return (
    <td role="gridcell" data-changed={isChanged || undefined}>
      {isOpen ? (
        <Popover target={button} label={label} opened onOpenChange={(next) => !next && onClose()} flush>
          <ul className={css.choices} role="listbox" aria-label={label}>
            {possible.map((one) => (
              <li key={one} role="option" aria-selected={one === scope}>
                <button type="button" className={css.choice} data-autofocus={one === scope || undefined} onClick={() => onChoose(one)} onKeyDown={moveFocus}>
                  <ScopeGlyph scope={one} />
                  <span>{t(`scope.${one}`)}</span>
                  <span className={css.quiet}>{t(`scopeHelp.${one}`)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Popover>
      ) : button}
    </td>
  );
}, sameCell);

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const item = event.currentTarget.closest("li");
  const next = event.key === "ArrowDown" ? item?.nextElementSibling : event.key === "ArrowUp" ? item?.previousElementSibling : null;
  if (!next) return;
  event.preventDefault();
  next.querySelector("button")?.focus();
}
