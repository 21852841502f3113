import type { FieldModel, Model, ObjectModel } from "./model.ts";

/** The field at the end of a path over references (`account.industry`), or undefined. A path through a reference to one of several objects follows each target that has the field. */
export function resolvePath(model: Model, object: ObjectModel, path: string): FieldModel | undefined {
  const [name = "", ...rest] = path.split(".");
  const field = object.field(name);
  if (!field || rest.length === 0) return field;
  const { value } = field;
  const targets = value.class === "reference" || value.class === "links" ? [value.to] : value.class === "anyReference" ? value.to : [];
  for (const target of targets) {
    const next = model.object(target);
    const found = next && resolvePath(model, next, rest.join("."));
    if (found) return found;
  }
  return undefined;
}
