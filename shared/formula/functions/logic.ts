import { optional, required, rest, type Compiled, type FunctionDefinition } from "../define.ts";
import { BOOLEAN, INTEGER } from "../types.ts";
import type { Value } from "../value.ts";

/** Three-valued, as in SQL: FALSE beats empty beats TRUE; what comes after a FALSE is not computed. */
export function allOf(conditions: readonly Compiled[]): Compiled {
  return (env) => {
    let result: Value = true;
    for (const condition of conditions) {
      const value = condition(env);
      if (value === false) return false;
      if (value === null) result = null;
    }
    return result;
  };
}
export function anyOf(conditions: readonly Compiled[]): Compiled {
  return (env) => {
    let result: Value = false;
    for (const condition of conditions) {
      const value = condition(env);
      if (value === true) return true;
      if (value === null) result = null;
    }
    return result;
  };
}

const NONE: Compiled = () => null;
/** For functions that compute their arguments themselves. */
const lazily = (): never => {
  throw new TypeError("computed lazily");
};

export const LOGIC: readonly FunctionDefinition[] = [
  {
    name: "IF",
    group: "logic",
    params: [required("condition", "boolean"), required("then", "same"), optional("else", "same")],
    returns: (types) => types[1] ?? BOOLEAN,
    native: true,
    empty: "own",
    make: lazily,
    lazy: ([condition = NONE, then = NONE, otherwise = NONE]) => (env) => (condition(env) === true ? then(env) : otherwise(env)),
  },
  {
    name: "AND",
    group: "logic",
    params: [rest("condition", "boolean")],
    returns: BOOLEAN,
    native: true,
    empty: "own",
    make: lazily,
    lazy: allOf,
  },
  {
    name: "OR",
    group: "logic",
    params: [rest("condition", "boolean")],
    returns: BOOLEAN,
    native: true,
    empty: "own",
    make: lazily,
    lazy: anyOf,
  },
  {
    name: "NOT",
    group: "logic",
    params: [required("condition", "boolean")],
    returns: BOOLEAN,
    native: true,
    make: () => ([value]) => value !== true,
  },
  {
    name: "XOR",
    group: "logic",
    params: [rest("condition", "boolean")],
    returns: BOOLEAN,
    native: true,
    make: () => (args) => args.filter((value) => value === true).length % 2 === 1,
  },
  {
    name: "COALESCE",
    group: "logic",
    params: [rest("value", "same")],
    returns: (types) => types[0] ?? BOOLEAN,
    native: true,
    empty: "own",
    make: lazily,
    lazy: (values) => (env) => {
      for (const value of values) {
        const found = value(env);
        if (found !== null) return found;
      }
      return null;
    },
  },
  {
    name: "ISBLANK",
    group: "logic",
    params: [required("value", "any")],
    returns: BOOLEAN,
    native: true,
    empty: "own",
    make: () => ([value]) => value === null,
  },
  {
    name: "FILLED",
    group: "logic",
    params: [rest("value", "any")],
    returns: INTEGER,
    native: true,
    empty: "own",
    make: () => (args) => BigInt(args.filter((value) => value !== null).length),
  },
  {
    name: "BLANK",
    group: "logic",
    params: [rest("value", "any")],
    returns: INTEGER,
    native: true,
    empty: "own",
    make: () => (args) => BigInt(args.filter((value) => value === null).length),
  },
  {
    name: "ISNUMBER",
    group: "logic",
    params: [required("text", "text")],
    returns: BOOLEAN,
    native: false,
    make: () => ([text]) => typeof text === "string" && /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$/.test(text.trim()),
  },
];

/** Written out as nested IFs by the checker. */
export const BRANCHES: readonly FunctionDefinition[] = [
  {
    name: "IFS",
    group: "logic",
    params: [required("condition", "boolean"), required("then", "same")],
    repeat: { from: 0, size: 2 },
    returns: (types) => types[1] ?? BOOLEAN,
    native: true,
    special: "ifs",
    make: lazily,
  },
  {
    name: "SWITCH",
    group: "logic",
    params: [required("value", "any"), required("case", "any"), required("then", "same"), optional("else", "same")],
    repeat: { from: 1, size: 2 },
    returns: (types) => types[2] ?? BOOLEAN,
    native: true,
    special: "switch",
    make: lazily,
  },
];
