import { Hono } from "hono";
import { NewWorkspaceSchema, WorkspaceChangeSchema } from "#shared/api/workspaces.ts";
import { ADMINISTRATOR } from "#server/access/compile.ts";
import { Refusal } from "#server/refusal.ts";
import type { Membership } from "#server/workspaces/directory.ts";
import type { Credential } from "#server/auth/credentials.ts";
import type { Services, SignedEnv } from "./env.ts";
import { readBody } from "./input.ts";
import { refuseScoped } from "./signed.ts";

/** `/api/workspaces`: one's own, and new ones for those who may make them. */
export function workspaceRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  const { directory } = services.system;

  const describe = async ({ workspace, roles }: Membership): Promise<object> => {
    const { settings, release } = (await services.registry.open(workspace)).current.model;
    return { id: workspace.id, slug: workspace.slug, name: workspace.name, roles, release, ...settings };
  };

  /** The membership of someone who holds all rights in the workspace; anyone else learns no more than that there is none, or that he may not. */
  const administered = async (slug: string, credential: Credential): Promise<Membership> => {
    refuseScoped(credential);
    const membership = await directory.membership(slug, credential.account.id);
    if (!membership) throw new Refusal("not_found");
    if (!membership.roles.includes(ADMINISTRATOR)) throw new Refusal("forbidden");
    return membership;
  };

  app.get("/", async (c) => {
    const { scope, account } = c.get("credential");
    const own = (await directory.of(account.id)).filter(({ workspace }) => !scope.workspaces || scope.workspaces.includes(workspace.slug));
    return c.json({ workspaces: own.map(({ workspace, roles }) => ({ id: workspace.id, slug: workspace.slug, name: workspace.name, roles })) });
  });

  app.post("/", async (c) => {
    refuseScoped(c.get("credential"));
    if (!c.get("account").administrator) throw new Refusal("forbidden");
    const entry = await services.registry.create(await readBody(c, NewWorkspaceSchema), c.get("account"));
    return c.json(await describe({ workspace: entry, account: c.get("account").id, roles: [ADMINISTRATOR] }), 201);
  });

  app.get("/:ws", async (c) => {
    const slug = c.req.param("ws");
    const { scope, account } = c.get("credential");
    const membership = scope.workspaces && !scope.workspaces.includes(slug) ? null : await directory.membership(slug, account.id);
    if (!membership) throw new Refusal("not_found");
    return c.json(await describe(membership));
  });

  app.patch("/:ws", async (c) => {
    const membership = await administered(c.req.param("ws"), c.get("credential"));
    await services.registry.change(membership.workspace, await readBody(c, WorkspaceChangeSchema));
    const changed = await directory.membership(c.req.param("ws"), c.get("account").id);
    return c.json(await describe(changed ?? membership));
  });

  app.delete("/:ws", async (c) => {
    const membership = await administered(c.req.param("ws"), c.get("credential"));
    await services.registry.remove(membership.workspace);
    return c.body(null, 204);
  });

  return app;
}

/** `/api/templates`: what a new workspace can be made of. */
export function templateRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  app.get("/", async (c) => c.json({ templates: await services.registry.engine.templates() }));
  return app;
}

/** `/api/mails`: mail that was kept because no SMTP server is set, for those who run the system. */
export function mailRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  app.get("/", async (c) => {
    refuseScoped(c.get("credential"));
    if (!c.get("account").administrator) throw new Refusal("forbidden");
    return c.json({ mails: await services.system.mailbox.list() });
  });
  return app;
}
