import { useSortable } from "@dnd-kit/sortable";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import GripVertical from "lucide-react/icons/grip-vertical";
import MoveDown from "lucide-react/icons/move-down";
import MoveUp from "lucide-react/icons/move-up";
import Trash from "lucide-react/icons/trash-2";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { titlesIn } from "#runtime/data/records.ts";
import { sameJson, type Json } from "#shared/lib/json.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Menu } from "#shared/ui/Menu.tsx";
import { Tooltip } from "#shared/ui/Tooltip.tsx";
import { lineCurrency } from "../currency.ts";
import { cellKey } from "../problems.ts";
import type { LineRow } from "../values.ts";
import type { LineColumn } from "./columns.ts";
import css from "./lines.module.css";
import type { CellPlace } from "./use-cells.ts";
import type { LineCommands } from "./use-lines.ts";

export interface LineRowProps {
  line: LineRow;
  at: number;
  columns: readonly LineColumn[];
  child: ObjectModel;
  by: string;
  readOnly: boolean;
  /** Names of the columns whose values are not yet those of what is typed, by blanks. */
  waiting: string;
  /** The column that Tab leads to, when the grid is entered in this row. */
  current: number | null;
  isCurrent: boolean;
  isEditing: boolean;
  messages: Readonly<Record<string, string>>;
  touched: ReadonlySet<string>;
  showAll: boolean;
  headerCurrency: string;
  workspaceCurrency: string;
  commands: LineCommands;
  onGo: (place: CellPlace) => void;
  onEdit: (place: CellPlace, isReplacing: boolean) => void;
  onRemove: (key: string, at: number) => void;
}

/** One line of the grid. Drawn anew only when something of it changes. */
export const LineRowView = memo(LineRowInner, isSameRow);

function LineRowInner(props: LineRowProps) {
  const { line, at, columns, child, by, readOnly, waiting, current, isCurrent, isEditing, messages, touched, showAll, headerCurrency, workspaceCurrency, commands, onGo, onEdit, onRemove } = props;
  const { t } = useTranslation("form");
  const drag = useSortable({ id: line.$key, disabled: readOnly });
  const key = line.$key;
  const currency = lineCurrency(child, by, line, headerCurrency, workspaceCurrency);
  const wrong = messages[key];
  const late = new Set(waiting === "" ? [] : waiting.split(" "));
  const { transform, transition } = drag;
  return (
    <div
      ref={drag.setNodeRef}
      role="row"
      aria-rowindex={at + 2}
      data-line={key}
      data-dragged={drag.isDragging || undefined}
      className={css.row}
      style={{ transform: transform === null ? undefined : `translate3d(0, ${Math.round(transform.y)}px, 0)`, transition }}
    >
      <span role="rowheader" className={css.number} data-invalid={wrong !== undefined || undefined} title={wrong}>
        {readOnly ? at + 1 : (
          <button type="button" ref={drag.setActivatorNodeRef} className={css.grip} {...drag.attributes} {...drag.listeners} tabIndex={-1} aria-label={t("lines.drag", { place: at + 1 })}>
            <span className={css.place} aria-hidden="true">{at + 1}</span>
            <GripVertical aria-hidden="true" />
          </button>
        )}
      </span>
      {columns.map((column, place) => {
        const { field, view } = column;
        const value = line[field.name] ?? null;
        const message = showAll || touched.has(`${key}/${place}`) ? messages[cellKey(key, field.name)] : undefined;
        const edits = isEditing && current === place;
        const cell = (
          <div
            key={field.name}
            role="gridcell"
            aria-colindex={place + 2}
            aria-selected={isCurrent && current === place}
            aria-invalid={message !== undefined || undefined}
            aria-readonly={column.isReadOnly || undefined}
            data-cell={`${key}/${place}`}
            data-numeric={view.numeric || undefined}
            data-fixed={column.isReadOnly || undefined}
            aria-busy={late.has(field.name) || undefined}
            data-editing={edits || undefined}
            data-invalid={message !== undefined || undefined}
            className={css.cell}
            tabIndex={current === place && !edits ? 0 : -1}
            onFocus={(event) => {
              if (event.target === event.currentTarget && !(isCurrent && current === place)) onGo({ line: key, column: place });
            }}
            onMouseDown={(event) => {
              if (edits || event.button !== 0 || (event.target instanceof Element && event.target.closest("a"))) return;
              event.preventDefault();
              if (isCurrent && current === place) onEdit({ line: key, column: place }, false);
              else onGo({ line: key, column: place });
            }}
            onDoubleClick={() => !edits && field.value.class !== "boolean" && onEdit({ line: key, column: place }, false)}
          >
            {edits
              ? <view.Input id={`${key}-${field.name}`} field={field} value={value} onChange={(next) => commands.set(key, field.name, next)} dense invalid={message !== undefined} {...titleProps(line, field.name)} />
              : <CellValue column={column} value={value} currency={currency} titles={titlesIn(line, field.name)} />}
            {message !== undefined && !edits && <span className={css.spoken}>{message}</span>}
          </div>
        );
        return message === undefined || edits ? cell : <Tooltip key={field.name} label={message}>{cell}</Tooltip>;
      })}
      {!readOnly && <LineActions line={key} at={at} commands={commands} onGo={onGo} onRemove={onRemove} />}
    </div>
  );
}

