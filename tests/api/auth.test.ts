import { describe, expect, test } from "vitest";
import { ADMIN, onEachServer } from "#tests/support/server.ts";

const SIGN_IN = "/api/auth/sign-in/email";

onEachServer("signing in", (server, dialect, start) => {
  test("a session opens what was closed, and ends", async () => {
    const visitor = server().visitor();
    expect((await visitor.get("/api/me")).status).toBe(401);
    expect((await visitor.get("/api/setup")).json).toEqual({ needed: false, me: null });
    const answer = await visitor.post(SIGN_IN, ADMIN);
    expect(answer.status).toBe(200);
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^tangram_session=tgs_[\w-]{43};/);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    const me = await visitor.get("/api/me");
    expect(me.json).toMatchObject({ email: ADMIN.email, administrator: true, workspaces: [], settings: {} });
    expect((await visitor.get("/api/setup")).json).toEqual({ needed: false, me: me.json });
    const secret = visitor.cookie;
    expect((await visitor.post("/api/auth/sign-out")).status).toBe(204);
    expect((await server().visitor().get("/api/me", { cookie: secret })).status).toBe(401);
  });

  test("the address counts in any case, the password exactly", async () => {
    const visitor = server().visitor();
    expect((await visitor.post(SIGN_IN, { ...ADMIN, email: ADMIN.email.toUpperCase() })).status).toBe(200);
    const wrong = await visitor.post(SIGN_IN, { ...ADMIN, password: ADMIN.password.toUpperCase() });
    expect(wrong.status).toBe(401);
    const nobody = await visitor.post(SIGN_IN, { ...ADMIN, email: "nobody@example.test" });
    expect(nobody.text).toBe(wrong.text);
  });

  test("a session that was there before does not survive a sign-in", async () => {
    const visitor = await server().admin();
    const before = visitor.cookie;
    await visitor.signIn();
    expect(visitor.cookie).not.toBe(before);
    expect((await server().visitor().get("/api/me", { cookie: before })).status).toBe(401);
  });

  test("guessing is slowed down, in words", async () => {
    const visitor = server().visitor({ "accept-language": "zh-CN" });
    const attempt = () => visitor.post(SIGN_IN, { email: "guessed@example.test", password: "wrong-password" });
    for (let i = 0; i < 10; i++) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.json.detail).toMatch(/[\u4e00-\u9fff]/);
    expect((await server().visitor().post(SIGN_IN, ADMIN)).status).toBe(200);
  });

  test("what another site makes a browser send is refused", async () => {
    const client = await server().admin();
    const change = (headers: Record<string, string>) => client.patch("/api/me", { name: "Admin" }, headers);
    expect((await change({ origin: "https://evil.example" })).status).toBe(403);
    expect((await change({ origin: "null" })).status).toBe(403);
    expect((await change({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await change({ origin: server().address })).status).toBe(200);
    expect((await change({ "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("one's own name, language and settings are kept", async () => {
    const client = await server().admin();
    const changed = await client.patch("/api/me", { name: " Lin ", language: "zh-CN", settings: { theme: "dark" } });
    expect(changed.json).toMatchObject({ name: "Lin", language: "zh-CN", settings: { theme: "dark" } });
    expect((await client.get("/api/nothing")).json.title).toBe("未找到");
    expect((await client.get("/api/nothing", { "accept-language": "en-GB" })).json.title).toBe("Not found");
    expect((await client.patch("/api/me", { name: "" })).status).toBe(422);
    expect((await client.patch("/api/me", { administrator: false })).status).toBe(400);
    await client.patch("/api/me", { name: "Admin", language: null, settings: {} });
  });

  describe("tokens", () => {
    test("a token works without a cookie until it is deleted", async () => {
      const client = await server().admin();
      const made = await client.post("/api/auth/tokens", { name: "script" });
      expect(made.status).toBe(201);
      const bearer = { authorization: `Bearer ${made.json.token}` };
      const script = server().visitor(bearer);
      expect((await script.get("/api/me")).json.email).toBe(ADMIN.email);
      const listed = await client.get("/api/auth/tokens");
      expect(listed.text).not.toContain(made.json.token);
      expect(listed.json.tokens.map((token: { id: string }) => token.id)).toContain(made.json.id);
      expect((await client.delete(`/api/auth/tokens/${made.json.id}`)).status).toBe(204);
      expect((await script.get("/api/me")).status).toBe(401);
    });

    test("a wrong token is not overlooked beside a right cookie", async () => {
      const client = await server().admin();
      expect((await client.get("/api/me", { authorization: "Bearer tgt_nonsense" })).status).toBe(401);
    });

    test("an expired token is dead; one can't be made in the past", async () => {
      const client = await server().admin();
      expect((await client.post("/api/auth/tokens", { name: "old", expires: "2020-01-01T00:00:00Z" })).status).toBe(422);
      const soon = new Date(Date.now() + 700).toISOString();
      const { json } = await client.post("/api/auth/tokens", { name: "short", expires: soon });
      const script = server().visitor({ authorization: `Bearer ${json.token}` });
      expect((await script.get("/api/me")).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 900));
      expect((await script.get("/api/me")).status).toBe(401);
    });

    test("a token with a scope can neither write nor widen itself", async () => {
      const client = await server().admin();
      const { json } = await client.post("/api/auth/tokens", { name: "reader", scope: { readOnly: true } });
      const script = server().visitor({ authorization: `Bearer ${json.token}` });
      expect((await script.get("/api/workspaces")).status).toBe(200);
      expect((await script.post("/api/auth/tokens", { name: "wider" })).status).toBe(403);
      expect((await script.patch("/api/me", { name: "x" })).status).toBe(403);
    });
  });

  describe("passwords", () => {
    const fresh = async (email: string) => {
      const { accounts } = server().system;
      return accounts.create({ email, name: "Wang", password: "first-password" });
    };

    test("a changed password ends the other sessions at once", async () => {
      await fresh("change@example.test");
      const here = await server().visitor().signIn("change@example.test", "first-password");
      const there = await server().visitor().signIn("change@example.test", "first-password");
      expect((await here.post("/api/auth/password", { current: "wrong-password", password: "second-password" })).status).toBe(422);
      expect((await here.post("/api/auth/password", { current: "first-password", password: "short" })).status).toBe(422);
      expect((await here.post("/api/auth/password", { current: "first-password", password: "second-password" })).status).toBe(200);
      expect((await there.get("/api/me")).status).toBe(401);
      expect((await here.get("/api/me")).status).toBe(200);
    });

    test("a lost password is reset by a link that works once, shown to the administrator without SMTP", async () => {
      await fresh("lost@example.test");
      const other = await server().visitor().signIn("lost@example.test", "first-password");
      const token = (await other.post("/api/auth/tokens", { name: "t" })).json.token as string;
      const visitor = server().visitor();
      const unknown = await visitor.post("/api/auth/reset", { email: "unknown@example.test" });
      const known = await visitor.post("/api/auth/reset", { email: "lost@example.test" }, { host: "evil.example", origin: server().address });
      expect([unknown.status, known.status]).toEqual([204, 204]);
      const link = await mailedLink(server().address, "lost@example.test", await server().admin());
      expect(link.startsWith(server().url)).toBe(true);
      const secret = new URL(link).searchParams.get("token");
      expect((await visitor.post("/api/auth/reset/confirm", { token: secret, password: "tiny" })).status).toBe(422);
      expect((await visitor.post("/api/auth/reset/confirm", { token: secret, password: "third-password" })).status).toBe(200);
      expect((await visitor.get("/api/me")).json.email).toBe("lost@example.test");
      expect((await other.get("/api/me")).status).toBe(401);
      expect((await server().visitor({ authorization: `Bearer ${token}` }).get("/api/me")).status).toBe(401);
      expect((await visitor.post("/api/auth/reset/confirm", { token: secret, password: "fourth-password" })).status).toBe(401);
    });
  });

  test("another process' sign-out is seen within a second", async ({ skip }) => {
    if (dialect === "sqlite") skip("one process at a time has a SQLite data folder");
    const second = await start();
    try {
      const client = await server().admin();
      const there = second.visitor({ cookie: client.cookie });
      expect((await there.get("/api/me")).status).toBe(200);
      await client.post("/api/auth/sign-out");
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect((await there.get("/api/me")).status).toBe(401);
    } finally {
      await second.stop();
    }
  });
});

/** The link in the newest kept mail to the address. */
async function mailedLink(url: string, recipient: string, admin: { get(path: string): Promise<{ json: { mails: { recipient: string; body: string }[] } }> }): Promise<string> {
  for (let i = 0; i < 50; i++) {
    const { json } = await admin.get("/api/mails");
    const body = json.mails.find((mail) => mail.recipient === recipient)?.body;
    const link = body === undefined ? undefined : /https?:\/\/\S+/.exec(body)?.[0];
    if (link) return link;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no mail to ${recipient} at ${url}`);
}
