import { MAX_DIGITS, formatDecimal } from "#shared/lib/decimal.ts";
import { canonicalJson, type Json } from "#shared/lib/json.ts";
import { divisionOf, finishRows, type AggregateRow } from "./aggregate-rows.ts";
import type { BoundAggregate, BoundGroup, BoundMeasure, BoundQuery, BoundSort } from "./bound.ts";
import { encodeCursor } from "./cursor.ts";
import { compareNullable, compareValues, exact, holds, titleOf, valueAt, type World, type WorldRecord } from "./interpret-where.ts";
import { localDate, startOfPeriod } from "./period.ts";
import { sortKey } from "./sort-key.ts";
import type { RecordValues } from "./value.ts";

export type { World, WorldRecord } from "./interpret-where.ts";

/** A sum that leaves the range of its class (18 digits, 2^53−1). */
export class AggregateOverflow extends Error {
  override name = "AggregateOverflow";
}

export interface Interpreted {
  records: RecordValues[];
  cursor: string | null;
  /** All that match, however many. */
  count: number;
}

/**
 * The query language in memory: what the SQL compiler is held against. Plain on purpose; every reference is looked up by
 * walking the target's records.
 */
export function interpretList(query: BoundQuery, world: World): Interpreted {
  const { where, cursor, sort, skip } = query;
  const matching = world.records(query.from).filter((record) => where === null || holds(where, record, world) === true);
  const keyed = matching.map((record) => ({ record, keys: sort.map((key) => sortValue(record, key, world)) }));
  const order = (a: { n: number; keys: readonly Json[] }, b: { n: number; keys: readonly Json[] }): number => {
    for (const [i, { descending }] of sort.entries()) {
      const result = compareKeys(a.keys[i] ?? null, b.keys[i] ?? null, sort[i]);
      if (result !== 0) return descending ? -result : result;
    }
    return query.ageDescending ? b.n - a.n : a.n - b.n;
  };
  const rows = keyed.map(({ record, keys }) => ({ record, keys, n: record.n })).sort(order);
  const rest = cursor === null ? rows.slice(skip) : rows.filter((row) => order(row, cursor) > 0);
  const page = rest.slice(0, query.limit);
  const last = page.at(-1);
  return {
    records: page.map(({ record }) => answer(record, query, world)),
    cursor: last && rest.length > page.length ? encodeCursor(`${query.from}:${query.sortText}`, { keys: last.keys, n: last.n }) : null,
    count: matching.length,
  };
}

type Key = string | number | boolean | null;

/** What a record is sorted by: texts and titles by their keys. */
function sortValue(record: WorldRecord, { path }: BoundSort, world: World): Key {
  const value = valueAt(record, path, world);
  if (path.value.class === "reference" || path.value.class === "anyReference") {
    const title = titleOf(value, path.value, world);
    return title === null ? null : sortKey(title);
  }
  if (value === null || typeof value === "object") return null;
  return path.value.class === "text" ? sortKey(String(value)) : value;
}

function compareKeys(a: Json, b: Json, sort: BoundSort | undefined): number {
  const type = sort?.path.value ?? { class: "word" };
  const keyed = type.class === "text" || type.class === "reference" || type.class === "anyReference";
  return compareNullable(a, b, keyed ? { class: "word" } : type);
}

function answer(record: WorldRecord, query: BoundQuery, world: World): RecordValues {
  const values: RecordValues = {};
  for (const path of query.fields) {
    const value = valueAt(record, path, world);
    values[path.path] = value;
    const type = path.value;
    if (type.class === "reference" || type.class === "anyReference") values[`${path.path}$title`] = titleOf(value, type, world);
    else if ((type.class === "list" || type.class === "links") && type.to !== null) {
      const to = type.to;
      values[`${path.path}$title`] = Array.isArray(value) ? value.map((id) => titleOf(id, { class: "reference", to }, world)) : null;
    }
  }
  return values;
}

/** Groups and measures over the records that match. Throws `AggregateOverflow`. */
export function interpretAggregate(query: BoundAggregate, world: World): AggregateRow[] {
  const { where } = query;
  const matching = world.records(query.from).filter((record) => where === null || holds(where, record, world) === true);
  const groups = new Map<string, { values: Json[]; records: WorldRecord[] }>();
  if (query.groups.length === 0) groups.set("[]", { values: [], records: [] });
  for (const record of matching) {
    const values = query.groups.map((group) => groupValue(record, group, query, world));
    const key = canonicalJson(values);
    const group = groups.get(key) ?? { values, records: [] };
    group.records.push(record);
    groups.set(key, group);
  }
  const rows = [...groups.values()].map(({ values, records }) => {
    const row: AggregateRow = {};
    for (const [i, group] of query.groups.entries()) {
      row[group.key] = values[i] ?? null;
      if (group.value.class === "reference" || group.value.class === "anyReference") row[`${group.key}$title`] = titleOf(values[i] ?? null, group.value, world);
    }
    for (const measure of query.measures) row[measure.key] = measureOf(measure, records, world);
    return row;
  });
  return finishRows(rows, query, world);
}

function groupValue(record: WorldRecord, { path, bucket }: BoundGroup, query: BoundAggregate, world: World): Json {
  const value = valueAt(record, path, world);
  if (value === null || bucket === null) return value;
  const text = String(value);
  const date = path.value.class === "datetime" ? localDate(Date.parse(text), query.timeZone) : path.value.class === "month" ? `${text}-01` : text;
  return startOfPeriod(date, bucket, query.fiscalYearStart);
}

function measureOf({ fn, path, where, value: form }: BoundMeasure, records: readonly WorldRecord[], world: World): Json {
  const counted = where === null ? records : records.filter((record) => holds(where, record, world) === true);
  if (path === null) return counted.length;
  const type = path.value;
  const values = counted.map((record) => valueAt(record, path, world)).filter((value) => value !== null);
  if (fn === "count") return values.length;
  if (fn === "count_distinct") return new Set(values.map((value) => canonicalJson(value))).size;
  const [first] = values;
  if (fn === "sum") return total(values, type.class === "decimal" ? type.scale : null);
  if (first === undefined) return null;
  if (fn === "min") return values.reduce((a, b) => (compareValues(a, b, type) <= 0 ? a : b), first);
  if (fn === "max") return values.reduce((a, b) => (compareValues(a, b, type) >= 0 ? a : b), first);
  const numbers = values.map((value) => exact(value, type.class === "decimal" ? type.scale : 0));
  if (fn === "avg") return divisionOf(numbers.reduce((a, b) => a + b, 0n), BigInt(numbers.length), type, form);
  numbers.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [low, high] = [numbers[(numbers.length - 1) >> 1] ?? 0n, numbers[numbers.length >> 1] ?? 0n];
  return divisionOf(low + high, 2n, type, form);
}

function total(values: readonly Json[], scale: number | null): Json {
  const sum = values.reduce<bigint>((all, value) => all + exact(value, scale ?? 0), 0n);
  return sumForm(sum, scale);
}

/** A sum in its field's form: SUM of nothing is 0. */
export function sumForm(sum: bigint, scale: number | null): Json {
  const size = sum < 0n ? -sum : sum;
  if (size >= (scale === null ? BigInt(Number.MAX_SAFE_INTEGER) + 1n : 10n ** BigInt(MAX_DIGITS))) throw new AggregateOverflow();
  return scale === null ? Number(sum) : formatDecimal(sum, scale);
}
