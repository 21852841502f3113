import { Hono } from "hono";
import { problem } from "#shared/lib/problem.ts";
import { SetupSchema } from "#shared/api/workspaces.ts";
import { emailKey } from "#server/auth/accounts.ts";
import { Refusal } from "#server/refusal.ts";
import { clientAddress, type Services, type SignedEnv } from "./env.ts";
import { readBody, readParameters } from "./input.ts";
import { describeMe } from "./me.ts";
import { credentialOf, setSessionCookie } from "./signed.ts";

/** `/api/setup`: the first visit, with the link that the server printed. Closed for good when there is an account. */
export function setupRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  const { accounts, credentials, links, throttle } = services.system;

  /**
   * How things stand at the door. While the system waits for its first administrator: with the right token, what there is to choose from. Afterwards who is
   * signed in, or null: `/api/me` would refuse a stranger, and a page that only asks would have its browser complain of that.
   */
  app.get("/", async (c) => {
    const { token } = readParameters(c, ["token"]);
    if (await accounts.any()) {
      const credential = await credentialOf(c, services);
      return c.json({ needed: false, me: credential && (await describeMe(services, credential.account)) });
    }
    const valid = token !== undefined && (await links.valid("setup", token));
    return c.json(valid ? { needed: true, valid, templates: await services.registry.engine.templates() } : { needed: true, valid });
  });

  app.post("/", async (c) => {
    const place = clientAddress(c, services.trusts);
    await throttle.check("setup", place);
    const input = await readBody(c, SetupSchema);
    if (await accounts.any()) throw new Refusal("conflict", [problem("", "set_up")]);
    if (!(await links.valid("setup", input.token))) {
      await throttle.failed("setup", place);
      throw new Refusal("unauthenticated", [problem("/token", "link")]);
    }
    // Everything is looked at before the account is made: who mistyped the workspace must be able to try again.
    const problems = input.workspace ? await services.registry.problemsOf(input.workspace, "/workspace") : [];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const account = await accounts.createFirst({ email: input.email, name: input.name, password: input.password, language: input.language ?? c.get("language") });
    if (!account) throw new Refusal("conflict", [problem("", "set_up")]);
    await links.end(["setup"], null);
    await throttle.succeeded(emailKey(input.email), place);
    const workspace = input.workspace ? await services.registry.create(input.workspace, account) : null;
    setSessionCookie(c, services, await credentials.startSession(account.id));
    return c.json({ id: account.id, email: account.email, name: account.name, workspace: workspace && { id: workspace.id, slug: workspace.slug, name: workspace.name } }, 201);
  });

  return app;
}
