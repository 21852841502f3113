import { titlesIn, type RecordData } from "#runtime/data/records.ts";
import type { WorkspaceContext } from "#runtime/data/workspace.tsx";
import type { DisplayProps, FieldView } from "#shared/kinds/define-view.ts";
import { fieldView } from "#shared/kinds/field-views.tsx";
import { labelText, type Language } from "#shared/lib/label.ts";
import type { FieldModel, Model, ObjectModel } from "#shared/model/model.ts";
import type { ValueClass } from "#shared/query/value.ts";

/** A field as a column of a list. */
export interface Column {
  /** Name, or path over lookups: the key of its value in a record. */
  path: string;
  field: FieldModel;
  label: string;
  view: FieldView;
  numeric: boolean;
  /** Can be edited in its cell. */
  isEditable: boolean;
  isTitle: boolean;
}

/** The field that a path over lookups ends at, with the labels on the way; null where the viewer has none of them. */
export function resolvePath(model: Model, object: ObjectModel, path: string, language: Language): { field: FieldModel; label: string } | null {
  const labels: string[] = [];
  let at: ObjectModel | undefined = object;
  let field: FieldModel | undefined;
  for (const name of path.split(".")) {
    field = at?.field(name);
    if (!field) return null;
    labels.push(labelText(field.label, language, field.name));
    at = field.value.class === "reference" ? model.object(field.value.to) : undefined;
  }
  return field ? { field, label: labels.join(" · ") } : null;
}

/** Kinds of values that fit into one line of a grid to be typed or picked. */
const EDITED_IN_CELLS: ReadonlySet<ValueClass> = new Set<ValueClass>(["text", "word", "integer", "decimal", "boolean", "date", "datetime", "month", "reference", "anyReference", "list", "links"]);

export function columnOf({ model, language, can, fieldRight }: WorkspaceContext, object: ObjectModel, path: string): Column | null {
  const found = resolvePath(model, object, path, language);
  const view = found ? fieldView(found.field.type) : undefined;
  if (!found || !view) return null;
  const isOwn = !path.includes(".");
  return {
    path,
    field: found.field,
    label: found.label,
    view,
    numeric: view.numeric === true,
    isEditable: isOwn && EDITED_IN_CELLS.has(found.field.value.class) && can(object.name, "update") && fieldRight(object.name, path) === "write",
    isTitle: path === object.titleField,
  };
}

/** The columns of a list: the record's name first, for it stays in sight; those that the viewer may not see are left out. */
export function columnsOf(workspace: WorkspaceContext, object: ObjectModel, paths: readonly string[]): Column[] {
  const columns = paths.flatMap((path) => columnOf(workspace, object, path) ?? []);
  const title = columns.find((column) => column.isTitle) ?? (object.titleField === null ? null : columnOf(workspace, object, object.titleField));
  return title ? [title, ...columns.filter((column) => column !== title)] : columns;
}

/** What the answer must hold for these columns. */
export function fieldsFor(columns: readonly Column[], also: readonly string[] = []): string[] {
  return [...new Set([...columns.map((column) => column.path), ...also])];
}

/** What the looks of a field are given to draw a column's value of a record: with titles and the record's own currency. */
export function valueProps(record: RecordData, { field, path }: Column): DisplayProps {
  const titles = titlesIn(record, path);
  const currency = record[`${path}$currency`];
  return { field, value: record[path] ?? null, ...(titles && { titles }), ...(typeof currency === "string" && { currency }) };
}

/** Fields that a list can be asked by: those that have operators and whose values the viewer sees. */
export function filterableFields({ fieldRight }: WorkspaceContext, object: ObjectModel): FieldModel[] {
  return [...object.fields, ...object.systemFields].filter((field) => field.operators.length > 0 && field.name !== "id" && field.name !== "revision" && isReadable(fieldRight(object.name, field.name)));
}

export function sortableFields({ fieldRight }: WorkspaceContext, object: ObjectModel): FieldModel[] {
  return [...object.fields, ...object.systemFields].filter((field) => field.sortable && field.name !== "id" && field.name !== "revision" && isReadable(fieldRight(object.name, field.name)));
}

export function groupableFields({ fieldRight }: WorkspaceContext, object: ObjectModel): FieldModel[] {
  return [...object.fields, ...object.systemFields].filter((field) => field.groupable && field.name !== object.titleField && !UNGROUPED.has(field.value.class) && isReadable(fieldRight(object.name, field.name)));
}

/** Nearly every record would be a group of its own. */
const UNGROUPED: ReadonlySet<ValueClass> = new Set<ValueClass>(["text", "decimal", "integer", "datetime", "anyReference"]);

/** A mask can be seen, but nothing may be asked by it (design §6). */
function isReadable(right: string): boolean {
  return right !== "hidden" && right !== "masked";
}
