import { request, workspacePath, type ApiError } from "#runtime/data/client.ts";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Label } from "#shared/lib/label.ts";
import type { Document } from "#shared/metadata/document.ts";

export type DraftState = "unchanged" | "changed" | "new" | "removed";

/** An entry of `GET …/draft`. */
export interface DraftEntry {
  readonly kind: Document["kind"];
  readonly name: string;
  readonly label: Label;
  readonly extends?: string;
  readonly etag: string;
  readonly state: DraftState;
  readonly by: string | null;
  readonly at: string | null;
  readonly builtIn: boolean;
  /** There when asked for all at once, and not removed. */
  readonly document?: Document;
}

export interface DraftAnswer {
  /** The release that the draft stands on. */
  readonly release: number;
  readonly documents: readonly DraftEntry[];
}

/** A document with the ETag that the next save has to name. */
export interface Versioned {
  readonly document: Document;
  readonly etag: string;
}

const path = (slug: string, kind: string, name: string, ...more: string[]): string => workspacePath(slug, "draft", kind, name, ...more);

/** The list of the draft. `documents`: with their contents, for the first load. */
export async function fetchDraft(slug: string, documents: boolean, signal?: AbortSignal): Promise<DraftAnswer> {
  const answer = await request<DraftAnswer>("GET", workspacePath(slug, "draft") + (documents ? "?documents=true" : ""), signal ? { signal } : {});
  return answer.data;
}

export async function fetchDocument(slug: string, kind: string, name: string): Promise<Versioned> {
  const { data, etag } = await request<Document>("GET", path(slug, kind, name));
  return { document: data, etag: plainEtag(etag) };
}

/** Many documents; a few at a time, so that the browser keeps a connection for what the person does meanwhile. */
export async function fetchDocuments(slug: string, wanted: readonly { kind: string; name: string }[]): Promise<Versioned[]> {
  const found: Versioned[] = [];
  const left = [...wanted];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) found.push(await fetchDocument(slug, next.kind, next.name));
  };
  await Promise.all(Array.from({ length: 4 }, work));
  return found;
}

/** Saves over the version that `etag` names; null for a document that is not there yet. Refusals: 412, 422. */
export async function putDocument(slug: string, document: Document, etag: string | null): Promise<{ etag: string; diagnostics: readonly Diagnostic[] }> {
  const headers: Record<string, string> = etag === null ? { "If-None-Match": "*" } : { "If-Match": `"${etag}"` };
  const answer = await request<{ diagnostics: readonly Diagnostic[] }>("PUT", path(slug, document.kind, document.name), { body: document, headers });
  return { etag: plainEtag(answer.etag), diagnostics: answer.data.diagnostics };
}

export async function deleteDocument(slug: string, kind: string, name: string, etag: string): Promise<void> {
  await request("DELETE", path(slug, kind, name), { headers: { "If-Match": `"${etag}"` } });
}

/** Undo and redo of one's own last saved step, or back to what is released. `document` null: it is gone from the draft. */
export async function stepDocument(slug: string, kind: string, name: string, step: "undo" | "redo" | "reset"): Promise<{ document: Document | null; etag: string }> {
  const { data, etag } = await request<{ document: Document | null }>("POST", path(slug, kind, name, step), { body: {} });
  return { document: data.document, etag: plainEtag(etag) };
}

/**
 * Why a save was refused, as diagnostics at their places, worded by the server; what names no place (too large, no right to it)
 * stands at the document as a whole. Never empty.
 */
export function diagnosticsOfRefusal(failure: ApiError, kind: string, name: string): Diagnostic[] {
  const { diagnostics = [], errors } = failure.problem;
  if (diagnostics.length > 0) return [...diagnostics];
  const told = errors.length > 0 ? errors : [{ path: "", rule: "refused", params: {}, message: failure.message }];
  return told.map(({ path: place, rule, params, message }) => ({ severity: "error", code: rule, kind, name, path: place, params: params ?? {}, message: message ?? failure.message }));
}

function plainEtag(etag: string | null): string {
  return (etag ?? "").replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
}
