import { Hono } from "hono";
import { live } from "#server/events/stream.ts";
import type { OpenWorkspace } from "#server/workspaces/open-workspace.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Services, SignedEnv } from "./env.ts";
import { credentialOf, viewerIn } from "./signed.ts";

/** `/api/w/:ws/events`: server-sent events that say what has changed of what the viewer may read. */
export function eventRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  app.get("/", async (c) => {
    const { language, credential } = c.var;
    const { slug } = c.get("workspace");
    const membershipOf = async () => {
      const now = await credentialOf(c, services);
      return now?.id === credential.id ? services.system.directory.membership(slug, now.account.id) : null;
    };
    const membership = await membershipOf();
    if (!membership) return c.body(null, 204);
    const workspace: OpenWorkspace = await services.registry.open(membership.workspace);
    const viewer = async (): Promise<Viewer | null> => {
      const now = await membershipOf();
      return now && viewerIn(workspace, now.account, now.roles, language);
    };
    const ended = new AbortController();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const encoder = new TextEncoder();
    writer.closed.catch(() => ended.abort());
    c.req.raw.signal.addEventListener("abort", () => ended.abort());
    const write = (text: string): Promise<void> => writer.write(encoder.encode(text));
    void live({ workspace, viewer, write, log: (err) => services.log.error({ err }, "a live stream failed") }, ended.signal).then(() => writer.close().catch(() => undefined));
    c.header("content-type", "text/event-stream; charset=utf-8");
    c.header("x-accel-buffering", "no");
    return c.body(readable);
  });
  return app;
}
