import { MAX_DIGITS, parseDecimal } from "#shared/lib/decimal.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";

/** A problem of a field's settings, as `FieldKind.check` answers it: `code` is a key of `shared/messages/metadata`. */
export interface Finding {
  code: string;
  path: string;
  params?: Record<string, string | number>;
}

/** A setting that the kind can't do without. */
export function missing(setting: string): Finding {
  return { code: "setting_missing", path: `/${setting}`, params: { setting } };
}

/** A whole-number setting outside `min`–`max`; nothing when it is not set. */
export function checkWhole(doc: FieldDoc, setting: "scale" | "maxLength" | "max", min: number, max: number): Finding[] {
  const value = doc[setting];
  if (value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max)) return [];
  return [{ code: "setting_range", path: `/${setting}`, params: { setting, min, max } }];
}

/** `min` and `max` as exact numbers of `scale` digits, in order. Nothing is said of a scale that can't be: `checkWhole` does. */
export function checkLimits(doc: FieldDoc, scale: number): Finding[] {
  const findings: Finding[] = [];
  if (!Number.isInteger(scale) || scale < 0 || scale > MAX_DIGITS) return findings;
  for (const setting of ["min", "max"] as const) {
    const limit = doc[setting];
    if (limit !== undefined && typeof parseDecimal(String(limit), scale) !== "bigint") {
      findings.push({ code: "limit_not_a_number", path: `/${setting}`, params: { setting, scale } });
    }
  }
  const min = decimalLimit(doc.min, scale);
  const max = decimalLimit(doc.max, scale);
  if (min !== null && max !== null && min > max) findings.push({ code: "min_above_max", path: "/min", params: { min: String(doc.min), max: String(doc.max) } });
  return findings;
}

/** A limit as value × 10^scale; null when none is set or it can't be read (which `checkLimits` reports). */
export function decimalLimit(limit: string | number | undefined, scale: number): bigint | null {
  if (limit === undefined) return null;
  const scaled = parseDecimal(String(limit), scale);
  return typeof scaled === "bigint" ? scaled : null;
}
