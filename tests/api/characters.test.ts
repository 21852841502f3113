import { beforeAll, expect, test } from "vitest";
import { onEachServer, type Client } from "#tests/support/server.ts";

const NUL = "a\u0000b";

onEachServer("text that no database holds", (server) => {
  let client: Client;
  let path: (...parts: string[]) => string;
  beforeAll(async () => {
    ({ client, path } = await server().workspace("characters"));
  });
  const address = (base: string, query: Record<string, string>): string => `${base}?${new URLSearchParams(query).toString()}`;

  test("is refused by every door as not understood, the same on both databases", async () => {
    const where = (value: unknown, op = "eq"): string => JSON.stringify({ field: "name", op, value });
    const doors: [string, () => Promise<{ status: number; text: string }>][] = [
      ["a body", () => client.post(path("records", "team"), { name: NUL })],
      ["half a pair in a body", () => client.raw("POST", path("records", "team"), '{"name":"\\ud800"}', { "content-type": "application/json" })],
      ["a document", () => client.put(path("draft", "object", "thing"), { kind: "object", name: "thing", label: { en: NUL } }, { "if-none-match": "*" })],
      ["a query", () => client.post(path("query"), { from: "team", where: { field: "name", op: "eq", value: NUL } })],
      ["a name in an address", () => client.get(path("records", "te%00am"))],
      ["an id in an address", () => client.get(path("records", "team", "x%00"))],
      ["a search", () => client.get(`${path("search")}?q=%00`)],
      ...["eq", "contains", "startsWith", "gt"].map((op): [string, () => Promise<{ status: number; text: string }>] => [`JSON in an address, ${op}`, () => client.get(address(path("records", "team"), { where: where(NUL, op) }))]),
      ["a list of JSON in an address", () => client.get(address(path("records", "team"), { where: where(["a", NUL], "in") }))],
      ["an id as JSON in an address", () => client.get(address(path("records", "team"), { where: JSON.stringify({ field: "id", op: "eq", value: NUL }) }))],
      ["a reference as JSON in an address", () => client.get(address(path("records", "user"), { where: JSON.stringify({ field: "manager", op: "eq", value: NUL }) }))],
      ["a member's address", () => client.post(path("members"), { email: `${NUL}@example.test`, name: "N", roles: ["administrator"] })],
      ["a view's name", () => client.put(path("my", "views", "x%00"), {})],
    ];
    const statuses: Record<string, number> = {};
    for (const [door, ask] of doors) statuses[door] = (await ask()).status;
    expect(statuses).toEqual(Object.fromEntries(doors.map(([door]) => [door, 400])));
    // Nobody was given such a cursor: it leads nowhere, or is refused.
    const cursor = Buffer.from(JSON.stringify(["team:name", [NUL], 1])).toString("base64url");
    expect((await client.get(address(path("records", "team"), { sort: "name", cursor }))).status).toBeLessThan(500);
  });
});
