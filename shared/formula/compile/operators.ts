import { addDays, momentOf } from "../dates.ts";
import { big, numberType, scaleAt, str, whole, type Call, type Compiled, type Run } from "../define.ts";
import type { Node } from "../node.ts";
import { divide, power10, shortText, toScale, truncated } from "../numeric.ts";
import { compareValues, sameValue, type Value } from "../value.ts";

type CallNode = Extract<Node, { node: "call" }>;
type Compare = (a: Value, b: Value) => number;

/** Order of two values that are there; numbers may have different scales. */
function comparing(node: CallNode): Compare {
  const [left, right] = [node.args[0]?.type, node.args[1]?.type];
  if (left?.kind !== "number" || right?.kind !== "number" || left.scale === right.scale) return compareValues;
  const scale = Math.max(left.scale, right.scale);
  const [a, b] = [power10(scale - left.scale), power10(scale - right.scale)];
  return (x, y) => (typeof x === "bigint" && typeof y === "bigint" ? compareValues(x * a, y * b) : compareValues(x, y));
}

function equality(node: CallNode): (a: Value, b: Value) => boolean {
  const compare = comparing(node);
  return (a, b) => {
    if (a === null || b === null) return a === b;
    return typeof a === "bigint" && typeof b === "bigint" ? compare(a, b) === 0 : sameValue(a, b);
  };
}

/** Comparisons and IN; null for other calls. `=` and `<>` know empty as a value, the others are empty with an empty side. */
export function comparison(node: CallNode, compile: (node: Node) => Compiled): Compiled | null {
  if (node.name === "IN") return within(node, compile);
  if (!["=", "<>", "<", "<=", ">", ">="].includes(node.name)) return null;
  const [left, right] = node.args.map(compile);
  if (!left || !right) return null;
  if (node.name === "=" || node.name === "<>") {
    const same = equality(node);
    return node.name === "=" ? (env) => same(left(env), right(env)) : (env) => !same(left(env), right(env));
  }
  const compare = comparing(node);
  const test = { "<": (order: number) => order < 0, "<=": (order: number) => order <= 0, ">": (order: number) => order > 0, ">=": (order: number) => order >= 0 }[node.name] ?? (() => false);
  return (env) => {
    const a = left(env);
    const b = right(env);
    return a === null || b === null ? null : test(compare(a, b));
  };
}

function within(node: CallNode, compile: (node: Node) => Compiled): Compiled {
  const [operand, ...items] = node.args;
  if (!operand) return () => false;
  const value = compile(operand);
  const tests = items.map((item) => ({ run: compile(item), same: equality({ ...node, args: [operand, item] }) }));
  return (env) => {
    const wanted = value(env);
    return tests.some(({ run, same }) => same(wanted, run(env)));
  };
}

const DAY_MS = 86_400_000n;
const shifted = (sign: 1n | -1n): ((call: Call) => Run) => (call) => ([moment, days]) =>
  momentOf(Date.parse(str(moment)) + Number(toScale(sign * big(days) * DAY_MS, scaleAt(call, 1), 0)));
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** What the checker writes between types; an empty argument makes them empty. */
export const CONVERSIONS: Readonly<Record<string, (call: Call) => Run>> = {
  $truncate: (call) => ([value]) => truncated(big(value), scaleAt(call, 0)),
  $text: (call) => ([value]) => (typeof value === "bigint" ? shortText(value, numberType(call.types[0]).scale) : typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : str(value)),
  $date: () => ([moment], { host }) => host.localDate(str(moment), host.workspace.timeZone),
  $datetime: () => ([date], { host }) => host.startOfDay(str(date), host.workspace.timeZone),
  $month_start: () => ([month]) => `${str(month)}-01`,
  $plus_days: () => ([date, days]) => addDays(str(date), whole(days)),
  $less_days: () => ([date, days]) => addDays(str(date), -whole(days)),
  $plus_time: shifted(1n),
  $less_time: shifted(-1n),
  $days_between: () => ([to, from]) => divide(BigInt(Date.parse(str(to)) - Date.parse(str(from))), 0, DAY_MS, 0),
  $times_between: () => ([to, from]) => divide(BigInt(minutes(str(to)) - minutes(str(from))), 0, 1440n, 0),
};
