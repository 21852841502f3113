import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import { memo, useRef, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { Menu, type MenuEntry } from "#shared/ui/Menu.tsx";
import type { Column } from "../state/columns.ts";
import { WIDTH } from "../state/layout-memory.ts";
import type { SortKey } from "../state/list-search.ts";
import css from "./grid.module.css";

export interface GridHeaderProps {
  columns: readonly Column[];
  sort: readonly SortKey[];
  groupBy: string;
  onSort: (keys: SortKey[]) => void;
  onColumns: (paths: string[]) => void;
  onGroup: (path: string) => void;
  widths: Readonly<Record<string, number>>;
  onWidth: (path: string, width: number) => void;
  /** Of the rows at hand. */
  chosen: "all" | "some" | "none";
  onChoose: (all: boolean) => void;
}

/** px of a column: as it was dragged, else as its kind needs; a name gets more. */
export function widthOf(column: Column, widths: Readonly<Record<string, number>>): number {
  return widths[column.path] ?? (column.isTitle ? Math.max(column.view.width, WIDTH.title) : column.view.width);
}

/**
 * The heads of the columns: each opens a menu with everything about its column; its edge is dragged for the width. Scrolling
 * does not draw them anew.
 */
export const GridHeader = memo(function GridHeader({ columns, sort, groupBy, onSort, onColumns, onGroup, widths, onWidth, chosen, onChoose }: GridHeaderProps) {
  const { t } = useTranslation("list");
  const paths = columns.map(({ path }) => path);

  function move(at: number, by: number): void {
    const next = [...paths];
    const [path] = next.splice(at, 1);
    if (path !== undefined) next.splice(at + by, 0, path);
    onColumns(next);
  }
  function entriesOf(column: Column, at: number, key: SortKey | undefined): MenuEntry[] {
    const { path, field } = column;
    const width = widthOf(column, widths);
    const entries: MenuEntry[] = [];
    if (field.sortable) {
      entries.push(
        { key: "up", label: t(column.numeric ? "sortSmall" : "sortUp"), checked: key?.descending === false, onSelect: () => onSort(key?.descending === false ? [] : [{ field: path, descending: false }]) },
        { key: "down", label: t(column.numeric ? "sortLarge" : "sortDown"), checked: key?.descending === true, onSelect: () => onSort(key?.descending === true ? [] : [{ field: path, descending: true }]) },
        "line",
      );
    }
    if (field.groupable && !path.includes(".") && !column.isTitle) entries.push({ key: "group", label: t("groupByThis"), checked: groupBy === path, onSelect: () => onGroup(groupBy === path ? "" : path) }, "line");
    entries.push(
      { key: "wider", label: t("wider"), onSelect: () => onWidth(path, width + WIDTH.step * 2) },
      { key: "narrower", label: t("narrower"), onSelect: () => onWidth(path, width - WIDTH.step * 2) },
    );
    if (!column.isTitle) {
      if (at > 1) entries.push({ key: "left", label: t("moveLeft"), onSelect: () => move(at, -1) });
      if (at < columns.length - 1) entries.push({ key: "right", label: t("moveRight"), onSelect: () => move(at, 1) });
      entries.push("line", { key: "hide", label: t("hideColumn"), onSelect: () => onColumns(paths.filter((other) => other !== path)) });
    }
    return entries;
  }

  return (
    <div className={css.head} role="row" aria-rowindex={1}>
      <div className={css.check} role="columnheader" aria-colindex={1}><Checkbox checked={chosen === "all"} mixed={chosen === "some"} aria-label={t("selectLoaded")} onChange={onChoose} /></div>
      {columns.map((column, at) => {
        const key = sort.find(({ field }) => field === column.path);
        const sorted = key === undefined ? undefined : key.descending ? "descending" : "ascending";
        return (
          <div key={column.path} className={css.headCell} role="columnheader" aria-colindex={at + 2} aria-sort={sorted} data-frozen={at === 0 || undefined} data-numeric={column.numeric || undefined}>
            <Menu label={t("columnMenu", { column: column.label })} entries={entriesOf(column, at, key)} align={column.numeric ? "end" : "start"}>
              <button type="button" className={css.headButton} title={column.label}>
                <span className={css.headLabel}>{column.label}</span>
                {sorted === "ascending" && <ArrowUp aria-hidden="true" />}
                {sorted === "descending" && <ArrowDown aria-hidden="true" />}
              </button>
            </Menu>
            <WidthHandle width={widthOf(column, widths)} onWidth={(width) => onWidth(column.path, width)} />
          </div>
        );
      })}
    </div>
  );
});

/** The edge of a column, for the pointer; keys have "wider" and "narrower" in the column's menu. */
function WidthHandle({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null);
  function drag(event: PointerEvent<HTMLSpanElement>): void {
    if (start.current) onWidth(start.current.width + event.clientX - start.current.x);
  }
  return (
    <span
      className={css.handle}
      aria-hidden="true"
      onPointerDown={(event) => {
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
