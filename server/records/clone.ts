import { newId } from "#shared/lib/id.ts";
import { Refusal } from "#server/refusal.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { applyCreates } from "./apply.ts";
import { copyFiles, fileFields } from "./attachments.ts";
import type { Body, ListBody } from "./body.ts";
import { planCreate, writtenFields } from "./plan.ts";
import { prepareNew } from "./prepare.ts";
import { applyRipples } from "./settle.ts";
import { forbidden, refuse, type Writing } from "./scope.ts";

/**
 * Copies a record that the viewer reads, with its lines: the fields that he may write. Auto-numbers, unique values and the
 * owner are not copied. Answers the copy's id.
 */
export async function cloneRecord(writing: Writing, object: ObjectModel, id: string): Promise<string> {
  const rights = writing.viewer.rights.object(object.name);
  if (rights.policy("read").size === 0) throw new Refusal("not_found");
  const readable = await writing.reads.covered(writing.reader, writing.viewer, object.name, [id], "read");
  const stored = readable.has(id) ? await writing.reads.stored(writing.reader, object.name, id) : null;
  if (!stored) throw new Refusal("not_found");
  if (rights.policy("create").size === 0) throw forbidden(writing, object, "create");
  const planned = planCreate(writing, object, await copyBody(writing, object, stored, null));
  const { plans, problems, ripples } = await prepareNew(writing, object, [planned]);
  refuse(problems);
  await applyCreates(writing, object, plans);
  await applyRipples(writing, ripples);
  return planned.plan.id;
}

/** What a copy is made from; `by`: the reference to the header, which the copied header fills. */
async function copyBody(writing: Writing, object: ObjectModel, stored: RecordValues, by: string | null): Promise<Body> {
  const rights = writing.viewer.rights.object(object.name);
  const files = new Set(fileFields(object));
  const left = uniqueFields(object, by);
  const values: RecordValues = {};
  for (const field of writtenFields(object)) {
    const value = stored[field.name] ?? null;
    if (field.readOnly || field.name === "owner_id" || field.name === by || left.has(field.name) || value === null || rights.field(field.name) !== "write") continue;
    values[field.name] = files.has(field) ? await copyFiles(writing.reader, value, newId, writing.at, writing.viewer.id) : value;
  }
  const lists: ListBody[] = [];
  for (const field of object.childLists) {
    const child = field.value.class === "children" ? writing.model.object(field.value.of) : undefined;
    if (field.value.class === "children" && child && child.parent?.name === field.value.by && rights.field(field.name) !== "hidden") {
      lists.push({ field, child, by: field.value.by, lines: await copyLines(writing, child, field.value.by, String(stored["id"])), order: null });
    }
  }
  return { values, lists, echoes: [], problems: [] };
}

async function copyLines(writing: Writing, child: ObjectModel, by: string, header: string): Promise<ListBody["lines"]> {
  const stored = await writing.reads.storedChildren(writing.reader, child.name, by, header);
  const readable = await writing.reads.covered(writing.reader, writing.viewer, child.name, stored.map(({ id }) => String(id)), "read");
  const lines: ListBody["lines"][number][] = [];
  for (const line of stored.filter(({ id }) => readable.has(String(id)))) {
    lines.push({ place: lines.length, id: null, remove: false, header: undefined, body: await copyBody(writing, child, line, by) });
  }
  return lines;
}

/** Fields whose copy could only collide: unique ones, and of a rule over several those that may be empty. */
function uniqueFields(object: ObjectModel, by: string | null): Set<string> {
  const left = new Set(object.fields.filter((field) => field.unique).map(({ name }) => name));
  for (const { fields = [] } of object.unique) {
    if (by !== null && fields.includes(by)) continue; // under another header it is another value
    for (const name of fields) if (object.field(name)?.required === false) left.add(name);
  }
  return left;
}
