import { isJsonObject, type Json } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { isoTime } from "#server/store/dialect.ts";
import { Refusal } from "#server/refusal.ts";
import { answerRecords } from "./answer.ts";
import type { Scope } from "./scope.ts";

/** Refuses (412) a write by somebody who has seen another revision, with the record as it is and as it was then. */
export async function refuseStale(scope: Scope, object: ObjectModel, stored: RecordValues, revision: number): Promise<void> {
  if (stored["revision"] === revision) return;
  const current = await scope.reads.getIn(scope.reader, scope.viewer, object.name, String(stored["id"]));
  const before = await valuesAt(scope, object, stored, revision);
  const [base = null] = before === null ? [] : await answerRecords(scope, object, [before]);
  throw new Refusal("stale", [problem("", "stale")], { current, base });
}

/**
 * A record's values at an earlier revision: its history walked back, since every revision has one entry. Null where the
 * history doesn't reach.
 */
async function valuesAt(scope: Scope, object: ObjectModel, stored: RecordValues, revision: number): Promise<RecordValues | null> {
  const steps = Number(stored["revision"]) - revision;
  if (steps < 0 || revision < 1) return null;
  const rows = await scope.reader.all(
    `select changes, at, "by" from main._history where object = ? and record = ? and action in ('create', 'update', 'restore') order by id desc limit ?`,
    [object.name, String(stored["id"]), steps + 1],
  );
  if (rows.length < steps) return null;
  const [, at = null, by = null] = rows[steps] ?? []; // the entry that made the revision asked for
  const values: RecordValues = { ...stored, revision, updated_at: at === null ? null : isoTime(String(at)), updated_by: by === null ? null : String(by) };
  for (const [json] of rows.slice(0, steps)) {
    const changes: unknown = JSON.parse(String(json));
    if (!isJsonObject(changes)) return null;
    for (const [name, change] of Object.entries(changes)) if (object.field(name)) values[name] = oldValue(change);
  }
  return values;
}

function oldValue(change: Json): Json {
  return Array.isArray(change) ? (change[0] ?? null) : null;
}
