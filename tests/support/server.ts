import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { readConfig } from "#server/config.ts";
import { makeFirstAdministrator } from "#server/auth/first-run.ts";
import { startServer, type RunningServer } from "#server/http/listen.ts";
import type { DialectName } from "#server/store/port.ts";
import { ownDatabase, startPostgres, type PostgresServer } from "./databases.ts";

export const ADMIN = { email: "admin@example.test", password: "Correct-horse-7-battery" } as const;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; `undefined` where it is no JSON. Tests say themselves what they expect of it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

/** One person's way to a server: keeps cookies as a browser does. */
export class Client {
  readonly #cookies = new Map<string, string>();

  constructor(
    readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** One request with JSON in and out. */
  async api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.raw(method, path, text, { ...(text !== undefined && { "content-type": "application/json" }), ...headers });
  }

  async raw(method: string, path: string, body?: string | Uint8Array<ArrayBuffer> | FormData, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.url + path, { method, headers: { ...(cookie && { cookie }), ...this.headers, ...headers }, ...(body !== undefined && { body }), redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (pair.slice(at + 1) === "") this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const answer = await response.text();
    return { status: response.status, headers: response.headers, text: answer, json: parsed(answer) };
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.api("GET", path, undefined, headers);
  }
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.api("POST", path, body, headers);
  }
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.api("PUT", path, body, headers);
  }
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.api("PATCH", path, body, headers);
  }
  delete(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.api("DELETE", path, undefined, headers);
  }

  /** Signs in or throws. */
  async signIn(email: string = ADMIN.email, password: string = ADMIN.password): Promise<this> {
    const answer = await this.post("/api/auth/sign-in/email", { email, password });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status} ${answer.text}`);
    return this;
  }

  /** The session's secret, to use it elsewhere. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface TestServer extends RunningServer {
  /** A new visitor, not signed in. */
  visitor(headers?: Record<string, string>): Client;
  /** A new client signed in as the administrator. */
  admin(): Promise<Client>;
  /** The administrator with a new workspace: `path("records", "user")` is its API. */
  workspace(slug: string, options?: { templates?: readonly string[]; sampleData?: boolean | "small"; locale?: "en" | "zh-CN"; currency?: string }): Promise<{ client: Client; path: (...parts: string[]) => string }>;
}

export interface TestServerOptions {
  /** Variables beside those of the test (contract §1). */
  readonly env?: Record<string, string>;
  /** A folder to start on again; without it a new one that goes away at the stop. */
  readonly data?: string;
  /** Whether the administrator is made (yes unless said). */
  readonly administrator?: boolean;
}

/** The real server, in this process, on a port of its own and an empty data folder. `databaseUrl` null: SQLite. */
export async function startTestServer(databaseUrl: string | null, options: TestServerOptions = {}): Promise<TestServer> {
  const data = options.data ?? (await mkdtemp(join(tmpdir(), "tangram-server-")));
  const admin = options.administrator === false ? {} : { TANGRAM_ADMIN_EMAIL: ADMIN.email, TANGRAM_ADMIN_PASSWORD: ADMIN.password };
  const database = databaseUrl === null ? {} : { DATABASE_URL: databaseUrl, TANGRAM_SECRET: "a secret for tests only" };
  const server = await startServer(readConfig({ PORT: "0", TANGRAM_DATA: data, ...admin, ...database, ...options.env }));
  await makeFirstAdministrator(server);
  const visitor = (headers?: Record<string, string>): Client => new Client(server.address, headers);
  const signedIn = (): Promise<Client> => visitor().signIn();
  return {
    ...server,
    visitor,
    admin: signedIn,
    workspace: async (slug, { templates = [], sampleData = false, locale = "en", currency = "CNY" } = {}) => {
      const client = await signedIn();
      const answer = await client.post("/api/workspaces", { name: slug, slug, locale, currency, timeZone: "Asia/Shanghai", templates, sampleData });
      if (answer.status !== 201) throw new Error(`making ${slug} answered ${answer.status} ${answer.text}`);
      return { client, path: (...parts) => ["/api/w", slug, ...parts].join("/") };
    },
    stop: async () => {
      await server.stop();
      if (options.data === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}

/**
 * Runs the tests of `body` against the real server, once on each database. `server()` is the one of the describe block;
 * `start` starts another beside it on the same kind of database.
 */
export function onEachServer(name: string, body: (server: () => TestServer, dialect: DialectName, start: (options?: TestServerOptions) => Promise<TestServer>) => void, options: TestServerOptions = {}): void {
  describe(`${name} (sqlite)`, () => {
    let server: TestServer;
    beforeAll(async () => void (server = await startTestServer(null, options)));
    afterAll(() => server.stop());
    body(() => server, "sqlite", (more) => startTestServer(null, { ...options, ...more }));
  });
  describe(`${name} (postgres)`, () => {
    let postgres: PostgresServer;
    let database: { url: string; drop(): Promise<void> };
    let server: TestServer;
    beforeAll(async () => {
      postgres = await startPostgres();
      database = await ownDatabase(postgres.url);
      server = await startTestServer(database.url, options);
    });
    afterAll(async () => {
      await server.stop();
      await database.drop();
      await postgres.stop();
    });
    body(() => server, "postgres", (more) => startTestServer(database.url, { ...options, ...more }));
  });
}
