/** A small seeded generator: the same seed gives the same requests, so that what it finds can be found again. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** 0 ≤ n < 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  chance(share: number): boolean {
    return this.next() < share;
  }
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}

/** A JSON Schema as far as requests are made from it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
}

const NASTY_TEXT = [
  "", " ", "a", "名称", "😀", "x".repeat(5000), "../../etc/passwd", "'; drop table user; --", '"', "\\", "%", "_", "*", "\u0000", "\ud800", "\u202e", "null", "NaN", "-0", "1e400", "__proto__", "constructor",
  "2026-02-30", "2026-11-24", "2026-11-24T08:30:00Z", "0000-00-00", "99999-01-01", "12:61", "9".repeat(40), "1.23456789", "-1", "{{x}}", "=cmd|' /C calc'!A0", "javascript:alert(1)", "a.b.c", "account.", ".", "$title", "name$sort",
  "01a20f9a-3bd0-7358-bc39-1387fbae1322", "user", "team", "object", "administrator", "true",
];
const NASTY = [null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, 2 ** 53, -(2 ** 63), [], {}, [[]], [null], [{}], { a: 1 }, { $ref: "x" }, { formula: "1/0" }, { __proto__x: 1 }, { id: 1 }, { object: "user", id: "x" }];

export const nastyText = (dice: Dice): string => dice.pick(NASTY_TEXT);

/** Any JSON at all. */
export function nasty(dice: Dice, depth = 0): unknown {
  if (depth < 3 && dice.chance(0.15)) return Array.from({ length: dice.below(4) }, () => nasty(dice, depth + 1));
  if (depth < 3 && dice.chance(0.15)) return Object.fromEntries(Array.from({ length: dice.below(4) }, () => [nastyText(dice), nasty(dice, depth + 1)]));
  return dice.chance(0.6) ? nastyText(dice) : dice.pick(NASTY);
}

const OPS = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "notIn", "contains", "startsWith", "isEmpty", "isNotEmpty", "between", "within", "under", "like", ""];

export interface World {
  readonly schemas: Readonly<Record<string, Schema>>;
  /** Ids of records that exist, by object. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** A value of the schema; now and then, more often the deeper the less, something else. */
export function valueOf(dice: Dice, schema: Schema, world: World, wrong = 0.12, depth = 0): unknown {
  if (dice.chance(wrong) || depth > 4) return nasty(dice);
  if (schema.$ref) return valueOf(dice, world.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, world, wrong, depth + 1);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return dice.pick(schema.enum.length > 0 ? schema.enum : [null]);
  if (schema.anyOf) return valueOf(dice, dice.pick(schema.anyOf), world, wrong, depth + 1);
  const type = typeof schema.type === "string" ? schema.type : schema.type && dice.pick(schema.type);
  switch (type) {
    case "null": return null;
    case "boolean": return dice.chance(0.5);
    case "integer": return dice.pick([0, 1, -1, 7, 100, 2_147_483_648]);
    case "number": return dice.pick([0, 1.5, -2]);
    case "array": return Array.from({ length: dice.below(3) }, () => valueOf(dice, schema.items ?? {}, world, wrong, depth + 1));
    case "object": return objectOf(dice, schema, world, wrong, depth);
    case "string": return stringOf(dice, schema, world);
    default: return nasty(dice);
  }
}

function objectOf(dice: Dice, schema: Schema, world: World, wrong: number, depth: number): object {
  const required = new Set(schema.required);
  const entries = Object.entries(schema.properties ?? {})
    .filter(([name]) => (required.has(name) ? dice.chance(0.95) : dice.chance(0.35)))
    .map(([name, property]): [string, unknown] => [name, name === "where" || name === "having" ? whereOf(dice, Object.keys(dice.pick(Object.values(world.schemas)).properties ?? {})) : valueOf(dice, property, world, wrong, depth + 1)]);
  if (dice.chance(0.05)) entries.push([nastyText(dice), nasty(dice)]);
  return Object.fromEntries(entries);
}

function stringOf(dice: Dice, schema: Schema, world: World): string {
  if (schema.format === "uuid") return dice.chance(0.7) ? idOf(dice, world) : nastyText(dice);
  if (schema.format === "date") return dice.pick(["2026-11-24", "1900-01-01", "2024-02-29"]);
  if (schema.format === "date-time") return "2026-11-24T08:30:00.000Z";
  if (schema.pattern?.startsWith("^-?\\d+")) return dice.pick(["0", "12.5", "-1200.50", "999999999999999999"]);
  if (dice.chance(0.3)) return dice.pick(Object.keys(world.schemas));
  return dice.pick(["North", "li@example.test", "en", "CNY", ...NASTY_TEXT]);
}

export function idOf(dice: Dice, world: World): string {
  const lists = Object.values(world.ids).filter((list) => list.length > 0);
  return lists.length === 0 ? "01a20f9a-3bd0-7358-bc39-1387fbae1322" : dice.pick(dice.pick(lists));
}

/** A condition over the fields, mostly well-formed. */
export function whereOf(dice: Dice, fields: readonly string[], depth = 0): unknown {
  if (dice.chance(0.08)) return nasty(dice);
  if (depth < 3 && dice.chance(0.3)) return { [dice.pick(["and", "or"])]: Array.from({ length: dice.below(4) }, () => whereOf(dice, fields, depth + 1)) };
  if (depth < 3 && dice.chance(0.1)) return { not: whereOf(dice, fields, depth + 1) };
  const field = dice.chance(0.85) && fields.length > 0 ? dice.pick(fields) : nastyText(dice);
  const value = dice.chance(0.5) ? dice.pick<unknown>(["this_month", "North", "12.5", "2026-11-24", ["a", "b"], { last: 30, unit: "day" }, true, 3, null]) : nasty(dice);
  return { field: dice.chance(0.1) ? `${field}.name` : field, op: dice.pick(OPS), ...(dice.chance(0.9) && { value }) };
}
