import { useTranslation } from "react-i18next";
import type { FieldInfo, Setting } from "#shared/kinds/define.ts";
import { LANGUAGES, type Label } from "#shared/lib/label.ts";
import type { ValueType } from "#shared/query/value.ts";

export interface SettingText {
  label: string;
  help: string | undefined;
  word(word: string): string;
}

/** A setting's label and help in the interface's language; a setting without a text is named as it is written in the document. */
export function useSettingText(setting: Setting): SettingText {
  const { t } = useTranslation("kinds");
  const help = t(`setting.${setting.name}.help`, { defaultValue: "" });
  return {
    label: t(`setting.${setting.name}`, { defaultValue: setting.name }),
    help: help === "" ? undefined : help,
    word: (word) => t(`setting.${setting.name}.${word}`, { defaultValue: word }),
  };
}

const everywhere = (text: string): Label => Object.fromEntries(LANGUAGES.map((language) => [language, text]));

const VALUES: Partial<Record<Setting["type"], ValueType>> = {
  text: { class: "text" },
  long_text: { class: "long_text" },
  integer: { class: "integer" },
  decimal: { class: "decimal", scale: 6 },
  select: { class: "word" },
};

/** A setting as a field, so that the runtime's form draws it. What is a value of the field itself (default, limits) is drawn as that field is. */
export function settingField(setting: Setting, text: SettingText, field: FieldInfo | undefined): FieldInfo {
  const label = everywhere(text.label);
  const help = text.help === undefined ? {} : { help: everywhere(text.help) };
  if (setting.type === "value" && field) {
    const { help: _help, ...settings } = field.settings;
    return { ...field, name: setting.name, label, required: false, settings: { ...settings, ...help } };
  }
  const type = setting.type === "value" ? "json" : setting.type;
  return {
    name: setting.name,
    type,
    label,
    value: VALUES[setting.type] ?? { class: "json" },
    required: setting.required === true,
    options: (setting.words ?? []).map((word) => ({ value: word, label: everywhere(text.word(word)), hue: "grey", inactive: false })),
    settings: { name: setting.name, ...help, ...(setting.min !== undefined && { min: setting.min }), ...(setting.max !== undefined && { max: setting.max }) },
  };
}
