/**
 * Exact decimals as scaled integers (design §4 "Numbers"): a value of scale 2 is held as value × 100 in a bigint.
 * In JSON a decimal is a string. A decimal has at most 18 digits.
 */
export const MAX_DIGITS = 18;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/;

export type DecimalProblem = "type" | "scale" | "range";

/** Parses decimal text into value × 10^scale. More digits than `scale` are refused, never rounded; trailing zeros are fine. */
export function parseDecimal(text: string, scale: number): bigint | DecimalProblem {
  const match = DECIMAL.exec(text.trim());
  if (!match) return "type";
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > scale) return "scale";
  const scaled = BigInt(whole + digits.padEnd(scale, "0"));
  if (scaled >= 10n ** BigInt(MAX_DIGITS)) return "range";
  return sign === "-" ? -scaled : scaled;
}

/** The JSON form at full scale: 120050n at scale 2 is "1200.50". */
export function formatDecimal(scaled: bigint, scale: number): string {
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : digits.slice(0, -scale) + "." + digits.slice(-scale);
  return scaled < 0n ? "-" + text : text;
}

/** Changes the scale, rounding half away from zero. */
export function rescale(scaled: bigint, from: number, to: number): bigint {
  if (to >= from) return scaled * 10n ** BigInt(to - from);
  const unit = 10n ** BigInt(from - to);
  const half = unit / 2n;
  return scaled < 0n ? -((-scaled + half) / unit) : (scaled + half) / unit;
}

/** a ÷ b of whole numbers, rounded half away from zero. `b` is not 0. */
export function divideRounded(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const x = a < 0n ? -a : a;
  const y = b < 0n ? -b : b;
  const quotient = (x + y / 2n) / y;
  return negative ? -quotient : quotient;
}

/** Decimal text divided by 10^places, exactly: `shiftRight("12.5", 2)` is "0.125". */
export function shiftRight(text: string, places: number): string {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const digits = (whole + fraction).padStart(fraction.length + places + 1, "0");
  const point = digits.length - fraction.length - places;
  return `${negative ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}
