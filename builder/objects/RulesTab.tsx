import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import type { SelectOption } from "#shared/ui/Select.tsx";
import { addElement, removeElement, setValue } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { WhereSetting } from "../inspector/condition/WhereSetting.tsx";
import { freeName } from "../inspector/free-name.ts";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { NamesControl } from "../inspector/NamesControl.tsx";
import { CheckRules } from "./CheckRules.tsx";
import css from "./objects.module.css";

/** What every record must meet, what may be there once only, and what is looked up quickly. `at`: the rule to show first. */
export function RulesTab({ editor, at: shown }: { editor: DocumentEditor<"object">; at: string | undefined }) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const text = useDiagnosticText();
  const { document, run } = editor;
  const object = model.object(document.name) ?? null;
  const readOnly = editor.status === "readonly";
  const choices = (keep: (field: FieldModel) => boolean): SelectOption[] =>
    [...(object?.fields ?? []), ...(object?.systemFields ?? [])].filter(keep).map((field) => ({ value: field.name, label: labelText(field.label, language, field.name), subtitle: field.name }));
  const sortable = choices((field) => field.sortable);
  const bothWays = sortable.flatMap((option) => [option, { ...option, value: `-${option.value}`, label: t("rules.downward", { name: option.label }), subtitle: `-${option.subtitle}` }]);
  const errorAt = (pointer: string): string | undefined => {
    const found = diagnosticAt(editor.diagnostics, pointer);
    return found && text(found);
  };
  function add(list: "unique" | "indexes"): void {
    const names = new Set((document[list] ?? []).map((item) => item.name));
    run(addElement([list], { name: freeName(list === "unique" ? "unique" : "by", names, list === "unique" ? "rule" : "index"), fields: [] }));
  }
  const head = (list: "unique" | "indexes", name: string, at: number) => (
    <div className={css.ruleHead}>
      <h3>{t(`rules.${list}Number`, { number: at + 1 })} <code>{name}</code></h3>
      {!readOnly && <IconButton size="xs" label={t("rules.remove", { name })} icon={<Trash2 />} onClick={() => run(removeElement([list], name))} />}
    </div>
  );
  return (
    <div className={css.page}>
      <CheckRules editor={editor} at={shown} />
      <section className={css.rules} aria-labelledby="unique-rules">
        <h2 id="unique-rules" className={css.groupHead}>{t("rules.unique")}</h2>
        <p className={css.quiet}>{t("rules.uniqueHelp")}</p>
        {(document.unique ?? []).map((rule, at) => (
          <div key={rule.name} className={css.rule}>
            {head("unique", rule.name, at)}
            <NamesControl size="sm" label={t("rules.fields")} max={8} readOnly={readOnly} error={errorAt(`/unique/${at}/fields`)} value={rule.fields ?? []} options={choices((field) => !field.system || field.name === "owner_id" || field.name === "record_type")} onChange={(fields) => run(setValue(["unique", rule.name, "fields"], fields))} />
            <WhereSetting label={t("rules.where")} readOnly={readOnly} object={object} value={rule.where} error={errorAt(`/unique/${at}/where`)} onChange={(where) => run(setValue(["unique", rule.name, "where"], where))} />
            <LabelControl size="sm" label={t("rules.message")} help={t("rules.messageHelp")} long readOnly={readOnly} value={rule.message ?? {}} onChange={(message) => run(setValue(["unique", rule.name, "message"], Object.keys(message).length === 0 ? undefined : message))} />
          </div>
        ))}
        {!readOnly && <Button icon={<Plus />} onClick={() => add("unique")}>{t("rules.addUnique")}</Button>}
      </section>
      <section className={css.rules} aria-labelledby="indexes">
        <h2 id="indexes" className={css.groupHead}>{t("rules.indexes")}</h2>
        <p className={css.quiet}>{t("rules.indexesHelp")}</p>
        {(document.indexes ?? []).map((index, at) => (
          <div key={index.name} className={css.rule}>
            {head("indexes", index.name, at)}
            <NamesControl
              size="sm"
              label={t("rules.fields")}
              max={6}
              readOnly={readOnly}
              error={errorAt(`/indexes/${at}/fields`)}
              value={index.fields ?? []}
              options={bothWays.filter((option) => (index.fields ?? []).includes(option.value) || !(index.fields ?? []).some((name) => name.replace(/^-/, "") === option.value.replace(/^-/, "")))}
              onChange={(fields) => run(setValue(["indexes", index.name, "fields"], fields))}
            />
          </div>
        ))}
        {!readOnly && <Button icon={<Plus />} onClick={() => add("indexes")}>{t("rules.addIndex")}</Button>}
      </section>
    </div>
  );
}
