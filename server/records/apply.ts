import type { ObjectModel } from "#shared/model/model.ts";
import { newId } from "#shared/lib/id.ts";
import { sameJson } from "#shared/lib/json.ts";
import { attachFiles } from "./attachments.ts";
import { assignNumbers } from "./numbers.ts";
import { planChanges, type ListPlan, type RecordPlan } from "./plan.ts";
import type { Places } from "./record-table.ts";
import { removeRecords } from "./remove.ts";
import type { Writing } from "./scope.ts";
import { changesOf, searchFields, tellChange, tellHistory, tellSearch, type Changes } from "./trace.ts";
import { updateRow } from "./update-row.ts";
import { keepPeopleTree } from "./tree.ts";

/** Writes new records of one object with their lines: rows of a level together, however many. Answers the history entries. */
export async function applyCreates(writing: Writing, object: ObjectModel, plans: readonly RecordPlan[]): Promise<void> {
  await insertRecords(writing, object, plans);
  for (const plan of plans) tellHistory(writing, object.name, plan.id, "create", {});
}

async function insertRecords(writing: Writing, object: ObjectModel, plans: readonly RecordPlan[]): Promise<void> {
  if (plans.length === 0) return;
  const tx = writing.reader;
  const table = writing.table(object);
  await assignNumbers(writing, tx, object, plans.map(({ values }) => values));
  const places = await placesOf(writing, object, plans);
  const keys = await table.insert(tx, plans.map((plan, i) => ({ values: plan.values, places: places[i] ?? {} })));
  await keepPeopleTree(writing, plans);
  await attachFiles(tx, plans);
  const searched = searchFields(object).length > 0;
  plans.forEach((plan, i) => {
    tellChange(writing, plan);
    if (searched) tellSearch(writing, object, plan.values, keys[i] ?? 0);
  });
  const lists = plans.flatMap((plan) => plan.lists);
  for (const [child, lines] of byChild(lists)) await insertRecords(writing, child, lines);
  for (const list of lists) tellOwnLines(writing, list);
}

/** New lines by their object. */
function byChild(lists: readonly ListPlan[]): Map<ObjectModel, RecordPlan[]> {
  const groups = new Map<ObjectModel, RecordPlan[]>();
  for (const list of lists) {
    const created = list.lines.filter((line) => line.previous === null);
    const group = groups.get(list.child);
    if (group) group.push(...created);
    else groups.set(list.child, created);
  }
  return groups;
}

/** A new line stands behind those that its header has. */
async function placesOf(writing: Writing, object: ObjectModel, plans: readonly RecordPlan[]): Promise<Places[]> {
  const table = writing.table(object);
  const places = plans.map((): Record<string, number | null> => ({}));
  for (const by of table.placed) {
    const headers = plans.flatMap((plan) => (typeof plan.values[by] === "string" ? [plan.values[by]] : []));
    if (headers.length === 0) continue;
    const next = await table.nextPlaces(writing.reader, by, headers);
    plans.forEach((plan, i) => {
      const header = plan.values[by];
      const place = places[i];
      if (typeof header !== "string" || place === undefined) return;
      const at = next.get(header) ?? 0;
      place[by] = at;
      next.set(header, at + 1);
    });
  }
  return places;
}

/**
 * Writes a changed record with its lines, one history entry for all. Nothing changed: nothing is written. `before`: changes
 * that the same write has made already (lines that came back from the bin).
 */
export async function applyUpdate(writing: Writing, plan: RecordPlan, before: Changes = {}): Promise<void> {
  if (!planChanges(plan) && Object.keys(before).length === 0) return;
  const entry = newId();
  await updateRecord(writing, plan, entry);
  tellHistory(writing, plan.object.name, plan.id, "update", { ...before, ...changesOf(plan) }, { id: entry });
}

/** `entry`: the history entry under which removed lines lie in the bin. */
async function updateRecord(writing: Writing, plan: RecordPlan, entry: string): Promise<void> {
  await updateRow(writing, plan);
  for (const list of plan.lists) await applyList(writing, list, plan, entry);
}

async function applyList(writing: Writing, list: ListPlan, header: RecordPlan, entry: string): Promise<void> {
  const { child, by } = list;
  if (list.removed.length > 0) await removeRecords(writing, child, list.removed.map(({ values }) => values), { bundle: entry, within: { object: header.object, by } });
  for (const line of list.lines) if (line.previous !== null && planChanges(line)) await updateRecord(writing, line, entry);
  await insertRecords(writing, child, list.lines.filter((line) => line.previous === null));
  tellOwnLines(writing, list);
  const table = writing.table(child);
  const kept = new Set(list.after);
  if (sameJson(list.before.filter((id) => kept.has(id)), list.after.slice(0, list.before.length - list.removed.length))) return;
  const places = await table.placesUnder(writing.reader, by, header.id);
  for (const [pos, id] of list.after.entries()) if (places.get(id) !== pos) await table.place(writing.reader, by, id, pos);
}

/** Rows that are more than lines of this header (it is not their parent) have a history of their own as well. */
function tellOwnLines(writing: Writing, list: ListPlan): void {
  if (list.child.parent?.name === list.by) return;
  for (const line of list.lines) {
    if (line.previous === null) tellHistory(writing, list.child.name, line.id, "create", {}, { follows: true });
    else if (planChanges(line)) tellHistory(writing, list.child.name, line.id, "update", changesOf(line), { follows: true });
  }
}
