import type { Json } from "#shared/lib/json.ts";

/**
 * How a field's value is held and compared: the one thing that the stores, the query compiler and its oracle know of a
 * field. A field kind (`kinds/fields`) maps its settings to one of these; nobody below the kinds asks for a field's type.
 *
 * Canonical values in memory (also the JSON form of contract §2; empty is null everywhere):
 * text, long_text, word, date (`2026-11-24`), datetime (`2026-11-24T08:30:00.000Z`), month (`2026-11`), reference (id):
 * string · integer: number · decimal: string at full scale · boolean · anyReference: `{object, id}` ·
 * list and links: array of strings, never empty (an empty list is null) · children: array of records · json: any JSON.
 */
export type ValueType =
  /** One line of text, trimmed and NFC; sorted by its fold key (`sortKey`). */
  | { class: "text" }
  /** Text of any length; can be searched and filtered, not sorted or grouped. */
  | { class: "long_text" }
  /** A code compared and sorted byte by byte: option values, system words. */
  | { class: "word" }
  | { class: "integer" }
  /** Exact; at most 18 digits of which `scale` stand behind the point. */
  | { class: "decimal"; scale: number }
  | { class: "boolean" }
  | { class: "date" }
  | { class: "datetime" }
  | { class: "month" }
  /** Id of a record of one object. Sorted by the target's title. */
  | { class: "reference"; to: string }
  /** `{object, id}` of a record of one of several objects. */
  | { class: "anyReference"; to: readonly string[] }
  /** Several words (options, tags) or ids (`to` = the object they name), in one column. */
  | { class: "list"; to: string | null }
  /** Ids in a link table of their own. */
  | { class: "links"; to: string }
  /** The records of `of` whose reference `by` is this record; nothing is stored here. */
  | { class: "children"; of: string; by: string }
  | { class: "json" };

export type ValueClass = ValueType["class"];

export interface AnyReference {
  object: string;
  id: string;
}

/** A record in canonical values: its fields by name, system fields among them. */
export type RecordValues = Record<string, Json>;
