import { isJsonObject, pointer } from "#shared/lib/json.ts";
import type { Setting } from "#shared/kinds/define.ts";
import { checkCondition } from "./conditions.ts";
import type { Model, ObjectModel } from "./model.ts";
import { resolvePath } from "./paths.ts";

type Report = (code: string, path: string, params?: Record<string, string | number>) => void;
type Settings = Readonly<Record<string, unknown>>;

/** Holds an element's settings against the list its kind declares: what is required is there, what is named exists, conditions read. */
export function checkSettings(model: Model, object: ObjectModel | null, settings: readonly Setting[], element: Settings, report: Report): void {
  for (const setting of settings) {
    const value = element[setting.name];
    const path = pointer(setting.name);
    if (value === undefined || value === null) {
      if (setting.required) report("missing_setting", path, { setting: setting.name });
      continue;
    }
    if (setting.type === "condition" && typeof value === "string" && object) {
      for (const found of checkCondition(object, value)) report("bad_formula", path, { code: found.code, from: found.from, to: found.to, ...found.params });
    } else if (setting.type === "name" && typeof value === "string") checkName(model, object, setting, element, value, path, report);
    else if (setting.type === "names" && Array.isArray(value)) {
      if (setting.max !== undefined && value.length > setting.max) report("too_many", path, { max: setting.max });
      for (const [index, name] of value.entries()) if (typeof name === "string") checkName(model, object, setting, element, name, path + pointer(index), report);
    } else if (!fits(setting, value)) report("bad_setting", path, { setting: setting.name });
  }
}

function checkName(model: Model, object: ObjectModel | null, setting: Setting, element: Settings, name: string, path: string, report: Report): void {
  switch (setting.names) {
    case "object":
      if (!model.object(name)) report("unknown_object", path, { target: name });
      return;
    case "field": {
      const owner = setting.of === undefined ? object : objectNamedBy(model, object, element[setting.of]);
      if (owner && !resolvePath(model, owner, name)) report("unknown_field", path, { field: name });
      return;
    }
    case "option-set":
    case "view":
    case "page":
    case "form":
    case "role":
      if (!model.documents.has(`${setting.names}/${name}`)) report(`unknown_${setting.names.replace("-", "_")}`, path, { target: name });
      return;
    case undefined:
      return;
  }
}

/** The object a sibling setting says: by its name, or by the child list that holds its records. */
function objectNamedBy(model: Model, object: ObjectModel | null, sibling: unknown): ObjectModel | undefined {
  if (typeof sibling !== "string") return undefined;
  const value = object?.field(sibling)?.value;
  return value?.class === "children" ? model.object(value.of) : model.object(sibling);
}

function fits(setting: Setting, value: unknown): boolean {
  switch (setting.type) {
    case "text":
    case "long_text":
    case "formula":
      return typeof value === "string";
    case "integer":
      return typeof value === "number" && Number.isInteger(value) && value >= (setting.min ?? -Infinity) && value <= (setting.max ?? Infinity);
    case "decimal":
      return typeof value === "number" || typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "select":
      return typeof value === "string" && (setting.words?.includes(value) ?? false);
    case "label":
    case "where":
      return isJsonObject(value);
    case "options":
    case "names":
      return Array.isArray(value);
    case "condition":
      return typeof value === "boolean" || typeof value === "string";
    case "name":
      return typeof value === "string";
    case "value":
      return true;
  }
}
