import type { JsonObject } from "#shared/lib/json.ts";
import { newId } from "#shared/lib/id.ts";
import type { Model } from "#shared/model/model.ts";
import { deferReferences } from "#server/store/dialect.ts";
import type { Reader, Store, Tx } from "#server/store/port.ts";
import type { LoadRow } from "#server/records/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { Current } from "#server/workspaces/port.ts";
import { peopleWithoutAccount, putPersonWithoutAccount } from "#server/workspaces/people.ts";
import { PLATFORM, USER } from "#server/workspaces/users.ts";
import { readPackageData, type DataPast } from "./data-files.ts";
import { cellValue, gatherRows, keyOf, possibleRows, rolesOf, valuesOf, type DataRow, type KeyedRecord } from "./data-rows.ts";
import { putMeta } from "./documents.ts";
import { Moments } from "./moments.ts";
import type { Package } from "./packages.ts";

/** Whether sample records are wanted: none, all, or those that are marked as the small set. */
export type SampleMode = boolean | "small";

/** Packages whose sample data is there. */
export interface Sample {
  readonly mode: true | "small";
  readonly packages: readonly string[];
}

export async function readSample(reader: Reader): Promise<Sample | null> {
  const row = await reader.get("select value from main._meta where key = 'sample'");
  return row === undefined ? null : (JSON.parse(String(row[0])) as Sample | null); // written below only
}

export interface LoadOptions {
  readonly mode: true | "small";
  readonly by: string | null;
  /** The model before these packages came; null in a new workspace. */
  readonly previous: Model | null;
  readonly now?: Date;
}

/**
 * Loads the data that packages ship (contract §3, end), in their order, in one transaction: what has a key that is there
 * already gets the columns that are new. Days are relative to now, by the workspace's clock. Answers how many records came.
 */
export async function loadSampleData(store: Store, { model, writes }: Pick<Current, "model" | "writes">, packages: readonly Package[], options: LoadOptions): Promise<number> {
  const now = options.now ?? new Date();
  const moments = new Moments(now, model.settings.timeZone);
  const data = await Promise.all(packages.map(readPackageData));
  const known = await readInstalled(store.reader);
  const gathered = gatherRows(data.flatMap(({ tables }) => tables), model, options.mode === "small");
  const rows = possibleRows(gathered, model, (key) => known.has(key));
  const fresh = new Map<string, KeyedRecord>();
  for (const { key, object } of rows.values()) if (!known.has(key)) fresh.set(key, { object, id: newId() });
  const resolve = (key: string): KeyedRecord | undefined => fresh.get(key) ?? known.get(key);

  const loads = toLoads([...rows.values()].filter(({ key }) => fresh.has(key)), model, resolve, moments, { by: options.by, now });
  await store.exclusive(async (tx) => {
    await deferReferences(tx, store.dialect);
    for (const [object, list] of loads) await writes.load(tx, object, list);
    await writes.recompute(tx);
    for (const past of data.flatMap(({ pasts }) => pasts)) writePast(tx, past, model, fresh, resolve, moments);
    for (const { key, package: owner } of rows.values()) {
      const record = fresh.get(key);
      if (record) await tx.run("insert into main._installed (package, key, object, record) values (?, ?, ?, ?)", [owner, key, record.object, record.id]);
    }
    await putPeople(tx, [...rows.values()], model, options.previous, { fresh, known });
    await putMeta(tx, "sample", { mode: options.mode, packages: packages.map(({ document }) => document.name) } satisfies Sample);
  });

  // Records that were there before: what they lacked, because its field or the record it names has only come now.
  for (const row of rows.values()) {
    const record = known.get(row.key);
    if (!record) continue;
    const values = newValues(row, model, options.previous, fresh, resolve, moments);
    if (Object.keys(values).length > 0) await update(writes, record, values);
  }
  return fresh.size;
}

