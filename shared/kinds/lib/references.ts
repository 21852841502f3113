import { isId } from "#shared/lib/id.ts";
import type { Json } from "#shared/lib/json.ts";
import { parsed, refused, type Parsed, type Setting } from "../define.ts";

/** Stands for a record that the viewer may not read. */
export const UNREADABLE = "••••";

export const REFERENCE_SETTINGS: readonly Setting[] = [
  { name: "onDelete", type: "select", words: ["restrict", "cascade", "clear"] },
  { name: "where", type: "where", advanced: true },
];

/** The id of a record; `reference` for text that can't be one. Whether the record is there is the write path's question. */
export function parseId(value: Json, type: string): Parsed {
  if (value === null || value === "") return parsed(null);
  if (typeof value !== "string") return refused("type", { type });
  const id = value.trim().toLowerCase();
  return isId(id) ? parsed(id) : refused("reference", { id: value.slice(0, 100) });
}

/** The title of the record that an id names; the id where nobody knows titles. */
export function titleOf(id: Json, title: ((id: string) => string | null) | undefined): string {
  if (typeof id !== "string") return "";
  return title ? (title(id) ?? UNREADABLE) : id;
}
