import CircleAlert from "lucide-react/icons/circle-alert";
import Plus from "lucide-react/icons/plus";
import { useCallback, useRef, type ClipboardEvent, type FocusEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Tooltip } from "#shared/ui/Tooltip.tsx";
import { toast } from "#shared/ui/toast-store.ts";
import { isFormula } from "../ComputedMark.tsx";
import { sumOf } from "./sums.ts";
import { LineRowView } from "./LineRowView.tsx";
import type { LinesProps } from "./lines-props.ts";
import css from "./lines.module.css";
import { SortableLines } from "./SortableLines.tsx";
import { leastWidth, tracksOf } from "./columns.ts";
import { useCells, type CellPlace } from "./use-cells.ts";
import { useLines } from "./use-lines.ts";
import { usePaste } from "./use-paste.ts";

/** A child list as a spreadsheet: arrows, Tab and Enter move, typing edits, rows are added, copied, moved, pasted. */
export function LinesGrid({ id, label, child, by, columns, isTotalled, lines, shown, waiting, onChange, onBlur, readOnly, messages, error, showAll, headerCurrency }: LinesProps) {
  const { t } = useTranslation("form");
  const { settings, language } = useWorkspace();
  const ports = useFieldPorts();
  const grid = useRef<HTMLDivElement>(null);
  const commands = useLines(child, lines, onChange);
  const { cells, before, goTo, edit, endEdit } = useCells(grid, onBlur);
  const paste = usePaste(columns, lines, commands);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const last = columns.length - 1;

  const remove = useCallback((key: string, at: number): void => {
    const undo = commands.remove(key);
    toast({ id: `line-${key}`, text: t("lines.removed", { label }), undo });
    const next = grid.current?.querySelectorAll<HTMLElement>("[data-line]")[at + 1] ?? grid.current?.querySelectorAll<HTMLElement>("[data-line]")[at - 1];
    const line = next?.dataset["line"];
    if (line !== undefined) goTo({ line, column: 0 });
  }, [commands, goTo, label, t]);

  function startEdit(place: CellPlace, isReplacing: boolean): void {
    const column = columns[place.column];
    const line = lines.find(({ $key }) => $key === place.line);
    if (readOnly || !column || column.isReadOnly || !line) return;
    const value = line[column.field.name] ?? null;
    if (column.field.value.class === "boolean" && !isReplacing) {
      commands.set(place.line, column.field.name, value !== true);
      onBlur();
      return;
    }
    edit(place, value);
    const input = document.activeElement;
    if (isReplacing && (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) input.select();
  }
  /** Inputs that read what was typed when they are left (dates) do so now. */
  function finish(): void {
    const input = document.activeElement;
    if (input instanceof HTMLElement && grid.current?.contains(input)) input.blur();
    endEdit();
  }
  function step(place: CellPlace, rows: number, across: number): boolean {
    const row = lines.findIndex(({ $key }) => $key === place.line) + rows;
    const column = place.column + across;
    if (column > last) return moveTo(row + 1, 0);
    if (column < 0) return moveTo(row - 1, last);
    return moveTo(row, column);
  }
  function moveTo(row: number, column: number): boolean {
    const line = lines[row];
    if (!line || column < 0 || column > last) return false;
    goTo({ line: line.$key, column });
    return true;
  }
  function down(place: CellPlace): void {
    if (step(place, 1, 0) || readOnly) return;
    goTo({ line: commands.add(), column: place.column });
  }

  function press(event: KeyboardEvent<HTMLDivElement>): void {
    const { at, isEditing } = cells;
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (at === null || event.nativeEvent.isComposing || (!isEditing && target?.dataset["cell"] === undefined)) return;
    if (isEditing) pressInCell(event, at);
    else pressOnCell(event, at);
  }
  function pressInCell(event: KeyboardEvent, at: CellPlace): void {
    const isChosen = event.defaultPrevented; // a list of choices has taken the key
    if (event.key === "Escape" && !isChosen) {
      const column = columns[at.column];
      if (column) commands.set(at.line, column.field.name, before.current);
      goTo(at);
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey && !event.metaKey && !event.ctrlKey) {
      finish();
      if (isChosen) step(at, 0, 1);
      else down(at);
    } else if (event.key === "Tab") {
      finish();
      if (!step(at, 0, event.shiftKey ? -1 : 1)) return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function pressOnCell(event: KeyboardEvent, at: CellPlace): void {
    const row = lines.findIndex(({ $key }) => $key === at.line);
    const mod = event.metaKey || event.ctrlKey;
    const column = columns[at.column];
    const handled = ((): boolean => {
      if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
        if (readOnly) return false;
        commands.move(at.line, row + (event.key === "ArrowUp" ? -1 : 1));
        goTo(at);
        return true;
      }
      switch (event.key) {
        case "ArrowUp": step(at, -1, 0); return true;
        case "ArrowDown": step(at, 1, 0); return true;
        case "ArrowLeft": return moveTo(row, at.column - 1) || true;
        case "ArrowRight": return moveTo(row, at.column + 1) || true;
        case "Home": return moveTo(mod ? 0 : row, 0);
        case "End": return moveTo(mod ? lines.length - 1 : row, last);
        case "Tab": return step(at, 0, event.shiftKey ? -1 : 1);
        case "F2": startEdit(at, false); return true;
        case "Enter":
          if (mod) {
            if (!readOnly) goTo({ line: commands.add(row + 1), column: 0 });
          } else if (readOnly || column?.isReadOnly === true) down(at);
          else startEdit(at, false);
          return true;
        case "Delete":
        case "Backspace":
          if (readOnly || !column) return false;
          if (mod) remove(at.line, row);
          else if (!column.isReadOnly) commands.set(at.line, column.field.name, column.field.value.class === "boolean" ? false : null);
          return true;
        default:
          break;
      }
      if (mod && event.key.toLowerCase() === "d" && !readOnly) {
        goTo({ line: commands.duplicate(at.line), column: at.column });
        return true;
      }
      if (mod && event.key.toLowerCase() === "c" && column) {
        void navigator.clipboard?.writeText(column.field.kind.format(shown[row]?.[column.field.name] ?? null, column.field, ports.format));
        return true;
      }
      if (event.key === " " && column?.field.value.class === "boolean") {
        startEdit(at, false);
        return true;
      }
      // Any other letter begins to type: it lands in the input that is there by the time the browser delivers it.
      if (!mod && !event.altKey && (event.key.length === 1 || event.key === "Process")) startEdit(at, true);
      return false;
    })();
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function pasteInto(event: ClipboardEvent): void {
    const { at, isEditing } = cells;
    if (at === null || isEditing || readOnly) return;
    event.preventDefault();
    void paste(event.clipboardData.getData("text/plain"), at).then(onBlur);
  }
  /** Popups of inputs are elsewhere on the page but inside of the grid for React: only what leaves both ends the typing. */
  function leave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    leaving.current = setTimeout(endEdit, 0);
  }

  const headId = `${id}-head`;
  const tracks = `${readOnly ? "32px" : "36px"} ${tracksOf(columns)} ${readOnly ? "" : "36px"}`;
  const summed = columns.some(({ field }) => isTotalled(field)) && lines.length > 1;
  const currentLine = cells.at?.line ?? lines[0]?.$key;
  return (
    <div className={css.lines} id={id} tabIndex={-1}>
      {/* Without lines nothing in it takes the focus: then it is scrolled by keyboard itself. */}
      <div className={css.scroll} tabIndex={lines.length === 0 ? 0 : undefined}>
        <div
          ref={grid}
          role="grid"
          aria-label={label}
          aria-rowcount={lines.length + 1}
          aria-colcount={columns.length + 1}
          aria-readonly={readOnly || undefined}
          className={css.grid}
          style={{ "--tracks": tracks, minWidth: `${leastWidth(columns)}px` } as Record<string, string>} // a custom property, which React's types don't know
          onKeyDown={press}
          onPaste={pasteInto}
          onFocus={() => clearTimeout(leaving.current)}
          onBlur={leave}
        >
          <div role="row" className={css.head} id={headId} aria-rowindex={1}>
            <span role="columnheader" className={css.number} aria-label={t("lines.place")} />
            {columns.map(({ field, view, isReadOnly }, at) => (
              <span key={field.name} role="columnheader" aria-colindex={at + 2} className={css.headCell} data-numeric={view.numeric || undefined}>
                {isFormula(field) ? <Tooltip label={field.settings.formula ?? t("computed.hidden")}><span><span className={css.mark} aria-hidden="true">ƒ </span>{labelText(field.label, language, field.name)}</span></Tooltip> : labelText(field.label, language, field.name)}
                {field.required && !isReadOnly && !readOnly && <span className={css.required} aria-hidden="true"> *</span>}
              </span>
            ))}
            {!readOnly && <span role="columnheader" aria-label={t("lines.actions")} />}
          </div>
          <SortableLines lines={lines} onMove={commands.move} disabled={readOnly}>
            {shown.map((line, at) => (
              <LineRowView
                key={line.$key}
                line={line}
                at={at}
                columns={columns}
                child={child}
                by={by}
                readOnly={readOnly}
                waiting={waiting}
                current={line.$key === currentLine ? (cells.at?.column ?? 0) : null}
                isEditing={cells.isEditing && line.$key === cells.at?.line}
                isCurrent={line.$key === cells.at?.line}
                messages={messages}
                touched={cells.touched}
                showAll={showAll}
                headerCurrency={headerCurrency}
                workspaceCurrency={settings.currency}
                commands={commands}
                onGo={goTo}
                onEdit={startEdit}
                onRemove={remove}
              />
            ))}
          </SortableLines>
          {lines.length === 0 && <div role="row" className={css.empty}><span role="gridcell">{t("lines.none")}</span></div>}
          {summed && (
            <div role="row" className={css.sums}>
              <span role="gridcell" />
              {columns.map(({ field, view }, at) => (
                <span key={field.name} role="gridcell" className={css.cell} data-numeric={view.numeric || undefined}>
                  {at === 0 && !isTotalled(field) && t("lines.sum")}
                  {isTotalled(field) && <view.Display field={field} value={sumOf(field, shown)} currency={headerCurrency} />}
                </span>
              ))}
              {!readOnly && <span role="gridcell" />}
            </div>
          )}
        </div>
      </div>
      {!readOnly && (
        <div className={css.below}>
          <Button size="xs" look="subtle" icon={<Plus />} onClick={() => goTo({ line: commands.add(), column: 0 })}>{t("lines.add")}</Button>
          {error !== undefined && <span className={css.error} role="alert"><CircleAlert aria-hidden="true" />{error}</span>}
        </div>
      )}
    </div>
  );
}
