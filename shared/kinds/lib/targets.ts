import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { ValueType } from "#shared/query/value.ts";
import type { FieldInfo } from "../define.ts";

/** A record that a value names. */
export interface Target {
  object: string;
  id: string;
}

/** The records that a field's value names, in order; none for empty and for values that name none. */
export function targetsOf(type: ValueType, value: Json): Target[] {
  switch (type.class) {
    case "reference":
      return typeof value === "string" ? [{ object: type.to, id: value }] : [];
    case "anyReference":
      return isJsonObject(value) && typeof value.object === "string" && typeof value.id === "string" ? [{ object: value.object, id: value.id }] : [];
    case "list":
    case "links": {
      const object = type.to;
      return object !== null && Array.isArray(value) ? value.flatMap((id) => (typeof id === "string" ? [{ object, id }] : [])) : [];
    }
    default:
      return [];
  }
}

/**
 * The title of a record that a field names: from the titles that came with the record (by id, or for a single one under
 * `account$title` or `account`), else from what the page knows. Null: the viewer may not read it. Undefined: not known yet.
 */
export function titleOfTarget(
  field: FieldInfo,
  { object, id }: Target,
  titles: Readonly<Record<string, string | null>> | undefined,
  known: (object: string, id: string) => string | null,
): string | null | undefined {
  const single = field.value.class === "reference" || field.value.class === "anyReference";
  for (const key of single ? [id, `${field.name}$title`, field.name] : [id]) {
    if (titles && Object.hasOwn(titles, key)) return titles[key];
  }
  return known(object, id) ?? undefined;
}
