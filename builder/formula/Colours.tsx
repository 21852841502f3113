import type { Ref } from "react";
import type { FormulaProblem } from "#shared/formula/ast.ts";
import { scan } from "./scan.ts";
import css from "./formula.module.css";

interface ColoursProps {
  source: string;
  /** Underlined; those of no length are a gap, in which something is missing. */
  problems: readonly FormulaProblem[];
  ref: Ref<HTMLPreElement>;
}

/** The formula in colours, drawn under the text area, whose own letters are transparent: letter stands on letter. */
export function Colours({ source, problems, ref }: ColoursProps) {
  const isWrong = (from: number, to: number): boolean => problems.some((found) => found.from < to && from < found.to);
  const gap = problems.find((found) => found.from >= source.length || found.from === found.to);
  return (
    <pre ref={ref} className={css.colours} aria-hidden="true">
      {scan(source).map(({ kind, text, from, to }) => <span key={from} data-kind={kind} data-wrong={isWrong(from, to) || undefined}>{text}</span>)}
      {/* A last line that is empty has its height too. */}
      <span data-gap={(gap && gap.from >= source.length) || undefined}>{"\u200b"}</span>
    </pre>
  );
}

/** Where a character stands on the screen. */
export function rectOf(pre: HTMLElement, offset: number): DOMRect {
  const walker = document.createTreeWalker(pre, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left <= length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.collapse(true);
      return range.getClientRects()[0] ?? pre.getBoundingClientRect();
    }
    left -= length;
  }
  return pre.getBoundingClientRect();
}

/** The character that a point of the screen lies on; null beside the text. */
export function offsetAt(pre: HTMLElement, x: number, y: number): number | null {
  let offset = 0;
  for (const span of pre.children) {
    const length = span.textContent?.length ?? 0;
    const hits = [...span.getClientRects()].some((rect) => rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom);
    if (hits) return offset;
    offset += length;
  }
  return null;
}
