import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { FieldModel, Model } from "#shared/model/model.ts";
import type { DataTable, Line } from "./data-files.ts";
import type { Moments } from "./moments.ts";

/** The record that a key of package data stands for. */
export interface KeyedRecord {
  readonly object: string;
  readonly id: string;
}

/** One record of package data: its lines from all packages that know its key. */
export interface DataRow {
  readonly key: string;
  readonly object: string;
  /** The package whose line comes first: the record is its. */
  readonly package: string;
  readonly cells: Line;
}

/** Columns that speak of the line, not of a field. */
const OWN_COLUMNS = new Set(["$key", "$created_at", "$created_by", "$small", "$roles"]);

/**
 * Brings the lines of all packages together by key: later packages add columns to a record that an earlier one has. With
 * `small` only what its first line marks is taken, where its file has marks at all. Lines of objects that the model lacks are
 * left out.
 */
export function gatherRows(tables: readonly DataTable[], model: Model, small: boolean): Map<string, DataRow> {
  const rows = new Map<string, DataRow>();
  const leftOut = new Set<string>();
  for (const table of tables) {
    if (!model.object(table.object)) continue;
    for (const line of table.lines) {
      const key = keyOf(line["$key"] ?? "");
      if (key === "" || leftOut.has(key)) continue;
      const known = rows.get(key);
      if (known) rows.set(key, { ...known, cells: { ...line, ...withoutEmpty(known.cells) } });
      else if (small && line["$small"] !== undefined && line["$small"] !== "1") leftOut.add(key);
      else rows.set(key, { key, object: table.object, package: table.package, cells: line });
    }
  }
  return rows;
}

function withoutEmpty(cells: Line): Line {
  return Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== ""));
}

/** `@a.qiming` and `a.qiming` are the same key. */
export function keyOf(text: string): string {
  return text.startsWith("@") ? text.slice(1) : text;
}

/**
 * Rows that can be made: one whose required reference points at what is absent is left out, and then what requires that one.
 * `known` tells of records that are there already.
 */
export function possibleRows(rows: ReadonlyMap<string, DataRow>, model: Model, known: (key: string) => boolean): Map<string, DataRow> {
  const possible = new Map(rows);
  for (;;) {
    const before = possible.size;
    for (const [key, row] of possible) {
      if (!known(key) && lacksRequired(row, model, (target) => possible.has(target) || known(target))) possible.delete(key);
    }
    if (possible.size === before) return possible;
  }
}

function lacksRequired(row: DataRow, model: Model, exists: (key: string) => boolean): boolean {
  const fields = model.object(row.object)?.fields ?? [];
  return fields.some((field) => {
    const cell = row.cells[field.name] ?? "";
    const refers = field.value.class === "reference" || field.value.class === "anyReference";
    return field.required && refers && cell.startsWith("@") && !exists(keyOf(cell));
  });
}

/** Values of a row's cells by field; columns of absent fields and references to absent records are left out. */
export function valuesOf(row: DataRow, model: Model, resolve: (key: string) => KeyedRecord | undefined, moments: Moments): JsonObject {
  const object = model.object(row.object);
  const values: JsonObject = {};
  for (const [column, cell] of Object.entries(row.cells)) {
    const field = OWN_COLUMNS.has(column) || cell === "" ? undefined : object?.field(column);
    if (!field || (field.system && field.readOnly)) continue;
    const value = cellValue(cell, field, resolve, moments);
    if (value !== null) values[column] = value;
  }
  return values;
}

/** The roles that a line of `user` says, of those that the model has. */
export function rolesOf(row: DataRow, model: Model): string[] {
  return parts(row.cells["$roles"] ?? "").filter((role) => model.roles.has(role));
}

/** A cell's text as the field's JSON form (contract §2); null where it points at what is absent. */
export function cellValue(cell: string, field: FieldModel, resolve: (key: string) => KeyedRecord | undefined, moments: Moments): Json {
  const { value } = field;
  const target = (text: string, allowed: (object: string) => boolean): KeyedRecord | null => {
    const found = text.startsWith("@") ? resolve(keyOf(text)) : undefined;
    return found && allowed(found.object) ? found : null;
  };
  const ids = (to: string): string[] => parts(cell).flatMap((part) => target(part, (object) => object === to)?.id ?? []);
  switch (value.class) {
    case "text":
    case "long_text":
    case "word":
      return cell;
    case "integer":
      return Number(cell);
    case "decimal":
      return cell;
    case "boolean":
      return cell === "true" || cell === "1";
    case "date":
      return moments.date(cell);
    case "datetime":
      return moments.moment(cell);
    case "month":
      return moments.month(cell);
    case "reference":
      return target(cell, (object) => object === value.to)?.id ?? null;
    case "anyReference": {
      const found = target(cell, (object) => value.to.includes(object));
      return found && { object: found.object, id: found.id };
    }
    case "links":
      return nullIfEmpty(ids(value.to));
    case "list":
      return nullIfEmpty(value.to === null ? parts(cell) : ids(value.to));
    case "json":
      return JSON.parse(cell) as Json;
    case "children":
      return null;
  }
}

const parts = (cell: string): string[] => cell.split("|").map((part) => part.trim()).filter((part) => part !== "");
const nullIfEmpty = (list: string[]): string[] | null => (list.length === 0 ? null : list);
