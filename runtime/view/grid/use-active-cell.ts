import { useLayoutEffect, useRef, useState, type RefObject } from "react";

export interface CellPlace {
  /** −1 until somebody has gone into the grid. */
  line: number;
  /** 0 is the box, then the columns. */
  column: number;
}

/** The one cell of the grid that is in the order of tabs; keys move it, and the focus follows once it is drawn. */
export function useActiveCell(scroller: RefObject<HTMLDivElement | null>, lines: number, columns: number) {
  const [cell, setCell] = useState<CellPlace>({ line: -1, column: 1 });
  const wantsFocus = useRef(false);
  const hasFocus = useRef(false);
  const shown: CellPlace = { line: Math.min(cell.line, lines - 1), column: Math.min(cell.column, columns) };

  // After every draw: the wanted cell may have come into sight only now.
  useLayoutEffect(() => {
    const { activeElement } = document;
    // A row that was on its way has come and stands in the place of the one that had the focus.
    if (hasFocus.current && activeElement === document.body) wantsFocus.current = true;
    hasFocus.current = scroller.current?.contains(activeElement) ?? false;
    if (!wantsFocus.current) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-line="${shown.line}"][data-column="${shown.column}"]`);
    if (!element) return;
    wantsFocus.current = false;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ inline: "nearest", block: "nearest" });
    hasFocus.current = true;
  });

  return {
    cell: shown,
    set(next: CellPlace, focus = false): void {
      wantsFocus.current = focus;
      setCell(next);
    },
  };
}
