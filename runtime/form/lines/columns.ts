import type { FieldView } from "#shared/kinds/define-view.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";

/** A column of a grid of lines. */
export interface LineColumn {
  field: FieldModel;
  view: FieldView;
  isReadOnly: boolean;
}

const SHOWN = 8;

/** The columns that a block names, else the first fields of the lines; never the reference to the header. */
export function lineColumns(child: ObjectModel, by: string, names: readonly string[] | undefined, writable: (field: string) => boolean): LineColumn[] {
  const fields = names
    ? names.flatMap((name) => child.field(name) ?? [])
    : child.fields.filter((field) => field.value.class !== "children" && field.value.class !== "json").slice(0, SHOWN);
  return fields.flatMap((field) => {
    const view = fieldView(field.type);
    if (!view || field.name === by) return [];
    return [{ field, view, isReadOnly: field.readOnly || field.value.class === "children" || !writable(field.name) }];
  });
}

/** CSS tracks of the columns: at least as wide as the kind asks for; text takes what is left. */
export function tracksOf(columns: readonly LineColumn[]): string {
  return columns.map(({ view }) => (view.numeric === true ? `minmax(${Math.min(view.width, 120)}px, 0.6fr)` : `minmax(${Math.min(view.width, 150)}px, 1fr)`)).join(" ");
}
