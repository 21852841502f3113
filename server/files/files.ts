import { newId } from "#shared/lib/id.ts";
import { problem } from "#shared/lib/problem.ts";
import { isStorable } from "#shared/kinds/lib/text.ts";
import type { Viewer } from "#server/access/rights.ts";
import { fileFields, fileIds } from "#server/records/attachments.ts";
import { Refusal } from "#server/refusal.ts";
import type { Workspace } from "#server/workspaces/port.ts";
import { ContentTooLarge, type FileStore } from "./port.ts";
import type { Part } from "./multipart.ts";

/** Largest file, in bytes. */
export const FILE_MAX = 50 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;
const NAME_MAX = 255;
const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/;
export const UNKNOWN_TYPE = "application/octet-stream";

/** A file as a record's value holds it. */
export interface UploadedFile {
  file: string;
  name: string;
  size: number;
  type: string;
}

/** Takes a file in. Until a record holds it, only its uploader reads it. */
export async function takeFile(workspace: Workspace, files: FileStore, viewer: Viewer, part: Part, at: string): Promise<UploadedFile> {
  const { sha256, size } = await stored(files, workspace.id, part);
  const file = { file: newId(), name: nameOf(part.filename), size, type: MEDIA_TYPE.test(part.type) ? part.type : UNKNOWN_TYPE };
  await workspace.store.write((tx) =>
    tx.run(`insert into main._file (id, name, size, type, sha256, at, "by", object, record) values (?, ?, ?, ?, ?, ?, ?, null, null)`, [
      file.file, file.name, file.size, file.type, sha256, at, viewer.id,
    ]),
  );
  return file;
}

async function stored(files: FileStore, workspace: string, part: Part): ReturnType<FileStore["put"]> {
  try {
    return await files.put(workspace, part.content, FILE_MAX);
  } catch (error) {
    throw error instanceof ContentTooLarge ? new Refusal("too_large", [problem("/file", "file_size", { megabytes: FILE_MAX / MEGABYTE })]) : error;
  }
}

function nameOf(filename: string | null): string {
  const name = Array.from((filename ?? "").normalize("NFC").replace(/\p{Cc}/gu, " ").trim()).slice(0, NAME_MAX).join("").slice(0, NAME_MAX).trim();
  return name !== "" && isStorable(name) ? name : "file";
}

export interface ReadableFile {
  readonly name: string;
  readonly size: number;
  readonly type: string;
  readonly sha256: string;
}

/** A file that the viewer may read: his own upload, or one in a field that he reads of a record that he reads. Else 404. */
export async function findFile(workspace: Workspace, viewer: Viewer, id: string): Promise<ReadableFile> {
  const row = await workspace.store.reader.get(`select name, size, type, sha256, "by", object, record from main._file where id = ?`, [id]);
  if (!row) throw new Refusal("not_found");
  const [name, size, type, sha256, by, object, record] = row;
  const readable = record === null ? by !== null && by === viewer.id : await inReadableField(workspace, viewer, String(object), String(record), id);
  if (!readable) throw new Refusal("not_found");
  return { name: String(name), size: Number(size), type: String(type), sha256: String(sha256) };
}

async function inReadableField({ current }: Workspace, viewer: Viewer, name: string, record: string, id: string): Promise<boolean> {
  const object = current.model.object(name);
  if (!object || viewer.rights.object(name).policy("read").size === 0) return false;
  const rights = viewer.rights.object(name);
  const fields = fileFields(object).map((field) => field.name).filter((field) => rights.field(field) === "read" || rights.field(field) === "write");
  if (fields.length === 0) return false;
  const values = (await current.reads.get(viewer, name, record, { fields })) ?? (await current.reads.get(viewer, name, record, { fields, deleted: true }));
  return values !== null && fields.some((field) => fileIds(values[field]).includes(id));
}
