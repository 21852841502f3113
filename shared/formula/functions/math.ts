import { divideRounded } from "#shared/lib/decimal.ts";
import { unify } from "../combine.ts";
import { big, numberType, optional, required, rest, scaleAt, whole, type Call, type FunctionDefinition, type Run } from "../define.ts";
import { checked, divide, floored, power10, toScale } from "../numeric.ts";
import { BOOLEAN, INTEGER, MAX_SCALE, number, type FormulaType } from "../types.ts";
import { atScale, exponential, fromScale, logarithm, ONE, rootOf } from "./transcendental.ts";

type Rounding = (value: bigint, unit: bigint) => bigint;

const nearest: Rounding = (value, unit) => divideRounded(value, unit) * unit;
const away: Rounding = (value, unit) => (value % unit === 0n ? value : (value / unit + (value < 0n ? -1n : 1n)) * unit);
const towardsZero: Rounding = (value, unit) => (value / unit) * unit;
const down: Rounding = (value, unit) => floored(value, unit) * unit;
const up: Rounding = (value, unit) => -down(-value, unit);

/** Digits that ROUND and its kin leave: as many as it says, if the formula itself says so. */
function roundedType(types: readonly FormulaType[], literals: Call["literals"]): FormulaType {
  const { scale, style } = numberType(types[0]);
  const digits = types.length < 2 ? 0n : literals[1];
  return typeof digits === "bigint" ? number(Math.max(0, Math.min(scale, Number(digits))), style) : number(scale, style);
}

function rounding(round: Rounding): (call: Call) => Run {
  return (call) => {
    const from = scaleAt(call, 0);
    const to = numberType(call.type).scale;
    return ([value, digits]) => {
      const places = digits === undefined ? 0 : Math.max(-40, whole(digits));
      const rounded = places >= from ? big(value) : round(big(value), power10(from - places));
      return checked(toScale(rounded, from, to));
    };
  };
}

/** To a multiple of a step; of no step there is none. */
function stepping(round: Rounding): (call: Call) => Run {
  return (call) => {
    const scale = Math.max(scaleAt(call, 0), call.types.length > 1 ? scaleAt(call, 1) : 0);
    const to = numberType(call.type).scale;
    return ([value, step]) => {
      const unit = step === undefined ? power10(scale) : toScale(big(step), scaleAt(call, 1), scale);
      if (unit === 0n) return null;
      return checked(toScale(round(toScale(big(value), scaleAt(call, 0), scale), unit < 0n ? -unit : unit), scale, to));
    };
  };
}
const steppedType = (types: readonly FormulaType[]): FormulaType => number(types.length > 1 ? numberType(types[1]).scale : 0, numberType(types[0]).style);

const sameNumber = (types: readonly FormulaType[]): FormulaType => types[0] ?? INTEGER;
const commonNumber = (types: readonly FormulaType[]): FormulaType => unify(types) ?? INTEGER;
const TEN_DIGITS = number(MAX_SCALE);

/** x to a whole power, exactly, before it is rounded to ten digits. */
function wholePower(base: bigint, scale: number, exponent: number): bigint | null {
  if (exponent < 0) {
    if (base === 0n) return null;
    // 1 ÷ x^n, with the digits of x^n left whole.
    const size = base ** BigInt(-exponent);
    return checked(divideRounded(power10(MAX_SCALE) * power10(scale * -exponent), size));
  }
  return checked(toScale(base ** BigInt(exponent), scale * exponent, MAX_SCALE));
}

function power(call: Call): Run {
  const [baseScale, exponentScale] = [scaleAt(call, 0), scaleAt(call, 1)];
  return ([baseValue, exponentValue]) => {
    const [base, exponent] = [big(baseValue), big(exponentValue)];
    const unit = power10(exponentScale);
    if (exponent % unit === 0n && exponent / unit >= -1000n && exponent / unit <= 1000n) return wholePower(base, baseScale, Number(exponent / unit));
    if (base <= 0n) return base === 0n && exponent > 0n ? 0n : null;
    const logarithmic = (logarithm(fromScale(base, baseScale)) * fromScale(exponent, exponentScale)) / ONE;
    return checked(atScale(exponential(logarithmic), MAX_SCALE));
  };
}

