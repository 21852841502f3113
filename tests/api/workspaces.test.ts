import { expect, test } from "vitest";
import { onEachServer } from "#tests/support/server.ts";

onEachServer("workspaces", (server, dialect, start) => {
  test("a workspace is made, listed, changed and removed", async () => {
    const client = await server().admin();
    const made = await client.post("/api/workspaces", { name: "Acme", slug: "acme", locale: "en", currency: "CNY", timeZone: "Asia/Shanghai", templates: [], sampleData: false });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toMatchObject({ slug: "acme", name: "Acme", currency: "CNY", timeZone: "Asia/Shanghai", roles: ["administrator"] });
    const me = await client.get("/api/me");
    expect(me.json.workspaces).toEqual([{ id: made.json.id, slug: "acme", name: "Acme", roles: ["administrator"] }]);

    const taken = await client.post("/api/workspaces", { name: "Other", slug: "acme", locale: "en", currency: "CNY", templates: [] });
    expect(taken.status).toBe(409);
    expect(taken.json.errors[0]).toMatchObject({ path: "/slug", rule: "unique" });

    const changed = await client.patch("/api/workspaces/acme", { name: "Acme 2", timeZone: "Europe/Berlin", fiscalYearStart: 4 });
    expect(changed.json).toMatchObject({ name: "Acme 2", timeZone: "Europe/Berlin", fiscalYearStart: 4 });
    expect((await client.get("/api/w/acme/model")).json.settings.timeZone).toBe("Europe/Berlin");
    expect((await client.patch("/api/workspaces/acme", { currency: "USD" })).status).toBe(400);

    expect((await client.delete("/api/workspaces/acme")).status).toBe(204);
    expect((await client.get("/api/w/acme/model")).status).toBe(404);
    expect((await client.get("/api/me")).json.workspaces).toEqual([]);
    const again = await client.post("/api/workspaces", { name: "Acme", slug: "acme", locale: "zh-CN", currency: "USD", templates: [] });
    expect(again.status, again.text).toBe(201);
    expect((await client.get("/api/w/acme/records/user")).json.records).toHaveLength(1);
    await client.delete("/api/workspaces/acme");
  });

  test("wrong wishes are told one by one, and nothing is made", async () => {
    const client = await server().admin();
    const answer = await client.post("/api/workspaces", { name: " ", slug: "api", locale: "en", currency: "XQX", timeZone: "Moon/Sea", templates: ["nothing"] });
    expect(answer.status).toBe(422);
    expect(answer.json.errors.map((error: { path: string; rule: string }) => `${error.path} ${error.rule}`)).toEqual(["/name required", "/slug slug", "/currency currency", "/timeZone time_zone", "/templates/0 template"]);
    for (const slug of ["Acme", "a_b", "-a", "a--b", "../x", "a".repeat(41), "1a"]) {
      expect((await client.post("/api/workspaces", { name: "x", slug, locale: "en", currency: "CNY", templates: [] })).status, slug).toBe(422);
    }
    expect(await server().system.directory.all()).toEqual([]);
  });

  test("what fails halfway leaves no trace", async () => {
    const client = await server().admin();
    const { engine } = server().registry;
    const original = engine.create;
    // The packages themselves are checked; a disk that fills up in the middle is not to be had in a test.
    Object.assign(engine, { create: () => Promise.reject(new Error("interrupted")) });
    try {
      expect((await client.post("/api/workspaces", { name: "x", slug: "halfway", locale: "en", currency: "CNY", templates: [] })).status).toBe(500);
    } finally {
      Object.assign(engine, { create: original });
    }
    expect(await server().system.directory.all()).toEqual([]);
    const { client: again } = await server().workspace("halfway");
    await again.delete("/api/workspaces/halfway");
  });

  test("members come, change and go; an administrator stays", async () => {
    const { client, path } = await server().workspace("team");
    const boss = await client.post(path("members"), { email: "Boss@example.test", name: "Boss", roles: ["administrator"], password: "boss-password" });
    expect(boss.status, boss.text).toBe(201);
    const made = await client.post(path("members"), { email: "rep@example.test", name: "Rep", roles: ["administrator"], password: "rep-password", manager: boss.json.id });
    expect(made.json).toMatchObject({ email: "rep@example.test", name: "Rep", active: true, signs_in: true, manager: boss.json.id });
    expect((await client.get(path("records", "user", made.json.id))).json).toMatchObject({ name: "Rep", email: "rep@example.test", manager$title: "Boss", active: true });

    expect((await client.post(path("members"), { email: "rep@example.test", name: "Rep", roles: ["administrator"] })).status).toBe(409);
    expect((await client.post(path("members"), { email: "x@example.test", name: "X", roles: ["no_such_role"] })).json.errors[0]).toMatchObject({ path: "/roles/0", rule: "role" });
    expect((await client.post(path("members"), { email: "y@example.test", name: "Y", roles: ["administrator"], manager: "0190a1b2-0000-7000-8000-000000000000" })).status).toBe(422);

    const rep = await server().visitor().signIn("rep@example.test", "rep-password");
    expect((await rep.get(path("model"))).status).toBe(200);
    expect((await client.patch(path("members", made.json.id), { active: false })).json.active).toBe(false);
    expect((await rep.get(path("model"))).status).toBe(404);
    expect((await client.get(path("records", "user", made.json.id))).json.active).toBe(false);
    expect((await client.patch(path("members", made.json.id), { active: true })).status).toBe(200);
    expect((await rep.get(path("model"))).status).toBe(200);
    expect((await client.delete(path("members", made.json.id))).status).toBe(204);
    expect((await rep.get(path("model"))).status).toBe(404);
    expect((await rep.get("/api/me")).json.workspaces).toEqual([]);

    const me = (await client.get("/api/me")).json.id as string;
    expect((await client.delete(path("members", boss.json.id))).status).toBe(204);
    for (const attempt of [client.delete(path("members", me)), client.patch(path("members", me), { active: false })]) {
      expect((await attempt).json.errors[0].rule).toBe("last_administrator");
    }
    await client.delete("/api/workspaces/team");
  });

  test("an account in two workspaces keeps its password, and each workspace its own roles", async () => {
    const one = await server().workspace("one");
    const two = await server().workspace("two");
    const person = { email: "both@example.test", name: "Both", roles: ["administrator"], password: "both-password" };
    const made = await one.client.post(one.path("members"), person);
    expect((await two.client.post(two.path("members"), { ...person, password: "taken-over" })).json.errors[0].rule).toBe("account_exists");
    const again = await two.client.post(two.path("members"), { ...person, name: "Otherwise" });
    expect(again.status, again.text).toBe(201);
    expect(again.json).toMatchObject({ id: made.json.id, name: "Otherwise" });
    const both = await server().visitor().signIn(person.email, person.password);
    expect((await both.get("/api/me")).json).toMatchObject({ name: "Both", workspaces: [{ slug: "one" }, { slug: "two" }] });
    const { token } = (await both.post("/api/auth/tokens", { name: "t", scope: { workspaces: ["one"] } })).json;
    const script = server().visitor({ authorization: `Bearer ${token}` });
    expect((await script.get(one.path("model"))).status).toBe(200);
    expect((await script.get(two.path("model"))).status).toBe(404);
    await one.client.delete("/api/workspaces/one");
    await two.client.delete("/api/workspaces/two");
  });

  test("an invited member chooses a password by the mailed link", async () => {
    const { client, path } = await server().workspace("inviting");
    await client.post(path("members"), { email: "new@example.test", name: "New", roles: ["administrator"] });
    const mail = (await client.get("/api/mails")).json.mails.find((kept: { recipient: string }) => kept.recipient === "new@example.test");
    const token = /token=([\w-]+)/.exec(mail.body)?.[1];
    const visitor = server().visitor();
    expect((await visitor.post("/api/auth/reset/confirm", { token, password: "my-own-password" })).status).toBe(200);
    expect((await visitor.get(path("model"))).status).toBe(200);
    expect((await visitor.get("/api/mails")).status).toBe(403);
    await client.delete("/api/workspaces/inviting");
  });

  test("the model is asked for again only when it has changed", async () => {
    const { client, path } = await server().workspace("model");
    const first = await client.get(path("model"));
    expect(first.json).toMatchObject({ release: expect.any(Number), workspace: { slug: "model" }, settings: { currency: "CNY" }, viewer: { administrator: true } });
    const names = first.json.documents.filter((document: { kind: string }) => document.kind === "object").map((document: { name: string }) => document.name);
    expect(names).toEqual(expect.arrayContaining(["user", "department", "team", "exchange_rate"]));
    expect((await client.get(path("model"), { "if-none-match": first.headers.get("etag") ?? "" })).status).toBe(304);
    await client.delete("/api/workspaces/model");
  });

  test("one's own views are one's own", async () => {
    const { client, path } = await server().workspace("views");
    await client.post(path("members"), { email: "viewer@example.test", name: "V", roles: ["administrator"], password: "viewer-password" });
    const other = await server().visitor().signIn("viewer@example.test", "viewer-password");
    const view = { object: "user", type: "table", columns: ["name"] };
    expect((await client.put(path("my", "views", "mine"), view)).status).toBe(200);
    expect((await client.get(path("my", "views", "mine"))).json).toEqual(view);
    expect((await client.get(path("my", "views"))).json.views).toEqual([{ name: "mine", view }]);
    expect((await other.get(path("my", "views"))).json.views).toEqual([]);
    expect((await other.delete(path("my", "views", "mine"))).status).toBe(404);
    expect((await client.put(path("my", "views", "Not%20a%20name"), view)).status).toBe(422);
    expect((await client.delete(path("my", "views", "mine"))).status).toBe(204);
    await client.delete("/api/workspaces/views");
  });

  test("live events tell what has changed, and end with the session", async () => {
    const { client, path } = await server().workspace("live");
    const ear = await server().admin();
    const response = await fetch(server().address + path("events"), { headers: { cookie: ear.cookie } });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const heard = listen(response);
    const team = await client.post(path("records", "team"), { name: "North" });
    expect(team.status, team.text).toBe(201);
    await heard.until((text) => text.includes(team.json.id));
    expect(heard.text()).toContain(`event: records.changed\ndata: {"object":"team","ids":["${team.json.id}"]}`);
    expect(heard.text()).not.toContain("North");
    await ear.post("/api/auth/sign-out");
    await client.post(path("records", "team"), { name: "South" });
    await heard.ended();
    expect(heard.text().match(/records\.changed/g)).toHaveLength(1);
    await client.delete("/api/workspaces/live");
  });

  test("search finds titles by their beginning, by pinyin, and only for who may read", async () => {
    const { client, path } = await server().workspace("search");
    for (const name of ["华东销售部", "North Team"]) await client.post(path("records", "team"), { name });
    for (const [q, title] of [["华东", "华东销售部"], ["huadong", "华东销售部"], ["nor", "North Team"]] as const) {
      const answer = await client.get(`${path("search")}?q=${encodeURIComponent(q)}`);
      expect(answer.json.results.map((result: { title: string }) => result.title), q).toContain(title);
    }
    expect((await client.get(path("search"))).status).toBe(400);
    expect((await client.get(`${path("search")}?q=${encodeURIComponent("\" OR * NEAR(")}`)).status).toBe(200);
    await client.delete("/api/workspaces/search");
  });

  test("openapi.json describes this workspace's objects", async () => {
    const { client, path } = await server().workspace("described");
    const { json } = await client.get(path("openapi.json"));
    expect(json.openapi).toBe("3.1.0");
    expect(json.components.schemas.team.properties.name).toMatchObject({ type: ["string", "null"] });
    expect(Object.keys(json.paths)).toEqual(expect.arrayContaining(["/api/w/described/records/team", "/api/w/described/records/team/{id}", "/api/auth/sign-in/email"]));
    await client.delete("/api/workspaces/described");
  });

  test("everything is still there after a restart", async ({ skip }) => {
    if (dialect === "postgres") skip("a server beside the first one is tested below");
    const { mkdtemp, rm } = await import("node:fs/promises");
    const data = await mkdtemp("/tmp/tangram-restart-");
    const first = await start({ data });
    const { client, path } = await first.workspace("stays");
    const team = await client.post(path("records", "team"), { name: "North" });
    await first.stop();
    const second = await start({ data });
    const back = await (await second.admin()).get(path("records", "team", team.json.id));
    expect(back.json).toMatchObject({ name: "North", revision: 1 });
    await second.stop();
    await rm(data, { recursive: true });
  });

  test("two processes on one database are one system", async ({ skip }) => {
    if (dialect === "sqlite") skip("one process at a time has a SQLite data folder");
    const second = await start();
    try {
      const { client, path } = await server().workspace("shared");
      const there = second.visitor({ cookie: client.cookie });
      const team = await there.post(path("records", "team"), { name: "North" });
      expect(team.status, team.text).toBe(201);
      expect((await client.get(path("records", "team", team.json.id))).json.name).toBe("North");
      const response = await fetch(second.address + path("events"), { headers: { cookie: client.cookie } });
      const heard = listen(response);
      await client.post(path("records", "team"), { name: "South" });
      await heard.until((text) => text.includes("records.changed"));
      await client.delete("/api/workspaces/shared");
    } finally {
      await second.stop();
    }
  });
});

/** What a stream has said so far; waits for more. */
function listen(response: Response): { text(): string; until(test: (text: string) => boolean): Promise<void>; ended(): Promise<void> } {
  let text = "";
  let isOver = false;
  const reading = (async () => {
    for await (const part of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) text += part;
    isOver = true;
  })();
  return {
    text: () => text,
    until: async (test) => {
      for (let i = 0; i < 100 && !test(text); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      if (!test(text)) throw new Error(`not heard; so far: ${text}`);
    },
    ended: async () => {
      await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, 5000))]);
      if (!isOver) throw new Error("the stream goes on");
    },
  };
}
