import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { destination, pino, type Logger } from "pino";
import { ConfigError, type Config } from "#server/config.ts";
import { openSystem, type System } from "#server/auth/system.ts";
import { folderFiles } from "#server/files/folder.ts";
import type { FileStore } from "#server/files/port.ts";
import { createEngine } from "#server/workspaces/engine.ts";
import { lockData } from "#server/workspaces/lock.ts";
import { Registry } from "#server/workspaces/registry.ts";
import { openStores } from "#server/workspaces/stores.ts";
import { createApp } from "./app.ts";
import { Metrics } from "./metrics.ts";

/** Headers hold the conditions of a list: a thousand ids fit. */
const HEADERS_MAX = 128 * 1024;

/** The parts of a server without its socket: what commands on the data folder need too. */
export interface Core {
  readonly config: Config;
  readonly log: Logger;
  readonly system: System;
  readonly registry: Registry;
  readonly files: FileStore;
  /** Closes the stores and lets go of the data folder. */
  close(): Promise<void>;
}

/** Takes the data folder (on SQLite) and opens the system. Throws `ConfigError` where another process has it or no database answers. */
export async function openCore(config: Config): Promise<Core> {
  const log = pino({ level: "info" }, destination({ dest: 2, sync: true }));
  const lock = config.databaseUrl === null ? await lockData(config.data) : null;
  const stores = await openStores(config).catch((error: unknown) => {
    lock?.release();
    throw new ConfigError(`The database of DATABASE_URL does not answer: ${error instanceof Error ? error.message || error.name : String(error)}`);
  });
  const store = await stores.system();
  const url = config.url ?? `http://${config.host}`;
  const system = await openSystem(store, { secret: config.secret, smtpUrl: config.smtpUrl, mailFrom: `Tangram <no-reply@${new URL(url).hostname}>` });
  const files = folderFiles(config.files);
  const onError = (err: unknown): void => log.error({ err }, "a workspace failed in the background");
  const registry = new Registry(stores, system.directory, files, createEngine(onError), onError);
  await registry.removeUnfinished();
  return {
    config, log, system, registry, files,
    close: async () => {
      await registry.close();
      await store.close();
      await stores.close();
      lock?.release();
    },
  };
}

export interface RunningServer extends Core {
  /** Where it listens, `http://HOST:PORT`. */
  readonly address: string;
  /** For links: the public address. */
  readonly url: string;
  /** Takes no new work, lets what runs finish, closes. */
  stop(): Promise<void>;
}

/** Opens the core and listens. Throws `ConfigError` where the port is taken. */
export async function startServer(config: Config): Promise<RunningServer> {
  const core = await openCore(config);
  try {
    return await listen(core);
  } catch (error) {
    await core.close();
    throw error;
  }
}

async function listen(core: Core): Promise<RunningServer> {
  const { config } = core;
  const web = join(config.root, "dist", "web");
  let address = "";
  let isStopping = false;
  const app = createApp({
    system: core.system,
    registry: core.registry,
    files: core.files,
    log: core.log,
    metrics: new Metrics(),
    url: () => config.url ?? address,
    trusts: config.trusts,
    web: existsSync(join(web, "index.html")) ? web : null,
    isStopping: () => isStopping,
  });
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: { maxHeaderSize: HEADERS_MAX, keepAliveTimeout: 65_000 } }) as Server; // without createServer it makes a plain HTTP server
  address = await bind(server, config);
  return {
    ...core,
    address,
    url: config.url ?? address,
    stop: async () => {
      isStopping = true;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await core.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function bind(server: Server, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "is taken by another program" : `can't be used (${error.code ?? error.message})`;
      reject(new ConfigError(`${host}:${port} ${why}; set PORT or HOST.`));
    });
    server.listen({ host, port }, () => {
      const at = server.address() as AddressInfo; // listening on a port, not on a pipe
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${at.port}`);
    });
  });
}
