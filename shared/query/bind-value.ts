import { formatDecimal, parseDecimal } from "#shared/lib/decimal.ts";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { BoundPath, BoundValue } from "./bound.ts";
import { fail, shown, type BindContext } from "./bind-context.ts";
import { isDate, isMonth, localDate } from "./period.ts";
import type { ValueType } from "./value.ts";

/**
 * A value as it is compared, in the field's canonical form; null for empty. A moment may be named by a date (`{date}`), which
 * means the whole day in the workspace's time zone.
 */
export type Coerced = { readonly value: BoundValue | null } | { readonly date: string };

/** The value of a comparison with a field of this class: a literal, or one of the formulas ME() and TODAY(). */
export function coerce(raw: Json | undefined, path: BoundPath, context: BindContext, at: string): Coerced {
  const literal = isJsonObject(raw) && "formula" in raw ? formulaValue(raw["formula"], path, context, at) : raw;
  if (literal === null || literal === undefined || literal === "") return { value: null };
  return literalValue(literal, path.value, path, context, at);
}

function formulaValue(formula: Json | undefined, path: BoundPath, context: BindContext, at: string): Json {
  const { value } = path;
  const users = (value.class === "reference" && value.to === "user") || (value.class === "list" && value.to === "user") || (value.class === "links" && value.to === "user");
  // No record has that id: the platform itself equals nobody, rather than an empty field.
  if (formula === "ME()" && (users || isUserId(path))) return context.viewer ?? "nobody";
  if (formula === "TODAY()" && (value.class === "date" || value.class === "datetime")) return localDate(context.now.getTime(), context.timeZone);
  return fail(at, "formula_not_allowed", { name: path.path, formula: shown(formula) });
}

const isUserId = (path: BoundPath): boolean => path.object === "user" && path.field.name === "id";

function literalValue(raw: Json, type: ValueType, path: BoundPath, context: BindContext, at: string): Coerced {
  const wrong = (): never => fail(at, "query_value", { name: path.path, value: shown(raw) });
  switch (type.class) {
    case "text": case "long_text": case "word": case "reference": case "list": case "links":
      return { value: ((typeof raw === "string" ? textValue(raw) : null) ?? wrong()) || null };
    case "integer":
      return { value: typeof raw === "number" && Number.isSafeInteger(raw) ? raw : wrong() };
    case "decimal":
      return { value: decimalValue(raw, type.scale) ?? wrong() };
    case "boolean":
      return { value: typeof raw === "boolean" ? raw : wrong() };
    case "date":
      return { value: typeof raw === "string" && isDate(raw) ? raw : wrong() };
    case "month":
      return { value: typeof raw === "string" && isMonth(raw) ? raw : wrong() };
    case "datetime":
      if (typeof raw === "string" && isDate(raw)) return { date: raw };
      return { value: (typeof raw === "string" ? momentValue(raw) : null) ?? wrong() };
    case "anyReference": {
      if (!isJsonObject(raw) || Object.keys(raw).length !== 2) return wrong();
      const { object, id } = raw;
      if (typeof object !== "string" || typeof id !== "string" || !type.to.includes(object) || !context.catalog.object(object)) return wrong();
      return { value: { object, id: textValue(id) ?? wrong() } };
    }
    default:
      return wrong();
  }
}

/** Trimmed and NFC, as texts are stored; null for what no database can hold. */
function textValue(text: string): string | null {
  return text.includes("\u0000") || /\p{Surrogate}/u.test(text) ? null : text.normalize("NFC").trim();
}

function decimalValue(raw: Json, scale: number): string | null {
  const text = typeof raw === "number" && Number.isFinite(raw) ? String(raw) : raw;
  const scaled = typeof text === "string" ? parseDecimal(text, scale) : null;
  return typeof scaled === "bigint" ? formatDecimal(scaled, scale) : null;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function momentValue(text: string): string | null {
  const match = MOMENT.exec(text);
  if (!match || !isDate(match[1] ?? "")) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time)) return null;
  const iso = new Date(time).toISOString();
  return iso.length === 24 && !iso.startsWith("0000") ? iso : null;
}
