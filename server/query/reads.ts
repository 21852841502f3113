import type { Json } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import { finishRows, type AggregateRow } from "#shared/query/aggregate-rows.ts";
import { GROUPS_MAX } from "#shared/query/bind-aggregate.ts";
import type { BoundAggregate, BoundQuery } from "#shared/query/bound.ts";
import { encodeCursor } from "#shared/query/cursor.ts";
import { AggregateOverflow } from "#shared/query/interpret.ts";
import type { Query } from "#shared/query/query.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Model } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import { Refusal } from "#server/refusal.ts";
import type { Reader, Row, Store } from "#server/store/port.ts";
import { binRecords } from "./bin-json.ts";
import { describeAggregate, type CompiledAggregate } from "./compile-aggregate.ts";
import { COUNT_MAX } from "./compile-list.ts";
import { describeQuery, type Description } from "./describe.ts";
import { countsExactly } from "./indexed.ts";
import { expandPage, readTitles, recordsOf, type Reading } from "./expand.ts";
import { fetchRows } from "./fetch.ts";
import { Kept } from "./kept.ts";
import { OPERATOR_SQL, type OperatorTable } from "./operators.ts";
import { notFound, RightsClass } from "./rights-class.ts";
import { parametersFor } from "./sql.ts";
import { storedReader, type StoredReader } from "./stored.ts";
import type { GetOptions, ListAnswer, Reads } from "./port.ts";

export interface ReadsOptions {
  readonly store: Pick<Store, "dialect" | "reader">;
  readonly model: Model;
  /** Names of users from memory, so that no list has to join them; used for viewers who may read every user's name. */
  readonly userNames?: { get(id: string): string | undefined };
  readonly clock?: () => Date;
  /** Other SQL for operators: tests of the tests. */
  readonly operators?: OperatorTable;
}

/** Rights classes kept at a time. */
const CLASSES_MAX = 200;

/** The reads of one release of a workspace. Statements are compiled once per rights class and shape, and kept. */
export function createReads(options: ReadsOptions): Reads {
  const { store, model, userNames, clock = () => new Date(), operators = OPERATOR_SQL } = options;
  const classes = new Kept<RightsClass>(CLASSES_MAX);
  const stored = new Kept<StoredReader>(CLASSES_MAX);
  const classOptions = { model, dialect: store.dialect, operators, clock, userNames: userNames !== undefined };

  const classOf = (viewer: Viewer): RightsClass => classes.get(viewer.rights.key, () => new RightsClass(viewer.rights, classOptions));
  const readingOf = (viewer: Viewer, reader: Reader): Reading => {
    const rights = classOf(viewer);
    return { reader, rights, viewer: viewer.id, userName: (id) => (rights.userNames ? (userNames?.get(id) ?? null) : null) };
  };
  const storedOf = (object: string): StoredReader => stored.get(object, () => storedReader(model.object(object) ?? notFound(object), store.dialect));

  const reads: Reads = {
    async list(viewer, query) {
      return JSON.parse(await reads.listJson(viewer, query)) as ListAnswer; // what listJson wrote
    },
    async listJson(viewer, query) {
      const reading = readingOf(viewer, store.reader);
      const bound = reading.rights.bindList(query, viewer);
      return bound.deleted ? listBin(reading, bound) : listLiving(reading, bound, describeQuery(bound, viewer.id, store.dialect));
    },
    async get(viewer, object, id, getOptions) {
      return parsed(await reads.getJson(viewer, object, id, getOptions));
    },
    async getJson(viewer, object, id, getOptions = {}) {
      return getRecord(readingOf(viewer, store.reader), viewer, object, id, getOptions);
    },
    async getIn(reader, viewer, object, id, getOptions = {}) {
      return parsed(await getRecord(readingOf(viewer, reader), viewer, object, id, getOptions));
    },
    async aggregate(viewer, query) {
      const reading = readingOf(viewer, store.reader);
      const bound = reading.rights.bindAggregate(query, viewer);
      const description = describeAggregate(bound, viewer.id, store.dialect);
      return { rows: await aggregateRows(reading, bound, reading.rights.aggregate(bound, description), description) };
    },
    async stored(reader, object, id, { lock = false } = {}) {
      return storedOf(object).one(reader, id, lock);
    },
    async storedMany(reader, object, ids) {
      return storedOf(object).many(reader, ids);
    },
    async storedChildren(reader, childObject, by, parent) {
      return storedOf(childObject).lines(reader, by, parent);
    },
    async covered(reader, viewer, object, ids, action) {
      if (ids.length === 0) return new Set();
      const statement = classOf(viewer).covered(object, action);
      return new Set((await fetchRows(reader, statement, [viewer.id, JSON.stringify(ids)])).map(([id]) => String(id)));
    },
    async titles(reader, viewer, references) {
      const byObject = new Map<string, Set<string>>();
      for (const { object, id } of references) byObject.set(object, (byObject.get(object) ?? new Set()).add(id));
      return readTitles(readingOf(viewer, reader), byObject);
    },
  };
  return reads;
}

/** What `getJson` wrote, as an object. */
const parsed = (text: string | null): RecordValues | null => (text === null ? null : (JSON.parse(text) as RecordValues));

