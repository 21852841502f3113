import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { parseDecimal } from "#shared/lib/decimal.ts";
import { labelText } from "#shared/lib/label.ts";
import type { StageSetDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { DecimalInput } from "#shared/ui/DecimalInput.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { setValue } from "../../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../../draft/diagnostic-text.ts";
import { useDraftModel } from "../../draft/draft-model.ts";
import type { DocumentEditor } from "../../draft/hooks.ts";
import { ConditionBuilder } from "../../inspector/condition/ConditionBuilder.tsx";
import { LabelControl } from "../../inspector/LabelControl.tsx";
import type { StepDoc } from "./steps.ts";
import css from "../objects.module.css";

interface StepSettingsProps {
  step: StepDoc;
  set: StageSetDoc;
  /** JSON pointer of the step. */
  pointer: string;
  name: string;
  object: ObjectModel;
  editor: DocumentEditor<"object">;
}

/** What is said of one step: what formulas and reports read of it, what is asked before it is left. */
export function StepSettings({ step, set, pointer, name, object, editor }: StepSettingsProps) {
  const { t } = useTranslation("objects");
  const text = useDiagnosticText();
  const readOnly = editor.status === "readonly";
  const put = (setting: string, value: unknown): void => void editor.run(setValue(["stages", set.name, "steps", step.value, setting], value));
  const flag = (setting: "won" | "closed") => <Switch label={t(`stages.${setting}`)} readOnly={readOnly} checked={step[setting] === true} onChange={(on) => put(setting, on ? true : undefined)} />;
  const errorAt = (setting: string): string | undefined => {
    const found = diagnosticAt(editor.diagnostics, `${pointer}/${setting}`);
    return found && text(found);
  };
  return (
    <section className={css.stepSettings} aria-label={t("stages.step", { name })}>
      <h3 className={css.groupHead}>{t("stages.step", { name })}</h3>
      <div className={css.two}>
        <NumberSetting label={t("stages.probability")} share readOnly={readOnly} value={step.probability} onChange={(value) => put("probability", value)} />
        <NumberSetting label={t("stages.target")} share readOnly={readOnly} value={step.target} onChange={(value) => put("target", value)} />
        <NumberSetting label={t("stages.maxDays")} help={t("stages.maxDaysHelp")} readOnly={readOnly} value={step.maxDays === undefined ? undefined : String(step.maxDays)} onChange={(value) => put("maxDays", value === undefined ? undefined : Number(value))} />
        <TextInput size="sm" label={t("stages.category")} help={t("stages.categoryHelp")} maxLength={100} readOnly={readOnly} value={step.category ?? ""} onChange={(value) => put("category", value === "" ? undefined : value)} />
      </div>
      <div className={css.switches}>{flag("closed")}{flag("won")}</div>
      <DeclaredAttributes step={step} set={set} readOnly={readOnly} onChange={put} />
      <LabelControl size="sm" label={t("stages.policy")} help={t("stages.policyHelp")} long readOnly={readOnly} value={step.policy ?? {}} onChange={(policy) => put("policy", Object.keys(policy).length === 0 ? undefined : policy)} />
      <div className={css.labelled}>
        <span className={css.legend}>{t("stages.exit")}</span>
        <ConditionBuilder label={t("stages.exit")} object={object} value={step.exit ?? ""} error={errorAt("exit")} readOnly={readOnly} onChange={(exit) => put("exit", exit === "" ? undefined : exit)} />
      </div>
      <Checklist step={step} object={object} errorAt={errorAt} readOnly={readOnly} onChange={(checklist) => put("checklist", checklist)} />
    </section>
  );
}

interface NumberSettingProps {
  label: string;
  help?: string;
  /** A percentage; else whole days. */
  share?: boolean;
  readOnly: boolean;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A number that is only put into the document once it is one; what is typed meanwhile stays, with what is wrong with it. */
function NumberSetting({ label, help, share = false, readOnly, value, onChange }: NumberSettingProps) {
  const { t } = useTranslation("objects");
  const [wrong, setWrong] = useState<string | null>(null);
  function take(typed: string | null): void {
    const number = typed === null ? null : parseDecimal(typed, share ? 4 : 0);
    const fits = number === null || (typeof number === "bigint" && number >= 0n && number <= (share ? 1_000_000n : 100_000n));
    setWrong(fits ? null : typed);
    if (fits) onChange(typed ?? undefined);
  }
  const error = wrong === null ? undefined : t(share ? "stages.notNumber" : "stages.notWhole");
  return <DecimalInput size="sm" label={label} help={help} {...(share && { suffix: "%" })} error={error} readOnly={readOnly} scale={0} value={wrong ?? value ?? null} onChange={take} />;
}

/** Attributes that the set declares beside the built-in ones. */
function DeclaredAttributes({ step, set, readOnly, onChange }: { step: StepDoc; set: StageSetDoc; readOnly: boolean; onChange: (name: string, value: unknown) => void }) {
  const values = step as Readonly<Record<string, unknown>>; // an open element: declared attributes stand beside the built-in ones
  return (set.attributes ?? []).map(({ name, type = "text" }) => {
    const value = values[name];
    if (type === "boolean") return <Switch key={name} label={name} readOnly={readOnly} checked={value === true} onChange={(on) => onChange(name, on ? true : undefined)} />;
    if (type === "text") return <TextInput key={name} size="sm" label={name} readOnly={readOnly} value={typeof value === "string" ? value : ""} onChange={(text) => onChange(name, text === "" ? undefined : text)} />;
    return <NumberSetting key={name} label={name} share={type === "percent"} readOnly={readOnly} value={value === undefined ? undefined : String(value)} onChange={(text) => onChange(name, text === undefined ? undefined : type === "integer" ? Number(text) : text)} />;
  });
}

interface ChecklistProps {
  step: StepDoc;
  object: ObjectModel;
  errorAt: (setting: string) => string | undefined;
  readOnly: boolean;
  onChange: (checklist: StepDoc["checklist"]) => void;
}

/** Rows of a child list that must be done: which of them count, and by what one sees that a row is done. */
function Checklist({ step, object, errorAt, readOnly, onChange }: ChecklistProps) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const lists = object.fields.filter((field) => field.value.class === "children");
  const { checklist } = step;
  const list = checklist && object.field(checklist.list);
  const rows = list?.value.class === "children" ? model.object(list.value.of) : undefined;
  if (lists.length === 0 && !checklist) return null;
  return (
    <>
      <Select size="sm" label={t("stages.checklist")} help={t("stages.checklistHelp")} readOnly={readOnly} value={checklist?.list ?? null} error={errorAt("checklist/list")} options={lists.map((field) => ({ value: field.name, label: labelText(field.label, language, field.name), subtitle: field.name }))} onChange={(name) => onChange(name === null ? undefined : { list: name })} />
      {checklist && rows && (["where", "done"] as const).map((part) => (
        <div key={part} className={css.labelled}>
          <span className={css.legend}>{t(`stages.${part}`)}</span>
          <ConditionBuilder label={t(`stages.${part}`)} object={rows} value={checklist[part] ?? ""} error={errorAt(`checklist/${part}`)} readOnly={readOnly} onChange={(formula) => onChange({ ...checklist, [part]: formula === "" ? undefined : formula })} />
        </div>
      ))}
    </>
  );
}
