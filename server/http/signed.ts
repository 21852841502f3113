import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { problem } from "#shared/lib/problem.ts";
import { SESSION_DAYS, type Credential } from "#server/auth/credentials.ts";
import type { Viewer } from "#server/access/rights.ts";
import { Refusal } from "#server/refusal.ts";
import type { OpenWorkspace } from "#server/workspaces/open-workspace.ts";
import { acceptedLanguage } from "./messages.ts";
import { isSecure, requestHeader, type Services, type SignedEnv } from "./env.ts";

export const COOKIE = "tangram_session";
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** POSTs that only read: open to tokens that may only read. */
const READING_POST = /^\/api\/w\/[^/]+\/(query|records\/[^/]+\/evaluate|decision-tables\/[^/]+\/evaluate)$/;

/** Puts the session's secret into the cookie, or takes the cookie away. */
export function setSessionCookie(c: Context, services: Services, secret: string | null): void {
  setCookie(c, COOKIE, secret ?? "", {
    httpOnly: true, sameSite: "Lax", path: "/", secure: isSecure(c, services), maxAge: secret === null ? 0 : SESSION_DAYS * 86_400,
  });
}

/** The credential of the request: the bearer token where one is sent (a wrong one is not overlooked), else the cookie. */
export async function credentialOf(c: Context, services: Services): Promise<Credential | null> {
  const authorization = requestHeader(c, "authorization");
  const secret = authorization === undefined ? getCookie(c, COOKIE) : /^Bearer ([\w-]+)$/i.exec(authorization)?.[1];
  if (!secret) return null;
  return services.system.credentials.resolve(secret);
}

/** Only for who is signed in; gives `account`, `credential` and the language. */
export function signedIn(services: Services): MiddlewareHandler<SignedEnv> {
  return async (c, next) => {
    const credential = await credentialOf(c, services);
    if (!credential) throw new Refusal("unauthenticated");
    c.set("credential", credential);
    c.set("account", credential.account);
    if (credential.account.language && acceptedLanguage(requestHeader(c, "accept-language")) === null) c.set("language", credential.account.language);
    if (credential.scope.readOnly && !SAFE.has(c.req.method) && !READING_POST.test(c.req.path)) throw new Refusal("forbidden", [problem("", "scope")]);
    await next();
  };
}

/** Refuses tokens with a scope: they may not widen themselves by making others, nor act on the account. */
export function refuseScoped(credential: Credential): void {
  if (credential.scope.workspaces !== undefined || credential.scope.readOnly) throw new Refusal("forbidden", [problem("", "scope")]);
}

/** A workspace is open to its members only, and to nobody else there: gives `workspace` and `viewer`. */
export function inWorkspace(services: Services): MiddlewareHandler<SignedEnv> {
  return async (c, next) => {
    const slug = c.req.param("ws") ?? "";
    const { scope, account } = c.get("credential");
    if (scope.workspaces && !scope.workspaces.includes(slug)) throw new Refusal("not_found");
    const membership = await services.system.directory.membership(slug, account.id);
    if (!membership) throw new Refusal("not_found");
    const workspace = await services.registry.open(membership.workspace);
    workspace.enter();
    try {
      c.set("workspace", workspace);
      c.set("viewer", viewerIn(workspace, account.id, membership.roles, c.get("language")));
      await next();
    } finally {
      workspace.leave();
    }
  };
}

export function viewerIn(workspace: OpenWorkspace, account: string, roles: readonly string[], language: Viewer["language"]): Viewer {
  return { id: account, roles, rights: workspace.current.rights(roles), language };
}

/** For those who hold all rights in the workspace. */
export function requireAdministrator(viewer: Viewer): void {
  if (!viewer.rights.administrator) throw new Refusal("forbidden");
}