async function listLiving(reading: Reading, query: BoundQuery, description: Description): Promise<string> {
  const counting = query.count ? countLiving(reading, query, description) : null;
  const compiled = reading.rights.list(query, description);
  const rows = query.limit === 0 ? [] : await fetchRows(reading.reader, compiled.statement, description.values);
  const shown = rows.length > query.limit ? rows.slice(0, query.limit) : rows;
  let records = await recordsOf(reading, compiled.output, shown);
  if (query.expand.length > 0) records = await expandPage(reading, { ids: shown.map((row) => String(row[compiled.idAt])), records }, query.expand);
  const last = shown.at(-1);
  const cursor = last && rows.length > shown.length ? encodeCursor(`${query.from}:${query.sortText}`, compiled.position(last)) : null;
  return answer(records, cursor, await counting);
}

async function countLiving(reading: Reading, query: BoundQuery, description: Description): Promise<number> {
  const exact = countsExactly(query, reading.rights.object(query.from));
  const statement = reading.rights.count(query, description, exact);
  const row = await reading.reader.get(statement.sql, parametersFor(statement, description.values));
  const count = Number(row?.[0] ?? 0);
  return !exact && count > COUNT_MAX ? AT_LEAST : count;
}

/** Stands for a count that was given up at `COUNT_MAX`. */
const AT_LEAST = -1;

function answer(records: readonly string[], cursor: string | null, count: number | null): string {
  const counted = count === null ? "" : count === AT_LEAST ? `,"count":${COUNT_MAX},"countIs":"atLeast"` : `,"count":${count}`;
  return `{"records":[${records.join(",")}],"cursor":${cursor === null ? "null" : JSON.stringify(cursor)}${counted}}`;
}

async function listBin(reading: Reading, query: BoundQuery): Promise<string> {
  const page = await reading.rights.bin(query.from).page(reading.reader, query, reading.viewer);
  const records = await binRecords(reading, reading.rights.object(query.from), query.fields, page.records);
  return answer(records.map((record) => JSON.stringify(record)), page.cursor, page.count);
}

async function getRecord(reading: Reading, viewer: Viewer, name: string, id: string, { fields, expand, deleted = false }: GetOptions): Promise<string | null> {
  const { rights } = reading;
  const object = rights.object(name);
  const query: Query = { from: name, deleted, ...(fields && { fields: [...fields] }), ...(expand && { expand: [...expand] }) };
  if (deleted) {
    const bound = rights.bindList(query, viewer);
    const values = await rights.bin(name).one(reading.reader, id, reading.viewer);
    const [record] = values ? await binRecords(reading, object, bound.fields, [values]) : [];
    return record ? JSON.stringify(record) : null;
  }
  // Most reads ask for the whole record: nothing to bind then.
  const bound = fields || expand ? rights.bindList(query, viewer) : null;
  const compiled = rights.fetch(object, "id", "one", fields && bound ? bound.fields : null);
  const row = await reading.reader.get(compiled.statement.sql, parametersFor(compiled.statement, [reading.viewer, id]));
  if (!row) return null;
  const records = await recordsOf(reading, compiled.output, [row]);
  const [record = null] = bound && bound.expand.length > 0 ? await expandPage(reading, { ids: [id], records }, bound.expand) : records;
  return record;
}

async function aggregateRows(reading: Reading, query: BoundAggregate, compiled: CompiledAggregate, description: Description): Promise<AggregateRow[]> {
  const rows = (await rowsOf(reading, compiled, description)).map((row) => readRow(compiled, row));
  if (rows.length > GROUPS_MAX) throw new Refusal("not_understood", [problem("/groupBy", "too_many_groups", { max: GROUPS_MAX })]);
  for (const { key, value } of query.groups) {
    const references = rows.flatMap((row) => referenceIn(row[key] ?? null, value.class === "reference" ? value.to : null));
    if (value.class !== "reference" && value.class !== "anyReference") continue;
    const byObject = new Map<string, Set<string>>();
    for (const { object, id } of references) byObject.set(object, (byObject.get(object) ?? new Set()).add(id));
    const titles = await readTitles(reading, byObject);
    for (const row of rows) {
      const [reference] = referenceIn(row[key] ?? null, value.class === "reference" ? value.to : null);
      row[`${key}$title`] = reference ? (titles.get(reference.id) ?? null) : null;
    }
  }
  return finishRows(rows, query, { catalog: reading.rights.catalog });
}

function referenceIn(value: Json, to: string | null): { object: string; id: string }[] {
  if (typeof value === "string") return to === null ? [] : [{ object: to, id: value }];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const { object, id } = value;
  return typeof object === "string" && typeof id === "string" ? [{ object, id }] : [];
}

async function rowsOf(reading: Reading, compiled: CompiledAggregate, description: Description): Promise<Row[]> {
  try {
    return await fetchRows(reading.reader, compiled.statement, description.values);
  } catch (error) {
    // SQLite's own words for a sum beyond 64 bits.
    if (error instanceof Error && error.message === "integer overflow") throw outOfRange();
    throw error;
  }
}

function readRow(compiled: CompiledAggregate, row: Row): AggregateRow {
  try {
    return compiled.read(row);
  } catch (error) {
    if (error instanceof AggregateOverflow) throw outOfRange();
    throw error;
  }
}

const outOfRange = (): Refusal => new Refusal("invalid", [problem("/measures", "range")]);
