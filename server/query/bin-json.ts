import { isJsonObject } from "#shared/lib/json.ts";
import type { BoundPath } from "#shared/query/bound.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { readTitles, type Reading } from "./expand.ts";
import type { SecuredObject } from "./secured.ts";

const MASK = "••••";

/** Deleted records in JSON form: the fields asked for, masks, titles of what they name. */
export async function binRecords(reading: Reading, object: SecuredObject, fields: readonly BoundPath[], records: readonly RecordValues[]): Promise<RecordValues[]> {
  const wanted = new Map<string, Set<string>>();
  for (const record of records) {
    for (const path of fields) {
      for (const { object: name, id } of namedBy(record, path)) wanted.set(name, (wanted.get(name) ?? new Set()).add(id));
    }
  }
  const titles = await readTitles(reading, wanted);
  return records.map((record) => {
    const shown: RecordValues = {};
    for (const path of fields) {
      const { value } = path;
      const single = value.class === "reference" || value.class === "anyReference";
      if (object.field(path.path)?.masked === true) {
        shown[path.path] = value.class === "text" || value.class === "long_text" || value.class === "word" ? MASK : null;
        if (single) shown[`${path.path}$title`] = MASK;
        continue;
      }
      shown[path.path] = record[path.path] ?? null;
      if (!single && !listsRecords(path)) continue;
      const found = namedBy(record, path).map(({ id }) => titles.get(id) ?? null);
      shown[`${path.path}$title`] = single ? (found[0] ?? null) : found.length === 0 ? null : found;
    }
    return shown;
  });
}

const listsRecords = ({ value }: BoundPath): boolean => (value.class === "list" || value.class === "links") && value.to !== null;

function namedBy(record: RecordValues, path: BoundPath): { object: string; id: string }[] {
  const held = record[path.path];
  const { value } = path;
  if (value.class === "reference") return typeof held === "string" ? [{ object: value.to, id: held }] : [];
  if (value.class === "anyReference") {
    if (!isJsonObject(held)) return [];
    const { object, id } = held;
    return typeof object === "string" && typeof id === "string" ? [{ object, id }] : [];
  }
  const to = value.class === "list" || value.class === "links" ? value.to : null;
  return to === null || !Array.isArray(held) ? [] : held.flatMap((id) => (typeof id === "string" ? [{ object: to, id }] : []));
}
