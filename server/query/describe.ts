import type { BoundComparison, BoundQuery, BoundValue, BoundWhere } from "#shared/query/bound.ts";
import { sortKey } from "#shared/query/sort-key.ts";
import type { AnyReference, ValueType } from "#shared/query/value.ts";
import { encodeOne } from "#server/store/dialect.ts";
import type { DialectName, Parameter } from "#server/store/port.ts";

/**
 * A query's shape and values apart: queries of one shape share a statement. `slots` says where a comparison's values begin;
 * only compiling asks for it.
 */
export class Description {
  /** Slot 0 is the viewer's id. */
  readonly values: Parameter[];
  readonly slots = new Map<object, number>();
  #shape = "";

  constructor(viewer: string | null, readonly dialect: DialectName) {
    this.values = [viewer];
  }

  get shape(): string {
    return this.#shape;
  }

  say(text: string): void {
    this.#shape += text;
  }

  /** Adds values under a key by which compiling finds their slots. */
  put(key: object, values: readonly Parameter[]): void {
    this.slots.set(key, this.values.length);
    this.values.push(...values);
  }

  /** The slot of a key's first value. */
  at(key: object): number {
    const index = this.slots.get(key);
    if (index === undefined) throw new Error("a comparison without values");
    return index;
  }

  where(where: BoundWhere | null): void {
    if (where === null) return;
    switch (where.kind) {
      case "and": case "or":
        this.say(`${where.kind}(`);
        for (const item of where.items) {
          this.where(item);
          this.say(" ");
        }
        return this.say(")");
      case "not":
        this.say("not(");
        this.where(where.item);
        return this.say(")");
      case "unknown":
        return this.say("unknown");
      case "presence":
        return this.say(`${where.path.path} ${where.op}`);
      case "one": case "many":
        this.say(`${where.path.path} ${where.op}`);
        this.put(where, valuesOf(where, this.dialect));
    }
  }
}

/** Keys of slots that belong to no comparison. */
export const CURSOR: object = Object.freeze({ slot: "cursor" });
export const LIMIT: object = Object.freeze({ slot: "limit" });
export const SKIP: object = Object.freeze({ slot: "skip" });

/** The shape and values of a query for records. */
export function describeQuery(query: BoundQuery, viewer: string | null, dialect: DialectName): Description {
  const description = new Description(viewer, dialect);
  description.say(`${query.from}|`);
  description.where(query.where);
  description.say(`|${query.sortText}|`);
  for (const { path } of query.fields) description.say(`${path} `);
  if (query.cursor) {
    // Nulls in a position are compared otherwise, so they belong to the shape.
    description.say(`|${query.cursor.keys.map((key) => (key === null ? "0" : "1")).join("")}`);
    const types = query.sort.map(({ path }) => keyType(path.value));
    description.put(CURSOR, [...query.cursor.keys.map((key, i) => encodeOne(key, types[i] ?? { class: "word" }, dialect)), query.cursor.n]);
  }
  description.put(LIMIT, [query.limit + 1]);
  if (query.skip > 0) {
    description.say("|skip");
    description.put(SKIP, [query.skip]);
  }
  return description;
}

/** Form of the value by which a class is sorted: texts and references by keys. */
export function keyType(type: ValueType): ValueType {
  return type.class === "text" || type.class === "reference" || type.class === "anyReference" ? { class: "word" } : type;
}

/** A comparison's values as parameters: one each, two for the ends of a range, one JSON text for a list. */
export function valuesOf(comparison: Extract<BoundComparison, { kind: "one" | "many" }>, dialect: DialectName): Parameter[] {
  const type = comparison.path.value;
  if (comparison.kind === "one") return oneValue(comparison.value, comparison.op, type, dialect);
  if (comparison.op === "between") return comparison.values.flatMap((value) => oneValue(value, "gte", type, dialect));
  return [`[${comparison.values.map((value) => listItem(value, type, dialect)).join(",")}]`];
}

const ORDERED = new Set(["lt", "lte", "gt", "gte"]);

function oneValue(value: BoundValue, op: string, type: ValueType, dialect: DialectName): Parameter[] {
  if (typeof value === "object") return [value.id, value.object];
  if (type.class === "list" || type.class === "links") return [String(value)];
  if (type.class === "text" && ORDERED.has(op)) return [sortKey(String(value))];
  return [encodeOne(value, type, dialect)];
}

/** An item of a JSON list; large whole numbers are written digit by digit, since JSON has them exactly and JavaScript does not. */
function listItem(value: BoundValue, type: ValueType, dialect: DialectName): string {
  if (typeof value === "object") return JSON.stringify(anyReferenceText(value));
  if (type.class === "decimal" || type.class === "integer") return dialect === "sqlite" ? String(encodeOne(value, type, dialect)) : JSON.stringify(String(value));
  if (type.class === "boolean" && dialect === "sqlite") return value === true ? "1" : "0";
  return JSON.stringify(String(value));
}

/** A reference to one of several objects as one text; names of objects have no blank. */
const anyReferenceText = ({ object, id }: AnyReference): string => `${object} ${id}`;
