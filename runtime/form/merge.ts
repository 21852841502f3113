import { isJsonObject, sameJson, type Json } from "#shared/lib/json.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { FormShape, LineRow } from "./values.ts";
import { linesIn } from "./values.ts";

/** A value that two people have changed since it was read, each to another. */
export interface Clash {
  field: string;
  /** Id of the line and its field; null for a field of the record itself. */
  line: { id: string; field: string } | null;
  mine: Json;
  theirs: Json;
}

export interface Merged {
  /** Theirs, with what I changed on top; where both changed it, mine. */
  values: RecordValues;
  clashes: Clash[];
}

/** Brings my changes (`base` → `mine`) onto what is stored now. All three are values of one form. */
export function mergeValues(shape: FormShape, base: RecordValues, mine: RecordValues, theirs: RecordValues): Merged {
  const clashes: Clash[] = [];
  const values: RecordValues = { ...theirs };
  for (const [field, value] of Object.entries(mine)) {
    if (shape.lists.has(field) || sameJson(value, base[field] ?? null)) continue;
    values[field] = value;
    if (!sameJson(base[field] ?? null, theirs[field] ?? null) && !sameJson(value, theirs[field] ?? null)) clashes.push({ field, line: null, mine: value, theirs: theirs[field] ?? null });
  }
  for (const list of shape.lists.keys()) {
    values[list] = mergeLines(list, linesIn(base, list), linesIn(mine, list), linesIn(theirs, list), clashes);
  }
  return { values, clashes };
}

/** My order and my lines, those of others that I have not seen behind; a line that they removed and I left alone is gone. */
function mergeLines(list: string, base: readonly LineRow[], mine: readonly LineRow[], theirs: readonly LineRow[], clashes: Clash[]): LineRow[] {
  const then = new Map(base.map((line) => [line.id, line]));
  const now = new Map(theirs.map((line) => [line.id, line]));
  const merged = mine.flatMap((line): LineRow[] => {
    if (line.id === undefined) return [line];
    const old = then.get(line.id);
    const stored = now.get(line.id);
    return old === undefined || stored === undefined ? [] : [mergeLine(list, old, line, stored, clashes)];
  });
  const added = theirs.filter((line) => !then.has(line.id));
  return [...merged, ...added];
}

function mergeLine(list: string, base: LineRow, mine: LineRow, theirs: LineRow, clashes: Clash[]): LineRow {
  const merged: LineRow = { ...theirs };
  for (const [field, value] of Object.entries(mine)) {
    if (sameJson(value, base[field] ?? null)) continue;
    merged[field] = value;
    const changed = !sameJson(base[field] ?? null, theirs[field] ?? null) && !sameJson(value, theirs[field] ?? null);
    if (changed && typeof mine.id === "string") clashes.push({ field: list, line: { id: mine.id, field }, mine: value, theirs: theirs[field] ?? null });
  }
  return merged;
}

/** The values with one clash decided their way. */
export function takeTheirs(values: RecordValues, { field, line, theirs }: Clash): RecordValues {
  if (line === null) return { ...values, [field]: theirs };
  const lines = values[field];
  if (!Array.isArray(lines)) return values;
  return { ...values, [field]: lines.map((row) => (isJsonObject(row) && row.id === line.id ? { ...row, [line.field]: theirs } : row)) };
}
