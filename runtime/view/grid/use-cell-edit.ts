import { useState } from "react";
import { ApiError } from "#runtime/data/client.ts";
import { useUpdate, type RecordData } from "#runtime/data/records.ts";
import { sameJson, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { Column } from "../state/columns.ts";

/** Somebody else has changed the same cell meanwhile. */
export interface Conflict {
  record: RecordData;
  column: Column;
  mine: Json;
  /** What is stored now. */
  current: RecordData;
}

export interface CellEdit {
  /** The cell that is edited. */
  at: { id: string; path: string } | null;
  isSaving: boolean;
  /** Why the last try was refused. */
  problem: string | null;
  conflict: Conflict | null;
  begin(record: RecordData, column: Column): void;
  cancel(): void;
  /** Saves the value; the editor stays open where it is refused. */
  save(record: RecordData, column: Column, value: Json): Promise<void>;
  /** Ends a conflict: with one's own value, or with the stored one. */
  settle(keepMine: boolean): Promise<void>;
}

/** Edits one cell at a time. `put` shows a record in its place before and after the server has answered. */
export function useCellEdit(object: string, put: (record: RecordData) => void, failed: (failure: unknown) => string): CellEdit {
  const update = useUpdate(object);
  const [at, setAt] = useState<CellEdit["at"]>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);

  async function write(record: RecordData, column: Column, value: Json, revision: number): Promise<void> {
    put(changed(record, column.path, value));
    try {
      const saved = await update.mutateAsync({ id: record.id, data: { [column.path]: value }, revision });
      const { $warnings: _warnings, ...stored } = saved;
      // Paths over lookups are not in the answer of a save: they stay until the list is asked anew.
      put({ ...record, ...stored, id: saved.id, revision: saved.revision });
      setAt(null);
      setProblem(null);
    } catch (failure) {
      put(record);
      const current = failure instanceof ApiError && failure.status === 412 ? recordOf(failure.problem.current) : null;
      if (current) {
        setAt(null);
        setConflict({ record, column, mine: value, current });
      } else setProblem(failed(failure));
    }
  }

  return {
    at,
    isSaving: update.isPending,
    problem,
    conflict,
    begin(record, column) {
      setProblem(null);
      setAt({ id: record.id, path: column.path });
    },
    cancel() {
      setAt(null);
      setProblem(null);
    },
    async save(record, column, value) {
      if (sameJson(value, record[column.path] ?? null)) setAt(null);
      else await write(record, column, value, record.revision);
    },
    async settle(keepMine) {
      if (!conflict) return;
      const { record, column, mine, current } = conflict;
      setConflict(null);
      const merged = { ...record, ...current };
      put(merged);
      if (keepMine) await write(merged, column, mine, current.revision);
    },
  };
}

/** The record with another value; the old title goes, since it names the old one. */
function changed(record: RecordData, path: string, value: Json): RecordData {
  const { [`${path}$title`]: _title, ...rest } = record;
  return { ...rest, id: record.id, revision: record.revision, [path]: value };
}

function recordOf(current: JsonObject | undefined): RecordData | null {
  if (!current || typeof current.id !== "string" || typeof current.revision !== "number") return null;
  return { ...current, id: current.id, revision: current.revision };
}
