import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { Rights } from "#server/access/rights.ts";

/** A part of an OpenAPI document: JSON Schema and OpenAPI are open by nature. */
export type Part = Readonly<Record<string, unknown>>;

const ID: Part = { type: "string", format: "uuid" };
const nullable = (schema: Part): Part => ({ ...schema, type: [schema["type"], "null"] });

/** The JSON form of a field's values (contract §2). */
export function fieldSchema(field: FieldModel): Part {
  const { value } = field;
  switch (value.class) {
    case "text": return nullable({ type: "string" });
    case "long_text": return nullable({ type: "string" });
    case "word": return field.options.length > 0 ? { enum: [...field.options.map((option) => option.value), null] } : nullable({ type: "string" });
    case "integer": return nullable({ type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
    case "decimal": return nullable({ type: "string", pattern: value.scale === 0 ? "^-?\\d+$" : `^-?\\d+(\\.\\d{1,${value.scale}})?$` });
    case "boolean": return { type: "boolean" };
    case "date": return nullable({ type: "string", format: "date" });
    case "datetime": return nullable({ type: "string", format: "date-time" });
    case "month": return nullable({ type: "string", pattern: "^\\d{4}-\\d{2}$" });
    case "reference": return nullable(ID);
    case "anyReference": return { type: ["object", "null"], properties: { object: { enum: value.to }, id: ID }, required: ["object", "id"] };
    case "list": return { type: ["array", "null"], items: value.to === null && field.options.length > 0 ? { enum: field.options.map((option) => option.value) } : { type: "string" } };
    case "links": return { type: ["array", "null"], items: ID };
    case "children": return { type: "array", items: { $ref: `#/components/schemas/${value.of}` } };
    case "json": return {};
  }
}

/** A record of the object as someone with these rights reads it. */
export function objectSchema(object: ObjectModel, rights: Rights): Part {
  const own = rights.object(object.name);
  const fields = object.fields.filter((field) => own.field(field.name) !== "hidden" && (field.value.class !== "children" || rights.object(field.value.of).policy("read").size > 0));
  const properties = Object.fromEntries(
    [...object.systemFields, ...fields].map((field) => [field.name, { ...fieldSchema(field), ...((field.readOnly || own.field(field.name) === "read" || own.field(field.name) === "masked") && { readOnly: true }) }]),
  );
  return { type: "object", properties, required: fields.filter((field) => field.required && !field.readOnly).map(({ name }) => name) };
}
