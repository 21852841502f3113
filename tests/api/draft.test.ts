import { beforeAll, describe, expect, test } from "vitest";
import { onEachServer, type Client } from "#tests/support/server.ts";

const PASSWORD = "Another-horse-9-battery";

const thing = (label: string, fields: object[] = []): object => ({
  kind: "object", name: "thing", label: { en: label, "zh-CN": label }, title: "name", fields: [{ name: "name", type: "text", label: { en: "Name" } }, ...fields],
});

onEachServer("draft", (server) => {
  let one: Client;
  let other: Client;
  let path: (...parts: string[]) => string;
  let count = 0;

  /** A workspace of its own for each group of tests. */
  const fresh = async (): Promise<void> => {
    const made = await server().workspace(`draft-${++count}`);
    one = made.client;
    path = made.path;
    const email = `builder${count}@example.test`;
    const member = await one.post(path("members"), { email, name: "Second builder", roles: ["administrator"], password: PASSWORD });
    expect(member.status, member.text).toBe(201);
    other = await server().visitor().signIn(email, PASSWORD);
  };
  const doc = (name = "thing", kind = "object"): string => path("draft", kind, name);
  const create = (body: object, name = "thing"): ReturnType<Client["put"]> => one.put(doc(name), body, { "if-none-match": "*" });
  const etagOf = async (client: Client, at: string): Promise<string> => (await client.get(at)).headers.get("etag") ?? "";

  describe("documents", () => {
    beforeAll(fresh);

    test("a document is put, read, changed and removed by its ETag", async () => {
      expect((await one.get(doc())).status).toBe(404);
      expect((await one.put(doc(), thing("Thing"))).status).toBe(428);
      const created = await create(thing("Thing"));
      expect(created.status, created.text).toBe(201);
      expect(created.json.diagnostics).toEqual([]);
      const etag = created.headers.get("etag") ?? "";
      expect(etag).toMatch(/^"[0-9a-f]{40}"$/);

      const read = await one.get(doc());
      expect(read.json).toEqual(thing("Thing"));
      expect(read.headers.get("etag")).toBe(etag);
      expect((await create(thing("Again"))).status).toBe(412);

      const changed = await one.put(doc(), thing("Thing two"), { "if-match": etag });
      expect(changed.status, changed.text).toBe(200);
      expect(changed.headers.get("etag")).not.toBe(etag);
      const listed = (await one.get(path("draft"))).json.documents.find((item: { name: string }) => item.name === "thing");
      expect(listed).toMatchObject({ kind: "object", name: "thing", state: "new", etag: changed.headers.get("etag")?.replaceAll('"', "") });
      expect(listed.by).toBeTruthy();
      expect(Date.parse(listed.at)).toBeGreaterThan(Date.now() - 60_000);

      expect((await one.delete(doc())).status).toBe(428);
      expect((await one.delete(doc(), { "if-match": etag })).status).toBe(412);
      expect((await one.delete(doc(), { "if-match": changed.headers.get("etag") ?? "" })).status).toBe(200);
      expect((await one.get(doc())).status).toBe(404);
    });

    test("diagnostics of the whole draft that concern the document come with the save", async () => {
      const saved = await create(thing("Thing", [{ name: "owner_team", type: "lookup", to: ["nowhere"], label: { en: "x" } }]));
      expect(saved.status).toBe(201);
      expect(saved.json.diagnostics).toMatchObject([{ severity: "error", code: "unknown_object", kind: "object", name: "thing", path: "/fields/1/to" }]);
      expect(saved.json.diagnostics[0].message).toContain("nowhere");
    });

    test("built-in objects are read-only", async () => {
      const user = await one.get(doc("user"));
      expect(user.status).toBe(200);
      expect((await one.put(doc("user"), { ...user.json, title: "email" }, { "if-match": user.headers.get("etag") ?? "" })).status).toBe(422);
      expect((await one.delete(doc("user"), { "if-match": user.headers.get("etag") ?? "" })).status).toBe(403);
      const extended = await one.put(doc("user_more"), { kind: "object", name: "user_more", extends: "user", fields: [{ name: "nickname", type: "text" }] }, { "if-none-match": "*" });
      expect(extended.status, extended.text).toBe(201);
    });
  });

  describe("bad metadata is refused and changes nothing", () => {
    beforeAll(fresh);
    const big = "x".repeat(5_000_000);
    test.each([
      ["another kind's settings", { ...thing("x", [{ name: "size", type: "decimal", maxLength: 3 }]) }, "schema"],
      ["an unknown property", { ...thing("x"), colour: "red" }, "schema"],
      ["an unknown field type", thing("x", [{ name: "size", type: "no_such" }]), "schema"],
      ["a reserved word as a field", thing("x", [{ name: "select", type: "text" }]), "name_reserved"],
      ["a system column as a field", thing("x", [{ name: "revision", type: "text" }]), "name_system"],
      ["another name than its address", { ...thing("x"), name: "other" }, "name_mismatch"],
      ["5 MB", { ...thing("x"), description: { en: big } }, "too_large"],
      ["a newer format", { ...thing("x"), formatVersion: 99 }, "format_newer"],
      ["no object", [], "schema"],
    ])("%s", async (_what, body, code) => {
      const answer = await create(body);
      expect(answer.status, answer.text.slice(0, 300)).toBe(422);
      expect(answer.json.diagnostics[0]).toMatchObject({ severity: "error", code, kind: "object", name: "thing" });
      expect(answer.json.errors[0].message).toBeTruthy();
      expect((await one.get(doc())).status).toBe(404);
    });

    test("a key that poisons", async () => {
      const answer = await one.raw("PUT", doc(), `{"kind":"object","name":"thing","__proto__":{"polluted":true}}`, { "content-type": "application/json", "if-none-match": "*" });
      expect(answer.status).toBe(422);
      expect(answer.json.diagnostics).toMatchObject([{ code: "poisoned_key", path: "/__proto__" }]);
    });

    test("a reserved word as an object", async () => {
      const answer = await one.put(doc("order"), { kind: "object", name: "order", label: {} }, { "if-none-match": "*" });
      expect(answer.json.diagnostics).toMatchObject([{ code: "name_reserved" }]);
    });

    test("a kind that is none, and one that comes later", async () => {
      expect((await one.put(path("draft", "gadget", "x"), { kind: "gadget", name: "x" }, { "if-none-match": "*" })).json.diagnostics).toMatchObject([{ code: "unknown_kind" }]);
      expect((await one.put(path("draft", "workflow", "x"), { kind: "workflow", name: "x" }, { "if-none-match": "*" })).json.diagnostics).toMatchObject([{ code: "kind_not_yet" }]);
    });

    test("in the asker's language", async () => {
      const answer = await one.put(doc(), { ...thing("x"), colour: "red" }, { "if-none-match": "*", "accept-language": "zh-CN" });
      expect(answer.json.diagnostics[0].message).toContain("没有「colour」");
    });
  });

  describe("two builders", () => {
    beforeAll(fresh);

    test("the second to save gets 412 with both versions", async () => {
      await create(thing("First"));
      const etag = await etagOf(other, doc());
      expect((await one.put(doc(), thing("By one"), { "if-match": etag })).status).toBe(200);
      const late = await other.put(doc(), thing("By other"), { "if-match": etag });
      expect(late.status).toBe(412);
      expect(late.json.current).toEqual(thing("By one"));
      expect(late.json.base).toEqual(thing("First"));
      expect((await one.get(doc())).json).toEqual(thing("By one"));
    });

    test("undo and redo are each one's own, and refused where another's step stands on it", async () => {
      const etag = await etagOf(one, doc());
      await one.put(doc(), thing("Step one"), { "if-match": etag });
      await one.put(doc(), thing("Step two"), { "if-match": await etagOf(one, doc()) });
      const undone = await one.post(path("draft", "object", "thing", "undo"));
      expect(undone.json.document).toEqual(thing("Step one"));
      expect(undone.headers.get("etag")).toBe(await etagOf(one, doc()));
      expect((await one.post(path("draft", "object", "thing", "redo"))).json.document).toEqual(thing("Step two"));
      expect((await one.post(path("draft", "object", "thing", "redo"))).status).toBe(409);

      await other.put(doc(), thing("Theirs"), { "if-match": await etagOf(other, doc()) });
      const refused = await one.post(path("draft", "object", "thing", "undo"));
      expect(refused.status).toBe(409);
      expect(refused.json.errors[0]).toMatchObject({ rule: "undo_overtaken" });
      expect(refused.json.detail).toContain("Someone has changed this document");
      expect((await other.post(path("draft", "object", "thing", "undo"))).json.document).toEqual(thing("Step two"));
      expect((await one.post(path("draft", "object", "thing", "undo"))).json.document).toEqual(thing("Step one"));
    });

    test("addresses that can be no document's are not there", async () => {
      for (const name of ["Thing", "a%20b", "x".repeat(60)]) {
        const at = path("draft", "object", name);
        const answers = [await one.get(at), await one.delete(at, { "if-match": "x" }), await one.post(`${at}/undo`), await one.post(`${at}/redo`), await one.post(`${at}/reset`)];
        expect(answers.map(({ status }) => status), name).toEqual([404, 404, 404, 404, 404]);
      }
      expect((await one.post(path("draft", "gadget", "x", "undo"))).status).toBe(404);
    });

    test("reset drops the change", async () => {
      expect((await one.post(path("draft", "object", "thing", "reset"))).json.document).toBeNull();
      expect((await one.get(doc())).status).toBe(404);
      expect((await one.post(path("draft", "object", "nowhere", "reset"))).status).toBe(404);
    });

    test("many saves of one document at once: one wins, the others are told", async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => one.put(doc("race"), { ...thing(`n${i}`), name: "race" }, { "if-none-match": "*" })));
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412, 412, 412, 412, 412, 412, 412]);
    });
  });

  test("members whose role does not build are refused, others learn nothing", async () => {
    await fresh();
    await one.put(path("draft", "role", "reader"), { kind: "role", name: "reader", label: { en: "Reader" }, objects: {} }, { "if-none-match": "*" });
    await one.put(path("draft", "role", "maker"), { kind: "role", name: "maker", label: { en: "Maker" }, builder: true }, { "if-none-match": "*" });
    expect((await one.post(path("releases"), { message: "roles" })).status).toBe(201);
    for (const [role, status] of [["reader", 403], ["maker", 200]] as const) {
      const email = `${role}${count}@example.test`;
      expect((await one.post(path("members"), { email, name: role, roles: [role], password: PASSWORD })).status).toBe(201);
      const member = await server().visitor().signIn(email, PASSWORD);
      for (const door of [path("draft"), doc("user"), path("releases"), path("where-used", "object", "user"), path("packages")]) expect((await member.get(door)).status, door).toBe(status);
      expect((await member.post(path("releases"), { message: "x" })).status).toBe(status === 403 ? 403 : 422);
    }
    expect((await server().visitor().get(path("draft"))).status).toBe(401);
  });

  test("where-used names the places", async () => {
    await fresh();
    await create(thing("Thing", [{ name: "above", type: "lookup", to: ["thing"], label: { en: "Above" } }]));
    await one.put(path("draft", "view", "thing"), { kind: "view", name: "thing", object: "thing", type: "table", label: { en: "Things" }, columns: ["name", "above.name"], sort: "-name" }, { "if-none-match": "*" });
    const uses = (await one.get(path("where-used", "object", "thing", "above"))).json.uses;
    expect(uses).toEqual([{ kind: "view", name: "thing", path: "/columns/1" }]);
    const all = (await one.get(path("where-used", "object", "thing"))).json.uses;
    expect(all).toContainEqual({ kind: "view", name: "thing", path: "/object" });
  });
});
