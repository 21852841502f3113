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

/** px that a column can't do without: what its kind asks for, within reason. */
function leastOf({ view }: LineColumn): number {
  return Math.min(view.width, view.numeric === true ? 96 : 116);
}

/** CSS tracks of the columns: at least as wide as the kind asks for; text takes what is left. */
export function tracksOf(columns: readonly LineColumn[]): string {
  return columns.map((column) => `minmax(${leastOf(column)}px, ${column.view.numeric === true ? "0.6fr" : "1fr"})`).join(" ");
}

/** px of the narrowest grid; below it scrolls. */
export function leastWidth(columns: readonly LineColumn[]): number {
  return columns.reduce((sum, column) => sum + leastOf(column), 72);
}
