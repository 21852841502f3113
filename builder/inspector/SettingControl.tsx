import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { FieldSlot } from "#runtime/form/FieldSlot.tsx";
import type { FieldInfo, Setting } from "#shared/kinds/define.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Label } from "#shared/lib/label.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { Select } from "#shared/ui/Select.tsx";
import { Switch } from "#shared/ui/Switch.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { DefaultControl } from "./DefaultControl.tsx";
import { FormulaSetting } from "./FormulaSetting.tsx";
import { ConditionSetting } from "./condition/ConditionSetting.tsx";
import { WhereSetting } from "./condition/WhereSetting.tsx";
import { LabelControl } from "./LabelControl.tsx";
import { NamesControl } from "./NamesControl.tsx";
import { OptionsControl } from "./OptionsControl.tsx";
import { namesToChoose, objectMeant, sortableFields } from "./names.ts";
import { SortControl } from "./SortControl.tsx";
import { SharedOptions } from "./SharedOptions.tsx";
import { settingField, useSettingText } from "./setting-field.ts";

interface SettingControlProps {
  setting: Setting;
  element: Readonly<Record<string, unknown>>;
  object: ObjectModel | null;
  field: FieldInfo | undefined;
  error: string | undefined;
  readOnly: boolean;
  onChange: (value: unknown) => void;
}

/** The control of one setting, by what it holds. */
export function SettingControl({ setting, element, object, field, error, readOnly, onChange }: SettingControlProps) {
  const { model } = useDraftModel();
  const { model: released } = useWorkspace();
  const { i18n } = useTranslation("kinds");
  const words = useSettingText(setting);
  const id = useId();
  const value = element[setting.name];
  const user = object && field ? { object: object.name, field: field.name } : null;
  const publishedOptions = new Set((user ? released.object(user.object)?.field(user.field)?.options : undefined)?.map((option) => option.value));
  const frame = { label: words.label, help: words.help, error, required: setting.required === true, readOnly, size: "sm" as const };
  // Views and related lists say whose records they put in order.
  const sorted = (typeof element["object"] === "string" ? model.object(element["object"]) : undefined) ?? object;
  if (setting.name === "sort" && sorted) return <SortControl {...frame} help={undefined} value={typeof value === "string" ? value : ""} options={sortableFields(model, sorted, i18n.language)} onChange={(sort) => onChange(sort === "" ? undefined : sort)} />;
  switch (setting.type) {
    case "boolean":
      return <Switch labelFirst label={words.label} help={words.help} error={error} readOnly={readOnly} checked={value === true} onChange={(on) => onChange(on ? true : undefined)} />;
    case "label":
      return <LabelControl {...frame} value={(value ?? {}) as Label} onChange={(label) => onChange(Object.keys(label).length === 0 ? undefined : label)} long={setting.name === "help"} />;
    case "options":
      if (typeof element["optionSet"] === "string") return <SharedOptions name={element["optionSet"]} label={words.label} />;
      return <OptionsControl label={words.label} error={error} readOnly={readOnly} user={user} published={publishedOptions} value={(value ?? []) as OptionDoc[]} onChange={(options) => onChange(options.length === 0 ? undefined : options)} />;
    case "name":
      return <Select {...frame} value={typeof value === "string" ? value : null} options={namesToChoose(model, objectMeant(model, object, setting, element), setting, i18n.language)} onChange={(name) => onChange(name ?? undefined)} />;
    case "names":
      return <NamesControl {...frame} value={Array.isArray(value) ? value.map(String) : []} options={namesToChoose(model, objectMeant(model, object, setting, element), setting, i18n.language)} max={setting.max} onChange={(names) => onChange(names.length === 0 ? undefined : names)} />;
    case "where":
      return <WhereSetting label={words.label} help={words.help} error={error} readOnly={readOnly} object={whereObject(model.object, object, setting, element)} value={value as Where | undefined} onChange={onChange} />;
    case "formula":
      return object && <FormulaSetting {...frame} object={object} element={element} value={typeof value === "string" ? value : ""} onChange={(formula) => onChange(formula === "" ? undefined : formula)} />;
    case "condition":
      return <ConditionSetting label={words.label} help={words.help} error={error} readOnly={readOnly} object={object} value={value as boolean | string | undefined} onChange={onChange} />;
    case "value":
    case "text":
    case "long_text":
    case "integer":
    case "decimal":
    case "select": {
      const drawn = settingField(setting, words, field);
      const owner = setting.name === "default" && field ? object?.field(field.name) : undefined;
      const slot = <FieldSlot id={id} field={drawn} value={(value ?? null) as Json} readOnly={readOnly} required={setting.required === true} error={error} onChange={(_name, next) => onChange(next === null || next === "" ? undefined : next)} />;
      // A formula can be given where a person could type: not to numbers that the platform counts.
      return owner && object && !owner.readOnly ? <DefaultControl field={owner} object={object} label={words.label} value={value as Json | undefined} error={error} readOnly={readOnly} fixed={slot} onChange={onChange} /> : slot;
    }
  }
}

/** A field's narrowing is about the records it can name; a view's about its own object's. */
function whereObject(find: (name: string) => ObjectModel | undefined, object: ObjectModel | null, setting: Setting, element: Readonly<Record<string, unknown>>): ObjectModel | null {
  const targets = element["to"];
  if (setting.name === "where" && Array.isArray(targets)) return (typeof targets[0] === "string" ? find(targets[0]) : undefined) ?? null;
  return object;
}
