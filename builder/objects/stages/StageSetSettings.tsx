import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { StageSetDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Note } from "#shared/ui/Note.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { StageTag } from "#shared/ui/StageTag.tsx";
import { together } from "../../commands/command.ts";
import { addElement, moveElement, setValue } from "../../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../../draft/diagnostic-text.ts";
import { useDraftModel } from "../../draft/draft-model.ts";
import type { DocumentEditor } from "../../draft/hooks.ts";
import { NamesControl } from "../../inspector/NamesControl.tsx";
import { SortableRows } from "../../inspector/SortableRows.tsx";
import { studioPaths } from "../../shell/hrefs.ts";
import { Moves } from "./Moves.tsx";
import { choiceFields, stepsOf, withoutStep, type StepDoc } from "./steps.ts";
import { StepSettings } from "./StepSettings.tsx";
import css from "../objects.module.css";

interface StageSetSettingsProps {
  set: StageSetDoc;
  /** Its place among the sets: where diagnostics stand. */
  place: number;
  object: ObjectModel;
  editor: DocumentEditor<"object">;
}

/** One stage set: its field, its steps in order, where each may lead, who may go on without the criteria. */
export function StageSetSettings({ set, place, object, editor }: StageSetSettingsProps) {
  const { t } = useTranslation("objects");
  const { language, slug } = useWorkspace();
  const { model } = useDraftModel();
  const text = useDiagnosticText();
  const { run, document } = editor;
  const readOnly = editor.status === "readonly";
  const path = ["stages", set.name];
  const steps = set.steps ?? [];
  const field = object.field(set.field ?? "");
  const [open, setOpen] = useState<string | null>(null);
  const nameOf = (value: string): string => labelText(field?.options.find((option) => option.value === value)?.label, language, value);
  const found = diagnosticAt(editor.diagnostics, `/stages/${place}/field`);
  const isTracked = field?.track === true;
  const fieldDoc = document.fields?.find(({ name }) => name === set.field);
  const missing = (field?.options ?? []).filter(({ value, inactive }) => !inactive && !steps.some((step) => step.value === value));
  function chooseField(name: string | null): void {
    const next = choiceFields(object).find((one) => one.name === name);
    if (next && next.name !== set.field) run(together([setValue([...path, "field"], next.name, ""), setValue([...path, "steps"], stepsOf(next), "")]));
  }
  const current = steps.find(({ value }) => value === open);
  return (
    <div className={css.typeSettings}>
      <Select size="sm" label={t("stages.field")} clearable={false} readOnly={readOnly} value={set.field ?? null} error={found && text(found)} options={choiceFields(object).map((one) => ({ value: one.name, label: labelText(one.label, language, one.name), subtitle: one.name }))} onChange={chooseField} />
      {field?.settings.optionSet !== undefined && <a className={css.link} href={studioPaths.optionSet(slug, field.settings.optionSet)}>{t("stages.options")}</a>}
      {field && !isTracked && (
        <Note tone="warning" actions={fieldDoc && !readOnly && <Button onClick={() => run(setValue(["fields", fieldDoc.name, "track"], true))}>{t("stages.trackOn")}</Button>}>{t("stages.track", { field: labelText(field.label, language, field.name) })}</Note>
      )}
      <div className={css.labelled}>
        <span className={css.legend}>{t("stages.steps")}</span>
        <SortableRows items={steps} idOf={({ value }) => value} nameOf={({ value }) => nameOf(value)} label={t("stages.steps")} readOnly={readOnly} onMove={(value, to) => run(moveElement([...path, "steps"], value, to))}>
          {(step) => (
            <>
              <button type="button" className={css.typeButton} aria-pressed={step.value === open} aria-label={t("stages.step", { name: nameOf(step.value) })} onClick={() => setOpen(step.value === open ? null : step.value)}>
                <span className={css.stageLine}>
                  <StageTag hue={field?.options.find(({ value }) => value === step.value)?.hue}>{nameOf(step.value)}</StageTag>
                  <Facts step={step} isFirst={step === steps[0]} />
                </span>
              </button>
              {!readOnly && <IconButton size="xs" label={t("stages.removeStep", { name: nameOf(step.value) })} icon={<Trash2 />} onClick={() => run(setValue([...path, "steps"], withoutStep(steps, step.value), ""))} />}
            </>
          )}
        </SortableRows>
        {!readOnly && missing.length > 0 && <Select size="sm" aria-label={t("stages.addStep")} placeholder={t("stages.addStep")} value={null} options={missing.map(({ value }) => ({ value, label: nameOf(value) }))} onChange={(value) => value !== null && run(addElement([...path, "steps"], { value }))} />}
      </div>
      {current && <StepSettings key={current.value} step={current} set={set} pointer={`/stages/${place}/steps/${steps.indexOf(current)}`} name={nameOf(current.value)} object={object} editor={editor} />}
      {steps.length > 1 && <Moves steps={steps} nameOf={nameOf} readOnly={readOnly} onChange={(value, next) => run(setValue([...path, "steps", value, "next"], next, ""))} />}
      <NamesControl size="sm" label={t("stages.override")} readOnly={readOnly} value={set.override ?? []} options={[...model.roles.values()].map((role) => ({ value: role.name, label: labelText(role.label, language, role.name), subtitle: role.name }))} onChange={(roles) => run(setValue([...path, "override"], roles.length === 0 ? undefined : roles))} />
    </div>
  );
}

/** What a step says of itself, in a line. */
function Facts({ step, isFirst }: { step: StepDoc; isFirst: boolean }) {
  const { t } = useTranslation("objects");
  const facts = [
    isFirst ? t("stages.first") : undefined,
    step.category,
    step.probability === undefined ? undefined : `${step.probability.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")}%`,
    step.won === true ? t("stages.won") : step.closed === true ? t("stages.closed") : undefined,
  ].filter((fact) => fact !== undefined);
  return <span className={css.facts}>{facts.map((fact) => <span key={fact}>{fact}</span>)}</span>;
}
