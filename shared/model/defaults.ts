import type { BlockDoc } from "#shared/metadata/block.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { PageDoc } from "#shared/metadata/page.ts";
import type { ViewDoc } from "#shared/metadata/view.ts";
import type { FieldModel, Model, ObjectModel } from "./model.ts";

const COLUMNS_SHOWN = 8;
const HIGHLIGHTS_SHOWN = 5;

/** The form of an object: the one named like it, else one with every field, so that an object can be used the moment it is made. */
export function defaultForm(model: Model, object: ObjectModel): FormDoc {
  const own = model.forms.get(object.name);
  if (own) return own;
  const shown = object.fields.filter((field) => (!field.readOnly || field.computed !== null) && field.value.class !== "children");
  const system = ["record_type", "owner_id"].flatMap((name) => object.systemFields.find((field) => field.name === name) ?? []);
  return {
    kind: "form",
    name: object.name,
    label: object.label,
    object: object.name,
    body: [
      { id: "fields", block: "section", columns: 2, children: [...shown, ...system].map((field) => fieldBlock(field)) },
      ...object.childLists.map((list) => ({ id: `list_${list.name}`, block: "section", label: list.label, columns: 1, children: [linesBlock(model, list)] })),
    ],
  };
}

function fieldBlock(field: FieldModel): BlockDoc {
  return { id: `field_${field.name}`, block: "field", field: field.name, ...(field.value.class === "long_text" && { span: 2 }) };
}

function linesBlock(model: Model, list: FieldModel): BlockDoc {
  const child = list.value.class === "children" ? model.object(list.value.of) : undefined;
  const by = list.value.class === "children" ? list.value.by : "";
  return { id: `lines_${list.name}`, block: "lines", field: list.name, columns: child ? shownFields(child).filter((name) => name !== by) : [] };
}

/** The first fields that fit in a row: the title first. */
function shownFields(object: ObjectModel): string[] {
  const shown = object.fields.filter((field) => field.value.class !== "children" && field.value.class !== "json" && field.name !== object.titleField);
  return [...(object.titleField === null ? [] : [object.titleField]), ...shown.map((field) => field.name)].slice(0, COLUMNS_SHOWN);
}

/** The view of an object: the one named like it, else its first of all, else a table of its first fields. */
export function defaultView(model: Model, object: ObjectModel): ViewDoc {
  const views = [...model.views.values()].filter((view) => view.object === object.name);
  return (
    views.find((view) => view.name === object.name) ??
    views[0] ?? {
      kind: "view",
      name: object.name,
      label: object.plural,
      object: object.name,
      type: "table",
      columns: [...shownFields(object), ...(object.owners ? ["owner_id"] : []), "created_at"],
    }
  );
}

/** The record page of an object: the one named like it, else details, a related list per reference to it, and the timeline. */
export function defaultPage(model: Model, object: ObjectModel): PageDoc {
  const own = model.pages.get(object.name);
  if (own?.type === "record") return own;
  const highlights = object.fields
    .filter((field) => field.name !== object.titleField && field.groupable && field.value.class !== "boolean")
    .slice(0, HIGHLIGHTS_SHOWN)
    .map((field) => field.name);
  const related = object.incoming.flatMap(({ object: from, field: by }) => {
    const source = model.object(from);
    return source ? [{ id: `tab_${from}_${by}`, block: "tab", label: source.plural, children: [{ id: `related_${from}_${by}`, block: "related", object: from, by, columns: shownFields(source).filter((name) => name !== by) }] }] : [];
  });
  return {
    kind: "page",
    name: object.name,
    label: object.label,
    type: "record",
    object: object.name,
    body: [
      { id: "highlights", block: "highlights", fields: highlights },
      { id: "tabs", block: "tabs", children: [{ id: "tab_details", block: "tab", label: object.label, children: [{ id: "details", block: "details" }] }, ...related] },
      { id: "timeline", block: "timeline" },
    ],
  };
}
