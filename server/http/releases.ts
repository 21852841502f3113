import { Hono, type Context } from "hono";
import { Type } from "typebox";
import { problem } from "#shared/lib/problem.ts";
import { findJob, newJob } from "#server/metadata/jobs.ts";
import { dryRunDraft, dryRunRollback, publishDraft, rollback, type Published } from "#server/metadata/publish.ts";
import { diffReleases, releaseDetail, releaseList } from "#server/metadata/releases.ts";
import { Refusal } from "#server/refusal.ts";
import type { HttpEnv } from "./context.ts";
import { requireBuilder, type Builder } from "./draft.ts";
import { readBody, readParameters } from "./input.ts";
import { problemBody } from "./problem.ts";

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
    const publish = (): Promise<Published> => publishDraft(workspace, publisher(viewer), { message: message?.trim() || null, ...(documents && { documents }) });
    if (!wantsNoWait(c.req.header("prefer"))) return c.json(await publish(), 201);
    const job = await startPublish(c, publish);
    c.header("Preference-Applied", "respond-async");
    c.header("Location", `${c.req.path}/jobs/${job}`);
    return c.json({ job }, 202);
  });

  routes.get("/releases/jobs/:id", async (c) => {
    const { store } = requireBuilder(c);
    const id = c.req.param("id");
    const job = await findJob(store, id);
    if (!job) throw new Refusal("not_found");
    if (!("answer" in job)) return c.json({ id, state: job.state });
    return c.json({ id, state: job.state, ...(job.state === "done" ? job.answer : { problem: job.answer }) });
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

const wantsNoWait = (prefer: string | undefined): boolean => prefer !== undefined && /(?:^|,)\s*respond-async\s*(?:$|[,;])/i.test(prefer);

/** Publishes while nobody waits; the outcome is what would have been answered. The workspace stays open meanwhile. */
async function startPublish(c: Context<HttpEnv>, publish: () => Promise<Published>): Promise<string> {
  const { workspace, language, requestId } = c.var;
  const { id, run } = await newJob(workspace.store);
  workspace.apart(async () => {
    const unexpected: Error[] = [];
    await run(async () => {
      try {
        return { state: "done", answer: { ...(await publish()) } };
      } catch (error) {
        if (!(error instanceof Refusal)) unexpected.push(error instanceof Error ? error : new Error(String(error)));
        return { state: "failed", answer: problemBody(error, language, requestId) };
      }
    });
    for (const error of unexpected) throw error;
  });
  return id;
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