export const MATH: readonly FunctionDefinition[] = [
  { name: "ROUND", group: "math", params: [required("number", "number"), optional("digits", "integer")], returns: roundedType, native: true, make: rounding(nearest) },
  { name: "ROUNDUP", group: "math", params: [required("number", "number"), optional("digits", "integer")], returns: roundedType, native: true, make: rounding(away) },
  { name: "ROUNDDOWN", group: "math", params: [required("number", "number"), optional("digits", "integer")], returns: roundedType, native: true, make: rounding(towardsZero), aliases: ["TRUNC"] },
  { name: "INT", group: "math", params: [required("number", "number")], returns: INTEGER, native: true, make: (call) => ([value]) => floored(big(value), power10(scaleAt(call, 0))) },
  { name: "CEILING", group: "math", params: [required("number", "number"), optional("step", "number")], returns: steppedType, native: true, make: stepping(up) },
  { name: "FLOOR", group: "math", params: [required("number", "number"), optional("step", "number")], returns: steppedType, native: true, make: stepping(down) },
  { name: "MROUND", group: "math", params: [required("number", "number"), required("step", "number")], returns: steppedType, native: false, make: stepping(nearest) },
  { name: "ABS", group: "math", params: [required("number", "number")], returns: sameNumber, native: true, make: () => ([value]) => (big(value) < 0n ? -big(value) : big(value)) },
  { name: "SIGN", group: "math", params: [required("number", "number")], returns: INTEGER, native: true, make: () => ([value]) => (big(value) === 0n ? 0n : big(value) < 0n ? -1n : 1n) },
  {
    name: "MOD",
    group: "math",
    params: [required("number", "number"), required("divisor", "number")],
    returns: commonNumber,
    native: true,
    make: (call) => {
      const scale = numberType(call.type).scale;
      return ([value, by]) => {
        const [a, b] = [toScale(big(value), scaleAt(call, 0), scale), toScale(big(by), scaleAt(call, 1), scale)];
        return b === 0n ? null : checked(a - b * floored(a, b));
      };
    },
  },
  {
    name: "QUOTIENT",
    group: "math",
    params: [required("number", "number"), required("divisor", "number")],
    returns: INTEGER,
    native: false,
    make: (call) => ([value, by]) => (big(by) === 0n ? null : checked((big(value) * power10(scaleAt(call, 1))) / (big(by) * power10(scaleAt(call, 0))))),
  },
  { name: "POWER", group: "math", params: [required("number", "number"), required("exponent", "number")], returns: TEN_DIGITS, native: false, make: power },
  {
    name: "SQRT",
    group: "math",
    params: [required("number", "number")],
    returns: TEN_DIGITS,
    native: false,
    make: (call) => ([value]) => (big(value) < 0n ? null : divideRounded(rootOf(big(value) * power10(30 - scaleAt(call, 0))), power10(5))),
  },
  { name: "EXP", group: "math", params: [required("number", "number")], returns: TEN_DIGITS, native: false, make: (call) => ([value]) => checked(atScale(exponential(fromScale(big(value), scaleAt(call, 0))), MAX_SCALE)) },
  { name: "LN", group: "math", params: [required("number", "number")], returns: TEN_DIGITS, native: false, make: (call) => ([value]) => (big(value) <= 0n ? null : atScale(logarithm(fromScale(big(value), scaleAt(call, 0))), MAX_SCALE)) },
  {
    name: "LOG",
    group: "math",
    params: [required("number", "number"), optional("base", "number")],
    returns: TEN_DIGITS,
    native: false,
    make: (call) => ([value, base]) => {
      const to = base === undefined ? 10n * ONE : fromScale(big(base), scaleAt(call, 1));
      if (big(value) <= 0n || to <= 0n || to === ONE) return null;
      return checked(divide(logarithm(fromScale(big(value), scaleAt(call, 0))), 0, logarithm(to), 0));
    },
  },
  {
    name: "CLAMP",
    group: "math",
    params: [required("number", "same"), required("least", "same"), required("most", "same")],
    returns: (types) => types[0] ?? INTEGER,
    native: true,
    empty: "own",
    make: () => ([value, least, most]) => {
      if (typeof value !== "bigint") return null;
      const raised = typeof least === "bigint" && value < least ? least : value;
      return typeof most === "bigint" && raised > most ? most : raised;
    },
  },
  {
    name: "PERCENT_OF",
    group: "math",
    params: [required("part", "number"), required("total", "number")],
    returns: number(MAX_SCALE, "percent"),
    native: false,
    make: (call) => ([part, total]) => (big(total) === 0n ? null : checked(divide(big(part), scaleAt(call, 0), big(total), scaleAt(call, 1)))),
  },
  { name: "ISEVEN", group: "math", params: [required("number", "integer")], returns: BOOLEAN, native: false, make: () => ([value]) => big(value) % 2n === 0n },
  {
    name: "PRODUCT",
    group: "math",
    params: [rest("number", "number")],
    returns: (types) => number(Math.min(MAX_SCALE, types.reduce((sum, type) => sum + numberType(type).scale, 0))),
    native: false,
    empty: "own",
    make: (call) => {
      const total = call.types.reduce((sum, type) => sum + numberType(type).scale, 0);
      const scale = numberType(call.type).scale;
      // An empty factor counts 0, as with ×.
      return (args) => checked(toScale(args.reduce<bigint>((product, value) => product * (typeof value === "bigint" ? value : 0n), 1n), total, scale));
    },
  },
];
