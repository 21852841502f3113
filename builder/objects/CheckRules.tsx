import ChevronRight from "lucide-react/icons/chevron-right";
import CircleAlert from "lucide-react/icons/circle-alert";
import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { RuleDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { addElement, moveElement, removeElement, setValue } from "../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { ConditionBuilder } from "../inspector/condition/ConditionBuilder.tsx";
import { freeName } from "../inspector/free-name.ts";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { SortableRows } from "../inspector/SortableRows.tsx";
import css from "./objects.module.css";

const LIST = ["rules"];

/** The validation rules of an object: each a condition with what is said where it is broken. `at`: the rule to show first. */
export function CheckRules({ editor, at }: { editor: DocumentEditor<"object">; at: string | undefined }) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const { document, run, diagnostics } = editor;
  const rules = document.rules ?? [];
  const object = model.object(document.name);
  const readOnly = editor.status === "readonly";
  const [open, setOpen] = useState<string | null>(at ?? null);
  const [typed, setTyped] = useState("");
  function add(): void {
    const message = typed.trim();
    const name = freeName(message, new Set(rules.map((rule) => rule.name)), "rule");
    if (message === "" || !run(addElement(LIST, { name, check: "", severity: "error", message: { [language]: message } }))) return;
    setTyped("");
    setOpen(name);
  }
  const called = (rule: RuleDoc): string => labelText(rule.message, language, rule.name);
  return (
    <section className={css.rules} aria-labelledby="check-rules">
      <h2 id="check-rules" className={css.groupHead}>{t("checks.title")}</h2>
      <p className={css.quiet}>{t("checks.help")}</p>
      {rules.length > 0 && (
        <div className={css.cards}>
          <SortableRows items={rules} idOf={(rule) => rule.name} nameOf={called} label={t("checks.title")} readOnly={readOnly} onMove={(name, to) => run(moveElement(LIST, name, to))}>
            {(rule) => (
              <div className={css.card}>
                <div className={css.cardHead}>
                  <button type="button" className={css.cardButton} aria-expanded={rule.name === open} aria-label={t("checks.open", { name: called(rule) })} onClick={() => setOpen(rule.name === open ? null : rule.name)}>
                    <ChevronRight aria-hidden="true" />
                    {rule.severity === "warning" ? <TriangleAlert aria-hidden="true" data-tone="warning" /> : <CircleAlert aria-hidden="true" data-tone="error" />}
                    <span>{called(rule)}</span>
                    <code>{rule.name}</code>
                  </button>
                  {!readOnly && <IconButton size="xs" label={t("checks.remove", { name: rule.name })} icon={<Trash2 />} onClick={() => run(removeElement(LIST, rule.name))} />}
                </div>
                {rule.name === open && object && <RuleSettings rule={rule} place={rules.indexOf(rule)} object={object} run={run} diagnostics={diagnostics} readOnly={readOnly} />}
              </div>
            )}
          </SortableRows>
        </div>
      )}
      {!readOnly && (
        <form className={css.addRow} onSubmit={(event) => { event.preventDefault(); add(); }}>
          <TextInput size="sm" aria-label={t("checks.new")} placeholder={t("checks.new")} value={typed} onChange={setTyped} />
          <Button type="submit" icon={<Plus />}>{t("checks.add")}</Button>
        </form>
      )}
    </section>
  );
}

interface RuleSettingsProps extends Pick<DocumentEditor<"object">, "run" | "diagnostics"> {
  rule: RuleDoc;
  place: number;
  object: ObjectModel;
  readOnly: boolean;
}

function RuleSettings({ rule, place, object, run, diagnostics, readOnly }: RuleSettingsProps) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const text = useDiagnosticText();
  const set = (setting: string, value: unknown): void => void run(setValue([...LIST, rule.name, setting], value));
  const errorAt = (setting: string): string | undefined => {
    const found = diagnosticAt(diagnostics, `/rules/${place}/${setting}`);
    return found && text(found);
  };
  const fields = [...object.fields, ...object.systemFields.filter(({ name }) => name === "owner_id" || name === "record_type")];
  return (
    <div className={css.cardBody}>
      <div className={css.labelled}>
        <span className={css.legend}>{t("checks.check")}</span>
        <ConditionBuilder label={t("checks.check")} purpose="rule" object={object} value={rule.check ?? ""} error={errorAt("check")} readOnly={readOnly} onChange={(check) => set("check", check)} />
      </div>
      <LabelControl size="sm" label={t("checks.message")} help={t("checks.messageHelp")} long readOnly={readOnly} value={rule.message ?? {}} error={errorAt("message")} onChange={(message) => set("message", Object.keys(message).length === 0 ? undefined : message)} />
      <SegmentedControl
        size="sm"
        label={t("checks.severity")}
        readOnly={readOnly}
        value={rule.severity ?? "error"}
        segments={[{ value: "error", label: t("checks.error") }, { value: "warning", label: t("checks.warning") }]}
        onChange={(severity) => set("severity", severity)}
      />
      <Select size="sm" label={t("checks.at")} help={t("checks.atHelp")} readOnly={readOnly} value={rule.at ?? null} error={errorAt("at")} options={fields.map((field) => ({ value: field.name, label: labelText(field.label, language, field.name), subtitle: field.name }))} onChange={(at) => set("at", at ?? undefined)} />
    </div>
  );
}
