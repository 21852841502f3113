import type { Context } from "hono";
import type { Logger } from "pino";
import type { Credential } from "#server/auth/credentials.ts";
import type { System } from "#server/auth/system.ts";
import type { FileStore } from "#server/files/port.ts";
import type { Registry } from "#server/workspaces/registry.ts";
import type { HttpEnv } from "./context.ts";
import type { Metrics } from "./metrics.ts";

/** What the routes that are not a workspace's own stand on. */
export interface Services {
  readonly system: System;
  readonly registry: Registry;
  readonly files: FileStore;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Public address, without a slash at the end. */
  readonly url: () => string;
  readonly trusts: (address: string) => boolean;
  /** Folder of the built screens, or null. */
  readonly web: string | null;
  /** Set while the server ends: it takes no new work. */
  readonly isStopping: () => boolean;
}

/** As `HttpEnv`, for the routes of this folder that handle the credential itself. */
export interface SignedEnv {
  Variables: HttpEnv["Variables"] & { credential: Credential };
}

/** What @hono/node-server gives; absent where a test calls the app without a socket. */
interface NodeBindings {
  incoming?: { socket?: { remoteAddress?: string; encrypted?: boolean }; headers: Readonly<Record<string, string | string[] | undefined>> };
  outgoing?: { setHeader(name: string, value: string): unknown };
}

const bindings = (c: Context): NodeBindings | undefined => c.env as NodeBindings | undefined; // the adapter's bindings are not typed in Hono's Context
const socketOf = (c: Context): { remoteAddress?: string; encrypted?: boolean } | undefined => bindings(c)?.incoming?.socket;

/** A request's header as Node has read it: no copy of all headers is made for it, as the Fetch API's would be. */
export function requestHeader(c: Context, name: string): string | undefined {
  const headers = bindings(c)?.incoming?.headers;
  if (!headers) return c.req.header(name);
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** A header of the answer, whoever makes it: set on Node's response, so that the answer itself keeps its few headers plain. */
export function answerHeader(c: Context, name: string, value: string): void {
  const outgoing = bindings(c)?.outgoing;
  if (outgoing) outgoing.setHeader(name, value);
  else c.header(name, value);
}

/** Where the request comes from, as the server itself knows: forwarded headers count only from a trusted proxy. */
export function clientAddress(c: Context, trusts: (address: string) => boolean): string {
  const direct = socketOf(c)?.remoteAddress ?? "local";
  if (!trusts(direct)) return direct;
  const forwarded = (requestHeader(c, "x-forwarded-for") ?? "").split(",").map((part) => part.trim()).filter(Boolean);
  // From the right: the last one that no proxy of ours has written.
  return forwarded.reverse().find((address) => !trusts(address)) ?? direct;
}

/** Whether the person's browser speaks HTTPS with us or with our proxy. */
export function isSecure(c: Context, services: Pick<Services, "url" | "trusts">): boolean {
  const socket = socketOf(c);
  if (socket?.encrypted || services.url().startsWith("https:")) return true;
  return services.trusts(socket?.remoteAddress ?? "") && requestHeader(c, "x-forwarded-proto") === "https";
}
