import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Hono } from "hono";
import type { ModelAnswer, ObjectRightsAnswer } from "#shared/api/model.ts";
import { ACTIONS } from "#shared/metadata/role.ts";
import type { Model } from "#shared/model/model.ts";
import { toldDocument } from "#shared/model/told.ts";
import type { Rights, Viewer } from "#server/access/rights.ts";
import type { HttpEnv } from "./context.ts";
import type { Services } from "./env.ts";
import { visibleDocuments } from "./visible-documents.ts";

const compress = promisify(gzip);

/** The documents as JSON text for one set of rights, with their hash; kept as long as the model is. */
interface Rendered {
  readonly text: string;
  readonly hash: string;
  readonly objects: ModelAnswer["viewer"]["objects"];
}
const rendered = new WeakMap<Model, Map<string, Rendered>>();

/** `/api/w/:ws/model`: the release as this viewer may see it. Answers 304 where the asker has it already. */
export function modelRoutes(services: Services): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/", async (c) => {
    const { workspace, viewer, account } = c.var;
    const { model } = workspace.current;
    const { text, hash, objects } = render(model, viewer.rights);
    const membership = await services.system.directory.membership(workspace.slug, account.id);
    const head: Omit<ModelAnswer, "documents"> = {
      release: model.release,
      workspace: { id: workspace.id, slug: workspace.slug, name: membership?.workspace.name ?? workspace.slug },
      settings: model.settings,
      viewer: { id: account.id, name: account.name, roles: viewer.roles, builder: viewer.rights.builder, administrator: viewer.rights.administrator, objects },
    };
    const start = JSON.stringify(head);
    const etag = `"${model.release}-${createHash("sha256").update(start).update(hash).digest("base64url").slice(0, 22)}"`;
    c.header("etag", etag);
    c.header("cache-control", "private, no-cache");
    c.header("vary", "Accept-Encoding, Cookie, Authorization");
    if (c.req.header("if-none-match") === etag) return c.body(null, 304);
    c.header("content-type", "application/json; charset=utf-8");
    const body = `${start.slice(0, -1)},"documents":${text}}`;
    if (!/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) return c.body(body);
    c.header("content-encoding", "gzip");
    return c.body(new Uint8Array(await compress(body)));
  });
  return app;
}

function render(model: Model, rights: Rights): Rendered {
  let byRights = rendered.get(model);
  if (!byRights) rendered.set(model, (byRights = new Map()));
  const kept = byRights.get(rights.key);
  if (kept) return kept;
  const text = JSON.stringify(visibleDocuments(model, rights).map((document) => toldDocument(model, document)));
  const fresh = { text, hash: createHash("sha256").update(text).digest("base64url"), objects: objectRights(model, rights) };
  byRights.set(rights.key, fresh);
  return fresh;
}

/** What the viewer may do with each object that he may read. */
function objectRights(model: Model, rights: Viewer["rights"]): Record<string, ObjectRightsAnswer> {
  const answer: Record<string, ObjectRightsAnswer> = {};
  for (const object of model.objects.values()) {
    const own = rights.object(object.name);
    if (own.policy("read").size === 0) continue;
    const fields: Record<string, "masked" | "read"> = {};
    for (const { name } of object.fields) {
      const right = own.field(name);
      if (right === "masked" || right === "read") fields[name] = right;
    }
    answer[object.name] = { actions: ACTIONS.filter((action) => own.policy(action).size > 0), fields };
  }
  return answer;
}
