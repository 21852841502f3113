import { MAX_SCALE, number, type FormulaType, type NumberStyle, type NumberType } from "./types.ts";

/** The type that values of all these types can have together, or null. NULL fits all; an option is text where it must be. */
export function unify(types: readonly FormulaType[]): FormulaType | null {
  let common: FormulaType = { kind: "any" };
  for (const type of types) {
    const next = unifyTwo(common, type);
    if (!next) return null;
    common = next;
  }
  return common;
}

function unifyTwo(a: FormulaType, b: FormulaType): FormulaType | null {
  if (a.kind === "any") return b;
  if (b.kind === "any") return a;
  if (a.kind === "number" && b.kind === "number") return number(Math.max(a.scale, b.scale), sumStyle(a, b));
  if (a.kind === "reference" && b.kind === "reference") return { kind: "reference", to: [...new Set([...a.to, ...b.to])] };
  if (a.kind === "list" && b.kind === "list") {
    const of = unifyTwo(a.of, b.of);
    return of && { kind: "list", of };
  }
  if (a.kind === b.kind) return a;
  const kinds = [a.kind, b.kind];
  if (kinds.every((kind) => kind === "text" || kind === "option")) return { kind: "text" };
  if (kinds.every((kind) => kind === "date" || kind === "datetime")) return { kind: "datetime" };
  return null;
}

/** Money stays money, a share of shares a share; whole numbers stay whole. */
export function sumStyle(a: NumberType, b: NumberType): NumberStyle {
  if (a.style === b.style) return a.style;
  return a.style === "currency" || b.style === "currency" ? "currency" : "decimal";
}

export function productType(a: NumberType, b: NumberType): NumberType {
  const scale = Math.min(a.scale + b.scale, MAX_SCALE);
  if (a.style === "currency" || b.style === "currency") return number(scale, a.style === b.style ? "decimal" : "currency");
  return number(scale, a.style === "integer" && b.style === "integer" ? "integer" : "decimal");
}

export function quotientType(a: NumberType, b: NumberType): NumberType {
  return number(MAX_SCALE, a.style === "currency" && b.style !== "currency" ? "currency" : "decimal");
}

/** Kinds that `<` knows an order of. */
export const isOrdered = (type: FormulaType): boolean => ["any", "text", "option", "number", "date", "datetime", "time", "month"].includes(type.kind);
