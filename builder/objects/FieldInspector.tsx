import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { FIELD_CHOICES, fieldKind, fieldSettings } from "#shared/kinds/fields.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { together } from "../commands/command.ts";
import { setValue } from "../commands/edits.ts";
import { diagnosticAt, useDiagnosticText } from "../draft/diagnostic-text.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor } from "../draft/hooks.ts";
import { InspectorHead } from "../inspector/InspectorHead.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { kindIcon } from "../shell/kind-icons.ts";
import { inEveryLanguage } from "./name-words.ts";
import { fieldChoice, newField } from "./new-fields.ts";
import type { FieldPlace } from "./ObjectEditor.tsx";
import css from "./objects.module.css";

interface FieldInspectorProps {
  /** The object that the field is part of, extensions merged. */
  object: string;
  place: FieldPlace;
  onRemove: () => void;
  onDeselect: () => void;
}

/** The settings of a field by its kind, with those that every field has. */
export function FieldInspector({ object, place, onRemove, onDeselect }: FieldInspectorProps) {
  const { t } = useTranslation(["objects", "kinds"]);
  const { slug, language } = useWorkspace();
  const { model } = useDraftModel();
  const text = useDiagnosticText();
  const editor = useDocumentEditor("object", place.document);
  // A setting that is wrong takes the field out of the model; the controls stay what they were, or the typed text would be lost.
  const found = model.object(object)?.field(place.field);
  const [kept, setKept] = useState(found);
  if (found !== undefined && found !== kept) setKept(found);
  const fields = editor?.document.fields ?? [];
  const index = fields.findIndex((field) => field.name === place.field);
  const doc = fields[index];
  if (!editor || !doc) return <div className={css.nothing}><p className={css.quiet}>{t("inspector.gone")}</p><Button onClick={onDeselect}>{t("objectSettings")}</Button></div>;
  const { run, document } = editor;
  const path = ["fields", doc.name];
  const readOnly = editor.status === "readonly";
  const compiled = found ?? (kept?.type === doc.type ? kept : undefined);
  const kind = fieldKind(doc.type ?? "") ?? compiled?.kind;
  const errorAt = (setting: string): string | undefined => {
    const found = diagnosticAt(editor.diagnostics, `/fields/${index}/${setting}`);
    return found && text(found);
  };

  /** A change of type drops what only the old kind knew, and brings what the new one can't do without. */
  function changeType(type: string | null): void {
    const next = fieldKind(type ?? "");
    if (!next || !doc) return;
    const kept = new Set(["name", "type", "label", "help", "when", ...fieldSettings(next).map((setting) => setting.name)]);
    const gone = Object.keys(doc).filter((setting) => !kept.has(setting) || setting === "default");
    const choice = fieldChoice(next.type);
    const needed: Partial<FieldDoc> = choice !== undefined ? newField(choice, doc.label ?? {}, new Set(), model, { option: inEveryLanguage("firstOption") }) : {};
    const missing = Object.entries(needed).filter(([setting]) => !["name", "type", "label"].includes(setting) && !Object.hasOwn(doc, setting) && !(setting === "options" && doc.optionSet !== undefined));
    run(together([setValue([...path, "type"], next.type, ""), ...gone.map((setting) => setValue([...path, setting], undefined, "")), ...missing.map(([setting, value]) => setValue([...path, setting], value, ""))]));
  }
  return (
    <>
      <InspectorHead icon={kindIcon(kind?.icon)} title={labelText(doc.label, language, doc.name)} name={doc.name} code={studioPaths.code(slug, "object", document.name, `/fields/${index}`)} />
      <div className={css.inspector}>
        <LabelControl label={t("kinds:setting.label")} size="sm" required readOnly={readOnly} value={doc.label ?? {}} error={errorAt("label")} onChange={(label) => run(setValue([...path, "label"], label))} />
        {doc.type !== undefined && (
          <Select
            label={t("fields.type")}
            size="sm"
            clearable={false}
            readOnly={readOnly}
            error={errorAt("type")}
            help={t(`kinds:field.${doc.type}.help`, { defaultValue: "" })}
            value={doc.type}
            options={FIELD_CHOICES.map((one) => ({ value: one.type, label: t(`kinds:field.${one.type}`), group: t(`kinds:group.${one.group}`) }))}
            onChange={changeType}
          />
        )}
        {kind && (
          <Inspector
            settings={fieldSettings(kind)}
            element={doc}
            object={model.object(object) ?? null}
            field={compiled}
            diagnostics={editor.diagnostics}
            pointer={`/fields/${index}`}
            readOnly={readOnly}
            onChange={(setting, value) => run(setValue([...path, setting], value))}
          />
        )}
        {!readOnly && <Button look="danger" icon={<Trash2 />} onClick={onRemove}>{t("remove.field")}</Button>}
      </div>
    </>
  );
}
