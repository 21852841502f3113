import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runChild } from "#tests/support/child.ts";
import { ownDatabase, startPostgres, type PostgresServer } from "#tests/support/databases.ts";
import { ADMIN, startTestServer, type TestServer } from "#tests/support/server.ts";

/** Milliseconds into the making of a workspace at which its process is killed. */
const MOMENTS = [100, 500];

/** Starts a server of its own that makes a workspace, and kills it. True where it had not finished. */
async function killMaking(env: Record<string, string>, slug: string, moment: number): Promise<boolean> {
  const { output, signal, errors } = await runChild("tests/api/kill-create.child.ts", { env, slug }, (line, kill) => {
    if (line === "making") setTimeout(kill, moment);
  });
  if (signal !== "SIGKILL") throw new Error(`the child ended by itself: ${output} ${errors}`);
  return !output.includes("made ");
}

async function expectMakeable(server: TestServer, slug: string): Promise<void> {
  const { client, path } = await server.workspace(slug, { templates: ["opportunity"], sampleData: "small" });
  expect((await client.get(path("model"))).status).toBe(200);
  expect((await server.system.directory.all()).every(({ ready }) => ready)).toBe(true);
}

describe("a workspace whose making was killed", () => {
  const administrator = { TANGRAM_ADMIN_EMAIL: ADMIN.email, TANGRAM_ADMIN_PASSWORD: ADMIN.password };
  let postgres: PostgresServer;
  let database: { url: string; drop(): Promise<void> };
  let data = "";
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "tangram-kill-create-"));
    postgres = await startPostgres();
    database = await ownDatabase(postgres.url);
  });
  afterAll(async () => {
    await database.drop();
    await postgres.stop();
    await rm(data, { recursive: true, force: true });
  });

  test("is gone when the server starts again (sqlite)", async () => {
    const folder = join(data, "sqlite");
    let unfinished = 0;
    for (const moment of MOMENTS) if (await killMaking({ PORT: "0", TANGRAM_DATA: folder, ...administrator }, `half-${moment}`, moment)) unfinished++;
    expect(unfinished).toBeGreaterThan(0);
    const server = await startTestServer(null, { data: folder });
    try {
      expect(await server.system.directory.all()).toHaveLength(MOMENTS.length - unfinished);
      await expectMakeable(server, "half-again");
    } finally {
      await server.stop();
    }
  }, 180_000);

  test("gives its address to who wants it next, or is gone when a server starts; one that is being made stays (postgres)", async () => {
    const env = (name: string): Record<string, string> => ({ PORT: "0", TANGRAM_DATA: join(data, name), DATABASE_URL: database.url, TANGRAM_SECRET: "a secret for tests only", ...administrator });
    const beside = await startTestServer(database.url);
    const left: string[] = [];
    try {
      for (const moment of MOMENTS) if (await killMaking(env("other"), `half-${moment}`, moment)) left.push(`half-${moment}`);
      expect(left.length).toBeGreaterThan(0);
      const [first = "", ...others] = left;
      await expectNotReady(beside, left);
      // Its address can be had at once, beside a server that was there all the time.
      await beside.workspace(first, { templates: ["opportunity"], sampleData: "small" });
      const next = await startTestServer(database.url);
      try {
        for (const slug of others) expect(await next.system.directory.bySlug(slug)).toBeNull();
        expect((await next.system.directory.bySlug(first))?.ready).toBe(true);
        for (const slug of others) await expectMakeable(next, slug);
        await expectStaysWhileMade(beside, next);
      } finally {
        await next.stop();
      }
    } finally {
      await beside.stop();
    }
  }, 180_000);
});

/** Killed before the address was taken there is nothing; after it, something that nobody may enter. */
async function expectNotReady(server: TestServer, slugs: readonly string[]): Promise<void> {
  const entries = await Promise.all(slugs.map((slug) => server.system.directory.bySlug(slug)));
  expect(entries.some((entry) => entry?.ready === false)).toBe(true);
  expect(entries.some((entry) => entry?.ready === true)).toBe(false);
}

/** What one process is making another one that starts does not take away, nor can it take the address. */
async function expectStaysWhileMade(maker: TestServer, other: TestServer): Promise<void> {
  const making = maker.workspace("in-work", { templates: ["opportunity"], sampleData: "small" });
  while ((await other.system.directory.bySlug("in-work")) === null) await new Promise((resolve) => setTimeout(resolve, 5));
  await other.registry.removeUnfinished();
  const wanted = await (await other.admin()).post("/api/workspaces", { name: "x", slug: "in-work", locale: "en", currency: "CNY", templates: [] });
  expect(wanted.status).toBe(409);
  await making;
  expect((await other.system.directory.bySlug("in-work"))?.ready).toBe(true);
}
