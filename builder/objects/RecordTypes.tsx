import Plus from "lucide-react/icons/plus";
import Trash2 from "lucide-react/icons/trash-2";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FieldSlot } from "#runtime/form/FieldSlot.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { RecordTypeDoc } from "#shared/metadata/object.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Button } from "#shared/ui/Button.tsx";
import { EmptyState } from "#shared/ui/EmptyState.tsx";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Select, type SelectOption } from "#shared/ui/Select.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import { addElement, moveElement, removeElement, setValue } from "../commands/edits.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { DefaultControl } from "../inspector/DefaultControl.tsx";
import { freeName } from "../inspector/free-name.ts";
import { LabelControl } from "../inspector/LabelControl.tsx";
import { NamesControl } from "../inspector/NamesControl.tsx";
import { SortableRows } from "../inspector/SortableRows.tsx";
import css from "./objects.module.css";

/** Sorts of records that share the fields but not the form, what is asked for and what they start with. The first is the default. */
export function RecordTypes({ editor }: { editor: DocumentEditor<"object"> }) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const { document, run } = editor;
  const types = document.recordTypes ?? [];
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState<string | null>(types[0]?.name ?? null);
  const readOnly = editor.status === "readonly";
  const object = model.object(document.name);
  function add(): void {
    const name = freeName(typed, new Set(types.map((type) => type.name)), "type");
    if (typed.trim() === "" || !run(addElement(["recordTypes"], { name, label: { [language]: typed.trim() } }))) return;
    setTyped("");
    setOpen(name);
  }
  const current = types.find((type) => type.name === open);
  return (
    <div className={css.page}>
      <p className={css.quiet}>{t("types.help")}</p>
      {types.length === 0 && readOnly && <EmptyState picture={false} title={t("types.empty")} />}
      <div className={css.types}>
        <div>
          <SortableRows items={types} idOf={(type) => type.name} nameOf={(type) => labelText(type.label, language, type.name)} label={t("tab.types")} readOnly={readOnly} onMove={(name, to) => run(moveElement(["recordTypes"], name, to))}>
            {(type) => (
              <>
                <button type="button" className={css.typeButton} aria-pressed={type.name === open} onClick={() => setOpen(type.name)}>{labelText(type.label, language, type.name)} <code>{type.name}</code></button>
                {!readOnly && <IconButton size="xs" label={t("types.remove", { name: labelText(type.label, language, type.name) })} icon={<Trash2 />} onClick={() => run(removeElement(["recordTypes"], type.name))} />}
              </>
            )}
          </SortableRows>
          {!readOnly && (
            <form className={css.addRow} onSubmit={(event) => { event.preventDefault(); add(); }}>
              <TextInput size="sm" aria-label={t("types.new")} placeholder={t("types.new")} value={typed} onChange={setTyped} />
              <Button type="submit" icon={<Plus />}>{t("types.add")}</Button>
            </form>
          )}
        </div>
        {current && object && <RecordTypeSettings key={current.name} type={current} object={object} editor={editor} />}
      </div>
    </div>
  );
}

function RecordTypeSettings({ type, object, editor }: { type: RecordTypeDoc; object: ObjectModel; editor: DocumentEditor<"object"> }) {
  const { t } = useTranslation("objects");
  const { language } = useWorkspace();
  const { model } = useDraftModel();
  const path = ["recordTypes", type.name];
  const readOnly = editor.status === "readonly";
  const settings = type as Readonly<Record<string, unknown>>; // an open element: which settings it has is not typed
  const required = Array.isArray(settings["required"]) ? settings["required"].map(String) : [];
  const defaults = isJsonObject(settings["defaults"]) ? settings["defaults"] : {};
  const fields = object.fields.filter((field) => !field.readOnly && field.value.class !== "children");
  const options: SelectOption[] = fields.map((field) => ({ value: field.name, label: labelText(field.label, language, field.name), subtitle: field.name }));
  const set = (setting: string, value: unknown): void => void editor.run(setValue([...path, setting], value));
  function setDefaults(next: Record<string, Json>): void {
    set("defaults", Object.keys(next).length === 0 ? undefined : next);
  }
  return (
    <div className={css.typeSettings}>
      <LabelControl size="sm" label={t("setting.label")} required readOnly={readOnly} value={type.label ?? {}} onChange={(label) => set("label", label)} />
      <Select size="sm" label={t("types.form")} help={t("types.formHelp")} readOnly={readOnly} value={type.form ?? null} options={[...model.forms.values()].filter((form) => form.object === object.name).map((form) => ({ value: form.name, label: labelText(form.label, language, form.name), subtitle: form.name }))} onChange={(form) => set("form", form ?? undefined)} />
      {object.stageSets.length > 0 && <Select size="sm" label={t("types.stages")} help={t("types.stagesHelp")} readOnly={readOnly} value={type.stages ?? null} options={object.stageSets.map((set) => ({ value: set.name, label: labelText(object.field(set.field ?? "")?.label, language, set.name), subtitle: set.name }))} onChange={(name) => set("stages", name ?? undefined)} />}
      <NamesControl size="sm" label={t("types.required")} readOnly={readOnly} value={required} options={options} onChange={(names) => set("required", names.length === 0 ? undefined : names)} />
      <fieldset className={css.defaults}>
        <legend className={css.quiet}>{t("types.defaults")}</legend>
        {Object.entries(defaults).map(([name, value]) => {
          const field = object.field(name);
          if (!field) return null;
          return (
            <div key={name} className={css.defaultRow}>
              <DefaultControl
                field={field}
                object={object}
                label={labelText(field.label, language, name)}
                value={value}
                readOnly={readOnly}
                onChange={(next) => setDefaults({ ...defaults, [name]: next ?? null })}
                fixed={<FieldSlot id={`default-${type.name}-${name}`} field={{ ...field, required: false }} value={value} readOnly={readOnly} onChange={(_name, next) => setDefaults({ ...defaults, [name]: next })} />}
              />
              {!readOnly && <IconButton size="xs" label={t("types.removeDefault", { name: labelText(field.label, language, name) })} icon={<Trash2 />} onClick={() => { const { [name]: _gone, ...others } = defaults; setDefaults(others); }} />}
            </div>
          );
        })}
        {!readOnly && <Select size="sm" aria-label={t("types.addDefault")} placeholder={t("types.addDefault")} value={null} options={options.filter((option) => !Object.hasOwn(defaults, option.value))} onChange={(name) => name !== null && setDefaults({ ...defaults, [name]: null })} />}
      </fieldset>
    </div>
  );
}
