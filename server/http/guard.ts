import type { MiddlewareHandler } from "hono";
import { problem } from "#shared/lib/problem.ts";
import { CAPS } from "#shared/metadata/caps.ts";
import { Refusal } from "#server/refusal.ts";
import { isStorable } from "./body.ts";
import { acceptedLanguage } from "./messages.ts";
import type { HttpEnv } from "./context.ts";
import { answerHeader, isSecure, requestHeader, type Services } from "./env.ts";

/** Routes whose bodies are streamed, with limits of their own. */
const STREAMED = /^\/api\/w\/[^/]+\/(files|imports)$/;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

const CONTENT_POLICY = [
  "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'",
  "worker-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
].join("; ");
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

let counter = 0;
const PROCESS = Math.random().toString(36).slice(2, 8);

/** First of all: a request id, the asker's language, headers for safety, measured time, and no address or length that can't be right. */
export function guard(services: Services): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = `${PROCESS}-${(counter = (counter + 1) % 0xffffffff).toString(36)}`;
    c.set("requestId", requestId);
    c.set("language", acceptedLanguage(requestHeader(c, "accept-language")) ?? "en");
    const isApi = c.req.path.startsWith("/api/");
    answerHeader(c, "x-request-id", requestId);
    answerHeader(c, "x-content-type-options", "nosniff");
    answerHeader(c, "referrer-policy", "same-origin");
    answerHeader(c, "content-security-policy", isApi ? API_POLICY : CONTENT_POLICY);
    if (isApi) answerHeader(c, "cache-control", "no-store");
    if (isSecure(c, services)) answerHeader(c, "strict-transport-security", "max-age=31536000");
    refuseAddress(c.req.url);
    if (!SAFE.has(c.req.method) && Number(requestHeader(c, "content-length") ?? 0) > CAPS.bodyBytes && !STREAMED.test(c.req.path)) {
      throw new Refusal("too_large", [problem("", "body_size", { max: CAPS.bodyBytes })]);
    }
    await next();
    services.metrics.request(c.req.method, c.res.status, performance.now() - started);
  };
}

/** Percent-encoding that does not decode, and text that no database can hold, are refused before any route sees them. */
function refuseAddress(url: string): void {
  if (!url.includes("%")) return;
  let text: string;
  try {
    text = decodeURIComponent(url);
  } catch {
    throw new Refusal("not_understood", [problem("", "address")]);
  }
  if (!isStorable(text)) throw new Refusal("not_understood", [problem("", "address")]);
}

/**
 * Refuses what another site makes a browser send along with our cookie. Who sends a token is no browser; the cookie's
 * SameSite=Lax stands before this.
 */
export function sameOrigin(services: Services): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!SAFE.has(c.req.method) && requestHeader(c, "authorization") === undefined && !isOurs(requestHeader(c, "origin"), requestHeader(c, "host"), requestHeader(c, "sec-fetch-site"), services.url())) {
      throw new Refusal("forbidden", [problem("", "origin")]);
    }
    await next();
  };
}

function isOurs(origin: string | undefined, host: string | undefined, site: string | undefined, url: string): boolean {
  if (origin === undefined) return site === undefined || site === "same-origin" || site === "none";
  if (origin === url) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
