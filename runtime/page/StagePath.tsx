import Check from "lucide-react/icons/check";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { StageSetDoc } from "#shared/metadata/object.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { stageSetOf } from "#shared/model/stages.ts";
import type { Json } from "#shared/lib/json.ts";
import { Button } from "#shared/ui/Button.tsx";
import { useFormat } from "#shared/ui/format.ts";
import { Note } from "#shared/ui/Note.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { useShown } from "./record-context.ts";
import css from "./stages.module.css";
import { useFieldSave } from "./use-field-save.ts";

type Step = NonNullable<StageSetDoc["steps"]>[number];

/** The stages of a record, where it has any: where it stands, where it may go, what is asked for here. */
export function StagePath() {
  const { object, record } = useShown();
  const { fieldRight } = useWorkspace();
  const found = stagesOf(object, record["record_type"] ?? null).find(({ field }) => ["read", "write"].includes(fieldRight(object.name, field.name)));
  return found ? <Path key={`${record.id}/${found.field.name}`} field={found.field} set={found.set} /> : null;
}

function stagesOf(object: ObjectModel, recordType: Json): { field: FieldModel; set: StageSetDoc }[] {
  const names = new Set(object.stageSets.flatMap(({ field }) => field ?? []));
  return [...names].flatMap((name) => {
    const field = object.field(name);
    const set = stageSetOf(object, name, recordType);
    return field && set && (set.steps ?? []).length > 1 ? [{ field, set }] : [];
  });
}

interface Refused {
  step: Step;
  message: string;
  /** With a reason it would pass. */
  asksReason: boolean;
}

function Path({ field, set }: { field: FieldModel; set: StageSetDoc }) {
  const { object, record, canEdit } = useShown();
  const { viewer, language } = useWorkspace();
  const { t } = useTranslation("page");
  const saving = useFieldSave();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [reason, setReason] = useState("");
  const steps = set.steps ?? [];
  const value = record[field.name] ?? null;
  const at = steps.findIndex((step) => step.value === value);
  const current = steps[at];
  const mayGo = canEdit(field.name) && !field.readOnly;
  const mayOverride = viewer.administrator || viewer.roles.some((role) => set.override?.includes(role));
  const label = (step: Step): string => labelText(field.options.find((option) => option.value === step.value)?.label, language, step.value);

  async function go(step: Step, why?: string): Promise<void> {
    const outcome = await saving.save(field, step.value, value, record.revision, why === undefined ? {} : { $reason: why });
    setReason("");
    if (outcome === "saved") setRefused(null);
    else if ("current" in outcome) setRefused({ step, message: t("stage.moved"), asksReason: false });
    else setRefused({ step, message: outcome.message || t("notSaved"), asksReason: outcome.rule === "stage" && mayOverride && why === undefined && current?.next?.includes(step.value) !== false });
  }

  return (
    <section className={css.path} aria-label={labelText(field.label, language, field.name)}>
      <ol className={css.steps}>
        {steps.map((step, place) => {
          const isCurrent = place === at;
          const isOpen = mayGo && !isCurrent && (current?.next === undefined || current.next.includes(step.value));
          // An end that was not taken is not behind one, though it stands before the one that was.
          const state = isCurrent ? (step.closed === true && step.won !== true ? "lost" : "current") : place < at && step.closed !== true ? "done" : "ahead";
          const words = <>{state === "done" && <Check aria-hidden="true" />}<span>{label(step)}</span></>;
          return (
            <li key={step.value} className={css.step} data-state={state} aria-current={isCurrent ? "step" : undefined}>
              {isOpen ? <button type="button" disabled={saving.isSaving} aria-label={t("stage.go", { stage: label(step) })} onClick={() => void go(step)}>{words}</button> : <span className={css.still}>{words}</span>}
            </li>
          );
        })}
      </ol>
      {refused && (
        <Note
          tone="danger"
          title={refused.message}
          actions={
            <>
              {refused.asksReason && <Button size="xs" look="primary" busy={saving.isSaving} disabled={reason.trim() === ""} onClick={() => void go(refused.step, reason.trim())}>{t("stage.override", { stage: label(refused.step) })}</Button>}
              <Button size="xs" look="subtle" onClick={() => setRefused(null)}>{t("stage.stay")}</Button>
            </>
          }
        >
          {refused.asksReason && <TextInput label={t("stage.reason")} value={reason} onChange={setReason} maxLength={2000} />}
        </Note>
      )}
      {current && <Guidance object={object} step={current} />}
    </section>
  );
}

/** What the stage says of itself. */
function Guidance({ object, step }: { object: ObjectModel; step: Step }) {
  const { language } = useWorkspace();
  const { t } = useTranslation("page");
  const { locale } = useFormat();
  const policy = labelText(step.policy, language);
  const list = step.checklist === undefined ? undefined : object.field(step.checklist.list);
  const facts = [
    ...(step.probability === undefined ? [] : [t("stage.probability", { percent: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }).format(Number(step.probability) / 100) })]),
    ...(step.maxDays === undefined ? [] : [t("stage.maxDays", { count: step.maxDays })]),
    ...(list === undefined ? [] : [t("stage.checklist", { list: labelText(list.label, language, list.name) })]),
  ];
  if (policy === "" && facts.length === 0) return null;
  return (
    <div className={css.guidance}>
      {facts.length > 0 && <p className={css.facts}>{facts.join(" · ")}</p>}
      {policy !== "" && <p>{policy}</p>}
    </div>
  );
}
