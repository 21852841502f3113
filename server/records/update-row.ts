import { sameJson } from "#shared/lib/json.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { attachFiles } from "./attachments.ts";
import { writtenFields, type RecordPlan } from "./plan.ts";
import type { Writing } from "./scope.ts";
import { changesOf, searchFields, tellChange, tellHistory, tellSearch } from "./trace.ts";
import { keepPeopleTree } from "./tree.ts";

/** Writes a changed record's own row, with all that hangs on it but its history and its lines. */
export async function updateRow(writing: Writing, plan: RecordPlan): Promise<void> {
  const { object, values, changed } = plan;
  const tx = writing.reader;
  const table = writing.table(object);
  await table.update(tx, values, changed);
  for (const by of table.placed) {
    const header = values[by];
    if (!changed.some(({ name }) => name === by) || typeof header !== "string") continue;
    // Under its new header it stands last; it has no place there yet, or the one it had elsewhere.
    await table.place(tx, by, plan.id, null);
    const next = await table.nextPlaces(tx, by, [header]);
    await table.place(tx, by, plan.id, next.get(header) ?? 0);
  }
  await keepPeopleTree(writing, [plan]);
  await attachFiles(tx, [plan]);
  tellChange(writing, plan);
  const searched = searchFields(object);
  if (changed.some((field) => searched.includes(field))) tellSearch(writing, object, values, await table.key(tx, plan.id));
}

/**
 * Changes a record that the viewer did not name: what a deletion or a restore does to those that point there. No rights, no
 * rules. Answers its values before and after; null where nothing changed.
 */
export async function touchRecord(writing: Writing, object: ObjectModel, id: string, change: (values: RecordValues) => RecordValues): Promise<{ previous: RecordValues; values: RecordValues } | null> {
  const previous = await writing.reads.stored(writing.reader, object.name, id, { lock: true });
  if (previous === null) return null;
  const changes = change(previous);
  const changed = writtenFields(object).filter((field) => Object.hasOwn(changes, field.name) && !sameJson(changes[field.name] ?? null, previous[field.name] ?? null));
  if (changed.length === 0) return null;
  const values = { ...previous, ...changes, revision: Number(previous["revision"]) + 1, updated_at: writing.at, updated_by: writing.viewer.id };
  const plan: RecordPlan = { object, id, path: "", previous, values, changed, lists: [], header: null, body: { values: changes, lists: [], echoes: [], problems: [] } };
  await updateRow(writing, plan);
  tellHistory(writing, object.name, id, "update", changesOf(plan), { follows: true });
  return { previous, values };
}
