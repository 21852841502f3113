import { divideRounded } from "#shared/lib/decimal.ts";
import type { EvaluationError } from "./environment.ts";
import { MAX_SCALE } from "./types.ts";

/** Thrown inside an evaluation, answered as a value by it. */
export class Failure extends Error {
  constructor(readonly code: EvaluationError) {
    super(code);
  }
}

/** A decimal has at most 18 digits, whatever its scale (design §4 "Numbers"). */
const LIMIT = 10n ** 18n;
const POWERS = Array.from({ length: 60 }, (_, exponent) => 10n ** BigInt(exponent));

export function power10(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

/** The number itself, or overflow. */
export function checked(value: bigint): bigint {
  if (value >= LIMIT || value <= -LIMIT) throw new Failure("overflow");
  return value;
}

/** Changes the scale, rounding half away from zero; not checked. */
export function toScale(value: bigint, from: number, to: number): bigint {
  return to >= from ? (to === from ? value : value * power10(to - from)) : divideRounded(value, power10(from - to));
}

export const productScale = (a: number, b: number): number => Math.min(a + b, MAX_SCALE);

/** a × b at `productScale`, not checked. */
export function multiply(a: bigint, scaleA: number, b: bigint, scaleB: number): bigint {
  return toScale(a * b, scaleA + scaleB, productScale(scaleA, scaleB));
}

/** a ÷ b at scale 10, half away from zero, not checked; `b` is not 0. */
export function divide(a: bigint, scaleA: number, b: bigint, scaleB: number): bigint {
  return divideRounded(a * power10(MAX_SCALE + scaleB), b * power10(scaleA));
}

/** Decimal text as a whole number at a scale. More digits than the scale are rounded. */
export function scaledOf(text: string, scale: number): bigint {
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text) * power10(scale);
  const fraction = text.length - point - 1;
  const digits = BigInt(text.slice(0, point) + text.slice(point + 1));
  return toScale(digits, fraction, scale);
}

/** Whole part, cut towards zero. */
export const truncated = (value: bigint, scale: number): bigint => value / power10(scale);

/** Largest whole number not above. */
export function floored(value: bigint, unit: bigint): bigint {
  const quotient = value / unit;
  return value % unit !== 0n && value < 0n !== unit < 0n ? quotient - 1n : quotient;
}

/** Shortest decimal text: no zeros behind the point that say nothing. 1.50 → "1.5". */
export function shortText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
