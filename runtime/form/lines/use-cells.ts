import { useCallback, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Json } from "#shared/lib/json.ts";

export interface CellPlace {
  line: string;
  column: number;
}

export interface Cells {
  /** The one cell that the keyboard is on. */
  at: CellPlace | null;
  isEditing: boolean;
  /** Cells that were left after typing: their problems show before a save. */
  touched: ReadonlySet<string>;
}

/** The current cell of a grid and whether it is being typed in. Focus follows it, without taking it from elsewhere. */
export function useCells(grid: { current: HTMLElement | null }, onLeaveCell: () => void) {
  const [cells, setCells] = useState<Cells>({ at: null, isEditing: false, touched: new Set() });
  /** What the cell held before it was typed in; Escape brings it back. */
  const before = useRef<Json>(null);
  const wantsFocus = useRef(false);

  const { at, isEditing } = cells;
  useEffect(() => {
    if (!wantsFocus.current || at === null || isEditing) return;
    wantsFocus.current = false;
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(`${at.line}/${at.column}`)}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const goTo = useCallback((place: CellPlace): void => {
    wantsFocus.current = true;
    setCells((known) => leaving(known, { at: place, isEditing: false }));
  }, []);

  /** The input is there when this returns, so that the key that began it lands in it. */
  const edit = useCallback((place: CellPlace, value: Json): void => {
    before.current = value;
    flushSync(() => setCells((known) => leaving(known, { at: place, isEditing: true })));
  }, []);

  const endEdit = useCallback((): void => {
    setCells((known) => (known.isEditing ? leaving(known, { at: known.at, isEditing: false }) : known));
    onLeaveCell();
  }, [onLeaveCell]);

  return { cells, before, goTo, edit, endEdit };
}

function leaving(known: Cells, next: Omit<Cells, "touched">): Cells {
  const { at, isEditing, touched } = known;
  if (!isEditing || at === null) return { ...next, touched };
  return { ...next, touched: new Set(touched).add(`${at.line}/${at.column}`) };
}
