import type { Setting } from "#shared/kinds/define.ts";
import { labelText } from "#shared/lib/label.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import type { SelectOption } from "#shared/ui/Select.tsx";

/** The object whose fields a setting names: the element's own, or the one that a sibling setting says (by name, or by a child list). */
export function objectMeant(model: Model, object: ObjectModel | null, setting: Setting, element: Readonly<Record<string, unknown>>): ObjectModel | null {
  if (setting.of === undefined) return object;
  const sibling = element[setting.of];
  if (typeof sibling !== "string") return null;
  const value = object?.field(sibling)?.value;
  return (value?.class === "children" ? model.object(value.of) : model.object(sibling)) ?? null;
}

/** What a `name` or `names` setting can name, with its label; the name beside it. */
export function namesToChoose(model: Model, object: ObjectModel | null, setting: Setting, language: string): SelectOption[] {
  const tongue = nearestLanguage(language);
  if (setting.names === "field") return object ? fieldsToChoose(model, object, language) : [];
  const kind = setting.names ?? "object";
  return [...model.documents.values()]
    .filter((document) => document.kind === kind)
    .map((document) => ({ value: document.name, label: labelText(document.label, tongue, document.name), subtitle: document.name }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
}

/** The fields of an object and, through its references to one object, those of their targets (`account.industry`). */
export function fieldsToChoose(model: Model, object: ObjectModel, language: string, paths = true): SelectOption[] {
  const tongue = nearestLanguage(language);
  const own = [...object.fields, ...object.systemFields].map((field) => ({ field, label: labelText(field.label, tongue, field.name) }));
  const options: SelectOption[] = own.map(({ field, label }) => ({ value: field.name, label, subtitle: field.name }));
  if (!paths) return options;
  for (const { field, label } of own) {
    const target = field.value.class === "reference" && !field.system ? model.object(field.value.to) : undefined;
    for (const next of target?.fields ?? []) {
      if (next.value.class === "children") continue;
      options.push({ value: `${field.name}.${next.name}`, label: `${label} › ${labelText(next.label, tongue, next.name)}`, subtitle: `${field.name}.${next.name}` });
    }
  }
  return options;
}

/** The fields of an object, and those that its references lead to, by which its records can be in order. */
export function sortableFields(model: Model, object: ObjectModel, language: string): SelectOption[] {
  return fieldsToChoose(model, object, language).filter(({ value }) => {
    const [name = "", next] = value.split(".");
    const field = object.field(name);
    if (next === undefined) return field?.sortable === true;
    const target = field?.value.class === "reference" ? model.object(field.value.to) : undefined;
    return target?.field(next)?.sortable === true;
  });
}
