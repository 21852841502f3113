import { optional, required, str, word, type FunctionDefinition } from "../define.ts";
import type { Environment, Transition } from "../environment.ts";
import { divide } from "../numeric.ts";
import { isJsonObject } from "#shared/lib/json.ts";
import { BOOLEAN, DATETIME, INTEGER, number, referenceTo, TEXT } from "../types.ts";
import type { Value } from "../value.ts";

const past = (field: string | undefined, env: Environment): readonly Transition[] => (field === undefined ? [] : env.record.transitions(field));

/** The last entry into a value, or into the current one. */
function entered(transitions: readonly Transition[], value: Value | undefined): string | null {
  const entries = value === undefined ? transitions : transitions.filter(({ to }) => to === value);
  return entries.at(-1)?.at ?? null;
}

/** Days spent with a value, all stays together; the current one lasts until now. */
function daysIn(transitions: readonly Transition[], value: Value | undefined, now: string): bigint {
  let time = 0;
  for (const [i, { to, at }] of transitions.entries()) if (to === value) time += Date.parse(transitions[i + 1]?.at ?? now) - Date.parse(at);
  return divide(BigInt(time), 0, 86_400_000n, 0) / 100_000_000n;
}

const EARTH_METRES = 6_371_008.8;
function distance(a: Value | undefined, b: Value | undefined): bigint | null {
  const [from, to] = [coordinates(a), coordinates(b)];
  if (!from || !to) return null;
  const half = (angle: number): number => Math.sin(angle / 2) ** 2;
  const arc = half(to.lat - from.lat) + Math.cos(from.lat) * Math.cos(to.lat) * half(to.lng - from.lng);
  return BigInt(Math.round(2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(arc)))));
}
function coordinates(value: Value | undefined): { lat: number; lng: number } | null {
  if (!isJsonObject(value)) return null;
  const { lat, lng } = value;
  return typeof lat === "number" && typeof lng === "number" ? { lat: (lat * Math.PI) / 180, lng: (lng * Math.PI) / 180 } : null;
}

const USER = "user";
const never = (): never => {
  throw new TypeError("the checker makes something else of it");
};

export const RECORDS: readonly FunctionDefinition[] = [
  { name: "ME", group: "record", params: [], returns: referenceTo(USER), native: true, needs: { viewer: true }, make: () => (_, env) => env.host.viewer, aliases: ["VIEWER"] },
  { name: "MANAGER", group: "record", params: [required("person", "reference")], returns: referenceTo(USER), native: true, special: "manager", make: never },
  { name: "WORKSPACE", group: "record", params: [word("setting", ["currency", "locale", "timeZone"])], returns: TEXT, native: true, needs: { workspace: true }, make: () => ([setting], env) => {
    const { currency, locale, timeZone } = env.host.workspace;
    return setting === "locale" ? locale : setting === "timeZone" ? timeZone : currency;
  } },
  { name: "STAGE_ENTERED", group: "record", params: [required("field", "field"), optional("value", "text")], returns: DATETIME, native: true, empty: "own", make: ({ fields }) => ([, value], env) => entered(past(fields[0], env), value) },
  { name: "REACHED", group: "record", params: [required("field", "field"), required("value", "text")], returns: BOOLEAN, native: true, empty: "own", make: ({ fields }) => ([, value], env) => past(fields[0], env).some(({ to }) => to === value) },
  { name: "DAYS_IN", group: "record", params: [required("field", "field"), required("value", "text")], returns: number(2), native: true, empty: "own", needs: { time: "now" }, make: ({ fields }) => ([, value], env) => daysIn(past(fields[0], env), value, env.host.now) },
  { name: "UNDER", group: "record", params: [required("record", "reference"), optional("root", "reference")], returns: BOOLEAN, native: true, special: "under", make: (call) => {
    const type = call.types[0];
    const object = type?.kind === "reference" ? (type.to[0] ?? "") : "";
    return ([record, root], env) => env.host.under(object, str(record), str(root));
  } },
  { name: "DISTANCE", group: "record", params: [required("from", "place"), required("to", "place")], returns: INTEGER, native: false, make: () => ([from, to]) => distance(from, to) },
];
