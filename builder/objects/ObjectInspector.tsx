import Database from "lucide-react/icons/database";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Note } from "#shared/ui/Note.tsx";
import { Select, type SelectOption } from "#shared/ui/Select.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import type { FieldModel } from "#shared/model/model.ts";
import { setValue } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { InspectorHead } from "../inspector/InspectorHead.tsx";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import css from "./objects.module.css";

/** What holds for the object as a whole. */
export function ObjectInspector({ editor }: { editor: DocumentEditor<"object"> }) {
  const { t } = useTranslation(["objects", "studio"]);
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const text = useDiagnosticText();
  const { document, run } = editor;
  const readOnly = editor.status === "readonly";
  const fields = model.object(document.name)?.fields ?? [];
  const options = (keep: (field: FieldModel) => boolean): SelectOption[] => fields.filter(keep).map((field) => ({ value: field.name, label: labelText(field.label, language, field.name), subtitle: field.name }));
  const errorAt = (pointer: string): string | undefined => {
    const found = diagnosticAt(editor.diagnostics, pointer);
    return found && text(found);
  };
  const shared = { size: "sm" as const, readOnly };
  return (
    <>
      <InspectorHead icon={Database} title={labelText(document.label, language, document.name)} name={document.name} code={studioPaths.code(slug, "object", document.name)} />
      <div className={css.inspector}>
        {readOnly && <Note title={t("builtIn.title")}>{t("builtIn.detail")}</Note>}
        <LabelControl {...shared} label={t("setting.label")} required value={document.label ?? {}} error={errorAt("/label")} onChange={(label) => run(setValue(["label"], label))} />
        <LabelControl {...shared} label={t("setting.plural")} help={t("setting.pluralHelp")} value={document.plural ?? {}} error={errorAt("/plural")} onChange={(label) => run(setValue(["plural"], Object.keys(label).length === 0 ? undefined : label))} />
        <Select {...shared} label={t("setting.title")} help={t("setting.titleHelp")} value={document.title ?? null} options={options((field) => field.kind.title || field.value.class === "reference")} error={errorAt("/title")} onChange={(name) => run(setValue(["title"], name ?? undefined))} />
        <Switch labelFirst readOnly={readOnly} label={t("setting.owners")} help={t("setting.ownersHelp")} checked={document.owners === true} onChange={(on) => run(setValue(["owners"], on ? true : undefined))} />
        <Select {...shared} label={t("setting.parent")} help={t("setting.parentHelp")} value={document.parent ?? null} options={options((field) => field.value.class === "reference")} error={errorAt("/parent")} onChange={(name) => run(setValue(["parent"], name ?? undefined))} />
        <Select
          {...shared}
          label={t("setting.currency")}
          help={t("setting.currencyHelp")}
          clearable={false}
          value={document.currency ?? "workspace"}
          options={[{ value: "workspace", label: t("setting.currencyWorkspace") }, ...options((field) => field.settings.optionSet === "currency"), ...headerCurrencies(editor, model, language)]}
          error={errorAt("/currency")}
          onChange={(name) => run(setValue(["currency"], name === null || name === "workspace" ? undefined : name))}
        />
        <LabelControl {...shared} label={t("setting.description")} long value={document.description ?? {}} error={errorAt("/description")} onChange={(label) => run(setValue(["description"], Object.keys(label).length === 0 ? undefined : label))} />
      </div>
    </>
  );
}

/** Lines may have the currency of their header. */
function headerCurrencies({ document }: DocumentEditor<"object">, model: ReturnType<typeof useDraftModel>["model"], language: "en" | "zh-CN"): SelectOption[] {
  const parent = model.object(document.name)?.parent;
  const header = parent?.value.class === "reference" ? model.object(parent.value.to) : undefined;
  if (!parent || !header) return [];
  return header.fields
    .filter((field) => field.settings.optionSet === "currency")
    .map((field) => ({ value: `${parent.name}.${field.name}`, label: `${labelText(parent.label, language, parent.name)} › ${labelText(field.label, language, field.name)}` }));
}
