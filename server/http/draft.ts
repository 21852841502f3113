import { Hono, type Context } from "hono";
import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Model } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Json, JsonObject } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import { compileDraft, concerning } from "#server/metadata/check.ts";
import { draftDocuments, getDraftDocument, labelOf, readDraft, removeDraftDocument, resetDraftDocument, saveDraftDocument, type Precondition, type Saved } from "#server/metadata/draft.ts";
import { stepDraftDocument } from "#server/metadata/draft-steps.ts";
import { validateDocument } from "#server/metadata/validate.ts";
import { whereUsed } from "#server/metadata/where-used.ts";
import { refusedMetadata, worded } from "#server/metadata/words.ts";
import { Refusal } from "#server/refusal.ts";
import type { Store } from "#server/store/port.ts";
import type { Workspace } from "#server/workspaces/port.ts";
import { readJson } from "./body.ts";
import type { HttpEnv } from "./context.ts";
import { readParameters } from "./input.ts";

type C = Context<HttpEnv>;

export interface Builder {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly model: Model;
  readonly viewer: Viewer;
}

/** Who builds, and where. 403 for members whose roles don't let them build. */
export function requireBuilder(c: C): Builder {
  const viewer = c.get("viewer");
  if (!viewer.rights.builder && !viewer.rights.administrator) throw new Refusal("forbidden");
  const workspace = c.get("workspace");
  return { workspace, store: workspace.store, model: workspace.current.model, viewer };
}

/** `/draft…` and `/where-used…` of a workspace (contract §4): for those whose role lets them build. */
export function draftRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.get("/draft", async (c) => {
    const { store } = requireBuilder(c);
    const whole = readParameters(c, ["documents"]).documents === "true";
    const draft = await readDraft(store);
    const documents = [...draft.documents.values()].map(({ kind, name, document, etag, state, by, at, conflict, builtIn }) => ({
      kind, name, label: labelOf(document), ...(document?.extends !== undefined && { extends: document.extends }), etag, state, by, at, conflict, builtIn,
      ...(whole && document !== null && { document: document as unknown as JsonObject }), // a document is JSON
    }));
    return c.json({ release: draft.release, documents });
  });

  routes.get("/draft/:kind/:name", async (c) => {
    const { store } = requireBuilder(c);
    const found = await getDraftDocument(store, c.req.param("kind"), c.req.param("name"));
    c.header("ETag", quoted(found.etag));
    return c.json(found.document as unknown as JsonObject); // a document is JSON
  });

  routes.put("/draft/:kind/:name", async (c) => {
    const { store, viewer } = requireBuilder(c);
    const { kind, name } = c.req.param();
    const precondition = preconditionOf(c);
    const validated = await validateDocument(kind, name, await readDocumentBody(c, kind, name));
    if (!validated.ok) throw refusedMetadata(validated.diagnostics, viewer.language);
    const saved = await saveDraftDocument(store, viewer.id, validated.document, precondition);
    return answerSaved(c, saved, saved.created ? 201 : 200);
  });

  routes.delete("/draft/:kind/:name", async (c) => {
    const { store, viewer } = requireBuilder(c);
    const { kind, name } = c.req.param();
    await removeDraftDocument(store, viewer.id, kind, name, preconditionOf(c));
    return answerSaved(c, { created: false, etag: null, document: null }, 200);
  });

  for (const direction of ["undo", "redo"] as const) {
    routes.post(`/draft/:kind/:name/${direction}`, async (c) => {
      const { store, viewer } = requireBuilder(c);
      const { kind, name } = c.req.param();
      return answerStep(c, await stepDraftDocument(store, viewer.id, kind, name, direction, viewer.language));
    });
  }

  routes.post("/draft/:kind/:name/reset", async (c) => {
    const { store, viewer } = requireBuilder(c);
    const { kind, name } = c.req.param();
    return answerStep(c, await resetDraftDocument(store, viewer.id, kind, name));
  });

  routes.get("/where-used/:kind/:name/:part?", async (c) => {
    const { store, model } = requireBuilder(c);
    const { kind, name, part } = c.req.param();
    const draft = await readDraft(store);
    return c.json({ uses: whereUsed(compileDraft(draft, model.settings).model, draftDocuments(draft), kind, name, part) });
  });

  return routes;
}

async function diagnosticsOf(c: C, { document }: Saved): Promise<Diagnostic[]> {
  const { store, model, viewer } = requireBuilder(c);
  const { diagnostics } = compileDraft(await readDraft(store), model.settings);
  // Whoever removes a document wants to know what now lacks it: that can be anywhere.
  return worded(document ? concerning(diagnostics, document) : diagnostics, viewer.language);
}

async function answerSaved(c: C, saved: Saved, status: 200 | 201): Promise<Response> {
  if (saved.etag !== null) c.header("ETag", quoted(saved.etag));
  return c.json({ diagnostics: await diagnosticsOf(c, saved) }, status);
}

async function answerStep(c: C, saved: Saved): Promise<Response> {
  if (saved.etag !== null) c.header("ETag", quoted(saved.etag));
  return c.json({ document: saved.document as unknown as Json, diagnostics: await diagnosticsOf(c, saved) }); // a document is JSON
}

/** A document may not have keys that poison: for the builder that is a diagnostic like any other. */
async function readDocumentBody(c: C, kind: string, name: string): Promise<Json> {
  try {
    return await readJson(c);
  } catch (error) {
    const [first] = error instanceof Refusal ? error.problems : [];
    if (first?.rule !== "key") throw error;
    const key = first.path.slice(first.path.lastIndexOf("/") + 1);
    throw refusedMetadata([{ severity: "error", code: "poisoned_key", kind, name, path: first.path, params: { key } }], c.get("viewer").language);
  }
}

const quoted = (etag: string): string => `"${etag}"`;

/** What the asker expects to find (contract §4): `If-None-Match: *` for a new document, `If-Match` for one that is there; 428 without. */
function preconditionOf(c: C): Precondition {
  const ifMatch = c.req.header("if-match");
  if (ifMatch !== undefined) return { ifMatch: ifMatch.trim().replace(/^W\//, "").replace(/^"(.*)"$/, "$1") };
  const ifNoneMatch = c.req.header("if-none-match");
  if (ifNoneMatch?.trim() === "*" && c.req.method === "PUT") return { isNew: true };
  throw new Refusal("precondition_required", [problem("", "if_match")]);
}
