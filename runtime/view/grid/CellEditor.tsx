import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { titlesIn, type RecordData } from "#runtime/data/records.ts";
import type { Json } from "#shared/lib/json.ts";
import type { ValueClass } from "#shared/query/value.ts";
import type { Column } from "../state/columns.ts";
import css from "./grid.module.css";
import type { CellEdit } from "./use-cell-edit.ts";

/** What is picked rather than typed is saved as soon as it is picked. */
const PICKED: ReadonlySet<ValueClass> = new Set<ValueClass>(["word", "boolean", "reference", "anyReference"]);

/** The field's own input in a cell: Enter saves, Esc reverts, Tab saves and goes on, leaving saves. */
export function CellEditor({ record, column, edit }: { record: RecordData; column: Column; edit: CellEdit }) {
  const { t } = useTranslation("list");
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const isDone = useRef(false);
  const [value, setValue] = useState<Json>(record[column.path] ?? null);
  const { Input } = column.view;
  const titles = titlesIn(record, column.path);

  // A choice is made to be changed: its list is open at once.
  useEffect(() => {
    if (PICKED.has(column.field.value.class)) box.current?.querySelector("input")?.click();
  }, [column]);

  /** Saves and gives the focus back to the cell; where the value is refused the input keeps it. */
  async function finish(next: Json, to: "cell" | "elsewhere"): Promise<void> {
    if (isDone.current) return;
    isDone.current = true; // the focus leaves the input below: that is no second wish to save
    if (to === "cell") box.current?.closest<HTMLElement>("[role='gridcell']")?.focus({ preventScroll: true });
    await edit.save(record, column, next);
    isDone.current = false;
    if (to === "cell") box.current?.querySelector("input")?.focus();
  }
  function press(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      isDone.current = true;
      box.current?.closest<HTMLElement>("[role='gridcell']")?.focus({ preventScroll: true });
      edit.cancel();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      void finish(value, "cell");
    }
  }
  function leave(event: FocusEvent): void {
    // A list or calendar of the input floats elsewhere in the page and belongs to it.
    const to = event.relatedTarget;
    // The window has lost the focus, not the input: a file is being chosen, or another program looked at.
    if (to === null && box.current?.contains(document.activeElement)) return;
    if (to instanceof Element && (box.current?.contains(to) || to.closest("[data-portal]") !== null)) return;
    void finish(value, "elsewhere");
  }
  return (
    <div className={css.editor} ref={box} onKeyDown={press} onBlur={leave}>
      <Input
        id={id}
        field={column.field}
        value={value}
        dense
        invalid={edit.problem !== null}
        {...(titles && { titles })}
        {...(edit.problem !== null && { describedBy: `${id}-problem` })}
        onChange={(next) => {
          setValue(next);
          if (PICKED.has(column.field.value.class)) void finish(next, "cell");
        }}
      />
      {edit.problem !== null && <div className={css.problem} id={`${id}-problem`} role="alert">{edit.problem || t("saveFailed")}</div>}
    </div>
  );
}
