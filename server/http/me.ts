import { Hono } from "hono";
import { LANGUAGES } from "#shared/lib/label.ts";
import { MeChangeSchema } from "#shared/api/auth.ts";
import { problem } from "#shared/lib/problem.ts";
import { Refusal } from "#server/refusal.ts";
import type { Services, SignedEnv } from "./env.ts";
import { readBody } from "./input.ts";
import { refuseScoped } from "./signed.ts";
import type { Account } from "./context.ts";

const SETTINGS_MAX = 100_000;

/** An account as it sees itself: who, languages, settings, workspaces with one's roles. */
export async function describeMe({ system: { accounts, directory } }: Services, account: Account): Promise<object> {
  return {
    id: account.id,
    email: account.email,
    name: account.name,
    language: account.language,
    administrator: account.administrator,
    languages: LANGUAGES,
    settings: await accounts.settings(account.id),
    workspaces: (await directory.of(account.id)).map(({ workspace, roles }) => ({ id: workspace.id, slug: workspace.slug, name: workspace.name, roles })),
  };
}

/** `/api/me`: who one is, in which workspaces, and one's own settings. */
export function meRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  const { accounts, credentials } = services.system;

  app.get("/", async (c) => c.json(await describeMe(services, c.get("account"))));

  app.patch("/", async (c) => {
    refuseScoped(c.get("credential"));
    const change = await readBody(c, MeChangeSchema);
    if (change.settings && JSON.stringify(change.settings).length > SETTINGS_MAX) throw new Refusal("invalid", [problem("/settings", "length", { limit: SETTINGS_MAX })]);
    const { account } = c.var;
    const { settings, ...rest } = change;
    await accounts.update(account.id, { ...rest, ...(settings && { settings: settings as Record<string, never> }) }); // parsed JSON: any object is one
    credentials.forgetAccount(account.id);
    return c.json(await describeMe(services, (await accounts.byId(account.id)) ?? account));
  });

  return app;
}
