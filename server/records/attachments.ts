import { isJsonObject, pointer, type Json } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import type { Tx } from "#server/store/port.ts";
import { perObject } from "./per-object.ts";
import type { RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** Fields that hold files. */
export const fileFields = perObject((object): readonly FieldModel[] => object.fields.filter((field) => field.kind.group === "media"));

/** Ids of the files that a value names. */
export function fileIds(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.flatMap((item) => (isJsonObject(item) && typeof item["file"] === "string" ? [item["file"]] : [])) : [];
}

/**
 * Files that the plans newly name were uploaded by the viewer and belong to no other record; what stands beside their ids
 * (name, size, type) is what the upload found, not what the request says.
 */
export async function checkFiles(scope: Scope, plans: readonly RecordPlan[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const plan of plans) {
    for (const field of fileFields(plan.object)) {
      if (!plan.changed.includes(field)) continue;
      const value = plan.values[field.name];
      const known = await storedFiles(scope, fileIds(value));
      const had = new Set(fileIds(plan.previous?.[field.name]));
      const mayTake = (file: StoredFile): boolean =>
        file.record === null ? file.by === scope.viewer.id || scope.viewer.id === null : file.object === plan.object.name && file.record === plan.id;
      if (fileIds(value).some((id) => !had.has(id) && !(known.get(id) && mayTake(known.get(id) ?? NOBODYS)))) {
        problems.push({ ...fieldProblem(field, "reference", scope.viewer.language), path: plan.path + pointer(field.name) });
      } else if (Array.isArray(value)) {
        plan.values[field.name] = value.map((item) => {
          const file = isJsonObject(item) ? known.get(String(item["file"])) : undefined;
          return file ? { file: file.id, name: file.name, size: file.size, type: file.type } : item;
        });
      }
    }
  }
  return problems;
}

interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly by: string | null;
  readonly object: string | null;
  readonly record: string | null;
}
const NOBODYS: StoredFile = { id: "", name: "", size: 0, type: "", by: null, object: "", record: "" };

async function storedFiles(scope: Scope, ids: readonly string[]): Promise<Map<string, StoredFile>> {
  if (ids.length === 0) return new Map();
  const rows = await scope.reader.all(`select id, name, size, type, "by", object, record from main._file where id in (${ids.map(() => "?").join(", ")})`, ids);
  const orNull = (value: unknown): string | null => (value === null ? null : String(value));
  return new Map(
    rows.map(([id, name, size, type, by, object, record]) => [
      String(id),
      { id: String(id), name: String(name), size: Number(size), type: String(type), by: orNull(by), object: orNull(object), record: orNull(record) },
    ]),
  );
}

/** From now on the files are read by whoever reads the record's field. */
export async function attachFiles(tx: Tx, plans: readonly RecordPlan[]): Promise<void> {
  for (const plan of plans) {
    const fields = fileFields(plan.object);
    if (fields.length === 0) continue;
    for (const id of fields.filter((field) => plan.changed.includes(field)).flatMap((field) => fileIds(plan.values[field.name]))) await tx.run("update main._file set object = ?, record = ? where id = ? and record is null", [plan.object.name, plan.id, id]);
  }
}

/** Copies of files for another record; the content is shared. Answers the value with the new ids. */
export async function copyFiles(tx: Tx, value: Json, id: () => string, at: string, by: string | null): Promise<Json> {
  if (!Array.isArray(value)) return value;
  const copies: Json[] = [];
  for (const item of value) {
    if (!isJsonObject(item) || typeof item["file"] !== "string") continue;
    const copy = id();
    const done = await tx.run(
      `insert into main._file (id, name, size, type, sha256, at, "by", object, record) select ?, name, size, type, sha256, ?, ?, null, null from main._file where id = ?`,
      [copy, at, by, item["file"]],
    );
    if (done > 0) copies.push({ ...item, file: copy });
  }
  return copies.length === 0 ? null : copies;
}
