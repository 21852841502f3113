import { expect, test } from "vitest";
import { Dice, idOf, nasty, nastyText, valueOf, whereOf, type Schema, type World } from "#tests/support/fuzz.ts";
import { onEachServer, type Client } from "#tests/support/server.ts";

const REQUESTS = process.env["TANGRAM_TEST_FULL"] ? 10_000 : 500;
const SEED = Number(process.env["TANGRAM_TEST_SEED"] ?? 20_261_124);

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly { name: string; in: "path" | "query" | "header" }[];
  readonly body: Schema | undefined;
  /** Takes a form with a file. */
  readonly form: boolean;
}

/** Doors that end the session, take the workspace away or never end; and the making of workspaces, which takes a second each. */
const LEFT_OUT = [/^DELETE \/api\/workspaces/, /sign-out$/, /auth\/password$/, /\/events$/, /^POST \/api\/workspaces$/, /^(DELETE|PATCH) .*\/members\/\{id\}$/];

function operationsOf(document: { paths: Record<string, Record<string, { parameters?: Operation["parameters"]; requestBody?: { content: Record<string, { schema: Schema }> } }>> }): Operation[] {
  return Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({ method: method.toUpperCase(), path, parameters, body: requestBody?.content["application/json"]?.schema, form: requestBody?.content["multipart/form-data"] !== undefined })),
    )
    .filter(({ method, path }) => !LEFT_OUT.some((pattern) => pattern.test(`${method} ${path}`)));
}

function queryValue(dice: Dice, name: string, fields: readonly string[]): string {
  if (dice.chance(0.15)) return nastyText(dice);
  switch (name) {
    case "where": return dice.chance(0.95) ? JSON.stringify(whereOf(dice, fields)) : "{";
    case "sort": case "fields": case "expand": return Array.from({ length: 1 + dice.below(3) }, () => (dice.chance(0.3) ? "-" : "") + dice.pick(fields)).join(",");
    case "limit": return dice.pick(["0", "1", "50", "500", "501", "-1", "1e3", "9".repeat(30)]);
    case "count": case "deleted": case "dryRun": return dice.pick(["true", "false", "maybe"]);
    case "cursor": return dice.pick(["x", Buffer.from(JSON.stringify(nasty(dice)) ?? "").toString("base64url"), "W10"]);
    default: return dice.pick(["a", "name", "10"]);
  }
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

function requestFor(dice: Dice, operation: Operation, world: World): Request {
  const object = /\/records\/([^/]+)/.exec(operation.path)?.[1] ?? "user";
  const fields = Object.keys(world.schemas[object]?.properties ?? { name: {} });
  let path = operation.path;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  for (const { name, in: place } of operation.parameters) {
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(wellFormed(pathValue(dice, name, world))));
    else if (place === "query" && dice.chance(0.5)) query.set(name, queryValue(dice, name, fields));
    else if (place === "header" && dice.chance(0.5)) headers[name] = dice.pick(['"1"', "*", "1", '"x"', "W/\"2\"", "abc", "respond-async"]);
  }
  if (dice.chance(0.05)) query.set(nastyText(dice), "1");
  const search = [...query].map(([name, value]) => `${encodeURIComponent(wellFormed(name))}=${encodeURIComponent(wellFormed(value))}`).join("&");
  if (operation.form) return { method: operation.method, path: path + (search && `?${search}`), ...formFor(dice) };
  const body = operation.body && JSON.stringify(dice.chance(0.9) ? valueOf(dice, operation.body, world) : nasty(dice));
  if (body !== undefined) headers["content-type"] = "application/json";
  return { method: operation.method, path: path + (search && `?${search}`), headers, body: body !== undefined && dice.chance(0.03) ? body.slice(0, -1) : body };
}

