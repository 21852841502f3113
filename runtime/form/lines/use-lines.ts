import { useRef } from "react";
import type { Json } from "#shared/lib/json.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import { defaultValues } from "#shared/model/validate.ts";
import { newKey, type LineRow } from "../values.ts";

export interface LineCommands {
  set(key: string, field: string, value: Json): void;
  /** Several cells at once; rows beyond the last are made. */
  fill(from: number, cells: readonly Readonly<Record<string, Json>>[]): string[];
  /** A new line at a place, the end without one. Answers its key. */
  add(at?: number): string;
  duplicate(key: string): string;
  /** Answers how to take it back. */
  remove(key: string): () => void;
  move(key: string, to: number): void;
}

/** What can be done with lines. The commands stay the same objects, so that rows need not be drawn anew. */
export function useLines(child: ObjectModel, lines: readonly LineRow[], onChange: (lines: LineRow[]) => void): LineCommands {
  const latest = useRef({ lines, onChange, child });
  latest.current = { ...latest.current, onChange, child };
  // Several commands may come before the next draw: each works on what the one before it made.
  if (latest.current.lines !== lines) latest.current.lines = lines;
  const commands = useRef<LineCommands>(undefined);
  commands.current ??= makeCommands(
    () => latest.current.lines,
    (next) => {
      latest.current.lines = next;
      latest.current.onChange(next);
    },
    () => latest.current.child,
  );
  return commands.current;
}

function makeCommands(read: () => readonly LineRow[], write: (lines: LineRow[]) => void, child: () => ObjectModel): LineCommands {
  const fresh = (): LineRow => ({ ...defaultValues(child(), undefined), $key: newKey() });
  const place = (key: string): number => read().findIndex((line) => line.$key === key);
  return {
    set(key, field, value) {
      write(read().map((line) => (line.$key === key ? withCells(line, { [field]: value }) : line)));
    },
    fill(from, cells) {
      const next = [...read()];
      const keys = cells.map((values, offset) => {
        const line = withCells(next[from + offset] ?? fresh(), values);
        next[from + offset] = line;
        return line.$key;
      });
      write(next);
      return keys;
    },
    add(at = read().length) {
      const line = fresh();
      write(read().toSpliced(at, 0, line));
      return line.$key;
    },
    duplicate(key) {
      const at = place(key);
      const line = { ...copyOf(child(), read()[at]), $key: newKey() };
      write(read().toSpliced(at + 1, 0, line));
      return line.$key;
    },
    remove(key) {
      const at = place(key);
      const line = read()[at];
      write(read().filter((other) => other.$key !== key));
      return () => {
        if (line && place(key) < 0) write(read().toSpliced(Math.min(at, read().length), 0, line));
      };
    },
    move(key, to) {
      const at = place(key);
      const line = read()[at];
      if (line && to >= 0 && to < read().length && to !== at) write(read().toSpliced(at, 1).toSpliced(to, 0, line));
    },
  };
}

/** With other values in some cells; titles that came with the old ones go. */
function withCells(line: LineRow, values: Readonly<Record<string, Json>>): LineRow {
  const kept = Object.entries(line).filter(([name]) => !name.endsWith("$title") || !Object.hasOwn(values, name.slice(0, -"$title".length)));
  return { ...Object.fromEntries(kept), ...values, $key: line.$key };
}

/** The values that a person entered; what the platform gives (id, numbers) is not copied. */
function copyOf(child: ObjectModel, line: LineRow | undefined): Record<string, Json> {
  const copy: Record<string, Json> = {};
  for (const field of [...child.systemFields, ...child.fields]) {
    const value = line?.[field.name];
    if (!field.readOnly && !field.unique && value !== undefined) copy[field.name] = value;
  }
  return copy;
}
