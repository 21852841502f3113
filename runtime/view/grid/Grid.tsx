import { useVirtualizer, defaultRangeExtractor } from "@tanstack/react-virtual";
import { useCallback, useEffect, useImperativeHandle, useRef, type KeyboardEvent, type MouseEvent, type Ref } from "react";
import type { RecordData } from "#runtime/data/records.ts";
import type { Lines } from "../rows/sections.ts";
import type { Rows } from "../rows/use-sections.ts";
import type { Column } from "../state/columns.ts";
import { ROW_HEIGHT, type Density } from "../state/layout-memory.ts";
import type { SortKey } from "../state/list-search.ts";
import type { Selection } from "../use-selection.ts";
import type { CellEdit } from "./use-cell-edit.ts";
import { GridHeader, widthOf } from "./GridHeader.tsx";
import { GroupRow } from "./GroupRow.tsx";
import css from "./grid.module.css";
import { DataRow } from "./DataRow.tsx";
import { useActiveCell } from "./use-active-cell.ts";

/** What the screen around may ask of the grid. */
export interface GridHandle {
  /** Moves the active row by so many lines (j and k). */
  step(by: number): void;
  /** Scrolls back to the start: what is asked for has changed. */
  toStart(): void;
}

export interface GridProps {
  label: string;
  columns: readonly Column[];
  rows: Rows;
  selection: Selection;
  edit: CellEdit;
  density: Density;
  widths: Readonly<Record<string, number>>;
  sort: readonly SortKey[];
  onSort: (keys: SortKey[]) => void;
  onWidth: (path: string, width: number) => void;
  onColumns: (paths: string[]) => void;
  onGroup: (path: string) => void;
  groupBy: string;
  onOpen: (record: RecordData) => void;
  /** The record that is open beside the list. */
  peeked: string | null;
  onPeek: (id: string) => void;
  hrefOf: (record: RecordData) => string;
  handle?: Ref<GridHandle>;
}

const CHECK_WIDTH = 40;
const HEAD_HEIGHT = 32;
const OVERSCAN = 12;

/**
 * Records as an ARIA grid (look §10): arrows move, Enter opens or edits, F2 edits, P opens beside the list, Space selects, Shift with arrows selects a
 * range, mod+A all at hand. Only the lines in sight are drawn; the active one is kept, so that the focus is never lost.
 */
