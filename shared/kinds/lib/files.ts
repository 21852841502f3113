import { isId } from "#shared/lib/id.ts";
import { isJsonObject, type Json } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import { parsed, refused, type FieldInfo, type Parsed } from "../define.ts";
import { LIST_MAX } from "./lists.ts";
import { joinList } from "./locale.ts";
import { isStorable } from "./text.ts";

/** One file of a value: its id at the files door, and what lists show without asking there. */
export interface FileValue {
  file: string;
  name: string;
  size: number;
  type: string;
}

const KEYS = new Set(["file", "name", "size", "type"]);
const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]{1,127}\/[a-z0-9!#$&^_.+-]{1,127}$/;

/**
 * Files from JSON: an array, at most one without `many`, an id only once; none is null. `mediaType` narrows what is taken
 * ("image/"). Refused with `type`, `length` or `reference` (no file's id).
 */
export function parseFiles(value: Json, field: FieldInfo, mediaType = ""): Parsed {
  if (value === null) return parsed(null);
  if (!Array.isArray(value)) return refused("type", { type: field.type });
  const files = new Map<string, { file: string; name: string; size: number; type: string }>();
  for (const item of value) {
    const file = fileOf(item);
    if (file === null || !file.type.startsWith(mediaType)) return refused("type", { type: field.type });
    const id: string = file.file;
    if (!isId(id)) return refused("reference", { id: file.file.slice(0, 100) });
    files.set(file.file, file);
  }
  const max = field.settings.many === true ? LIST_MAX : 1;
  if (files.size > max) return refused("length", { max });
  return parsed(files.size === 0 ? null : [...files.values()].map((file) => ({ ...file })));
}

/** The files of a canonical value. */
export function filesOf(value: Json): FileValue[] {
  return Array.isArray(value) ? value.flatMap((item) => fileOf(item) ?? []) : [];
}

export function formatFiles(value: Json, language: Language): string {
  return joinList(filesOf(value).map((file) => file.name), language);
}

function fileOf(item: Json): FileValue | null {
  if (!isJsonObject(item) || Object.keys(item).some((key) => !KEYS.has(key))) return null;
  const { file, name, size, type } = item;
  if (typeof file !== "string" || typeof name !== "string" || typeof size !== "number" || typeof type !== "string") return null;
  const named = name.trim() !== "" && name.length <= 255 && isStorable(name);
  // Browsers add parameters: "text/plain;charset=utf-8".
  const media = type.toLowerCase().replace(/\s*;.*$/s, "");
  return named && Number.isSafeInteger(size) && size >= 0 && MEDIA_TYPE.test(media) ? { file, name: name.normalize("NFC").trim(), size, type: media } : null;
}
