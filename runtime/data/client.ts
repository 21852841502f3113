import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import { isJsonObject, type Json, type JsonObject } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";

/** `application/problem+json` as every refusal of the server says it (contract §4). */
export interface ProblemAnswer {
  title: string;
  status: number;
  detail: string;
  errors: readonly Problem[];
  /** Of a stale write (412): what is stored now, and what the writer had read. */
  current?: JsonObject;
  base?: JsonObject;
  /** Of refused metadata (422): everything that is wrong or worth a look, at its place. */
  diagnostics?: readonly Diagnostic[];
  /** Of a package that can't go (409): what still refers to it. */
  uses?: readonly Diagnostic[];
}

/** A request that did not do what it asked for. `status` 0: no answer came (offline, server down). */
export class ApiError extends Error {
  override name = "ApiError";
  constructor(
    readonly status: number,
    readonly problem: ProblemAnswer,
    /** What the server's log calls this request; null when none came back. */
    readonly requestId: string | null,
  ) {
    super(problem.detail || problem.title || `HTTP ${status}`);
  }

  /** The message of the first problem at a path, for the field it belongs to. */
  at(path: string): string | undefined {
    return this.problem.errors.find((error) => error.path === path)?.message;
  }
}

export interface RequestOptions {
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is (uploads). */
  form?: FormData;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Asks the server whether what is kept still holds (ETag). */
  revalidate?: boolean;
}

export interface Answer<T> {
  data: T;
  etag: string | null;
  status: number;
}

const signedOutListeners = new Set<() => void>();

/** Told when the server no longer knows the session. Returns how to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * One request of the API. The shape of the answer is the caller's claim: the contract and openapi.json fix it, and nothing in
 * the browser could check it again. Throws `ApiError` for every refusal and when no answer comes.
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  const response = await send(method, path, options);
  if (!response.ok) throw await refusalOf(response);
  const hasBody = response.status !== 204 && (response.headers.get("content-type") ?? "").includes("json");
  const data: unknown = hasBody ? await response.json() : undefined;
  return { data: data as T, etag: response.headers.get("etag"), status: response.status };
}

async function send(method: string, path: string, { body, form, headers, signal, revalidate }: RequestOptions): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "Accept-Language": document.documentElement.lang || navigator.language,
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(form !== undefined && { body: form }),
      ...(signal && { signal }),
      ...(revalidate === true && { cache: "no-cache" as const }),
    });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") throw failure;
    throw new ApiError(0, { title: "", status: 0, detail: "", errors: [] }, null);
  }
}

async function refusalOf(response: Response): Promise<ApiError> {
  if (response.status === 401) for (const listener of signedOutListeners) listener();
  const requestId = response.headers.get("x-request-id");
  const body: unknown = await response.json().catch(() => null); // a proxy may answer without JSON
  return new ApiError(response.status, problemOf(body, response.status), requestId);
}

function problemOf(body: unknown, status: number): ProblemAnswer {
  if (!isJsonObject(body)) return { title: "", status, detail: "", errors: [] };
  const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
  return {
    title: text(body.title),
    status,
    detail: text(body.detail),
    errors: Array.isArray(body.errors) ? (body.errors as unknown as Problem[]) : [], // the server's own list
    ...(isJsonObject(body.current) && { current: body.current }),
    ...(isJsonObject(body.base) && { base: body.base }),
    ...(Array.isArray(body.diagnostics) && { diagnostics: body.diagnostics as unknown as Diagnostic[] }), // as above
    ...(Array.isArray(body.uses) && { uses: body.uses as unknown as Diagnostic[] }), // as above
  };
}

export async function get<T>(path: string, options?: RequestOptions): Promise<T> {
  return (await request<T>("GET", path, options)).data;
}
export async function post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> {
  return (await request<T>("POST", path, { body, ...options })).data;
}
export async function patch<T>(path: string, body: unknown, options?: RequestOptions): Promise<T> {
  return (await request<T>("PATCH", path, { body, ...options })).data;
}
export async function put<T>(path: string, body: unknown, options?: RequestOptions): Promise<T> {
  return (await request<T>("PUT", path, { body, ...options })).data;
}
export async function remove(path: string, options?: RequestOptions): Promise<void> {
  await request<undefined>("DELETE", path, options);
}

/** Path of a workspace's API: `workspacePath("acme", "records", "user")`. Parts are encoded. */
export function workspacePath(slug: string, ...parts: readonly string[]): string {
  return ["/api/w", slug, ...parts].map((part, at) => (at === 0 ? part : encodeURIComponent(part))).join("/");
}
