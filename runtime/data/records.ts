import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { Query } from "#shared/query/query.ts";
import { noteChange } from "./changes.ts";
import { get, patch, post, remove, workspacePath, type RequestOptions } from "./client.ts";
import { keys, type ListParams } from "./keys.ts";
import { useWorkspace } from "./workspace.tsx";

/** A record as the API answers it: flat, its fields by name, `x$title` beside references, `x$currency` beside money. */
export interface RecordData extends JsonObject {
  id: string;
  revision: number;
}

export interface ListPage {
  records: RecordData[];
  cursor: string | null;
  count?: number;
  countIs?: "atLeast";
}

export interface BatchOperation {
  op: "create" | "update" | "delete" | "restore";
  object: string;
  id?: Json;
  revision?: number;
  data?: JsonObject;
  ref?: string;
}
export interface BatchAnswer {
  results: { status: number; record?: RecordData; errors?: Problem[] }[];
  /** Names what `useUndo` takes back; null where nothing was done. */
  undo: string | null;
}

/** What a save answers: the record, and warnings that did not stop it. */
export type SavedRecord = RecordData & { $warnings?: Problem[] };

/** The list's address: conditions and parameters as the contract writes them. */
export function listPath(slug: string, object: string, params: ListParams, cursor?: string | null): string {
  const search = new URLSearchParams();
  if (params.where !== undefined) search.set("where", JSON.stringify(params.where));
  if (params.sort !== undefined && params.sort !== "") search.set("sort", params.sort);
  if (params.fields !== undefined) search.set("fields", params.fields.join(","));
  if (params.expand !== undefined && params.expand.length > 0) search.set("expand", params.expand.join(","));
  if (params.limit !== undefined) search.set("limit", String(params.limit));
  if (params.skip !== undefined) search.set("skip", String(params.skip));
  if (params.count === true) search.set("count", "true");
  if (params.deleted === true) search.set("deleted", "true");
  if (typeof cursor === "string") search.set("cursor", cursor);
  const text = search.toString();
  return workspacePath(slug, "records", object) + (text === "" ? "" : `?${text}`);
}

/** One page of a list. */
export function fetchPage(slug: string, object: string, params: ListParams, cursor?: string | null, signal?: AbortSignal): Promise<ListPage> {
  return get<ListPage>(listPath(slug, object, params, cursor), { ...(signal && { signal }) });
}

/** A list by pages: `data.pages`, `fetchNextPage`, `hasNextPage`. Old rows stay while new ones come. */
export function useList(object: string, params: ListParams, options: { enabled?: boolean } = {}) {
  const { slug } = useWorkspace();
  return useInfiniteQuery({
    queryKey: keys.list(slug, object, params),
    queryFn: ({ pageParam, signal }) => fetchPage(slug, object, params, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** One record, with the child lists and lookups named in `expand`. */
export function useRecord(object: string, id: string | null, expand: readonly string[] = []) {
  const { slug } = useWorkspace();
  return useQuery({
    queryKey: keys.recordWith(slug, object, id ?? "", expand),
    queryFn: ({ signal }) => get<RecordData>(workspacePath(slug, "records", object, id ?? "") + expandText(expand), { signal }),
    enabled: id !== null,
  });
}

function expandText(expand: readonly string[]): string {
  return expand.length === 0 ? "" : `?expand=${encodeURIComponent(expand.join(","))}`;
}

export type AggregateRow = Record<string, Json>;

/** Groups and measures (contract §4): a row per group, under its path or `as`. */
export function useAggregate(query: Query, options: { enabled?: boolean } = {}) {
  const { slug } = useWorkspace();
  return useQuery({
    queryKey: keys.aggregate(slug, query),
    queryFn: async ({ signal }) => (await post<{ rows: AggregateRow[] }>(workspacePath(slug, "query"), query, { signal })).rows,
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });
}

/** After a write: what the answer holds is put in place at once, the rest of what is held of the object is asked anew. */
function take(client: QueryClient, slug: string, object: string, record: RecordData | null, ids: readonly string[]): void {
  if (record) {
    // Another `expand` holds other child lists: those are asked anew by noteChange, the plain one is known.
    client.setQueryData(keys.recordWith(slug, object, record.id, []), record);
  }
  noteChange(client, slug, object, new Set(ids));
}

export interface SaveInput {
  data: JsonObject;
  /** Child lists written along, and answered. */
  expand?: readonly string[];
  /** A repeated save under the same key is done once. */
  idempotencyKey?: string;
}

export function useCreate(object: string) {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ data, expand = [], idempotencyKey }: SaveInput) =>
      post<SavedRecord>(workspacePath(slug, "records", object) + expandText(expand), data, idempotency(idempotencyKey)),
    onSuccess: (record, { expand = [] }) => take(client, slug, object, expand.length === 0 ? record : null, [record.id]),
  });
}

