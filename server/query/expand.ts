import type { BoundPath } from "#shared/query/bound.ts";
import type { Parameter, Reader, Row } from "#server/store/port.ts";
import { fetchRows, listedIds, TitleLookups, writeRows, type CompiledFetch } from "./fetch.ts";
import { idsOf, type Output } from "./output.ts";
import type { RightsClass } from "./rights-class.ts";
import type { SecuredObject } from "./secured.ts";

/** What reading needs of a request beside its query. */
export interface Reading {
  readonly reader: Reader;
  readonly rights: RightsClass;
  readonly viewer: string | null;
  readonly userName: (id: string) => string | null;
}

/** Records as JSON text, with the titles that their lists name: one query per object named, however many rows. */
export async function recordsOf(reading: Reading, output: Output, rows: readonly Row[]): Promise<string[]> {
  const lookups = new TitleLookups(reading.userName);
  if (output.lists.length > 0) {
    for (const [name, ids] of listedIds(output, rows)) {
      if (name === "user" && reading.rights.userNames) continue;
      const object = reading.rights.catalog.object(name);
      const titles = object && reading.rights.titles(object);
      if (titles) lookups.take(name, await fetchRows(reading.reader, titles, values(reading, [...ids])));
    }
  }
  return writeRows(output, rows, lookups);
}

const values = ({ viewer }: Reading, ids: readonly string[]): Parameter[] => [viewer, JSON.stringify(ids)];

/** What a page of records names: their own ids, and for each reference or list that is expanded what it holds, as JSON text. */
export interface Page {
  readonly ids: readonly string[];
  /** The page's records as JSON text, in the same order. */
  readonly records: readonly string[];
}

/**
 * Adds to each record what `expand` asks for: child lists under their names, in their order; what a reference names under
 * `x$record`, what a list of references names under `x$records`, null or left out where the viewer may not read it. One query
 * per list and object, however many records.
 */
export async function expandPage(reading: Reading, page: Page, paths: readonly BoundPath[]): Promise<string[]> {
  let records = [...page.records];
  for (const path of paths) {
    const { value } = path;
    const members = value.class === "children" ? await childLists(reading, page.ids, value.of, value.by) : await referenced(reading, records, path);
    const name = JSON.stringify(value.class === "children" ? path.path : `${path.path}${value.class === "list" || value.class === "links" ? "$records" : "$record"}`);
    records = records.map((record, i) => `${record.slice(0, -1)},${name}:${members[i] ?? "null"}}`);
  }
  return records;
}

async function childLists(reading: Reading, parents: readonly string[], of: string, by: string): Promise<string[]> {
  const object = reading.rights.object(of);
  const found = await fetchGroups(reading, reading.rights.fetch(object, by, "lines", null), parents);
  return parents.map((id) => `[${(found.get(id) ?? []).join(",")}]`);
}

async function referenced(reading: Reading, records: readonly string[], path: BoundPath): Promise<string[]> {
  const named = records.map((record) => references(JSON.parse(record), path));
  const byObject = new Map<string, Set<string>>();
  for (const { object, id } of named.flat()) byObject.set(object, (byObject.get(object) ?? new Set()).add(id));
  const found = new Map<string, string>();
  for (const [name, ids] of byObject) {
    const object = reading.rights.catalog.object(name);
    if (!object) continue;
    for (const [id, [record]] of await fetchGroups(reading, reading.rights.fetch(object, "id", "many", null), [...ids])) if (record !== undefined) found.set(`${name} ${id}`, record);
  }
  const many = path.value.class === "list" || path.value.class === "links";
  return named.map((references) => {
    const texts = references.flatMap(({ object, id }) => found.get(`${object} ${id}`) ?? []);
    return many ? `[${texts.join(",")}]` : (texts[0] ?? "null");
  });
}

/** The references that a record's JSON holds under a path. */
function references(record: unknown, { path, value }: BoundPath): { object: string; id: string }[] {
  if (typeof record !== "object" || record === null) return [];
  const held: unknown = Reflect.get(record, path);
  switch (value.class) {
    case "reference": return typeof held === "string" ? [{ object: value.to, id: held }] : [];
    case "list": case "links": return idsOf(JSON.stringify(held ?? null)).flatMap((id) => (value.to === null ? [] : [{ object: value.to, id }]));
    case "anyReference": {
      if (typeof held !== "object" || held === null) return [];
      const [object, id]: unknown[] = [Reflect.get(held, "object"), Reflect.get(held, "id")];
      return typeof object === "string" && typeof id === "string" ? [{ object, id }] : [];
    }
    default: return [];
  }
}

/** Records by the value of the column they were found by, each group in the order of the rows. */
async function fetchGroups(reading: Reading, compiled: CompiledFetch, ids: readonly string[]): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>();
  if (ids.length === 0) return groups;
  const rows = await fetchRows(reading.reader, compiled.statement, values(reading, ids));
  const texts = await recordsOf(reading, compiled.output, rows);
  for (const [i, row] of rows.entries()) {
    const key = String(row[compiled.keyAt]);
    const group = groups.get(key) ?? [];
    group.push(texts[i] ?? "null");
    groups.set(key, group);
  }
  return groups;
}

/** Titles of the records that the viewer may read, by id. */
export async function readTitles(reading: Reading, byObject: ReadonlyMap<string, ReadonlySet<string>>): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const [name, ids] of byObject) {
    const object: SecuredObject | undefined = reading.rights.catalog.object(name);
    const statement = object && reading.rights.titles(object);
    if (!statement || ids.size === 0) continue;
    for (const [id, title] of await fetchRows(reading.reader, statement, values(reading, [...ids]))) if (title !== null) titles.set(String(id), String(title));
  }
  return titles;
}
