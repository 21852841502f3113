import { isJsonObject, type JsonObject } from "#shared/lib/json.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Reads } from "#server/query/port.ts";
import { isoTime } from "#server/store/dialect.ts";
import type { Reader } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { referencesOf } from "./echoes.ts";
import { ORDER, REASON } from "./trace.ts";

export interface HistoryAnswer {
  entries: JsonObject[];
  cursor: string | null;
}

export interface Reading {
  readonly reader: Reader;
  readonly model: Model;
  readonly reads: Reads;
  readonly viewer: Viewer;
}

/** Refuses (404) what the viewer can't read, alive or in the bin. */
export async function requireReadable({ model, reads, viewer }: Reading, name: string, id: string): Promise<ObjectModel> {
  const object = model.object(name);
  if (!object || viewer.rights.object(name).policy("read").size === 0) throw new Refusal("not_found");
  const options = { fields: ["id"] };
  const found = (await reads.get(viewer, name, id, options)) ?? (await reads.get(viewer, name, id, { ...options, deleted: true }));
  if (!found) throw new Refusal("not_found");
  return object;
}

/**
 * What happened to a record, newest first: of each entry the changes of fields that the viewer reads. An entry of which
 * nothing is left is left out. `titles` names the records that the changes speak of, as far as the viewer may read them.
 */
export async function readHistory(reading: Reading, name: string, id: string, limit: number, cursor: string | undefined): Promise<HistoryAnswer & { titles: JsonObject }> {
  const object = await requireReadable(reading, name, id);
  const rows = await reading.reader.all(
    `select id, at, "by", via, release, action, changes from main._history where object = ? and record = ?${cursor === undefined ? "" : " and id < ?"} order by id desc limit ?`,
    [name, id, ...(cursor === undefined ? [] : [cursor]), limit + 1],
  );
  const entries: JsonObject[] = [];
  const named: { object: string; id: string }[] = [];
  for (const [entry, at, by, via, release, action, json] of rows.slice(0, limit)) {
    const stored: unknown = JSON.parse(String(json));
    const all = isJsonObject(stored) ? stored : {};
    const changes = visible(reading, object, all, named);
    if (action === "update" && Object.keys(changes).length === 0) continue;
    const reason = Array.isArray(all[REASON]) ? (all[REASON][1] ?? null) : null;
    const author = by === null ? null : String(by);
    if (author !== null) named.push({ object: "user", id: author });
    entries.push({ id: String(entry), at: isoTime(String(at)), by: author, via: String(via), release: Number(release), action: String(action), changes, ...(reason !== null && { reason }) });
  }
  const titles = Object.fromEntries(await reading.reads.titles(reading.reader, reading.viewer, named));
  for (const entry of entries) entry["by$title"] = typeof entry["by"] === "string" ? (titles[entry["by"]] ?? null) : null;
  const last = rows[limit - 1];
  return { entries, titles, cursor: rows.length > limit && last ? String(last[0]) : null };
}

/** The changes that the viewer may see; `named` collects the records in them. */
function visible(reading: Reading, object: ObjectModel, changes: JsonObject, named: { object: string; id: string }[]): JsonObject {
  const shown: JsonObject = {};
  for (const [key, change] of Object.entries(changes)) {
    if (key === REASON || !Array.isArray(change)) continue;
    const field = fieldAt(reading, object, key.split("/"));
    if (field === null) continue;
    shown[key] = change;
    if (field !== "id") for (const value of change) named.push(...referencesOf(field, { [field.name]: value }));
  }
  return shown;
}

/** The field that a change is of, down its lists; null where the viewer doesn't read all the way. */
function fieldAt(reading: Pick<Reading, "model" | "viewer">, object: ObjectModel, [name = "", line, ...rest]: string[]): NonNullable<ReturnType<ObjectModel["field"]>> | "id" | null {
  if (name === "id" && line === undefined) return "id";
  const { model, viewer } = reading;
  const field = object.field(name.endsWith(ORDER) ? name.slice(0, -ORDER.length) : name);
  const right = field ? viewer.rights.object(object.name).field(field.name) : "hidden";
  if (!field || right === "hidden" || right === "masked") return null;
  if (line === undefined) return field;
  const child = field.value.class === "children" ? model.object(field.value.of) : undefined;
  if (!child || viewer.rights.object(child.name).policy("read").size === 0) return null;
  return fieldAt(reading, child, rest);
}
