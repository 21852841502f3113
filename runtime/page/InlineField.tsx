import Pencil from "lucide-react/icons/pencil";
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { titleIn, titlesIn } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { ComputedMark } from "#runtime/form/ComputedMark.tsx";
import { useSay } from "#runtime/form/use-form-model.ts";
import { useWhen } from "#runtime/form/use-when.ts";
import { canonical } from "#runtime/form/values.ts";
import type { BlockState } from "#runtime/form/form-state.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { sameJson, type Json, type JsonObject } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import { pointer } from "#shared/lib/json.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { fieldProblem, validateRecord } from "#shared/model/validate.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Note } from "#shared/ui/Note.tsx";
import css from "./details.module.css";
import { useShown } from "./record-context.ts";
import { useFieldSave } from "./use-field-save.ts";

/** A field of the record: read as text, edited in its place. Enter saves, Escape reverts, leaving saves. */
export function InlineField({ field, state }: { field: FieldModel; state: BlockState }) {
  const { record, currency, canEdit } = useShown();
  const { t } = useTranslation("page");
  const { language } = useWorkspace();
  const [isEditing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const id = useId();
  const view = fieldView(field.type);
  if (!view) return null;
  const label = labelText(field.label, language, field.name);
  const value = record[field.name] ?? null;
  const isEditable = !state.readOnly && canEdit(field.name);
  const titles = titlesIn(record, field.name);
  function close(refocus: boolean): void {
    setEditing(false);
    if (refocus) requestAnimationFrame(() => pencil.current?.focus());
  }
  return (
    <div className={css.pair} data-field={field.name}>
      <span className={css.label} id={`${id}-label`}>{isEditing ? <label htmlFor={id}>{label}</label> : label}</span>
      {isEditing ? (
        <InlineEditor id={id} field={field} state={state} onClose={close} />
      ) : (
        <div
          className={css.value}
          data-editable={isEditable || undefined}
          data-computed={field.computed !== null || undefined}
          onClick={(event) => {
            if (!isEditable || (event.target instanceof Element && event.target.closest("a, button")) || String(getSelection()) !== "") return;
            setEditing(true);
          }}
        >
          <div className={css.shown}><view.Display field={field} value={value} {...(titles && { titles })} {...(currency !== undefined && { currency })} /></div>
          {field.computed !== null && <ComputedMark field={field} />}
          {isEditable && (
            <button type="button" ref={pencil} className={css.pencil} aria-label={t("editField", { label })} onClick={() => setEditing(true)}><Pencil aria-hidden="true" /></button>
          )}
        </div>
      )}
    </div>
  );
}

function InlineEditor({ id, field, state, onClose }: { id: string; field: FieldModel; state: BlockState; onClose: (refocus: boolean) => void }) {
  const { object, record } = useShown();
  const { t } = useTranslation("page");
  const { language } = useWorkspace();
  const say = useSay();
  const saving = useFieldSave();
  // What stood here when the editing began: a change by somebody else must not pass for ours.
  const [{ began, read }] = useState({ began: record[field.name] ?? null, read: record.revision });
  const [value, setValue] = useState<Json>(began);
  const [error, setError] = useState<string | null>(null);
  const [conflict, setConflict] = useState<JsonObject | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isOver = useRef(false);
  const view = fieldView(field.type);
  useFocusInside(root, id);
  useEffect(() => () => clearTimeout(leaving.current), []);
  if (!view) return null;

  async function save(next: Json, refocus: boolean, revision = read): Promise<void> {
    if (isOver.current || saving.isSaving) return;
    const clean = canonical(field, next);
    if (sameJson(clean, canonical(field, began)) && revision === read) return close(refocus);
    const problem = validateRecord(object, { [field.name]: next }, record, { language }).find(({ path }) => path === pointer(field.name))
      ?? (state.required && (clean === null || clean === "") ? fieldProblem(field, "required", language) : undefined);
    if (problem) return setError(say(problem));
    const outcome = await saving.save(field, clean, began, revision);
    if (outcome === "saved") close(refocus);
    else if ("current" in outcome) setConflict(outcome.current);
    else setError(outcome.message || t("notSaved"));
  }
  function close(refocus: boolean): void {
    isOver.current = true;
    onClose(refocus);
  }
  function change(next: Json): void {
    setValue(next);
    setError(null);
    // One choice is the whole answer: there is nothing to type on.
    if (isChosenAtOnce(field) && next !== null) void save(next, true);
  }
  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    } else if (event.key === "Enter" && !event.shiftKey && (!(event.target instanceof HTMLTextAreaElement) || event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      // Dates read what was typed by the same key, and say so before the next draw.
      setTimeout(() => latest.current(true), 0);
    }
  }
  const latest = useRef((_refocus: boolean): void => {});
  latest.current = (refocus) => void save(value, refocus);
  function leave(event: FocusEvent): void {
    if (conflict || (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) return;
    leaving.current = setTimeout(() => latest.current(false), 0);
  }
  const isLine = ["text", "integer", "decimal"].includes(field.value.class) && field.kind.share !== true;
  return (
    <div className={css.editor} ref={root} onKeyDown={press} onFocus={() => clearTimeout(leaving.current)} onBlur={leave}>
      <div className={css.input} data-invalid={error !== null || undefined} aria-busy={saving.isSaving}>
        <view.Input id={id} field={field} value={value} onChange={change} invalid={error !== null} describedBy={`${id}-below`} {...(sameJson(value, record[field.name] ?? null) && { titles: titlesIn(record, field.name) ?? {} })} />
        {isLine && <span className={css.hint} aria-hidden="true">{t("enterSaves")}</span>}
      </div>
      {error !== null && <p className={css.error} id={`${id}-below`} role="alert">{error}</p>}
      {conflict && <FieldConflict field={field} current={conflict} onKeep={() => void save(value, true, Number(conflict.revision))} onTake={() => close(true)} />}
    </div>
  );
}

/** "Zhou Yiran changed Amount a minute ago. Keep yours, or take 1,204,800?" */
function FieldConflict({ field, current, onKeep, onTake }: { field: FieldModel; current: JsonObject; onKeep: () => void; onTake: () => void }) {
  const { t } = useTranslation("page");
  const { format } = useFieldPorts();
  const when = useWhen();
  const label = labelText(field.label, format.language, field.name);
  const theirs = titleIn(current, field.name) ?? field.kind.format(current[field.name] ?? null, field, format);
  const params = { who: titleIn(current, "updated_by") ?? t("somebody"), label, when: when(current.updated_at ?? null), value: theirs === "" ? t("nothing") : theirs };
  return (
    <Note
      tone="warning"
      title={t("conflict.title", params)}
      actions={
        <>
          <Button size="xs" onClick={onKeep}>{t("conflict.keep")}</Button>
          <Button size="xs" onClick={onTake}>{t("conflict.take", params)}</Button>
        </>
      }
    />
  );
}

function isChosenAtOnce({ value, options, kind }: FieldModel): boolean {
  return value.class === "boolean" || value.class === "reference" || value.class === "anyReference" || (value.class === "word" && options.length > 0) || kind.group === "media";
}

/** Puts the focus into the input as soon as its code is there. */
function useFocusInside(root: { current: HTMLElement | null }, id: string): void {
  useEffect(() => {
    let frame = 0;
    let left = 60;
    function attempt(): void {
      const own = root.current?.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
      const target = own?.matches("input, textarea") ? own : own?.querySelector<HTMLElement>("input:not([hidden]), textarea, button");
      if (target) {
        target.focus();
        if (target instanceof HTMLInputElement && target.type === "text") target.select();
      } else if (left > 0) {
        left -= 1;
        frame = requestAnimationFrame(attempt);
      }
    }
    attempt();
    return () => cancelAnimationFrame(frame);
  }, [root, id]);
}
