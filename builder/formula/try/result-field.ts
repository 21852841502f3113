import type { FormulaType } from "#shared/formula/types.ts";
import type { FieldInfo } from "#shared/kinds/define.ts";
import type { ValueType } from "#shared/query/value.ts";

/** A formula's result as a field, so that it is drawn as every value of its type is. */
export function resultField(type: FormulaType): FieldInfo {
  return { name: "result", type: typeWord(type), label: {}, value: valueType(type), required: false, options: [], settings: { name: "result" } };
}

function typeWord(type: FormulaType): string {
  switch (type.kind) {
    case "number":
      return type.style;
    case "boolean":
    case "date":
    case "datetime":
    case "month":
      return type.kind;
    case "reference":
      return type.to.length === 1 && type.to[0] === "user" ? "user" : "lookup";
    case "list":
      return type.of.kind === "reference" ? "many_to_many" : "tags";
    case "place":
    case "json":
      return "json";
    default:
      return "text";
  }
}

function valueType(type: FormulaType): ValueType {
  switch (type.kind) {
    case "number":
      return type.style === "integer" ? { class: "integer" } : { class: "decimal", scale: Math.max(0, type.style === "percent" ? type.scale - 2 : type.scale) };
    case "boolean":
    case "date":
    case "datetime":
    case "month":
      return { class: type.kind };
    case "reference":
      return type.to.length === 1 ? { class: "reference", to: type.to[0] ?? "" } : { class: "anyReference", to: type.to };
    case "list":
      return type.of.kind === "reference" ? { class: "links", to: type.of.to[0] ?? "" } : { class: "list", to: null };
    case "place":
    case "json":
      return { class: "json" };
    default:
      return { class: "text" };
  }
}
