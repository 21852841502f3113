import { afterAll, beforeAll, expect } from "vitest";
import { startTestServer, type Client, type TestServer } from "#tests/support/server.ts";

export type Row = Record<string, unknown>;

export interface World {
  readonly client: Client;
  path(...parts: string[]): string;
  /** Makes a record, its child rows answered with it; fails with the answer's text. */
  make(object: string, body: Row, expand?: readonly string[]): Promise<Row>;
  change(object: string, id: unknown, body: Row, expand?: readonly string[]): Promise<Row>;
  read(object: string, id: unknown, expand?: readonly string[]): Promise<Row>;
  /** What a save would give. */
  evaluate(object: string, body: Row): Promise<{ record: Row; errors: Row[]; warnings: Row[] }>;
  /** The rules that refuse a record, with their places: `/quantity sign_fits_kind`. Empty: it is accepted. */
  refused(object: string, body: Row): Promise<string[]>;
  /** Someone else with these roles, signed in. */
  member(name: string, roles: readonly string[]): Promise<World>;
}

/** One workspace of these packages for all tests of a file, on the real server with SQLite; the administrator's. */
export function openWorld(templates: readonly string[]): () => World {
  let server: TestServer;
  let world: World;
  beforeAll(async () => {
    server = await startTestServer(null);
    const { client, path } = await server.workspace("world", { templates });
    world = worldOf(server, client, path);
  });
  afterAll(() => server.stop());
  return () => world;
}

function worldOf(server: TestServer, client: Client, path: World["path"]): World {
  const asked = (expand: readonly string[]): string => (expand.length > 0 ? `?expand=${expand.join(",")}` : "");
  return {
    client,
    path,
    async make(object, body, expand = []) {
      const answer = await client.post(path("records", object) + asked(expand), body);
      expect(answer.status, answer.text).toBe(201);
      return answer.json as Row;
    },
    async change(object, id, body, expand = []) {
      const answer = await client.patch(path("records", object, String(id)) + asked(expand), body);
      expect(answer.status, answer.text).toBe(200);
      return answer.json as Row;
    },
    async read(object, id, expand = []) {
      const answer = await client.get(path("records", object, String(id)) + asked(expand));
      expect(answer.status, answer.text).toBe(200);
      return answer.json as Row;
    },
    async evaluate(object, body) {
      const answer = await client.post(path("records", object, "evaluate"), body);
      expect(answer.status, answer.text).toBe(200);
      return answer.json as { record: Row; errors: Row[]; warnings: Row[] };
    },
    async refused(object, body) {
      const answer = await client.post(path("records", object), body);
      return answer.status === 201 ? [] : ((answer.json.errors ?? []) as { path: string; rule: string }[]).map((error) => `${error.path} ${error.rule}`);
    },
    async member(name, roles) {
      const email = `${name}@example.test`;
      const password = "Correct-horse-7-battery";
      const answer = await client.post(path("members"), { email, name, roles, password });
      expect(answer.status, answer.text).toBe(201);
      return worldOf(server, await server.visitor().signIn(email, password), path);
    },
  };
}

/** The child rows that an answer holds. */
export const rowsOf = (record: Row, list = "lines"): Row[] => record[list] as Row[]; // asked for by expand
