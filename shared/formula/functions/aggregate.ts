import { divideRounded } from "#shared/lib/decimal.ts";
import { isOrdered, unify } from "../combine.ts";
import { items, numberType, required, rest, scaleAt, type Call, type FunctionDefinition, type Run } from "../define.ts";
import { checked, divide, toScale } from "../numeric.ts";
import { BOOLEAN, INTEGER, MAX_SCALE, number, type FormulaType } from "../types.ts";
import { compareValues, type Value } from "../value.ts";
import { distinct } from "./list.ts";

const first = (types: readonly FormulaType[]): FormulaType => types[0] ?? INTEGER;
const total = (types: readonly FormulaType[]): FormulaType => unify(types) ?? INTEGER;
const average = (types: readonly FormulaType[]): FormulaType => number(MAX_SCALE, numberType(types[0]).style === "currency" ? "currency" : numberType(types[0]).style === "percent" ? "percent" : "decimal");

const isPresent = (value: Value): boolean => value !== null;
const numbers = (values: readonly Value[]): bigint[] => values.filter((value) => typeof value === "bigint");

/** Smallest or largest of what is there; empty of nothing. */
export function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of values) if (value !== null && (best === null || compareValues(value, best) * sign > 0)) best = value;
  return best;
}

/** Sum ÷ count at scale 10, divided once; empty of nothing. */
export function averageOf(values: readonly Value[], scale: number): Value {
  const present = numbers(values);
  return present.length === 0 ? null : checked(divide(present.reduce((sum, value) => sum + value, 0n), scale, BigInt(present.length), 0));
}

/** The middle one; of an even count the mean of the two in the middle. At scale 10. */
export function medianOf(values: readonly Value[], scale: number): Value {
  const present = numbers(values).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (present.length === 0) return null;
  const [low = 0n, high = 0n] = [present[(present.length - 1) >> 1], present[present.length >> 1]];
  return checked(divideRounded(toScale(low + high, scale, MAX_SCALE), 2n));
}

const atScales = (call: Call, scale: number, values: readonly Value[]): Value[] => values.map((value, i) => (typeof value === "bigint" ? toScale(value, scaleAt(call, i), scale) : value));
const never = (): Run => {
  throw new TypeError("only over rows");
};

/** Over rows (`SUM(lines.amount, is_gift = FALSE)`) or over plain values (`SUM(a, b)`). Empty ones are skipped. */
export const AGGREGATES: readonly FunctionDefinition[] = [
  { name: "SUM", group: "aggregate", params: [rest("number", "number")], returns: total, native: true, empty: "own", special: "aggregate", make: (call) => {
    const scale = numberType(call.type).scale;
    return (args) => checked(numbers(atScales(call, scale, args)).reduce((sum, value) => sum + value, 0n));
  } },
  { name: "COUNT", group: "aggregate", params: [rest("value", "any")], returns: INTEGER, native: false, empty: "own", special: "aggregate", make: (call) => (args) => {
    if (args.length === 1 && call.types[0]?.kind === "list") return BigInt(items(args[0]).length);
    return BigInt(args.filter(isPresent).length);
  } },
  { name: "COUNT_DISTINCT", group: "aggregate", params: [required("list", "list")], returns: INTEGER, native: false, empty: "own", special: "aggregate", make: () => ([list]) => BigInt(distinct(items(list)).length) },
  { name: "AVERAGE", group: "aggregate", params: [rest("number", "number")], returns: average, native: false, empty: "own", special: "aggregate", aliases: ["AVG"], make: (call) => (args) => averageOf(atScales(call, MAX_SCALE, args), MAX_SCALE) },
  { name: "MIN", group: "aggregate", params: [rest("value", "same")], returns: first, native: (types) => types.every(isOrdered), empty: "own", special: "aggregate", make: () => (args) => extreme(args, -1) },
  { name: "MAX", group: "aggregate", params: [rest("value", "same")], returns: first, native: (types) => types.every(isOrdered), empty: "own", special: "aggregate", make: () => (args) => extreme(args, 1) },
  { name: "MEDIAN", group: "aggregate", params: [rest("number", "number")], returns: average, native: false, empty: "own", special: "aggregate", make: (call) => (args) => medianOf(atScales(call, MAX_SCALE, args), MAX_SCALE) },
  { name: "FIRST", group: "aggregate", params: [required("value", "any")], returns: first, native: true, special: "aggregate", make: never },
  { name: "LAST", group: "aggregate", params: [required("value", "any")], returns: first, native: true, special: "aggregate", make: never },
  { name: "SHARE", group: "aggregate", params: [required("rows", "any"), required("condition", "boolean")], returns: number(MAX_SCALE, "percent"), native: true, special: "aggregate", make: never },
  { name: "ANY", group: "aggregate", params: [required("rows", "any"), required("condition", "boolean")], returns: BOOLEAN, native: true, special: "aggregate", make: never },
  { name: "ALL", group: "aggregate", params: [required("rows", "any"), required("condition", "boolean")], returns: BOOLEAN, native: true, special: "aggregate", make: never },
];
