import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { pointer } from "#shared/lib/json.ts";
import { nameProblem } from "#shared/lib/names.ts";
import { numberFieldParts } from "#shared/kinds/fields/auto_number/number.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { isKept, type FieldModel, type Model, type ObjectModel } from "./model.ts";
import { resolvePath } from "./paths.ts";

type Report = (code: string, path: string, params?: Record<string, string | number>, severity?: "error" | "warning") => void;

/** What can be wrong between objects: names, targets, titles, unique rules, requirements that no record could meet. */
export function checkObjects(model: Model): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const reportFor =
    (name: string): Report =>
    (code, path, params = {}, severity = "error") => {
      diagnostics.push({ severity, code, kind: "object", name, path, params });
    };
  if (model.objects.size > CAPS.objects + 4) {
    const [first] = model.objects.keys();
    reportFor(first ?? "")("too_many_objects", "", { max: CAPS.objects });
  }
  for (const object of model.objects.values()) checkObject(model, object, reportFor(object.name));
  for (const circle of requiredCircles(model)) reportFor(circle[0] ?? "")("required_circle", "/fields", { objects: [...circle, circle[0]].join(" → ") });
  return diagnostics;
}

function checkObject(model: Model, object: ObjectModel, report: Report): void {
  const { document } = object;
  const wrongName = nameProblem(object.name);
  if (wrongName && !object.builtIn) report(`name_${wrongName}`, "/name", { name: object.name });
  if ((document.fields ?? []).length > CAPS.fields) report("too_many_fields", "/fields", { max: CAPS.fields });
  checkTitle(object, report);
  checkParent(object, report);
  checkCurrency(model, object, report);
  for (const field of object.fields) checkField(model, object, field, report);
  checkNamedLists(object, report);
}

function checkTitle(object: ObjectModel, report: Report): void {
  const { title } = object.document;
  if (title === undefined) return report("missing_title", "/title", {}, "warning");
  const field = object.field(title);
  if (!field) report("unknown_field", "/title", { field: title });
  else if (!canName(field)) report("bad_title", "/title", { field: title });
}

/** A record is named by a text of its own or by the record that a reference names. */
function canName(field: FieldModel): boolean {
  return isKept(field) && (field.kind.title || field.value.class === "reference" || field.value.class === "word");
}

function checkParent(object: ObjectModel, report: Report): void {
  const { parent } = object.document;
  if (parent === undefined) return;
  if (!object.parent) report("unknown_field", "/parent", { field: parent });
  else if (object.parent.value.class !== "reference") report("bad_parent", "/parent", { field: parent });
}

function checkCurrency(model: Model, object: ObjectModel, report: Report): void {
  if (object.currency === "workspace") return;
  const found = resolvePath(model, object, object.currency);
  if (!found) report("unknown_field", "/currency", { field: object.currency });
  else if (found.options.length === 0) report("bad_currency_field", "/currency", { field: object.currency });
}

function fieldPath(object: ObjectModel, field: FieldModel): string {
  return pointer("fields", Math.max(0, (object.document.fields ?? []).findIndex((doc) => doc.name === field.name)));
}

function checkField(model: Model, object: ObjectModel, field: FieldModel, report: Report): void {
  const path = fieldPath(object, field);
  const { value } = field;
  const targets = value.class === "reference" || value.class === "links" ? [value.to] : value.class === "anyReference" ? value.to : value.class === "list" && value.to !== null ? [value.to] : [];
  for (const target of targets) if (!model.object(target)) report("unknown_object", path + "/to", { field: field.name, target });
  const series = field.kind.readOnly && field.settings.format !== undefined ? numberFieldParts(field.settings.format) : [];
  for (const part of series) if (!resolvePath(model, object, part)) report("unknown_field", path + "/format", { field: part });
  if (value.class === "children") checkChildren(model, object, field, path, report);
  if (field.unique && !["text", "word", "integer", "decimal", "date", "datetime", "month", "reference"].includes(value.class)) report("bad_unique", path + "/unique", { field: field.name });
  if (field.onDelete === "clear" && field.required && field.value.class === "reference" && field.settings.onDelete === "clear") {
    report("required_but_cleared", path + "/onDelete", { field: field.name });
  }
}

function checkChildren(model: Model, object: ObjectModel, field: FieldModel, path: string, report: Report): void {
  if (field.value.class !== "children") return;
  const child = model.object(field.value.of);
  if (!child) return report("unknown_object", path + "/of", { field: field.name, target: field.value.of });
  const by = child.field(field.value.by);
  if (!by) return report("unknown_field", path + "/by", { field: field.value.by });
  const pointsHere = (by.value.class === "reference" && by.value.to === object.name) || (by.value.class === "anyReference" && by.value.to.includes(object.name));
  if (!pointsHere) report("children_not_here", path + "/by", { field: field.value.by, target: object.name });
}

function checkNamedLists(object: ObjectModel, report: Report): void {
  const lists = [
    ["unique", object.unique],
    ["indexes", object.indexes],
    ["recordTypes", object.recordTypes],
  ] as const;
  for (const [list, items] of lists) {
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      if (seen.has(item.name)) report("duplicate_name", pointer(list, index, "name"), { field: item.name });
      seen.add(item.name);
      const names = "fields" in item && Array.isArray(item.fields) ? item.fields : [];
      if (list !== "recordTypes" && names.length === 0) report("missing_fields", pointer(list, index, "fields"), { name: item.name });
      for (const name of names) {
        const field = object.field(name.replace(/^-/, ""));
        if (!field) report("unknown_field", pointer(list, index, "fields"), { field: name });
        else if (list === "indexes" && !field.sortable) report("not_sortable", pointer(list, index, "fields"), { field: name });
      }
    }
  }
}

/** Circles of required references: no first record of them could ever be made. */
function requiredCircles(model: Model): string[][] {
  const needs = new Map<string, string[]>();
  for (const object of model.objects.values()) {
    needs.set(object.name, object.fields.flatMap((field) => (field.required && field.value.class === "reference" ? [field.value.to] : [])));
  }
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: string[]): void => {
    const at = trail.indexOf(name);
    if (at >= 0) return void circles.push(trail.slice(at));
    if (done.has(name)) return;
    for (const next of needs.get(name) ?? []) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of needs.keys()) visit(name, []);
  return circles;
}