interface CellValueProps {
  column: LineColumn;
  value: Json;
  currency: string;
  titles: Record<string, string | null> | undefined;
}

/** What a cell shows. A stroke may change one figure in each of fifty rows: the others are not drawn anew. */
const CellValue = memo(
  function CellValue({ column: { field, view }, value, currency, titles }: CellValueProps) {
    if (isUnreadable(field, value)) return <span className={css.raw}>{String(value)}</span>;
    return <view.Display field={field} value={value} dense={view.numeric !== true} currency={currency} {...(titles && { titles })} />;
  },
  (a, b) => a.column === b.column && a.currency === b.currency && sameJson(a.value, b.value) && sameJson(a.titles ?? null, b.titles ?? null),
);

/** What can be done with a line. */
const LineActions = memo(function LineActions({ line, at, commands, onGo, onRemove }: { line: string; at: number } & Pick<LineRowProps, "commands" | "onGo" | "onRemove">) {
  const { t } = useTranslation("form");
  return (
    <span role="gridcell" className={css.actions}>
      <Menu
        label={t("lines.actionsOf", { place: at + 1 })}
        align="end"
        entries={[
          { key: "duplicate", label: t("lines.duplicate"), icon: <Copy />, keys: "mod+d", onSelect: () => onGo({ line: commands.duplicate(line), column: 0 }) },
          { key: "up", label: t("lines.up"), icon: <MoveUp />, keys: "alt+up", onSelect: () => commands.move(line, at - 1) },
          { key: "down", label: t("lines.down"), icon: <MoveDown />, keys: "alt+down", onSelect: () => commands.move(line, at + 1) },
          { key: "remove", label: t("lines.remove"), icon: <Trash />, keys: "mod+backspace", danger: true, onSelect: () => onRemove(line, at) },
        ]}
      >
        <IconButton size="xs" tabIndex={-1} label={t("lines.actionsOf", { place: at + 1 })} icon={<Ellipsis />} />
      </Menu>
    </span>
  );
});

/** The titles that came with a line's value. */
function titleProps(line: LineRow, name: string): { titles?: Record<string, string | null> } {
  const titles = titlesIn(line, name);
  return titles ? { titles } : {};
}

/** Typed or pasted text that the kind can't read: it stays to be put right. */
function isUnreadable(field: LineColumn["field"], value: Json): boolean {
  return typeof value === "string" && !field.kind.parse(value, field).ok;
}

function isSameRow(a: LineRowProps, b: LineRowProps): boolean {
  for (const name of Object.keys(b) as (keyof LineRowProps)[]) {
    // keys of one and the same interface
    if (name === "messages" || name === "touched" || name === "onEdit") continue;
    if (a[name] !== b[name]) return false;
  }
  if (b.isCurrent) return false;
  return sameOf(a.messages, b.messages, b.line.$key) && (b.showAll || a.touched === b.touched || a.touched.size === b.touched.size);
}

/** Whether the messages of one line are the same. */
function sameOf(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>, key: string): boolean {
  if (a === b) return true;
  const own = (messages: Readonly<Record<string, string>>): string => Object.entries(messages).filter(([at]) => at.startsWith(key)).map((entry) => entry.join()).join();
  return own(a) === own(b);
}
