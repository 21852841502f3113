import { divideRounded } from "#shared/lib/decimal.ts";
import { Failure } from "../numeric.ts";

/**
 * Roots, logarithms and powers in whole numbers of 40 digits behind the point: the same on every machine, right in the ten digits
 * that a result keeps. Arguments and results are value × 10^40.
 */
const DIGITS = 40;
export const ONE = 10n ** BigInt(DIGITS);

export const fromScale = (value: bigint, scale: number): bigint => value * 10n ** BigInt(DIGITS - scale);
export const atScale = (value: bigint, scale: number): bigint => divideRounded(value, 10n ** BigInt(DIGITS - scale));

/** Largest whole number whose square is not above `value`. */
export function rootOf(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1);
  while (true) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Natural logarithm of a positive number. */
export function logarithm(value: bigint): bigint {
  // Halve or double into [0.75, 1.5), then ln m = 2 artanh((m − 1) ÷ (m + 1)).
  let twos = 0n;
  let m = value;
  for (; m * 2n >= ONE * 3n; twos++) m /= 2n;
  for (; m * 4n < ONE * 3n; twos--) m *= 2n;
  return 2n * artanh(((m - ONE) * ONE) / (m + ONE)) + twos * LN2;
}

function artanh(x: bigint): bigint {
  const square = (x * x) / ONE;
  let term = x;
  let sum = x;
  for (let n = 3n; term !== 0n; n += 2n) {
    term = (term * square) / ONE;
    sum += term / n;
  }
  return sum;
}
const LN2 = 2n * artanh(ONE / 3n);

/** e to the power; overflow beyond what 18 digits could hold. */
export function exponential(value: bigint): bigint {
  if (value > 50n * ONE) throw new Failure("overflow");
  if (value < -100n * ONE) return 0n;
  const twos = value / LN2;
  const rest = value - twos * LN2;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n; n++) {
    term = (term * rest) / ONE / n;
    sum += term;
  }
  return twos >= 0n ? sum << twos : sum >> -twos;
}