export function Grid(props: GridProps) {
  const { label, columns, rows, selection, edit, density, widths, sort, groupBy, onOpen, hrefOf, peeked, onPeek } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { lines } = rows;
  const height = ROW_HEIGHT[density];
  const active = useActiveCell(scroller, lines.total, columns.length);
  const virtual = useVirtualizer({
    count: lines.total,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return active.cell.line >= 0 && active.cell.line < lines.total && !shown.includes(active.cell.line) ? [...shown, active.cell.line].toSorted((a, b) => a - b) : shown;
    },
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  // Rows are drawn only when they change: what they call must see the list as it is then, not as it was.
  const live = useRef({ lines, cell: active.cell });
  live.current = { lines, cell: active.cell };
  const selectTo = useCallback(
    (line: number) => {
      const from = live.current.cell.line;
      selection.add(recordsBetween(live.current.lines, from < 0 ? line : from, line));
    },
    [selection],
  );
  const items = virtual.getVirtualItems();
  const inSight = virtual.range;
  useEffect(() => {
    lines.ensure(Math.max((inSight?.startIndex ?? 0) - OVERSCAN, 0), (inSight?.endIndex ?? OVERSCAN) + OVERSCAN);
  });
  useImperativeHandle(props.handle, () => ({
    step: (by) => moveTo(active.cell.line + by, Math.max(active.cell.column, 1), false),
    toStart: () => {
      active.set({ line: -1, column: 1 });
      virtual.scrollToOffset(0);
    },
  }));

  const chooseAll = useCallback(
    (on: boolean) => {
      if (!on) return selection.clear();
      const { lines: now } = live.current;
      selection.add(recordsBetween(now, 0, Math.min(now.total, SELECT_MOST) - 1));
    },
    [selection],
  );

  function recordAt(line: number): RecordData | undefined {
    const found = lines.at(line);
    return found?.kind === "row" ? found.record : undefined;
  }
  function moveTo(line: number, column: number, select: boolean): void {
    const next = Math.min(Math.max(line, 0), lines.total - 1);
    if (next < 0) return;
    if (select) selectBetween(active.cell.line, next);
    active.set({ line: next, column: Math.min(Math.max(column, 0), columns.length) }, true);
    virtual.scrollToIndex(next, { align: "auto" });
  }
  function selectBetween(from: number, to: number): void {
    selection.add(recordsBetween(lines, from, to));
  }
  function act(line: number, column: number, edits: boolean): void {
    const found = lines.at(line);
    if (found?.kind === "group") return rows.toggle(found.section.group.key);
    const record = found?.record;
    const target = columns[column - 1];
    if (!record) return;
    if (column === 0) return selection.toggle(record);
    if (target?.isEditable && (edits || !target.isTitle)) edit.begin(record, target);
    else onOpen(record);
  }

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.defaultPrevented || edit.at !== null || event.nativeEvent.isComposing) return;
    const { line, column } = active.cell;
    const page = Math.max(Math.floor((scroller.current?.clientHeight ?? 400) / height) - 2, 1);
    const mod = event.metaKey || event.ctrlKey;
    const moves: Record<string, [number, number]> = {
      ArrowDown: [line + 1, column], ArrowUp: [line - 1, column], ArrowLeft: [line, column - 1], ArrowRight: [line, column + 1],
      PageDown: [line + page, column], PageUp: [line - page, column],
      Home: mod ? [0, 0] : [line, 0], End: mod ? [lines.total - 1, columns.length] : [line, columns.length],
    };
    const move = moves[event.key];
    if (move) moveTo(move[0], move[1], event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp"));
    else if (event.key === "Enter") act(line, column, false);
    else if (event.key === "F2") act(line, column, true);
    else if (event.key === " ") {
      const record = recordAt(line);
      if (record) selection.toggle(record);
      else act(line, column, false);
    } else if (event.key === "p" && !mod && !event.altKey) {
      const record = recordAt(line);
      if (record) onPeek(record.id);
    } else if (event.key === "a" && mod) selectBetween(0, Math.min(lines.total, SELECT_MOST) - 1);
    else if (event.key === "Escape" && selection.size > 0) selection.clear();
    else return;
    event.preventDefault();
  }
  function click(event: MouseEvent<HTMLDivElement>): void {
    const place = placeOf(event.target);
    if (place) active.set(place, !isControl(event.target));
  }
  function doubleClick(event: MouseEvent<HTMLDivElement>): void {
    const place = placeOf(event.target);
    const target = place ? columns[place.column - 1] : undefined;
    const record = place ? recordAt(place.line) : undefined;
    if (record && target?.isEditable && !isControl(event.target)) edit.begin(record, target);
  }

  const template = [`${CHECK_WIDTH}px`, ...columns.map((column) => `${widthOf(column, widths)}px`), "minmax(0, 1fr)"].join(" ");
  const measures: Record<string, string> = { "--columns": template, "--row": `${height}px`, "--frozen": `${CHECK_WIDTH + (columns[0] ? widthOf(columns[0], widths) : 0)}px` };
  const totalWidth = CHECK_WIDTH + columns.reduce((sum, column) => sum + widthOf(column, widths), 0);
  const loaded = items.flatMap(({ index }) => recordAt(index) ?? []);
  const allChosen = loaded.length > 0 && loaded.every((record) => selection.has(record.id));
  return (
    <div
      className={css.grid}
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={lines.total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-busy={rows.isWaiting || rows.isStale}
      data-density={density}
      data-stale={rows.isStale || undefined}
      style={measures}
      onKeyDown={press}
      onClick={click}
      onDoubleClick={doubleClick}
    >
      <div className={css.sheet} style={{ height: virtual.getTotalSize(), minWidth: totalWidth }}>
        <GridHeader
          columns={columns} sort={sort} groupBy={groupBy} onSort={props.onSort} onColumns={props.onColumns} onGroup={props.onGroup}
          widths={widths} onWidth={props.onWidth} chosen={allChosen ? "all" : selection.size > 0 ? "some" : "none"} onChoose={chooseAll}
        />
        {items.map((item) => {
          const line = lines.at(item.index);
          if (!line) return null;
          const isActive = item.index === active.cell.line;
          const place = { index: item.index, top: item.start };
          if (line.kind === "group") {
            return <GroupRow key={`group-${line.section.group.key}`} {...place} section={line.section} columns={columns} groupBy={groupBy} activeColumn={isActive ? active.cell.column : -1} onToggle={rows.toggle} />;
          }
          const record = line.record;
          return (
            <DataRow
              key={record?.id ?? `waiting-${item.index}`}
              {...place}
              record={record}
              columns={columns}
              isSelected={record !== undefined && selection.has(record.id)}
              activeColumn={isActive ? active.cell.column : active.cell.line < 0 && item.index === 0 ? 1 : -1}
              editing={record !== undefined && edit.at?.id === record.id ? edit.at.path : null}
              edit={edit}
              hrefOf={hrefOf}
              isPeeked={record !== undefined && record.id === peeked}
              onPeek={onPeek}
              onToggle={selection.toggle}
              onRange={selectTo}
            />
          );
        })}
      </div>
    </div>
  );
}

/** mod+A and the box in the head take the rows at hand, up to here. */
const SELECT_MOST = 1_000;

/** The records at hand on these lines. */
function recordsBetween(lines: Lines, from: number, to: number): RecordData[] {
  const records: RecordData[] = [];
  for (let at = Math.max(Math.min(from, to), 0); at <= Math.max(from, to); at++) {
    const line = lines.at(at);
    if (line?.kind === "row" && line.record) records.push(line.record);
  }
  return records;
}

function placeOf(target: EventTarget): { line: number; column: number } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>("[data-line][data-column]") : null;
  if (!cell) return null;
  return { line: Number(cell.dataset["line"]), column: Number(cell.dataset["column"]) };
}

function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, input, textarea, [role='dialog'], [role='listbox']") !== null;
}
