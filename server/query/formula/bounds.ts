import { numberType } from "#shared/formula/define.ts";
import type { Node } from "#shared/formula/node.ts";
import { power10 } from "#shared/formula/numeric.ts";
import { MAX_SCALE } from "#shared/formula/types.ts";

/** 18 digits. */
export const LIMIT = 10n ** 18n;
const DAYS = 4_000_000n;
const SMALL: Readonly<Record<string, bigint>> = {
  DAYS, DAYS_SINCE: DAYS, WORKDAYS: DAYS, HOURS_SINCE: 100_000_000n, LEN: 10_000_000n, FIND: 10_000_000n, FILLED: 1000n, BLANK: 1000n, SIGN: 1n,
  YEAR: 9999n, QUARTER: 4n, MONTH: 12n, DAY: 31n, WEEKDAY: 7n, FISCAL_YEAR: 9999n, FISCAL_QUARTER: 4n,
};

/** The largest whole number (at its scale) that an expression can be: what keeps SQLite's 64-bit sums from being checked at every row. */
export function bound(node: Node): bigint {
  const { scale, style } = numberType(node.type);
  switch (node.node) {
    case "literal":
      return typeof node.value === "bigint" ? (node.value < 0n ? -node.value : node.value) : 0n;
    case "field":
      // Integers are at most 2^53 − 1 (contract §2).
      return style === "integer" && scale === 0 ? 2n ** 53n : LIMIT;
    case "aggregate":
      return node.use.fn === "count" || node.use.fn === "count_distinct" ? 10n ** 12n : LIMIT;
    case "call":
      return least(calls(node), LIMIT);
    default:
      return LIMIT;
  }
}

function calls(node: Extract<Node, { node: "call" }>): bigint {
  const small = SMALL[node.name];
  if (small !== undefined) return small;
  const scale = numberType(node.type).scale;
  const [left, right] = node.args;
  const at = (arg: Node | undefined): bigint => (arg ? bound(arg) * power10(Math.max(0, scale - numberType(arg.type).scale)) : 0n);
  switch (node.name) {
    case "+":
    case "-":
    case "SUM":
      return node.args.reduce((total, arg) => total + at(arg), 0n);
    case "*":
      return left && right && numberType(left.type).scale + numberType(right.type).scale <= MAX_SCALE ? bound(left) * bound(right) : LIMIT;
    case "IF":
      return node.args.slice(1).reduce((most, arg) => (at(arg) > most ? at(arg) : most), 0n);
    case "$negate":
    case "ABS":
      return at(left);
    default:
      return LIMIT;
  }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
