import type { FormatContext } from "#shared/kinds/define.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import { labelText } from "#shared/lib/label.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";

/** What a record is called, as its title field is written; its object's label where it has no name. */
export function recordTitle(object: ObjectModel, record: JsonObject, format: FormatContext): string {
  const field = object.titleField === null ? undefined : object.field(object.titleField);
  const text = field === undefined ? "" : written(field, record, format);
  return text === "" ? labelText(object.label, format.language, object.name) : text;
}

/** Its number, where the platform gives one that is not its name already. */
export function recordNumber(object: ObjectModel, record: JsonObject, format: FormatContext): string | null {
  const field = object.fields.find((own) => own.readOnly && own.kind.searchable && own.name !== object.titleField);
  const text = field === undefined ? "" : written(field, record, format);
  return text === "" ? null : text;
}

function written(field: FieldModel, record: JsonObject, format: FormatContext): string {
  const beside = record[`${field.name}$title`];
  if (typeof beside === "string") return beside;
  return field.kind.format(record[field.name] ?? null, field, format);
}

/** The field that says how far the record is: a tracked choice. */
export function stateField(object: ObjectModel): FieldModel | undefined {
  return object.fields.find((field) => field.track && field.options.length > 0 && field.value.class === "word");
}
