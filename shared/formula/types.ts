/**
 * What an expression yields. Numbers carry their scale (digits behind the point), so that every back end computes with whole
 * numbers of a scale known beforehand (design §4 "Numbers"): the JavaScript evaluator with bigints, SQLite with 64-bit integers.
 */
export type FormulaType =
  /** NULL and `""`: fits everywhere. */
  | { readonly kind: "any" }
  | { readonly kind: "text" }
  | NumberType
  | { readonly kind: "boolean" }
  | { readonly kind: "date" }
  | { readonly kind: "datetime" }
  | { readonly kind: "time" }
  | { readonly kind: "month" }
  /** One option of a field, held and compared as its value. `values`: those it may have. Attributes (`stage.won`) are asked of the scope by field. */
  | { readonly kind: "option"; readonly values?: readonly string[] }
  /** A record of one of these objects; several: held as `{object, id}`. Compared by id. */
  | { readonly kind: "reference"; readonly to: readonly string[] }
  /** Several values; never an empty list (that is NULL). Equality takes lists as sets. */
  | { readonly kind: "list"; readonly of: FormulaType }
  /** `{lat, lng}` and what else a kind adds (a check-in's `time`), reached as attributes. */
  | { readonly kind: "place" }
  /** The rows of a child list or link: only aggregates take them. */
  | { readonly kind: "records"; readonly of: string }
  /** Structured JSON (files, images): only whether it is empty can be asked. */
  | { readonly kind: "json" };

export interface NumberType {
  readonly kind: "number";
  /** 0–10. A percentage of scale 2 ("12.50") is a share of scale 4 (0.1250): the same whole number. */
  readonly scale: number;
  readonly style: NumberStyle;
}

/** What kind of figure it is: decides the type a computed field gets by itself and how a figure is shown. */
export type NumberStyle = "integer" | "decimal" | "currency" | "percent";

/** × ÷ and what can't be said exactly stop here (half away from zero). */
export const MAX_SCALE = 10;

export const ANY: FormulaType = { kind: "any" };
export const TEXT: FormulaType = { kind: "text" };
export const BOOLEAN: FormulaType = { kind: "boolean" };
export const DATE: FormulaType = { kind: "date" };
export const DATETIME: FormulaType = { kind: "datetime" };
export const TIME: FormulaType = { kind: "time" };
export const MONTH: FormulaType = { kind: "month" };
export const INTEGER: NumberType = { kind: "number", scale: 0, style: "integer" };

export const number = (scale: number, style: NumberStyle = "decimal"): NumberType => ({ kind: "number", scale, style });
export const listOf = (of: FormulaType): FormulaType => ({ kind: "list", of });
export const referenceTo = (...to: readonly string[]): FormulaType => ({ kind: "reference", to });
