import { sameJson } from "#shared/lib/json.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { applyUpdate } from "./apply.ts";
import { writtenFields } from "./plan.ts";
import type { Writing } from "./scope.ts";

/** Changes a record that the viewer did not name: what a deletion or a restore does to those that point there. No rights, no rules. */
export async function touchRecord(writing: Writing, object: ObjectModel, id: string, change: (values: RecordValues) => RecordValues): Promise<void> {
  const previous = await writing.reads.stored(writing.reader, object.name, id, { lock: true });
  if (previous === null) return;
  const changes = change(previous);
  const changed = writtenFields(object).filter((field) => Object.hasOwn(changes, field.name) && !sameJson(changes[field.name] ?? null, previous[field.name] ?? null));
  if (changed.length === 0) return;
  const values = { ...previous, ...changes, revision: Number(previous["revision"]) + 1, updated_at: writing.at, updated_by: writing.viewer.id };
  await applyUpdate(writing, { object, id, path: "", previous, values, changed, lists: [], header: null, body: { values: changes, lists: [], echoes: [], problems: [] } });
}
