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
  },
  {
    name: "ALLOCATE",
    group: "money",
    params: [required("total", "number"), optional("weight", "number"), word("mode", ["proportional", "equal", "in_order"], true)],
    returns: (types) => types[0] ?? INTEGER,
    native: false,
    special: "allocate",
    make: never,
  },
  {
    name: "TIER",
    group: "money",
    params: [required("value", "number"), required("thresholds", "number"), required("results", "number"), word("mode", ["whole", "marginal"], true), optional("offset", "number")],
    returns: number(MAX_SCALE),
    native: false,
    special: "tier",
    make: never,
  },
  {
    name: "TIER_REACHED",
    group: "money",
    params: [required("value", "number"), required("thresholds", "number"), required("results", "number")],
    returns: (types) => types[2] ?? INTEGER,
    native: false,
    special: "tier",
    make: never,
  },
];
