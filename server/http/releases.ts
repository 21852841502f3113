import { Hono } from "hono";
import { Type } from "typebox";
import { problem } from "#shared/lib/problem.ts";
import { dryRunDraft, dryRunRollback, publishDraft, rollback } from "#server/metadata/publish.ts";
import { diffReleases, releaseDetail, releaseList } from "#server/metadata/releases.ts";
import { Refusal } from "#server/refusal.ts";
import type { HttpEnv } from "./context.ts";
import { requireBuilder, type Builder } from "./draft.ts";
import { readBody, readParameters } from "./input.ts";

const WishSchema = Type.Object(
  {
    message: Type.Optional(Type.String({ maxLength: 2000 })),
    /** Without it all that is changed. */
    documents: Type.Optional(Type.Array(Type.Object({ kind: Type.String({ maxLength: 48 }), name: Type.String({ maxLength: 48 }) }, { additionalProperties: false }), { maxItems: 5000 })),
  },
  { additionalProperties: false },
);

/** `/releases…` of a workspace (contract §4): for those whose role lets them build. */
export function releaseRoutes(): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();

  routes.get("/releases", async (c) => {
    const { store, model } = requireBuilder(c);
    return c.json({ current: model.release, releases: await releaseList(store) });
  });

  routes.post("/releases", async (c) => {
    const { workspace, viewer } = requireBuilder(c);
    const dryRun = booleanOf(readParameters(c, ["dryRun"]).dryRun);
    const { message, documents } = await readBody(c, WishSchema);
    if (dryRun) return c.json(await dryRunDraft(workspace, publisher(viewer), documents));
    return c.json(await publishDraft(workspace, publisher(viewer), { message: message?.trim() || null, ...(documents && { documents }) }), 201);
  });

  routes.get("/releases/:n", async (c) => {
    const { store, viewer } = requireBuilder(c);
    return c.json(await releaseDetail(store, numberOf(c.req.param("n")), viewer.language));
  });

  routes.get("/releases/:a/diff/:b", async (c) => {
    const { store } = requireBuilder(c);
    const { a, b } = c.req.param();
    return c.json({ documents: await diffReleases(store, sideOf(a), sideOf(b)) });
  });

  routes.post("/releases/:n/rollback", async (c) => {
    const { workspace, viewer } = requireBuilder(c);
    const n = numberOf(c.req.param("n"));
    if (booleanOf(readParameters(c, ["dryRun"]).dryRun)) return c.json(await dryRunRollback(workspace, publisher(viewer), n));
    return c.json(await rollback(workspace, publisher(viewer), n), 201);
  });

  return routes;
}

/** Who publishes, from who asks. */
export function publisher({ id, language }: Builder["viewer"]): { by: string | null; language: Builder["viewer"]["language"] } {
  return { by: id, language };
}

/** A parameter that is `true` or `false`; absent is false, anything else is not understood. */
export function booleanOf(text: string | undefined): boolean {
  if (text !== undefined && text !== "true" && text !== "false") throw new Refusal("not_understood", [problem("", "type", { type: "boolean" })]);
  return text === "true";
}

/** A side of a difference: a release, or the draft. */
const sideOf = (text: string): number | "draft" => (text === "draft" ? text : numberOf(text));

/** Releases have whole numbers; anything else names none. */
function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Refusal("not_found", [problem("", "release")]);
  return Number(text);
}
