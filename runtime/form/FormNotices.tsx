import CircleAlert from "lucide-react/icons/circle-alert";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { titleIn, type RecordData } from "#runtime/data/records.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import type { Json } from "#shared/lib/json.ts";
import { labelText, type Label } from "#shared/lib/label.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { CopyText } from "#shared/ui/CopyText.tsx";
import { Note } from "#shared/ui/Note.tsx";
import css from "./form.module.css";
import type { Clash } from "./merge.ts";
import type { Conflict, SaveFailure } from "./use-save.ts";
import { useWhen } from "./use-when.ts";

export interface FieldProblem {
  field: string;
  /** Of a list, whose cells don't say which they are in. */
  label: Label | null;
  message: string;
  isShown: boolean;
}

/** What keeps the form from being saved, each a way to its field. */
export function ProblemSummary({ problems, onShow }: { problems: readonly FieldProblem[]; onShow: (field: string) => void }) {
  const { t } = useTranslation("form");
  const { format } = useFieldPorts();
  const said = ({ label, message }: FieldProblem): string => (label === null ? message : t("problemIn", { label: labelText(label, format.language), message }));
  return (
    <Note tone="danger" icon={<CircleAlert aria-hidden="true" />} title={t("problems", { count: problems.length })}>
      <ul className={css.summary}>
        {problems.map((problem) => (
          <li key={problem.field}>
            {problem.isShown ? <a href={`#${problem.field}`} onClick={(event) => { event.preventDefault(); onShow(problem.field); }}>{said(problem)}</a> : said(problem)}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** The save did not come through; what is typed is still here. */
export function FailureNotice({ failure, onRetry }: { failure: SaveFailure; onRetry: () => void }) {
  const { t } = useTranslation("form");
  const [title, ...others] = failure.messages;
  return (
    <Note tone="danger" icon={<CircleAlert aria-hidden="true" />} title={title} actions={<Button size="xs" onClick={onRetry}>{t("tryAgain")}</Button>}>
      {others.map((message) => <p key={message}>{message}</p>)}
      {failure.id !== null && <p>{t("copyId")} <CopyText text={failure.id} /></p>}
    </Note>
  );
}

/** Something was typed here before and not saved. */
export function DraftNotice({ at, onRestore, onDiscard }: { at: number; onRestore: () => void; onDiscard: () => void }) {
  const { t } = useTranslation("form");
  const when = useWhen()(new Date(at).toISOString());
  return (
    <Note
      tone="warning"
      title={t("draft.title", { when })}
      actions={
        <>
          <Button size="xs" onClick={onRestore}>{t("draft.restore")}</Button>
          <Button size="xs" look="subtle" onClick={onDiscard}>{t("draft.discard")}</Button>
        </>
      }
    />
  );
}

/** Somebody else has saved while this form has changes of its own. */
export function ChangedNotice({ record }: { record: RecordData }) {
  const { t } = useTranslation("form");
  const when = useWhen()(record.updated_at ?? null);
  return <Note tone="warning" title={t("changedBy", { who: titleIn(record, "updated_by") ?? t("somebody"), when })}>{t("changedByDetail")}</Note>;
}

/** The same values changed by two people: keep mine, or take theirs, one by one. */
export function ConflictNotice({ object, lists, conflict, busy, onDecide }: {
  object: ObjectModel;
  lists: ReadonlyMap<string, ObjectModel>;
  conflict: Conflict;
  busy: boolean;
  /** Gets those in which theirs is taken. */
  onDecide: (theirs: readonly Clash[]) => void;
}) {
  const { t } = useTranslation("form");
  const { format } = useFieldPorts();
  const [taken, setTaken] = useState<ReadonlySet<Clash>>(new Set());
  const { current, clashes } = conflict;
  const who = titleIn(current, "updated_by") ?? t("somebody");
  const when = useWhen()(current.updated_at ?? null);
  function choose(clash: Clash, isTheirs: boolean): void {
    const next = new Set(taken);
    if (isTheirs) next.add(clash);
    else next.delete(clash);
    setTaken(next);
  }
  return (
    <Note
      tone="warning"
      title={t("conflict.title", { who, when, count: clashes.length })}
      actions={<Button size="xs" look="primary" busy={busy} onClick={() => onDecide([...taken])}>{t("conflict.save")}</Button>}
    >
      <div className={css.clashes}>
        {clashes.map((clash) => {
          const field = fieldOf(object, lists, clash);
          const key = clash.line === null ? clash.field : `${clash.field}/${clash.line.id}/${clash.line.field}`;
          return (
            <fieldset key={key} className={css.clash}>
              <legend>{labelText(field?.label, format.language, clash.field)}</legend>
              <Choice name={key} who={t("conflict.mine")} field={field} value={clash.mine} checked={!taken.has(clash)} onChoose={() => choose(clash, false)} />
              <Choice name={key} who={t("conflict.theirs", { who })} field={field} value={clash.theirs} checked={taken.has(clash)} onChoose={() => choose(clash, true)} />
            </fieldset>
          );
        })}
      </div>
    </Note>
  );
}

function fieldOf(object: ObjectModel, lists: ReadonlyMap<string, ObjectModel>, { field, line }: Clash): FieldModel | undefined {
  return line === null ? object.field(field) : lists.get(field)?.field(line.field);
}

function Choice({ name, who, field, value, checked, onChoose }: { name: string; who: string; field: FieldModel | undefined; value: Json; checked: boolean; onChoose: () => void }) {
  const view = field && fieldView(field.type);
  return (
    <label className={css.choice}>
      <input type="radio" name={name} checked={checked} onChange={onChoose} />
      <span className={css.choiceWho}>{who}</span>
      {field && view && <view.Display field={field} value={value} dense />}
    </label>
  );
}
