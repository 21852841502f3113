import Peek from "lucide-react/icons/panel-right";
import { memo, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData } from "#runtime/data/records.ts";
import { Checkbox } from "#shared/ui/Checkbox.tsx";
import { Skeleton } from "#shared/ui/Skeleton.tsx";
import { valueProps, type Column } from "../state/columns.ts";
import { CellEditor } from "./CellEditor.tsx";
import css from "./grid.module.css";
import type { CellEdit } from "./use-cell-edit.ts";

export interface DataRowProps {
  index: number;
  /** px from the top of the sheet */
  top: number;
  record: RecordData | undefined;
  columns: readonly Column[];
  isSelected: boolean;
  /** −1 where the active cell is elsewhere. */
  activeColumn: number;
  /** Path of the cell that is edited. */
  editing: string | null;
  edit: CellEdit;
  hrefOf: (record: RecordData) => string;
  /** Whether it is open beside the list. */
  isPeeked: boolean;
  onPeek: (id: string) => void;
  onToggle: (record: RecordData) => void;
  /** The box was ticked with Shift held: everything up to this line. */
  onRange: (line: number) => void;
}

/** One record. Drawn anew only when something about it has changed. */
export const DataRow = memo(
  function DataRow({ index, top, record, columns, isSelected, activeColumn, editing, edit, hrefOf, isPeeked, onPeek, onToggle, onRange }: DataRowProps) {
    const { t } = useTranslation("list");
    // While somebody drags the scroll bar through a hundred thousand rows, hundreds of these come and go: as little as is needed.
    if (!record && activeColumn < 0) {
      return (
        <div className={css.row} role="row" aria-rowindex={index + 2} aria-busy="true" style={{ transform: `translateY(${top}px)` }}>
          <div className={css.waiting} role="gridcell" aria-colindex={1} aria-colspan={columns.length + 1} data-line={index} data-column={0}><Skeleton width={`${40 + ((index * 7) % 45)}%`} /></div>
        </div>
      );
    }
    return (
      <div className={css.row} role="row" aria-rowindex={index + 2} aria-selected={isSelected} style={{ transform: `translateY(${top}px)` }} data-selected={isSelected || undefined} data-peeked={isPeeked || undefined}>
        <div className={css.check} role="gridcell" aria-colindex={1} data-line={index} data-column={0} tabIndex={activeColumn === 0 ? 0 : -1}>
          {record && <Checkbox tabIndex={-1} checked={isSelected} aria-label={t("selectRow", { title: nameOf(record, columns) })} onChange={(_on, shift) => (shift ? onRange(index) : onToggle(record))} />}
        </div>
        {columns.map((column, at) => (
          <div
            key={column.path}
            className={css.cell}
            role="gridcell"
            aria-colindex={at + 2}
            aria-readonly={!column.isEditable}
            data-line={index}
            data-column={at + 1}
            data-frozen={at === 0 || undefined}
            data-numeric={column.numeric || undefined}
            data-editing={editing === column.path || undefined}
            tabIndex={activeColumn === at + 1 ? 0 : -1}
          >
            {record ? (
              editing === column.path
                ? <CellEditor record={record} column={column} edit={edit} />
                : <CellValue record={record} column={column} href={hrefOf(record)} />
            ) : (
              <Skeleton width={`${40 + ((index * 7 + at * 13) % 45)}%`} />
            )}
            {record && at === 0 && editing !== column.path && <button type="button" className={css.peek} tabIndex={-1} aria-label={t("peek")} title={t("peek")} onClick={() => onPeek(record.id)}><Peek aria-hidden="true" /></button>}
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    before.record === after.record && before.index === after.index && before.top === after.top && before.columns === after.columns && before.isSelected === after.isSelected &&
    before.activeColumn === after.activeColumn && before.isPeeked === after.isPeeked && before.editing === after.editing && (after.editing === null || before.edit === after.edit),
);

function nameOf(record: RecordData, columns: readonly Column[]): string {
  const title = columns.find((column) => column.isTitle);
  const value = title ? (record[`${title.path}$title`] ?? record[title.path]) : null;
  return typeof value === "string" || typeof value === "number" ? String(value) : record.id;
}

/** A value in its cell. The record's name leads to the record. */
function CellValue({ record, column, href }: { record: RecordData; column: Column; href: string }) {
  const { Display } = column.view;
  const shown = <Display {...valueProps(record, column)} dense />;
  if (!column.isTitle) return shown;
  // A name that is itself a reference has a link inside already.
  if (column.field.value.class !== "text" && column.field.value.class !== "word") return shown;
  return <a className={css.name} href={href} tabIndex={-1} onClick={stopWithoutPlainClick}>{record[column.path] === null || record[column.path] === undefined ? <NoName /> : shown}</a>;
}

function NoName() {
  const { t } = useTranslation("list");
  return <span className={css.nameless}>{t("noName")}</span>;
}

/** A click with a key held is the browser's own (new tab). */
function stopWithoutPlainClick(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) event.stopPropagation();
}
