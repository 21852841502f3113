import { Hono, type Context } from "hono";
import { problem } from "#shared/lib/problem.ts";
import { ChangePasswordSchema, NewTokenSchema, ResetRequestSchema, ResetSchema, SignInLinkSchema, SignInSchema } from "#shared/api/auth.ts";
import { emailKey, nameProblems, passwordProblems } from "#server/auth/accounts.ts";
import { Refusal } from "#server/refusal.ts";
import type { Account } from "./context.ts";
import { acceptInvite } from "./invites.ts";
import { clientAddress, type Services, type SignedEnv } from "./env.ts";
import { readBody } from "./input.ts";
import { message } from "./messages.ts";
import { credentialOf, refuseScoped, setSessionCookie, signedIn } from "./signed.ts";

/** `/api/auth`: the doors that need no session, then those that do. */
export function authRoutes(services: Services): Hono<SignedEnv> {
  const app = new Hono<SignedEnv>();
  const { accounts, credentials, links, throttle } = services.system;

  /** A new session, whatever session the browser had: an old one is ended, so that nobody rides on it. */
  const start = async (c: Context<SignedEnv>, account: Account): Promise<Response> => {
    const old = await credentialOf(c, services);
    if (old?.kind === "session") await credentials.endSession(old.id);
    setSessionCookie(c, services, await credentials.startSession(account.id));
    return c.json({ id: account.id, email: account.email, name: account.name });
  };

  app.post("/sign-in/email", async (c) => {
    const { email, password } = await readBody(c, SignInSchema);
    const place = clientAddress(c, services.trusts);
    await throttle.check(emailKey(email), place);
    const account = await accounts.verify(email, password);
    if (!account) {
      await throttle.failed(emailKey(email), place);
      throw new Refusal("unauthenticated", [problem("", "credentials")]);
    }
    await throttle.succeeded(emailKey(email), place);
    return start(c, account);
  });

  app.post("/sign-in/link", async (c) => {
    const { token } = await readBody(c, SignInLinkSchema);
    const place = clientAddress(c, services.trusts);
    await throttle.check("", place);
    const link = await links.use(["sign_in"], token);
    const account = link?.account ? await accounts.byId(link.account) : null;
    if (!account) {
      await throttle.failed("", place);
      throw new Refusal("unauthenticated", [problem("", "link")]);
    }
    return start(c, account);
  });

  app.post("/reset", async (c) => {
    const { email } = await readBody(c, ResetRequestSchema);
    const place = clientAddress(c, services.trusts);
    // Every request counts: a mailbox is not to be flooded, and the answer never tells whether there is such an account.
    await throttle.check(`reset ${emailKey(email)}`, place);
    await throttle.failed(`reset ${emailKey(email)}`, place);
    const account = await accounts.byEmail(email);
    if (account) sendReset(services, account, account.language ?? c.get("language")).catch((error: unknown) => services.log.error({ err: error }, "mail was not sent"));
    return c.body(null, 204);
  });

  app.post("/reset/confirm", async (c) => {
    const { token, password, name } = await readBody(c, ResetSchema);
    const problems = [...passwordProblems(password), ...(name === undefined ? [] : nameProblems(name))];
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const place = clientAddress(c, services.trusts);
    await throttle.check("", place);
    const invite = await services.system.invites.byLink(token);
    if (invite) return start(c, await acceptInvite(services, invite, { token, password, name, place, language: c.get("language") }));
    const link = await links.use(["reset", "invite"], token);
    const account = link?.account ? await accounts.byId(link.account) : null;
    if (!account) {
      await throttle.failed("", place);
      throw new Refusal("unauthenticated", [problem("/token", "link")]);
    }
    await accounts.setPassword(account.id, password);
    await links.end(["reset", "invite", "sign_in"], account.id);
    await credentials.endAll(account.id, { tokens: true });
    return start(c, account);
  });

  app.use("/*", signedIn(services));

  app.post("/sign-out", async (c) => {
    if (c.get("credential").kind === "session") await credentials.endSession(c.get("credential").id);
    setSessionCookie(c, services, null);
    return c.body(null, 204);
  });

  app.post("/password", async (c) => {
    refuseScoped(c.get("credential"));
    const { current, password } = await readBody(c, ChangePasswordSchema);
    const { account } = c.var;
    const place = clientAddress(c, services.trusts);
    await throttle.check(emailKey(account.email), place);
    if (!(await accounts.verify(account.email, current))) {
      await throttle.failed(emailKey(account.email), place);
      throw new Refusal("invalid", [problem("/current", "password_wrong")]);
    }
    await accounts.setPassword(account.id, password);
    await links.end(["reset", "invite", "sign_in"], account.id);
    await credentials.endAll(account.id, { tokens: false });
    return start(c, account);
  });

  app.get("/tokens", async (c) => c.json({ tokens: await credentials.tokens(c.get("account").id) }));

  app.post("/tokens", async (c) => {
    refuseScoped(c.get("credential"));
    const { name, scope, expires } = await readBody(c, NewTokenSchema);
    const problems = nameProblems(name);
    if (expires !== undefined && !(Date.parse(expires) > Date.now())) problems.push(problem("/expires", "range"));
    if (problems.length > 0) throw new Refusal("invalid", problems);
    const until = expires === undefined ? null : new Date(expires).toISOString();
    return c.json(await credentials.createToken(c.get("account").id, name.trim(), scope ?? {}, until), 201);
  });

  app.delete("/tokens/:id", async (c) => {
    refuseScoped(c.get("credential"));
    if (!(await credentials.deleteToken(c.get("account").id, c.req.param("id")))) throw new Refusal("not_found");
    return c.body(null, 204);
  });

  return app;
}

async function sendReset(services: Services, account: Account, language: "en" | "zh-CN"): Promise<void> {
  const { links, mailbox } = services.system;
  await links.end(["reset"], account.id);
  const url = `${services.url()}/reset?token=${await links.create("reset", account.id)}`;
  await mailbox.send({
    recipient: account.email,
    subject: message(language, "mail.reset.subject") ?? "",
    body: message(language, "mail.reset.body", { name: account.name, url }) ?? "",
  });
}