function idempotency(key: string | undefined): RequestOptions {
  return key === undefined ? {} : { headers: { "Idempotency-Key": key } };
}

export interface UpdateInput extends SaveInput {
  id: string;
  /** The revision that was read: a stale one is refused with 412 and `{current, base}`. Left out: the last writer wins. */
  revision?: number;
}

export function useUpdate(object: string) {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, data, revision, expand = [], idempotencyKey }: UpdateInput) =>
      patch<SavedRecord>(workspacePath(slug, "records", object, id) + expandText(expand), data, {
        headers: { ...(revision !== undefined && { "If-Match": `"${revision}"` }), ...idempotency(idempotencyKey).headers },
      }),
    onSuccess: (record, { expand = [] }) => take(client, slug, object, expand.length === 0 ? record : null, [record.id]),
  });
}

export function useRemove(object: string) {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, revision }: { id: string; revision?: number }) =>
      remove(workspacePath(slug, "records", object, id), { ...(revision !== undefined && { headers: { "If-Match": `"${revision}"` } }) }),
    onSuccess: (_nothing, { id }) => {
      client.removeQueries({ queryKey: keys.record(slug, object, id) });
      take(client, slug, object, null, [id]);
    },
  });
}

/** Takes a record back out of the recycle bin. */
export function useRestore(object: string) {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => post<RecordData>(workspacePath(slug, "records", object, id, "restore")),
    onSuccess: (_record, id) => take(client, slug, object, null, [id]),
  });
}

/** Several writes at once; `undo` of the answer goes to `useUndo`. */
export function useBatch() {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { mode: "all" | "each"; operations: readonly BatchOperation[] }) => post<BatchAnswer>(workspacePath(slug, "batch"), input),
    onSuccess: (_answer, { operations }) => noteOperations(client, slug, operations),
  });
}

function noteOperations(client: QueryClient, slug: string, operations: readonly BatchOperation[]): void {
  for (const object of new Set(operations.map((operation) => operation.object))) {
    const ids = operations.flatMap(({ id, object: of }) => (of === object && typeof id === "string" ? [id] : []));
    noteChange(client, slug, object, new Set(ids));
  }
}

/** Takes back what a batch did; `objects` are those it touched. Refused (409) where a later change stands on it. */
export function useUndo() {
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: { id: string; objects: readonly string[] }) => post<unknown>(workspacePath(slug, "undo", id)),
    onSuccess: (_answer, { objects }) => {
      for (const object of objects) noteChange(client, slug, object, new Set());
    },
  });
}

/** The text beside a reference: `titleIn(record, "account")` is `record.account$title`. */
export function titleIn(record: JsonObject, field: string): string | null {
  const title = record[`${field}$title`];
  return typeof title === "string" ? title : null;
}

/** The titles that came with a record for one of its fields, as the looks of fields take them: by id, or under `x$title`. */
export function titlesIn(record: JsonObject, field: string): Record<string, string | null> | undefined {
  const key = `${field}$title`;
  const titles = record[key];
  if (titles === undefined) return undefined;
  const value = record[field];
  if (!Array.isArray(titles) || !Array.isArray(value)) return { [key]: typeof titles === "string" ? titles : null };
  return Object.fromEntries(value.map((id, at) => [String(id), typeof titles[at] === "string" ? titles[at] : null]));
}
