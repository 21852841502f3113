import { isJsonObject, sameJson, type Json } from "#shared/lib/json.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { FieldModel, ObjectModel } from "../model.ts";

/** A record while a write is thought out: as it was, and as it will be. */
export interface Entry {
  readonly object: ObjectModel;
  readonly id: string;
  /** Null for a new record. */
  readonly previous: Readonly<RecordValues> | null;
  /** Canonical; kept formulas are written into it. */
  readonly values: RecordValues;
  /** It goes with this write. */
  readonly gone: boolean;
}

/** What must be fetched before the computation can go on. */
export type Need =
  /** `change`: it may be written: on PostgreSQL it is locked before it is read. */
  | { readonly kind: "record"; readonly object: string; readonly id: string; readonly change: boolean }
  | { readonly kind: "lines"; readonly object: string; readonly by: string; readonly header: string };

/** The records that a computation knows: those being written, those it had to fetch. */
export class Book {
  readonly #objects = new Map<string, Map<string, Entry | null>>();
  readonly #changeable = new Set<string>();
  /** Ids of a header's lines as they stood, in order, by list. */
  readonly #stood = new Map<string, readonly string[]>();
  /** The order that the write gives a list. */
  readonly #order = new Map<string, readonly string[]>();
  /** Known lines by header, for each reference that was asked for. */
  readonly #byHeader = new Map<string, Map<string, Entry[]>>();

  /** A record that the write itself has at hand. */
  add(entry: Entry): void {
    this.#put(entry.object.name, entry.id, entry);
    this.#changeable.add(keyOf(entry.object.name, entry.id));
  }

  /** A record that was fetched; null: there is none. `change`: it was locked. What the write itself holds is newer and stays. */
  fetched(object: ObjectModel, id: string, values: RecordValues | null, change: boolean): void {
    if (change) this.#changeable.add(keyOf(object.name, id));
    const known = this.#of(object.name).get(id);
    if (known && (known.previous === null || known.gone || !change || touched(known))) return;
    this.#put(object.name, id, values && { object, id, previous: values, values: { ...values }, gone: false });
  }

  fetchedLines(object: ObjectModel, by: string, header: string, lines: readonly RecordValues[]): void {
    const ids = lines.map((values) => String(values["id"]));
    for (const [i, values] of lines.entries()) {
      const id = ids[i] ?? "";
      if (!this.#of(object.name).has(id)) this.fetched(object, id, values, true);
      this.#changeable.add(keyOf(object.name, id));
    }
    this.#stood.set(listKey(object.name, by, header), ids);
  }

  setOrder(object: string, by: string, header: string, ids: readonly string[]): void {
    this.#order.set(listKey(object, by, header), ids);
  }

  /** Undefined: not fetched yet. Null: there is none, or it goes. */
  record(object: string, id: string, change = false): Entry | null | undefined {
    if (change && !this.#changeable.has(keyOf(object, id))) return undefined;
    const entry = this.#of(object).get(id);
    return entry?.gone ? null : entry;
  }

  /** The living lines of a header as the write leaves them, in their order. Undefined: not fetched yet. */
  lines(object: string, by: string, header: Entry): readonly Entry[] | undefined {
    const at = listKey(object, by, header.id);
    const stood = this.#stood.get(at) ?? (header.previous === null ? [] : undefined);
    if (stood === undefined) return undefined;
    const here = (this.#index(object, by).get(header.id) ?? []).filter(({ gone }) => !gone);
    const order = this.#order.get(at) ?? stood;
    const place = new Map(order.map((id, i) => [id, i]));
    return here.length < 2 ? here : here.toSorted((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
  }

  entries(): Entry[] {
    return [...this.#objects.values()].flatMap((records) => [...records.values()].filter((entry) => entry !== null));
  }

  #of(object: string): Map<string, Entry | null> {
    let records = this.#objects.get(object);
    if (!records) this.#objects.set(object, (records = new Map()));
    return records;
  }

  #put(object: string, id: string, entry: Entry | null): void {
    const old = this.#of(object).get(id);
    this.#of(object).set(id, entry);
    for (const [at, headers] of this.#byHeader) {
      const [of, by = ""] = at.split(" ");
      if (of !== object) continue;
      if (old) remove(headers, old, by);
      if (entry) insert(headers, entry, by);
    }
  }

  #index(object: string, by: string): ReadonlyMap<string, Entry[]> {
    const at = `${object} ${by}`;
    let headers = this.#byHeader.get(at);
    if (!headers) {
      headers = new Map();
      for (const entry of this.#of(object).values()) if (entry) insert(headers, entry, by);
      this.#byHeader.set(at, headers);
    }
    return headers;
  }
}

function insert(headers: Map<string, Entry[]>, entry: Entry, by: string): void {
  const header = named(entry.values[by] ?? null);
  if (header === null) return;
  const list = headers.get(header);
  if (list) list.push(entry);
  else headers.set(header, [entry]);
}

function remove(headers: Map<string, Entry[]>, entry: Entry, by: string): void {
  const header = named(entry.values[by] ?? null);
  const list = header === null ? undefined : headers.get(header);
  if (header !== null && list) headers.set(header, list.filter((other) => other !== entry));
}

/** Whether a record's values differ from what is stored. */
export function touched({ previous, values }: Entry): boolean {
  return previous === null || Object.keys(values).some((name) => !sameJson(values[name] ?? null, previous[name] ?? null));
}

const keyOf = (object: string, id: string): string => `${object} ${id}`;
const listKey = (object: string, by: string, header: string): string => `${object} ${by} ${header}`;

/** The id that a reference holds, whatever its form. */
export function named(value: Json): string | null {
  if (typeof value === "string") return value;
  return isJsonObject(value) && typeof value["id"] === "string" ? value["id"] : null;
}

/** The object and id that a reference holds. */
export function targetOf(field: FieldModel | undefined, value: Json): { object: string; id: string } | null {
  const id = named(value);
  if (id === null || !field) return null;
  if (field.value.class === "reference") return { object: field.value.to, id };
  return isJsonObject(value) && typeof value["object"] === "string" ? { object: value["object"], id } : null;
}