/** A form with a file, now and then a broken one. */
function formFor(dice: Dice): { headers: Record<string, string>; body: string } {
  const boundary = dice.pick(["x", "----form", "a b", "y".repeat(70)]);
  const disposition = dice.pick([`form-data; name="file"; filename="${nastyText(dice).replace(/["\r\n\ud800]/g, "")}"`, `form-data; name="file"`, nastyText(dice).replace(/[\r\n\ud800]/g, "")]);
  const part = `--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${dice.pick(["text/plain", "image/png", "nothing"])}\r\n\r\n${wellFormed(nastyText(dice))}\r\n`;
  const end = dice.pick([`--${boundary}--\r\n`, `--${boundary}--\r\n`, `--${boundary}`, ""]);
  return { headers: { "content-type": dice.pick([`multipart/form-data; boundary="${boundary}"`, `multipart/form-data; boundary=${boundary}`, "multipart/form-data", "application/json"]) }, body: dice.chance(0.9) ? part + end : wellFormed(nastyText(dice)) };
}

/** Half a surrogate pair has no encoding in an address. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDFFF]/gu, "�");

function pathValue(dice: Dice, name: string, world: World): string {
  if (dice.chance(0.25)) return nastyText(dice) || "x";
  if (name === "kind") return dice.pick(["object", "form", "view", "page", "role", "app", "option-set", "package", "workflow", "nothing"]);
  if (name === "name") return dice.pick([...Object.keys(world.schemas), "administrator", "mine"]);
  if (["n", "a", "b"].includes(name)) return dice.pick(["0", "1", "2", "-1", "1.5", "99999999999999999999"]);
  return idOf(dice, world);
}

async function worldOf(client: Client, path: (...parts: string[]) => string, schemas: Record<string, Schema>): Promise<World> {
  const ids: Record<string, string[]> = {};
  for (const name of Object.keys(schemas)) {
    const { json } = await client.get(`${path("records", name)}?limit=5`);
    ids[name] = (json?.records ?? []).map((record: { id: string }) => record.id);
  }
  return { schemas, ids };
}

/** Doors that stand beside hundreds of records' and would hardly be met by chance: each is asked by itself too. */
const BESIDE = [/^POST .*\/files$/, /\/presence$/, /\/invites/, /\/jobs\//, /^(GET|POST) .*\/packages/];
const BESIDE_EACH = 15;

onEachServer("requests made from openapi.json", (server) => {
  test(`${REQUESTS} of them are never answered with 500`, async () => {
    const { client, path } = await server().workspace("fuzzed", { templates: ["opportunity"], sampleData: "small" });
    const document = (await client.get(path("openapi.json"))).json;
    const { Problem: _problem, ...schemas } = document.components.schemas as Record<string, Schema>;
    const operations = operationsOf(document);
    expect(operations.length).toBeGreaterThan(50);
    const dice = new Dice(SEED);
    const world = await worldOf(client, path, schemas);
    const broken: string[] = [];
    let asked = 0;
    const ask = async (operation: Operation): Promise<number> => {
      const request = requestFor(dice, operation, world);
      const answer = await client.raw(request.method, request.path, request.body, request.headers);
      const told = answer.status < 400 || answer.headers.get("content-type")?.includes("application/problem+json") === true;
      if (answer.status >= 500 || !told) broken.push(`#${asked} ${request.method} ${request.path.slice(0, 300)} ${request.body?.slice(0, 600) ?? ""} → ${answer.status} ${answer.text.slice(0, 200)}`);
      asked++;
      return answer.status;
    };

    for (const pattern of BESIDE) {
      const doors = operations.filter(({ method, path: at }) => pattern.test(`${method} ${at}`));
      const statuses: number[] = [];
      for (let i = 0; i < doors.length * BESIDE_EACH; i++) statuses.push(await ask(dice.pick(doors)));
      expect(doors.length, String(pattern)).toBeGreaterThan(0);
      // Nobody has such a job.
      if (!pattern.test("GET /jobs/x")) expect(statuses.filter((status) => status < 300), String(pattern)).not.toEqual([]);
    }
    const statuses = new Map<number, number>();
    while (asked < REQUESTS && broken.length < 20) {
      const status = await ask(dice.pick(operations));
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(broken).toEqual([]);
    // It would prove little if all were refused at the door.
    const total = (holds: (status: number) => boolean): number => [...statuses].filter(([status]) => holds(status)).reduce((sum, [, count]) => sum + count, 0);
    expect(total((status) => status < 300)).toBeGreaterThan(total(() => true) / 20);
    expect(statuses.get(401) ?? 0).toBeLessThan(total(() => true) / 20);
  }, 900_000);
});
