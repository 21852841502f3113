import AtSign from "lucide-react/icons/at-sign";
import Box from "lucide-react/icons/box";
import CircleChevronDown from "lucide-react/icons/circle-chevron-down";
import CornerUpLeft from "lucide-react/icons/corner-up-left";
import List from "lucide-react/icons/list";
import SquareFunction from "lucide-react/icons/square-function";
import Type from "lucide-react/icons/type";
import { useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import type { Model } from "#shared/model/model.ts";
import { kindIcon } from "../shell/kind-icons.ts";
import type { Completion } from "./complete.ts";
import { useSignature, useTypeText } from "./words.ts";
import css from "./formula.module.css";

const ICONS = { field: Type, rows: List, object: Box, function: SquareFunction, option: CircleChevronDown, attribute: AtSign, root: CornerUpLeft } as const;
const GAP = 4;

interface CompletionListProps {
  id: string;
  items: readonly Completion[];
  /** The one that Enter takes. */
  at: number;
  model: Model;
  /** Where the word begins, on the screen. */
  anchor: () => DOMRect;
  onTake: (item: Completion) => void;
}

/** What fits at the caret, beneath it (above it where there is no room). The focus stays in the text: the list is steered from there. */
export function CompletionList({ id, items, at, model, anchor, onTake }: CompletionListProps) {
  const { t } = useTranslation(["studio", "functions"]);
  const typeText = useTypeText();
  const signature = useSignature();
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    const place = (): void => {
      if (list.current) stand(list.current, anchor());
    };
    place();
    window.addEventListener("scroll", place, true);
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place, true);
      window.removeEventListener("resize", place);
    };
  });
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, items]);
  const detail = ({ kind, definition, type }: Completion): string => {
    if (definition) return signature(definition).join(", ");
    if (type) return typeText(type, model);
    return kind === "root" ? t("studio:formula.record") : "";
  };
  return createPortal(
    // The mouse takes an item without taking the focus.
    <ul ref={list} id={id} className={css.list} role="listbox" aria-label={t("studio:formula.completions")} onMouseDown={(event) => event.preventDefault()}>
      {items.map((item, i) => {
        const Icon = item.icon === null ? ICONS[item.kind] : kindIcon(item.icon);
        return (
          <li key={`${item.kind} ${item.name}`} id={`${id}-${i}`} role="option" aria-selected={i === at} onClick={() => onTake(item)}>
            <div className={css.item} data-selected={i === at || undefined}>
              <Icon aria-hidden="true" />
              <code>{item.name}</code>
              <span className={css.called}>{item.label}</span>
              <span className={css.type}>{detail(item)}</span>
            </div>
            {i === at && item.definition && <div className={css.does}>{t(`functions:does.${item.definition.name}`)}</div>}
          </li>
        );
      })}
    </ul>,
    document.body,
  );
}

/** Beneath the anchor, or above it where beneath there is no room; never beyond the window's edge. */
export function stand(element: HTMLElement, anchor: DOMRect): void {
  const { width, height } = element.getBoundingClientRect();
  const isBelow = anchor.bottom + GAP + height <= window.innerHeight || anchor.top < height;
  element.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
  element.style.top = `${isBelow ? anchor.bottom + GAP : anchor.top - GAP - height}px`;
}
