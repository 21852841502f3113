import { addDays, addMonths, endOf, momentOf } from "#shared/formula/dates.ts";
import { checked, divide, floored, multiply, power10, productScale, shortText, toScale } from "#shared/formula/numeric.ts";
import { divideRounded } from "#shared/lib/decimal.ts";
import { lower, trim } from "#shared/formula/functions/text.ts";
import { compareText, orEmpty } from "#shared/formula/value.ts";
import { MAX_SCALE } from "#shared/formula/types.ts";
import { startOfDay } from "#shared/query/period.ts";

type Argument = bigint | string | number | Buffer | null;
/** Whole numbers come and go as bigints: a double would lose the last digits. */
interface FormulaFunction {
  readonly name: string;
  readonly deterministic: true;
  readonly safeIntegers: true;
  readonly fn: (...values: unknown[]) => unknown;
}

const define = (name: string, fn: (...values: Argument[]) => bigint | string | null): FormulaFunction => ({
  name, deterministic: true, safeIntegers: true,
  // SQLite hands over nothing but these.
  fn: (...values) => fn(...(values as Argument[])),
});

const zero = (value: Argument | undefined): bigint => (typeof value === "bigint" ? value : 0n);
const size = (value: Argument | undefined): number => Number(zero(value));
const isText = (value: Argument | undefined): value is string => typeof value === "string";

function quotient(a: Argument | undefined, scaleA: Argument | undefined, b: Argument | undefined, scaleB: Argument | undefined): bigint | null {
  return typeof b !== "bigint" || b === 0n ? null : divide(zero(a), size(scaleA), b, size(scaleB));
}

const ROUNDINGS: Readonly<Record<string, (value: bigint, unit: bigint) => bigint>> = {
  ROUND: (value, unit) => divideRounded(value, unit) * unit,
  ROUNDDOWN: (value, unit) => (value / unit) * unit,
  ROUNDUP: (value, unit) => (value % unit === 0n ? value : (value / unit + (value < 0n ? -1n : 1n)) * unit),
};

/** What formulas need of SQLite and SQLite lacks: sums, products and quotients of 128 bits and more that refuse what is too long, dates that know their end. */
export const FORMULA_FUNCTIONS: readonly FormulaFunction[] = [
  define("tangram_sum", (...terms) => {
    let total = 0n;
    for (let i = 0; i < terms.length; i += 2) total += zero(terms[i]) * zero(terms[i + 1]);
    return checked(total);
  }),
  define("tangram_check", (value) => (typeof value === "bigint" ? checked(value) : null)),
  define("tangram_multiply", (a, scaleA, b, scaleB, to) => checked(toScale(multiply(zero(a), size(scaleA), zero(b), size(scaleB)), productScale(size(scaleA), size(scaleB)), size(to)))),
  define("tangram_divide", (a, scaleA, b, scaleB, to) => {
    const value = quotient(a, scaleA, b, scaleB);
    return value === null ? null : checked(toScale(value, MAX_SCALE, size(to)));
  }),
  define("tangram_wide_product", (a, scaleA, b, scaleB) => multiply(zero(a), size(scaleA), zero(b), size(scaleB)).toString()),
  define("tangram_wide_quotient", (a, scaleA, b, scaleB) => quotient(a, scaleA, b, scaleB)?.toString() ?? null),
  define("tangram_rescale", (value, from, to) => (typeof value === "bigint" ? checked(toScale(value, size(from), size(to))) : null)),
  define("tangram_round", (given, from, digits, to, name) => {
    const value = isText(given) ? BigInt(given) : given;
    if (typeof value !== "bigint") return null;
    const [scale, places] = [size(from), Math.max(-40, size(digits))];
    const round = ROUNDINGS[isText(name) ? name : "ROUND"];
    const kept = places >= scale || !round ? value : round(value, power10(scale - places));
    return checked(toScale(kept, scale, size(to)));
  }),
  define("tangram_floor", (value, unit) => (typeof value === "bigint" ? floored(value, zero(unit)) : null)),
  define("tangram_step", (value, scaleValue, step, scaleStep, to, direction) => {
    if (typeof value !== "bigint") return null;
    const scale = Math.max(size(scaleValue), size(scaleStep));
    const unit = toScale(zero(step), size(scaleStep), scale);
    if (unit === 0n) return null;
    const [number, positive] = [toScale(value, size(scaleValue), scale), unit < 0n ? -unit : unit];
    const multiple = zero(direction) < 0n ? floored(number, positive) * positive : -floored(-number, positive) * positive;
    return checked(toScale(multiple, scale, size(to)));
  }),
  define("tangram_mod", (a, scaleA, b, scaleB) => {
    if (typeof a !== "bigint" || typeof b !== "bigint" || b === 0n) return null;
    const scale = Math.max(size(scaleA), size(scaleB));
    const [value, by] = [toScale(a, size(scaleA), scale), toScale(b, size(scaleB), scale)];
    return checked(value - by * floored(value, by));
  }),
  define("tangram_compare", (a, factorA, b, factorB) => {
    if (typeof a !== "bigint" || typeof b !== "bigint") return null;
    const [x, y] = [a * zero(factorA), b * zero(factorB)];
    return x < y ? -1n : x > y ? 1n : 0n;
  }),
  define("tangram_extreme", (sign, ...values) => {
    let best: bigint | string | null = null;
    for (const value of values) {
      if (typeof value !== "bigint" && !isText(value)) continue;
      if (best === null || compare(value, best) * size(sign) > 0) best = value;
    }
    return best;
  }),
  define("tangram_number_text", (value, scale) => (typeof value === "bigint" ? shortText(value, size(scale)) : null)),
  define("tangram_upper", (text) => (isText(text) ? text.toUpperCase() : null)),
  define("tangram_lower", (text) => (isText(text) ? lower(text) : null)),
  define("tangram_trim", (text) => (isText(text) ? orEmpty(trim(text)) : null)),
  define("tangram_add_days", (date, days) => (isText(date) && typeof days === "bigint" ? addDays(date, clamped(days)) : null)),
  define("tangram_add_months", (date, months) => (isText(date) && typeof months === "bigint" ? addMonths(date, clamped(months)) : null)),
  define("tangram_month_end", (date, months) => {
    const moved = isText(date) && typeof months === "bigint" ? addMonths(date, clamped(months)) : null;
    return moved === null ? null : endOf(moved, "month", 1);
  }),
  define("tangram_ms", (moment) => (isText(moment) ? BigInt(Date.parse(moment)) : null)),
  define("tangram_add_time", (moment, days, scale) => (isText(moment) && typeof days === "bigint" ? momentOf(Date.parse(moment) + Number(toScale(days * 86_400_000n, size(scale), 0))) : null)),
  define("tangram_start_of_day", (date, zone) => (isText(date) && isText(zone) ? startOfDay(date, zone) : null)),
];

function compare(a: bigint | string, b: bigint | string): number {
  if (isText(a) && isText(b)) return compareText(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

const clamped = (value: bigint): number => (value > 1_000_000_000n ? 1_000_000_000 : value < -1_000_000_000n ? -1_000_000_000 : Number(value));
