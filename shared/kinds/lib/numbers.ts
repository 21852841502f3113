import { formatDecimal, MAX_DIGITS, parseDecimal } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import { parsed, refused, type FieldInfo, type Parsed } from "../define.ts";
import { decimalLimit } from "./check.ts";

/** Digits behind the point of a field held as a decimal; 0 for any other. */
export function scaleOf(field: FieldInfo): number {
  return field.value.class === "decimal" ? field.value.scale : 0;
}

/**
 * A decimal from JSON: text only (a JSON number has already gone through floating point). Refused with `type`, `scale`
 * (more digits than the field keeps; never rounded) or `range` (over 18 digits, or outside the field's own limits).
 */
export function parseDecimalValue(value: Json, field: FieldInfo): Parsed {
  if (value === null || value === "") return parsed(null);
  const scale = scaleOf(field);
  const scaled = typeof value === "string" ? parseDecimal(value, scale) : "type";
  if (scaled === "type") return refused("type", { type: field.type });
  if (scaled === "scale") return refused("scale", { scale });
  if (scaled === "range") return refused("range", { digits: MAX_DIGITS - scale });
  const { min, max } = field.settings;
  const least = decimalLimit(min, scale);
  const most = decimalLimit(max, scale);
  if ((least !== null && scaled < least) || (most !== null && scaled > most)) return refused("range", limits(min, max));
  return parsed(formatDecimal(scaled, scale));
}

/** A whole number from JSON within `least`–`most`. Refused with `type`, `scale` (it has a fraction) or `range`. */
export function parseWhole(value: Json, type: string, least: number, most: number): Parsed {
  if (value === null) return parsed(null);
  if (typeof value !== "number") return refused("type", { type });
  if (!Number.isInteger(value)) return refused("scale", { scale: 0 });
  if (value < least || value > most) return refused("range", limits(least, most));
  // −0 is 0 in every database.
  return parsed(value === 0 ? 0 : value);
}

function limits(min: string | number | undefined, max: string | number | undefined): Record<string, string | number> {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
