import { isJsonObject, pointer, type JsonObject } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { ALL_RIGHTS } from "#server/access/compile.ts";
import type { Viewer } from "#server/access/rights.ts";
import { Refusal } from "#server/refusal.ts";
import { UniqueViolation, type Store, type Tx } from "#server/store/port.ts";
import { Effects } from "./effects.ts";
import { once } from "./idempotency.ts";
import { perObject } from "./per-object.ts";
import type { WriteOptions } from "./port.ts";
import type { Scope, WritePath, Writing } from "./scope.ts";
import { uniqueViolation } from "./unique.ts";

/** What all writes of a release share. */
export interface Writer extends WritePath {
  readonly store: Store;
  readonly clock: () => Date;
}

export interface Request {
  readonly viewer: Viewer;
  readonly options: WriteOptions | undefined;
  readonly via?: string;
  readonly reason?: string | null;
  /** Many rows: a transaction that nobody has to share. */
  readonly large?: boolean;
}

/** Runs a write in a transaction of its own; all or nothing. */
export function write<T>(writer: Writer, request: Request, work: (writing: Writing) => Promise<T>): Promise<T> {
  const { store } = writer;
  const at = writer.clock().toISOString();
  const run = async (tx: Tx): Promise<T> => once(tx, request.viewer, request.options, at, () => inScope(writer, request, tx, at, work));
  return request.large ? store.exclusive(run) : store.write(run);
}

async function inScope<T>(writer: Writer, request: Request, tx: Tx, at: string, work: (writing: Writing) => Promise<T>): Promise<T> {
  const writing: Writing = { ...scopeOf(writer, request, at), reader: tx, effects: new Effects() };
  try {
    const result = await work(writing);
    writing.effects.handOver(tx);
    return result;
  } catch (error) {
    throw inWords(writing, error);
  }
}

/** A scope that only reads, as the store stands now. */
export function reading(writer: Writer, viewer: Viewer): Scope {
  return { ...scopeOf(writer, { viewer, options: undefined }, writer.clock().toISOString()), reader: writer.store.reader, evaluating: true };
}

/** A scope in which formulas are computed for nobody. */
export function computing(writer: Writer, tx: Tx): Scope & { readonly reader: Tx } {
  const nobody: Viewer = { id: null, roles: [], rights: ALL_RIGHTS, language: "en" };
  return { ...scopeOf(writer, { viewer: nobody, options: undefined }, writer.clock().toISOString()), reader: tx };
}

function scopeOf(writer: Writer, { viewer, options, via, reason }: Request, at: string): Omit<Scope, "reader"> {
  const { model, reads, dialect, table } = writer;
  return { model, reads, dialect, table, viewer, at, via: via ?? options?.via ?? "api", reason: reason ?? options?.reason ?? null, evaluating: false };
}

/** A unique index that another writer filled meanwhile, in the terms of the request. */
export function inWords(scope: Scope, error: unknown): unknown {
  return error instanceof UniqueViolation ? new Refusal("conflict", [uniqueViolation(scope, error, scope.model.objects.values())]) : error;
}

/** The body without the reason given beside its fields. */
export function takeReason(body: JsonObject): { body: JsonObject; reason: string | null } {
  if (!Object.hasOwn(body, "$reason")) return { body, reason: null };
  const { $reason: reason, ...rest } = body;
  if (reason !== null && (typeof reason !== "string" || reason.length > REASON_MAX)) throw new Refusal("invalid", [problem(pointer("$reason"), "length", { max: REASON_MAX })]);
  return { body: rest, reason: reason === "" ? null : reason };
}
const REASON_MAX = 2000;

/** Whether an answer shows what is computed from the stages passed, this write's among them. */
const readsPast = perObject((object) => object.fields.some(({ computed }) => (computed?.formula?.uses.transitions.length ?? 0) > 0));

/** The record as the writer may see it; one that he may write but not read answers with its id alone. */
export async function answerOne(writing: Writing, object: ObjectModel, id: string, expand?: readonly string[]): Promise<RecordValues> {
  if (writing.viewer.rights.object(object.name).policy("read").size === 0) return { id };
  if (readsPast(object)) await writing.effects.flushTransitions(writing.reader, writing.dialect);
  const record = await writing.reads.getIn(writing.reader, writing.viewer, object.name, id, expand && expand.length > 0 ? { expand } : {});
  return isJsonObject(record) ? record : { id };
}

/** Refused paths below a place of the request. */
export function under(prefix: string, error: unknown): unknown {
  if (!(error instanceof Refusal)) return error;
  return new Refusal(error.code, error.problems.map((found) => ({ ...found, path: prefix + found.path })), error.extra);
}