/** Sample people are members without sign-in (contract §3, end). Of those who were there before, roles that have only come now are added. */
async function putPeople(tx: Tx, rows: readonly DataRow[], model: Model, previous: Model | null, { fresh, known }: Record<"fresh" | "known", ReadonlyMap<string, KeyedRecord>>): Promise<void> {
  const people = await peopleWithoutAccount(tx);
  for (const row of rows.filter(({ object }) => object === USER)) {
    const roles = rolesOf(row, model);
    const made = fresh.get(row.key);
    const id = known.get(row.key)?.id ?? "";
    const now = people.get(id);
    const come = roles.filter((role) => previous?.roles.has(role) !== true);
    if (made) await putPersonWithoutAccount(tx, made.id, roles);
    else if (now && come.length > 0) await putPersonWithoutAccount(tx, id, [...new Set([...now, ...come])]);
  }
}

/** Somebody may have deleted the record meanwhile, or made it so that it takes these values no more: then it stays as it is. */
async function update(writes: Current["writes"], { object, id }: KeyedRecord, values: JsonObject): Promise<void> {
  try {
    await writes.update(PLATFORM, object, id, values, { via: "install" });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Records that packages brought, by key. */
export async function readInstalled(reader: Reader): Promise<Map<string, KeyedRecord>> {
  const rows = await reader.all("select key, object, record from main._installed");
  return new Map(rows.map(([key, object, record]) => [String(key), { object: String(object), id: String(record) }]));
}

type Resolve = (key: string) => KeyedRecord | undefined;

/** Rows by object, the oldest first: so that numbers and the order of age agree with their dates. */
function toLoads(rows: readonly DataRow[], model: Model, resolve: Resolve, moments: Moments, { by, now }: { by: string | null; now: Date }): Map<string, LoadRow[]> {
  const loads = new Map<string, LoadRow[]>();
  for (const row of rows) {
    const record = resolve(row.key);
    if (!record) continue;
    const createdAt = pastMoment(row.cells["$created_at"] ?? "", moments, now);
    const maker = row.cells["$created_by"] ?? "";
    const list = loads.get(row.object) ?? [];
    list.push({ id: record.id, createdAt, createdBy: maker === "" ? by : (resolve(keyOf(maker))?.id ?? by), values: valuesOf(row, model, resolve, moments) });
    loads.set(row.object, list);
  }
  for (const list of loads.values()) list.sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
  return loads;
}

/** A moment of the past: what would still be to come today has just happened. */
function pastMoment(text: string, moments: Moments, now: Date): string {
  const moment = text === "" ? now.toISOString() : moments.moment(text);
  return moment > now.toISOString() ? now.toISOString() : moment;
}

function writePast(tx: Tx, past: DataPast, model: Model, fresh: ReadonlyMap<string, KeyedRecord>, resolve: Resolve, moments: Moments): void {
  const field = model.object(past.object)?.field(past.field);
  if (!field?.track) return;
  for (const line of past.lines) {
    const record = fresh.get(keyOf(line["$record"] ?? ""));
    if (!record || record.object !== past.object) continue;
    const value = (cell: string): string | null => {
      const parsed = cell === "" ? null : cellValue(cell, field, resolve, moments);
      return parsed === null ? null : String(parsed);
    };
    const by = resolve(keyOf(line["$by"] ?? ""))?.id ?? null;
    tx.outbox.transition({ object: past.object, record: record.id, field: past.field, from: value(line["from"] ?? ""), to: value(line["to"] ?? ""), at: moments.moment(line["$at"] ?? "D"), by });
  }
}

function newValues(row: DataRow, model: Model, previous: Model | null, fresh: ReadonlyMap<string, KeyedRecord>, resolve: Resolve, moments: Moments): JsonObject {
  const before = previous?.object(row.object);
  const names = (cell: string): boolean => cell.split("|").some((part) => part.startsWith("@") && fresh.has(keyOf(part.trim())));
  return Object.fromEntries(
    Object.entries(valuesOf(row, model, resolve, moments)).filter(([name]) => {
      const field = model.object(row.object)?.field(name);
      const refers = field !== undefined && ["reference", "anyReference", "list", "links"].includes(field.value.class);
      return before?.field(name) === undefined || (refers && names(row.cells[name] ?? ""));
    }),
  );
}
