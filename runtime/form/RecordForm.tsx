import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { RecordData, SavedRecord } from "#runtime/data/records.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { FieldPortsContext, useFieldPorts } from "#shared/kinds/ports.tsx";
import { sameJson } from "#shared/lib/json.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { currencyOf } from "./currency.ts";
import { jsonValues } from "./fields.ts";
import { FormBlocks } from "./FormBlocks.tsx";
import { FormContext, type FormContextValue } from "./form-context.ts";
import { FormFoot } from "./FormFoot.tsx";
import { ChangedNotice, ConflictNotice, DraftNotice, FailureNotice, ProblemSummary, type FieldProblem } from "./FormNotices.tsx";
import { LeaveGuard } from "./LeaveGuard.tsx";
import css from "./form.module.css";
import { focusField, problemsInOrder } from "./focus.ts";
import { LiveNotice } from "./live/LiveNotice.tsx";
import { useLookups } from "./live/use-lookups.ts";
import { usePreview } from "./live/use-preview.ts";
import { takeTheirs } from "./merge.ts";
import { useDraft } from "./use-draft.ts";
import { useFormModel } from "./use-form-model.ts";
import { useSave, type Conflict, type SaveFailure } from "./use-save.ts";

export interface RecordFormProps {
  object: ObjectModel;
  /** Read with the child lists of its form (`useFormLists`); null for a new record. */
  record?: RecordData | null | undefined;
  /** What a new record starts with beside its defaults. */
  prefilled?: RecordValues | undefined;
  /** Instead of the form of the record's type. */
  form?: FormDoc | undefined;
  /** `again`: whoever entered it wants to enter another. */
  onSaved: (record: SavedRecord, again: boolean) => void;
  /** Closed without saving. */
  onClose: () => void;
  /** Offers "save and new". */
  repeatable?: boolean;
  /** Foot at the edges of a drawer. */
  inDrawer?: boolean;
  /** Where whatever holds the form asks for its closing (×, Escape, a click outside): filled in by the form. */
  closing?: { current: (() => void) | null };
  /** Between the notes and the fields. */
  children?: ReactNode;
}

