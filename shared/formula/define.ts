import type { Environment } from "./environment.ts";
import type { LiteralValue } from "./node.ts";
import type { FormulaType, NumberType } from "./types.ts";
import type { Uses } from "./uses.ts";
import type { Value } from "./value.ts";

/**
 * What an argument may be, and what the checker makes of it before the function sees it: text written as a date becomes one, a date
 * a moment (its beginning), a moment its date, an option text. `same`: all such arguments of a call get one common type. `integer`:
 * cut towards zero. `scalar`: as text. `moment`: date or datetime, as it is. `any`: untouched. `field`: names a tracked own field.
 */
export type ParamType =
  | "any" | "same" | "scalar" | "number" | "integer" | "text" | "boolean" | "date" | "datetime" | "time" | "month" | "moment" | "list" | "item" | "reference" | "place" | "field";

export interface Param {
  /** Label: `param.<name>` of `shared/messages/functions`. */
  readonly name: string;
  readonly type: ParamType;
  readonly optional?: boolean;
  /** The last one may come as often as wanted. */
  readonly rest?: boolean;
  /** It must be one of these texts, written out. */
  readonly words?: readonly string[];
}

export type FunctionGroup = "logic" | "math" | "text" | "chinese" | "date" | "calendar" | "money" | "list" | "aggregate" | "record";

/** A formula and the canonical JSON that it yields in the example world (`example-world.ts`). */
export type Example = readonly [formula: string, value: string | number | boolean | null | readonly string[]];

/** A call whose types are known. */
export interface Call {
  readonly types: readonly FormulaType[];
  readonly type: FormulaType;
  /** What stands in the formula itself, by argument; undefined for what is computed. */
  readonly literals: readonly (LiteralValue | undefined)[];
  /** Names of the own fields that `field` parameters name. */
  readonly fields: readonly (string | undefined)[];
}

export type Run = (args: readonly Value[], env: Environment) => Value;
export type Compiled = (env: Environment) => Value;

export interface FunctionDefinition {
  /** In capitals. */
  readonly name: string;
  readonly group: FunctionGroup;
  readonly params: readonly Param[];
  /** Parameters from here on come in groups of so many: IFS(condition, value, …). */
  readonly repeat?: { readonly from: number; readonly size: number };
  readonly returns: FormulaType | ((types: readonly FormulaType[], literals: Call["literals"]) => FormulaType);
  /** SQL can compute it, on both databases (`server/query/formula`). */
  readonly native: boolean | ((types: readonly FormulaType[]) => boolean);
  /** `propagate` (default): an empty required argument makes it empty without a run. */
  readonly empty?: "own";
  /** What it reads beside its arguments. */
  readonly needs?: Partial<Pick<Uses, "time" | "viewer" | "rates" | "workspace" | "host">> & { readonly calendar?: number };
  /** Made once per formula, so that scales and words are not looked at again for each record. */
  readonly make: (call: Call) => Run;
  /** Computes its arguments itself, as IF does. */
  readonly lazy?: (args: readonly Compiled[], call: Call) => Compiled;
  /** The checker makes a node of its own of it: over rows, over siblings, or another path. `make` is for plain values, where it takes them. */
  readonly special?: "aggregate" | "tier" | "allocate" | "manager" | "under" | "switch" | "ifs";
  /** Another name for the same: AVG for AVERAGE. */
  readonly aliases?: readonly string[];
}

export const required = (name: string, type: ParamType): Param => ({ name, type });
export const optional = (name: string, type: ParamType): Param => ({ name, type, optional: true });
export const rest = (name: string, type: ParamType): Param => ({ name, type, rest: true });
export const word = (name: string, words: readonly string[], isOptional = false): Param => ({ name, type: "text", words, ...(isOptional && { optional: true }) });

/** The checker promises types; these say so to the compiler, and to whoever breaks the promise. */
export function big(value: Value | undefined): bigint {
  if (typeof value !== "bigint") throw new TypeError("a number was promised");
  return value;
}
export function str(value: Value | undefined): string {
  if (typeof value !== "string") throw new TypeError("a text was promised");
  return value;
}
export function items(value: Value | undefined): readonly Value[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) throw new TypeError("a list was promised");
  return value;
}
/** A whole number small enough to count with. Larger ones become the largest: no text is that long, no date that far. */
export function whole(value: Value | undefined): number {
  const number = big(value);
  return number > 1_000_000_000n ? 1_000_000_000 : number < -1_000_000_000n ? -1_000_000_000 : Number(number);
}

export function scaleAt(call: Call, index: number): number {
  return numberType(call.types[index]).scale;
}
/** Of NULL it is the scale of nothing. */
export function numberType(type: FormulaType | undefined): NumberType {
  return type?.kind === "number" ? type : { kind: "number", scale: 0, style: "integer" };
}
