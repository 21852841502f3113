import { numberType, type Compiled } from "../define.ts";
import type { Environment, RecordEnvironment } from "../environment.ts";
import { averageOf, extreme, medianOf } from "../functions/aggregate.ts";
import { distinct } from "../functions/list.ts";
import { checked, divide, Failure, toScale } from "../numeric.ts";
import type { Node } from "../node.ts";
import { MAX_SCALE } from "../types.ts";
import type { AggregateUse } from "../uses.ts";
import { compareValues, listOrEmpty, load, orEmpty, type Value } from "../value.ts";

type Compile = (node: Node) => Compiled;
type AggregateNode = Extract<Node, { node: "aggregate" }>;
type TierNode = Extract<Node, { node: "tier" }>;
type AllocateNode = Extract<Node, { node: "allocate" }>;

/** A row's environment: bare names are its own, `this` is the record that is computed for. */
const rowEnvironment = (row: RecordEnvironment, env: Environment): Environment => ({ record: row, host: env.host, roots: { ...env.roots, this: env.record } });

export function aggregate({ use }: AggregateNode, compile: Compile): Compiled {
  const condition = use.condition && compile(use.condition);
  const value = use.value && compile(use.value);
  const by = use.by && compile(use.by);
  const combine = combining(use);
  return (env) => {
    const given = env.record.rows(use);
    if ("result" in given) return load(given.result, use.type);
    const values: Value[] = [];
    const orders: Value[] = [];
    for (const row of given.rows) {
      const inner = rowEnvironment(row, env);
      if (condition && condition(inner) !== true) continue;
      values.push(value ? value(inner) : true);
      if (by) orders.push(by(inner));
    }
    return combine(values, by ? orders : null, given.rows.length);
  };
}

type Combine = (values: readonly Value[], orders: readonly Value[] | null, all: number) => Value;

function combining({ fn, value, separator }: AggregateUse): Combine {
  const { scale } = numberType(value?.type);
  const present = (values: readonly Value[]): Value[] => values.filter((item) => item !== null);
  switch (fn) {
    case "sum":
      return (values) => checked(values.reduce<bigint>((sum, item) => sum + (typeof item === "bigint" ? item : 0n), 0n));
    case "count":
      return (values) => BigInt(present(values).length);
    case "count_distinct":
      return (values) => BigInt(distinct(present(values)).length);
    case "average":
      return (values) => averageOf(values, scale);
    case "median":
      return (values) => medianOf(values, scale);
    case "min":
      return (values) => extreme(values, -1);
    case "max":
      return (values) => extreme(values, 1);
    case "first":
      return (values, orders) => atEnd(values, orders, -1);
    case "last":
      return (values, orders) => atEnd(values, orders, 1);
    case "share":
      return (values, _, all) => (all === 0 ? null : divide(BigInt(values.length), 0, BigInt(all), 0));
    case "any":
      return (values) => values.length > 0;
    case "all":
      return (values, _, all) => values.length === all;
    case "join":
      return (values) => orEmpty(present(values).join(separator ?? ", "));
    case "list":
      return (values) => listOrEmpty(distinct(present(values)));
  }
}

/** First or last of the values that are there, by their order: empty first, equal ones as they come. */
function atEnd(values: readonly Value[], orders: readonly Value[] | null, sign: 1 | -1): Value {
  let best: { value: Value; order: Value } | null = null;
  for (const [i, value] of values.entries()) {
    if (value === null) continue;
    const order = orders?.[i] ?? null;
    const wins = best === null || (orders ? orderOf(order, best.order) * sign > 0 || (sign > 0 && orderOf(order, best.order) === 0) : sign > 0);
    if (wins) best = { value, order };
  }
  return best?.value ?? null;
}

/** Empty is smallest. */
function orderOf(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return compareValues(a, b);
}

