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
  incoming?: { socket?: { remoteAddress?: string; encrypted?: boolean } };
}

function socketOf(c: Context): { remoteAddress?: string; encrypted?: boolean } | undefined {
  return (c.env as NodeBindings | undefined)?.incoming?.socket; // the adapter's bindings are not typed in Hono's Context
}

/** Where the request comes from, as the server itself knows: forwarded headers count only from a trusted proxy. */
export function clientAddress(c: Context, trusts: (address: string) => boolean): string {
  const direct = socketOf(c)?.remoteAddress ?? "local";
  if (!trusts(direct)) return direct;
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim()).filter(Boolean);
  // From the right: the last one that no proxy of ours has written.
  return forwarded.reverse().find((address) => !trusts(address)) ?? direct;
}

/** Whether the person's browser speaks HTTPS with us or with our proxy. */
export function isSecure(c: Context, services: Pick<Services, "url" | "trusts">): boolean {
  const socket = socketOf(c);
  if (socket?.encrypted || services.url().startsWith("https:")) return true;
  return services.trusts(socket?.remoteAddress ?? "") && c.req.header("x-forwarded-proto") === "https";
}
