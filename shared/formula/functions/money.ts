import { big, optional, required, scaleAt, word, type FunctionDefinition } from "../define.ts";
import type { Environment } from "../environment.ts";
import { checked, divide, multiply, power10, productScale, scaledOf, toScale } from "../numeric.ts";
import { INTEGER, MAX_SCALE, number } from "../types.ts";
import type { Value } from "../value.ts";

/** Digits of an exchange rate. */
export const RATE_SCALE = 6;

function rateOf(currency: Value | undefined, date: Value | undefined, env: Environment): bigint | null {
  const text = env.host.rate(typeof currency === "string" ? currency : null, typeof date === "string" ? date : env.host.today);
  return text === null ? null : scaledOf(text, RATE_SCALE);
}

const never = (): never => {
  throw new TypeError("the checker makes a node of its own of it");
};

export const MONEY: readonly FunctionDefinition[] = [
  {
    name: "RATE",
    group: "money",
    params: [required("currency", "text"), optional("date", "date")],
    returns: number(RATE_SCALE),
    native: true,
    empty: "own",
    needs: { rates: true },
    make: () => ([currency, date], env) => rateOf(currency, date, env),
    examples: [['RATE("USD", "2026-04-20")', "7.125000"], ['RATE("CNY")', "1.000000"]],
  },
  {
    name: "CONVERT",
    group: "money",
    params: [required("amount", "number"), required("from_currency", "text"), required("to_currency", "text"), optional("date", "date")],
    returns: number(MAX_SCALE, "currency"),
    native: false,
    empty: "own",
    needs: { rates: true },
    make: (call) => {
      const scale = scaleAt(call, 0);
      return ([amount, from, to, date], env) => {
        if (typeof amount !== "bigint") return null;
        const [source, target] = [rateOf(from, date, env), rateOf(to, date, env)];
        if (source === null || target === null || target === 0n) return null;
        return checked(divide(amount * source, scale + RATE_SCALE, target, RATE_SCALE));
      };
    },
    examples: [['ROUND(CONVERT(5600, "CNY", "USD", "2026-04-20"), 2)', "785.96"], ['ROUND(CONVERT(100, "USD", "CNY", "2026-04-20"), 2)', "712.50"]],
  },
  {
    name: "NET_OF_TAX",
    group: "money",
    params: [required("amount", "number"), required("tax_rate", "number")],
    returns: number(MAX_SCALE, "currency"),
    native: false,
    make: (call) => ([amount, rate]) => {
      const scale = scaleAt(call, 1);
      const whole = power10(scale) + big(rate);
      return whole === 0n ? null : checked(divide(big(amount), scaleAt(call, 0), whole, scale));
    },
    examples: [["ROUND(NET_OF_TAX(113, 13%), 2)", "100.00"], ["ROUND(NET_OF_TAX(9250, 13%), 2)", "8185.84"]],
  },
  {
    name: "SHARE_TO_DATE",
    group: "money",
    params: [required("total", "number"), required("share", "number"), optional("before", "number")],
    returns: number(2, "currency"),
    native: false,
    empty: "own",
    // The cumulative rule of modules.md §3.0: what is due by now, less what was taken before; the last step is never off by a cent.
    make: (call) => ([total, share, before]) => {
      if (typeof total !== "bigint" || typeof share !== "bigint") return null;
      const due = toScale(multiply(total, scaleAt(call, 0), share, scaleAt(call, 1)), productScale(scaleAt(call, 0), scaleAt(call, 1)), 2);
      return checked(due - (typeof before === "bigint" ? toScale(before, scaleAt(call, 2), 2) : 0n));
    },
    examples: [["SHARE_TO_DATE(151870.01, 30%)", "45561.00"], ["SHARE_TO_DATE(2345.31, 0.497537, 703.59)", "463.29"]],
  },
  {
    name: "ALLOCATE",
    group: "money",
    params: [required("total", "number"), optional("weight", "number"), word("mode", ["proportional", "equal", "in_order"], true)],
    returns: (types) => types[0] ?? INTEGER,
    native: false,
    special: "allocate",
    make: never,
    examples: [["ALLOCATE(100.00, 1)", "33.34"], ['ALLOCATE(150.00, size, "in_order" BY due_on)', "100.00"]],
  },
  {
    name: "TIER",
    group: "money",
    params: [required("value", "number"), required("thresholds", "number"), required("results", "number"), word("mode", ["whole", "marginal"], true), optional("offset", "number")],
    returns: number(MAX_SCALE),
    native: false,
    special: "tier",
    make: never,
    examples: [['ROUND(TIER(486320, tiers.threshold, tiers.rate, "whole"), 2)', "9726.40"], ['ROUND(TIER(486320, tiers.threshold, tiers.rate, "marginal"), 2)', "5726.40"]],
  },
  {
    name: "TIER_REACHED",
    group: "money",
    params: [required("value", "number"), required("thresholds", "number"), required("results", "number")],
    returns: (types) => types[2] ?? INTEGER,
    native: false,
    special: "tier",
    make: never,
    examples: [["TIER_REACHED(486320, tiers.threshold, tiers.rate)", "2.00"], ["TIER_REACHED(50, tiers.threshold, tiers.rate)", null]],
  },
];
