import { beforeAll, expect, test } from "vitest";
import { noteDraftPresence } from "#server/metadata/presence.ts";
import { onEachDatabase } from "#tests/support/databases.ts";
import { onEachServer, type Client } from "#tests/support/server.ts";

const PASSWORD = "Another-horse-9-battery";

onEachServer("who has a document of the draft open", (server, dialect, start) => {
  let one: Client;
  let other: Client;
  let plain: Client;
  let path: (...parts: string[]) => string;
  const at = (name = "thing"): string => path("draft", "form", name, "presence");
  const people = async (client: Client, name?: string, body: object = {}): Promise<unknown[]> => (await client.post(at(name), body)).json.people.map((person: { name: string }) => person.name);

  beforeAll(async () => {
    const made = await server().workspace("presence");
    ({ client: one, path } = made);
    for (const [name, roles] of [["Wei", ["administrator"]], ["Ann", ["looker"]]] as const) {
      if (name === "Ann") {
        await one.put(path("draft", "role", "looker"), { kind: "role", name: "looker", label: { en: "Looker" }, objects: { user: { read: true } } }, { "if-none-match": "*" });
        expect((await one.post(path("releases"), {})).status).toBe(201);
      }
      const answer = await one.post(path("members"), { email: `${name}@example.test`, name, roles, password: PASSWORD });
      expect(answer.status, answer.text).toBe(201);
    }
    other = await server().visitor().signIn("Wei@example.test", PASSWORD);
    plain = await server().visitor().signIn("Ann@example.test", PASSWORD);
  });

  test("is told to each other, until they leave", async () => {
    expect(await people(one)).toEqual([]);
    expect(await people(other)).toEqual([expect.any(String)]);
    const [wei] = (await one.post(at(), {})).json.people;
    expect(wei).toEqual({ id: expect.any(String), name: "Wei", since: expect.stringMatching(/^\d{4}-.*Z$/) });
    expect(await people(one, "another")).toEqual([]);
    expect(await people(other, undefined, { leaves: true })).toHaveLength(1);
    expect(await people(one)).toEqual([]);
  });

  test("is for builders only, and names a document", async () => {
    expect((await plain.post(at(), {})).status).toBe(403);
    expect((await one.post(path("draft", "nothing", "thing", "presence"), {})).status).toBe(404);
    expect((await one.post(path("draft", "form", "No Name", "presence"), {})).status).toBe(404);
    expect((await one.post(at(), { here: true })).status).toBe(400);
  });

  test("the events say when somebody came or went, to builders", async () => {
    const [heard, unheard] = [listen(one, path("events")), listen(plain, path("events"))];
    await Promise.all([heard.opened, unheard.opened]);
    await people(other, "watched");
    await people(other, "watched"); // still there: nothing new
    await people(other, "watched", { leaves: true });
    await until(() => heard.text().includes("draft.presence"));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([...heard.text().matchAll(/event: draft\.presence\ndata: (.*)\n/g)].map(([, data]) => JSON.parse(data ?? ""))).toContainEqual({ kind: "form", name: "watched" });
    expect(unheard.text()).not.toContain("watched");
    await Promise.all([heard.close(), unheard.close()]);
  });

  if (dialect === "postgres") {
    test("two processes tell of each other's people", async () => {
      const beside = await start();
      try {
        const away = await beside.visitor().signIn("Wei@example.test", PASSWORD);
        const heard = listen(one, path("events"));
        await heard.opened;
        await away.post(at("far"), {});
        expect(await people(one, "far")).toEqual(["Wei"]);
        await until(() => heard.text().includes('"far"'));
        await heard.close();
      } finally {
        await beside.stop();
      }
    });
  }
});

onEachDatabase("presence", (open) => {
  test("ends by itself, and whoever came first stands first", async () => {
    const store = await open();
    const time = (seconds: number): Date => new Date(Date.UTC(2026, 10, 24, 8, 0, seconds));
    const note = async (by: string, seconds: number, leaves = false): Promise<string[]> => (await noteDraftPresence(store, by, "form", "f", leaves, time(seconds))).map(({ id }) => id);
    const events = async (): Promise<number> => Number((await store.reader.get("select count(*) from main._event"))?.[0]);
    await note("a", 0);
    await note("b", 5);
    expect(await note("c", 30)).toEqual(["a", "b"]);
    await note("a", 40);
    expect([await events(), await note("c", 60)]).toEqual([3, ["a"]]);
    expect(await note("b", 61)).toEqual(["a", "c"]);
    expect(await note("a", 62)).toEqual(["c", "b"]);
    // Gone without a word, they leave no rows behind either.
    expect(await note("d", 600)).toEqual([]);
    expect(await store.reader.all("select key from main._meta where key like 'presence %'")).toEqual([["presence form/f d"]]);
    expect(await note("d", 601, true)).toEqual([]);
    expect(await store.reader.all("select key from main._meta where key like 'presence %'")).toEqual([]);
  });
});

function listen(client: Client, path: string): { opened: Promise<void>; text(): string; close(): Promise<void> } {
  const ended = new AbortController();
  let text = "";
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const done = (async () => {
    const response = await fetch(client.url + path, { headers: { cookie: client.cookie }, signal: ended.signal });
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      open();
    }
  })().catch(() => undefined);
  return {
    opened,
    text: () => text,
    close: async () => {
      ended.abort();
      await done;
    },
  };
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); await new Promise((resolve) => setTimeout(resolve, 20))) if (Date.now() > end) throw new Error("did not come");
}
