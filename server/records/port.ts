import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { Model } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Tx } from "#server/store/port.ts";
import type { Drift } from "./recompute.ts";

export interface WriteOptions {
  /** Expected revision (If-Match); a mismatch is 412 with {current, base}. */
  revision?: number;
  expand?: readonly string[];
  /** Kept in history. */
  reason?: string;
  /** "api" unless said: "undo", "install", … */
  via?: string;
  /** A repeated key with the same body answers as the first time (kept 24 h, per viewer); another body is 422. */
  idempotency?: { key: string; bodyHash: string };
}

export interface Operation {
  op: "create" | "update" | "delete" | "restore";
  object: string;
  id?: Json;
  revision?: number;
  data?: JsonObject;
  /** Name under which later operations of the batch may use this record's id: `{"$ref": "a"}`. */
  ref?: string;
}
export interface OperationResult {
  status: number;
  record?: RecordValues;
  errors?: readonly Problem[];
}

/** A record of package data: canonical or JSON values, with its own past. */
export interface LoadRow {
  id: string;
  createdAt: string;
  createdBy: string | null;
  values: JsonObject;
}

/**
 * The one way in (design §4): parse → rights → defaults → validation → row, children → history and event, in one
 * transaction. Bad input throws `Refusal` with a problem per field; nothing is written then.
 */
export interface Writes {
  create(viewer: Viewer, object: string, body: JsonObject, options?: WriteOptions): Promise<RecordValues>;
  /** All or nothing; paths of problems begin with the row's place: `/3/amount`. */
  createMany(viewer: Viewer, object: string, bodies: readonly JsonObject[], options?: WriteOptions): Promise<RecordValues[]>;
  update(viewer: Viewer, object: string, id: string, body: JsonObject, options?: WriteOptions): Promise<RecordValues>;
  remove(viewer: Viewer, object: string, id: string, options?: WriteOptions): Promise<void>;
  restore(viewer: Viewer, object: string, id: string, options?: WriteOptions): Promise<RecordValues>;
  /** The same path without writing: ids, revision, times and numbers are null. */
  evaluate(viewer: Viewer, object: string, body: JsonObject, id?: string): Promise<{ record: RecordValues; errors: readonly Problem[]; warnings: readonly Problem[]; duplicates: readonly JsonObject[] }>;
  batch(viewer: Viewer, mode: "all" | "each", operations: readonly Operation[], options?: WriteOptions): Promise<{ results: OperationResult[]; undo: string | null }>;
  /** Takes back what the batch, or a single write named by its history id, did; refused (409) where a later change stands on it. */
  undo(viewer: Viewer, id: string): Promise<OperationResult[]>;
  /** Copies a record with its lines; auto-numbers and unique values are left out. */
  clone(viewer: Viewer, object: string, id: string, options?: WriteOptions): Promise<RecordValues>;
  /** Package data, in the given transaction: no rights, no history entry per row, references may point forward inside one call. */
  load(tx: Tx, object: string, rows: readonly LoadRow[]): Promise<void>;
  /** Puts kept formulas right in the given transaction, in silence: all, or those that differ from `since`, a model before (null: there was none). */
  recompute(tx: Tx, since?: Model | null): Promise<void>;
  /** Kept formulas whose stored values are not what they compute to: none, if all is well. */
  verify(): Promise<{ drifts: Drift[]; count: number }>;
}