/** A record's form: fields and lines as the document lays them out, checked by the model's rules, saved with its lines at once. */
export function RecordForm({ object, record = null, prefilled, form, onSaved, onClose, repeatable = false, inDrawer = false, closing, children }: RecordFormProps) {
  const { t } = useTranslation("form");
  const { settings } = useWorkspace();
  const model = useFormModel({ object, record, prefilled, form });
  const { hook, shape, states } = model;
  const saving = useSave(model, record);
  useLookups(model.live);
  usePreview(model, record?.id ?? null);
  const formId = useId();
  const root = useRef<HTMLFormElement>(null);
  const draft = useDraft(model, record?.id ?? null);
  const [reveal, setReveal] = useState<FormContextValue["reveal"]>(null);
  const [failure, setFailure] = useState<SaveFailure | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [changedBy, setChangedBy] = useState<RecordData | null>(null);
  const [isAsking, setAsking] = useState(false);
  /** A navigation that waits for an answer. */
  const leaving = useRef<((leave: boolean) => void) | null>(null);

  function show(field: string): void {
    setReveal((before) => ({ field, at: (before?.at ?? 0) + 1 }));
    focusField(root.current, formId, field);
  }
  /** Lets a waiting navigation go on, or stay here. */
  function answer(leave: boolean): void {
    leaving.current?.(leave);
    leaving.current = null;
  }
  const problems: FieldProblem[] = hook.formState.submitCount === 0 ? [] : problemsInOrder(model.form, object, hook.formState.errors);

  async function save(values: RecordValues, again: boolean): Promise<void> {
    setFailure(null);
    const outcome = await saving.save(values);
    if ("record" in outcome) {
      draft.finish();
      if (leaving.current) answer(true);
      else onSaved(outcome.record, again);
      return;
    }
    answer(false);
    if ("conflict" in outcome) await settle(outcome.conflict, again);
    else if ("failure" in outcome) setFailure(outcome.failure);
    else if (outcome.fields[0] !== undefined) show(outcome.fields[0]);
  }
  /** Where nobody touched the same value both changes stand; else a person decides. */
  async function settle(found: Conflict, again: boolean): Promise<void> {
    setChangedBy(null);
    hook.reset(found.merged);
    if (found.clashes.length > 0) setConflict(found);
    else await save(found.merged, again);
  }
  function submit(again = false): void {
    setAsking(false);
    void hook.handleSubmit(
      (fields) => save(jsonValues(fields), again),
      (errors) => {
        answer(false);
        const first = problemsInOrder(model.form, object, errors)[0];
        if (first) show(first.field);
      },
    )();
  }
  function decide(theirs: Conflict["clashes"]): void {
    if (!conflict) return;
    const values = theirs.reduce(takeTheirs, conflict.merged);
    setConflict(null);
    hook.reset(values);
    submit();
  }
  function close(): void {
    if (draft.isDirty) setAsking(true);
    else onClose();
  }
  function stay(): void {
    answer(false);
    setAsking(false);
  }
  function discard(): void {
    draft.finish();
    if (leaving.current) answer(true);
    else onClose();
  }
  useEffect(() => {
    if (closing) closing.current = close;
  });

  // What has to be decided is brought into sight.
  const notes = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (conflict || failure) notes.current?.scrollIntoView({ block: "nearest" });
  }, [conflict, failure]);

  // Somebody else saves while this is open: untouched it shows what is stored now, else it says so.
  const shown = useRef(record?.revision);
  useEffect(() => {
    if (record === null || shown.current === record.revision || saving.isSaving) return;
    shown.current = record.revision;
    if (draft.isDirty) setChangedBy(record);
    else hook.reset(saving.rebase({ ...model.base.current }, record).values);
    // Only another revision, or the end of our own save, is a reason to look.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [record?.revision, saving.isSaving]);

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && isAsking) {
      event.preventDefault();
      event.stopPropagation();
      stay();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }

  const currency = useCurrency(hook, object, record, settings.currency);
  const context: FormContextValue = { object, lists: shape.lists, control: hook.control, states, live: model.live, formId, record, currency, reveal, writable: model.writable, submit };
  const restore = useCallback((values: RecordValues) => hook.reset(values), [hook]);
  return (
    <form ref={root} className={css.form} noValidate onKeyDown={press} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <LeaveGuard isDirty={() => draft.isDirtyNow()} onBlocked={(decide) => { answer(false); leaving.current = decide; setAsking(true); }} />
      <div className={css.notes} ref={notes}>
        {draft.offered && <DraftNotice at={draft.offered.at} onRestore={() => restore(draft.take())} onDiscard={draft.refuse} />}
        {changedBy && <ChangedNotice record={changedBy} />}
        {conflict && <ConflictNotice object={object} lists={shape.lists} conflict={conflict} busy={saving.isSaving} onDecide={decide} />}
        {failure && <FailureNotice failure={failure} onRetry={() => submit()} />}
        {problems.length > 0 && <ProblemSummary problems={problems} onShow={show} />}
        {failure === null && <LiveNotice live={model.live} />}
      </div>
      {children}
      <FormCurrency currency={currency}>
        <FormContext value={context}>
          <div className={css.body}><FormBlocks blocks={model.form.body ?? []} /></div>
        </FormContext>
      </FormCurrency>
      <FormFoot
        isNew={record === null}
        isDirty={draft.isDirty}
        isSaving={saving.isSaving}
        isAsking={isAsking}
        inDrawer={inDrawer}
        onCancel={close}
        onKeep={stay}
        onDiscard={discard}
        onSave={submit}
        repeatable={repeatable}
        label={t("actions")}
      />
    </form>
  );
}

/** Money in the form is in the record's currency, also while that is being chosen. */
function FormCurrency({ currency, children }: { currency: string; children: ReactNode }) {
  const ports = useFieldPorts();
  const own = useMemo(() => (currency === ports.format.currency ? ports : { ...ports, format: { ...ports.format, currency } }), [ports, currency]);
  return <FieldPortsContext value={own}>{children}</FieldPortsContext>;
}

function useCurrency(hook: ReturnType<typeof useFormModel>["hook"], object: ObjectModel, record: RecordData | null, workspaceCurrency: string): string {
  const [currency, setCurrency] = useState(() => currencyOf(object, jsonValues(hook.getValues()), record, workspaceCurrency));
  useEffect(
    () => hook.subscribe({ formState: { values: true }, callback: ({ values }) => setCurrency((before) => {
      const now = currencyOf(object, jsonValues(values), record, workspaceCurrency);
      return sameJson(before, now) ? before : now;
    }) }),
    [hook, object, record, workspaceCurrency],
  );
  return currency;
}