/** Amount by tiers: all of it at the tier reached, or each slice at its own. A threshold belongs to the upper tier (modules.md §3.0). */
export function tier(node: TierNode, compile: Compile): Compiled {
  const [value, threshold, result] = [compile(node.value), compile(node.threshold), compile(node.result)];
  const offset = node.offset && compile(node.offset);
  const scales = [node.value, node.threshold, ...(node.offset ? [node.offset] : [])].map((part) => numberType(part.type).scale);
  const scale = Math.max(...scales);
  const resultScale = numberType(node.result.type).scale;
  const at = (number: Value, part: Node): bigint => (typeof number === "bigint" ? toScale(number, numberType(part.type).scale, scale) : 0n);
  return (env) => {
    const given = value(env);
    if (given === null) return null;
    const rows = env.record.rows(node.use);
    if ("result" in rows) throw new TypeError("TIER wants rows");
    const tiers = rows.rows
      .map((row) => rowEnvironment(row, env))
      .map((inner) => ({ from: at(threshold(inner), node.threshold), result: result(inner) }))
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    const amount = at(given, node.value);
    const start = offset && node.offset ? at(offset(env), node.offset) : 0n;
    if (node.mode === "marginal") return slices(tiers, start, start + amount, scale + resultScale);
    const reached = tiers.findLast(({ from }) => from <= start + amount);
    if (node.mode === "reached") return reached?.result ?? null;
    const rate = typeof reached?.result === "bigint" ? reached.result : 0n;
    return checked(toScale(amount * rate, scale + resultScale, MAX_SCALE));
  };
}

function slices(tiers: readonly { from: bigint; result: Value }[], start: bigint, end: bigint, scale: number): bigint {
  const [low, high] = start < end ? [start, end] : [end, start];
  let total = 0n;
  for (const [i, { from, result }] of tiers.entries()) {
    const to = tiers[i + 1]?.from ?? high;
    const begins = from > low ? from : low;
    const ends = to < high ? to : high;
    if (ends > begins && typeof result === "bigint") total += (ends - begins) * result;
  }
  return checked(toScale(start < end ? total : -total, scale, MAX_SCALE));
}

/** This line's part of a total that is split over all lines; what one line's split found serves the others. */
export function allocate(node: AllocateNode, compile: Compile): Compiled {
  const total = compile(node.total);
  const weight = node.weight && compile(node.weight);
  const by = node.by && compile(node.by);
  const kept = new WeakMap<readonly RecordEnvironment[], { total: bigint; shares: readonly bigint[] }>();
  // In order, each line takes up to its weight: what it takes is in the total's digits.
  const weightScale = numberType(node.weight?.type).scale;
  const totalScale = numberType(node.total.type).scale;
  return (env) => {
    const given = total(env);
    const amount = typeof given === "bigint" ? given : 0n;
    const { lines, at } = env.record.siblings();
    const known = kept.get(lines);
    if (known && known.total === amount) return known.shares[at] ?? null;
    const inner = lines.map((line): Environment => ({ ...env, record: line }));
    const weights = inner.map((line) => {
      const one = weight ? weight(line) : 1n;
      return typeof one === "bigint" ? one : 0n;
    });
    const size = amount < 0n ? -amount : amount;
    const split = node.mode === "in_order" ? inOrder(size, weights.map((one) => toScale(one, weightScale, totalScale)), by && inner.map(by)) : proportional(size, weights);
    const shares = amount < 0n ? split.map((share) => -share) : split;
    kept.set(lines, { total: amount, shares });
    return shares[at] ?? null;
  };
}

/** Each share cut to the last digit, the digits left to the largest remainders, ties by order (modules.md §3.0, 3). */
export function proportional(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total === 0n) return weights.map(() => 0n);
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n) throw new Failure("no_weights");
  const sign = sum < 0n ? -1n : 1n;
  const parts = weights.map((weight, i) => {
    const product = total * weight * sign;
    const share = product >= 0n ? product / (sum * sign) : -((-product + sum * sign - 1n) / (sum * sign));
    return { i, share, remainder: product - share * sum * sign };
  });
  const left = Number(total - parts.reduce((all, { share }) => all + share, 0n));
  const first = new Set([...parts].sort((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : a.i - b.i)).slice(0, left).map(({ i }) => i));
  return parts.map(({ i, share }) => share + (first.has(i) ? 1n : 0n));
}

/** Oldest first until used up; what no line can take is given to none. */
function inOrder(total: bigint, capacities: readonly bigint[], orders: readonly Value[] | null): bigint[] {
  const places = capacities.map((_, i) => i);
  if (orders) places.sort((a, b) => orderOf(orders[a] ?? null, orders[b] ?? null) || a - b);
  const shares = capacities.map(() => 0n);
  let left = total;
  for (const place of places) {
    const capacity = capacities[place] ?? 0n;
    const share = capacity <= 0n ? 0n : capacity < left ? capacity : left;
    shares[place] = share;
    left -= share;
  }
  return shares;
}
