import { Temporal } from "temporal-polyfill";
import { formatDecimal, MAX_DIGITS, rescale } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import type { AnyReference, ValueType } from "#shared/query/value.ts";

/** A value under its field's new type; `exact` is false where something is lost. */
export interface Converted {
  readonly value: Json;
  readonly exact: boolean;
}

const exactly = (value: Json): Converted => ({ value, exact: true });
const roughly = (value: Json): Converted => ({ value, exact: false });
const LOST = roughly(null);

/**
 * Carries a canonical value from one type to another, as a retyped field needs it: what has no counterpart becomes empty,
 * digits too many are rounded half away from zero. Days and moments meet at midnight of `timeZone`. Whether a reference's
 * target is there is the caller's to check.
 */
export function convert(value: Json, from: ValueType, to: ValueType, timeZone: string): Converted {
  if (value === null) return exactly(to.class === "boolean" ? false : null);
  if (to.class === "reference" || to.class === "anyReference" || to.class === "links" || (to.class === "list" && to.to !== null)) return toReferences(value, from, to);
  if (from.class === "reference" || from.class === "anyReference" || from.class === "links") return to.class === "json" ? exactly(value) : LOST;
  if (to.class === "json") return exactly(value);
  if (to.class === "boolean") return toBoolean(value);
  if (to.class === "integer" || to.class === "decimal") return toNumber(value, to.class === "integer" ? 0 : to.scale, to.class);
  if (to.class === "date" || to.class === "datetime" || to.class === "month") return toTime(value, from, to.class, timeZone);
  if (to.class === "list") return Array.isArray(value) ? exactly(value) : exactly([toText(value, from)]);
  return toLine(value, from, to);
}

function toReferences(value: Json, from: ValueType, to: ValueType): Converted {
  const references = referencesOf(value, from);
  const [first] = references;
  if (first === undefined) return LOST;
  if (to.class === "anyReference") {
    const fitting = references.find(({ object }) => to.to.includes(object));
    return fitting ? { value: { ...fitting }, exact: references.length === 1 } : LOST;
  }
  const target = "to" in to && typeof to.to === "string" ? to.to : null;
  const ids = references.flatMap(({ object, id }) => (object === target ? [id] : []));
  const exact = ids.length === references.length;
  if (to.class === "reference") return { value: ids[0] ?? null, exact: exact && ids.length === 1 };
  return { value: ids.length === 0 ? null : ids, exact };
}

function referencesOf(value: Json, from: ValueType): AnyReference[] {
  const ids = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === "string");
  switch (from.class) {
    case "reference": case "links": return ids.map((id) => ({ object: from.to, id }));
    case "list": { const { to } = from; return to === null ? [] : ids.map((id) => ({ object: to, id })); }
    case "anyReference": return [value as unknown as AnyReference]; // canonical by contract
    default: return [];
  }
}

function toBoolean(value: Json): Converted {
  if (typeof value === "boolean") return exactly(value);
  const text = String(value).trim().toLowerCase();
  if (/^(true|1(\.0*)?)$/.test(text)) return exactly(true);
  if (/^(false|0(\.0*)?)$/.test(text)) return exactly(false);
  return /^-?\d+(\.\d+)?$/.test(text) ? roughly(true) : roughly(false);
}

function toNumber(value: Json, scale: number, to: "integer" | "decimal"): Converted {
  const given = typeof value === "boolean" ? (value ? "1" : "0") : Array.isArray(value) ? "" : String(value).replaceAll(",", "").trim();
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(given);
  if (!match) return LOST;
  const [, sign, whole = "", fraction = ""] = match;
  const digits = BigInt(whole + fraction);
  const scaled = sign === "-" ? -digits : digits;
  const result = rescale(scaled, fraction.length, scale);
  const widest = Math.max(fraction.length, scale);
  const exact = rescale(result, scale, widest) === rescale(scaled, fraction.length, widest);
  if (to === "integer") return Number.isSafeInteger(Number(result)) ? { value: Number(result), exact } : LOST;
  const limit = 10n ** BigInt(MAX_DIGITS);
  return result < limit && result > -limit ? { value: formatDecimal(result, scale), exact } : LOST;
}

function toTime(value: Json, from: ValueType, to: "date" | "datetime" | "month", timeZone: string): Converted {
  if (typeof value !== "string") return LOST;
  try {
    if (from.class === "datetime" || /T.*(Z|[+-]\d\d:?\d\d)$/.test(value)) return ofMoment(Temporal.Instant.from(value), to, timeZone);
    const day = Temporal.PlainDate.from(from.class === "month" || /^\d{4}-\d{2}$/.test(value) ? `${value}-01` : value);
    return ofDay(day, to, timeZone);
  } catch {
    return LOST; // not a day or moment
  }
}

function ofMoment(moment: Temporal.Instant, to: "date" | "datetime" | "month", timeZone: string): Converted {
  if (to === "datetime") return exactly(moment.toString({ smallestUnit: "millisecond" }));
  const local = moment.toZonedDateTimeISO(timeZone);
  const day = ofDay(local.toPlainDate(), to, timeZone);
  return local.equals(local.startOfDay()) ? day : roughly(day.value);
}

function ofDay(day: Temporal.PlainDate, to: "date" | "datetime" | "month", timeZone: string): Converted {
  if (to === "date") return exactly(day.toString());
  if (to === "month") return { value: day.toString().slice(0, 7), exact: day.day === 1 };
  return exactly(day.toZonedDateTime(timeZone).toInstant().toString({ smallestUnit: "millisecond" }));
}

function toText(value: Json, from: ValueType): string {
  if (Array.isArray(value)) return value.map(String).join(", ");
  if (from.class === "decimal") return String(value).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A line has neither breaks nor blanks at its ends. Longer than a line may be is cut. */
const LINE_MAX = 800;

function toLine(value: Json, from: ValueType, to: ValueType): Converted {
  const text = toText(value, from).normalize("NFC");
  const whole = from.class === "list" ? Array.isArray(value) && value.length === 1 : true;
  if (to.class === "long_text") return { value: text, exact: whole };
  const line = text.replace(/\s+/g, " ").trim().slice(0, LINE_MAX);
  return { value: line === "" ? null : line, exact: whole && line === text };
}
