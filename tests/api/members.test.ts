import { expect, test } from "vitest";
import { onEachServer, type Client } from "#tests/support/server.ts";

const PASSWORD = "Another-horse-9-battery";

async function mailedToken(client: Client, recipient: string): Promise<string> {
  const mail = (await client.get("/api/mails")).json.mails.find((kept: { recipient: string }) => kept.recipient === recipient);
  return /token=([\w-]+)/.exec(mail.body)?.[1] ?? "";
}

onEachServer("invitations", (server) => {
  const accept = (token: string, more: object = {}): ReturnType<Client["post"]> => server().visitor().post("/api/auth/reset/confirm", { token, password: PASSWORD, ...more });

  test("are mailed, accepted once with name and password, and make the member that was meant", async () => {
    const { client, path } = await server().workspace("inviting");
    const me = (await client.get("/api/me")).json.id as string;
    const made = await client.post(path("members", "invites"), { email: "Lin@example.test", roles: ["administrator"], manager: me });
    expect(made.status, made.text).toBe(201);
    expect(made.json).toEqual({ id: expect.any(String), email: "Lin@example.test", name: null, roles: ["administrator"], manager: me, department: null, created_at: expect.any(String), created_by: me, expires_at: expect.any(String) });
    expect((await client.get(path("members", "invites"))).json.invites).toEqual([made.json]);
    expect((await client.get(path("members"))).json.members).toHaveLength(1);

    const token = await mailedToken(client, "Lin@example.test");
    expect((await accept(token, { password: "short" })).status).toBe(422);
    expect((await accept(token, { name: " " })).json.errors[0]).toMatchObject({ path: "/name", rule: "required" });
    const lin = server().visitor();
    expect((await lin.post("/api/auth/reset/confirm", { token, password: PASSWORD, name: "Lin Dan" })).json).toMatchObject({ name: "Lin Dan", email: "Lin@example.test" });
    expect((await lin.get(path("model"))).json.viewer).toMatchObject({ name: "Lin Dan", roles: ["administrator"] });
    expect((await client.get(path("members"))).json.members).toContainEqual(expect.objectContaining({ name: "Lin Dan", email: "Lin@example.test", manager: me, signs_in: true }));
    expect((await accept(token)).status).toBe(401);
    expect((await client.get(path("members", "invites"))).json.invites).toEqual([]);
    expect((await client.post(path("members", "invites"), { email: "lin@example.test", roles: ["administrator"] })).status).toBe(409);
    await server().visitor().signIn("lin@example.test", PASSWORD);
  });

  test("can be taken back, and a second one ends the first", async () => {
    const { client, path } = await server().workspace("taking-back");
    const wish = { email: "late@example.test", name: "Late", roles: ["administrator"] };
    await client.post(path("members", "invites"), wish);
    const first = await mailedToken(client, wish.email);
    await client.post(path("members", "invites"), wish);
    const second = await mailedToken(client, wish.email);
    expect((await accept(first)).status).toBe(401);
    const { invites } = (await client.get(path("members", "invites"))).json;
    expect(invites).toHaveLength(1);
    // Whoever is made a member without it needs it no more.
    const invited = { email: "direct@example.test", roles: ["administrator"] };
    await client.post(path("members", "invites"), invited);
    expect((await client.post(path("members"), { ...invited, name: "Direct", password: PASSWORD })).status).toBe(201);
    expect((await accept(await mailedToken(client, invited.email))).status).toBe(401);
    const other = await server().workspace("not-mine");
    expect((await other.client.delete(other.path("members", "invites", invites[0].id))).status).toBe(404);
    expect((await client.delete(path("members", "invites", invites[0].id))).status).toBe(204);
    expect((await client.delete(path("members", "invites", invites[0].id))).status).toBe(404);
    expect((await accept(second)).status).toBe(401);
    for (const [body, fault] of [
      [{ ...wish, roles: ["none"] }, { path: "/roles/0", rule: "role" }],
      [{ ...wish, email: "nobody" }, { path: "/email", rule: "pattern" }],
      [{ ...wish, manager: "0190a1b2-0000-7000-8000-000000000000" }, { path: "/manager", rule: "reference" }],
    ] as const) expect((await client.post(path("members", "invites"), body)).json.errors[0]).toMatchObject(fault);
  });

  test("of somebody who has an account ask for its password", async () => {
    const { client, path } = await server().workspace("first-home");
    await client.post(path("members"), { email: "has@example.test", name: "Has", roles: ["administrator"], password: "the-old-password" });
    const second = await server().workspace("second-home");
    await second.client.post(second.path("members", "invites"), { email: "HAS@example.test", roles: ["administrator"] });
    const token = await mailedToken(client, "HAS@example.test");
    expect((await accept(token)).json.errors[0]).toMatchObject({ path: "/password", rule: "account_exists" });
    expect((await accept(token, { password: "the-old-password", name: "Has Two" })).status).toBe(200);
    const has = await server().visitor().signIn("has@example.test", "the-old-password");
    expect((await has.get("/api/me")).json).toMatchObject({ name: "Has", workspaces: [{ slug: "first-home" }, { slug: "second-home" }] });
  });

  test("are for administrators, and go with their workspace", async () => {
    const { client, path } = await server().workspace("going");
    await client.put(path("draft", "role", "looker"), { kind: "role", name: "looker", label: { en: "Looker" }, objects: { user: { read: true } } }, { "if-none-match": "*" });
    await client.post(path("releases"), {});
    await client.post(path("members"), { email: "plain@example.test", name: "Plain", roles: ["looker"], password: PASSWORD });
    const plain = await server().visitor().signIn("plain@example.test", PASSWORD);
    for (const answer of [plain.get(path("members", "invites")), plain.post(path("members", "invites"), { email: "a@example.test", roles: ["looker"] })]) expect((await answer).status).toBe(403);
    await client.post(path("members", "invites"), { email: "gone@example.test", roles: ["looker"] });
    const token = await mailedToken(client, "gone@example.test");
    await client.delete("/api/workspaces/going");
    expect((await accept(token)).status).toBe(401);
  });
});

onEachServer("people of the sample data", (server) => {
  test("are members with the roles of their jobs, who can't sign in", async () => {
    const { client, path } = await server().workspace("sampled", { templates: ["opportunity"], sampleData: "small" });
    type Listed = { id: string; name: string; email: string; roles: string[]; active: boolean; signs_in: boolean };
    const members = async (): Promise<Listed[]> => (await client.get(path("members"))).json.members;
    const people = (await members()).filter(({ signs_in }) => !signs_in);
    expect(people.length).toBeGreaterThan(20);
    expect(people.find(({ name }) => name === "李娜")).toMatchObject({ roles: ["sales_rep"], email: "li.na@example.com", active: true });
    expect(people.find(({ name }) => name === "高志远")).toMatchObject({ roles: ["sales_manager"] });
    expect(people.every(({ roles }) => roles.length > 0)).toBe(true);
    expect((await server().visitor().post("/api/auth/sign-in/email", { email: "li.na@example.com", password: PASSWORD })).status).toBe(401);
    expect((await client.get("/api/mails")).json.mails.filter(({ recipient }: { recipient: string }) => recipient.endsWith("@example.com"))).toEqual([]);

    const lina = people.find(({ name }) => name === "李娜")?.id ?? "";
    expect((await client.patch(path("members", lina), { roles: ["sales_manager"], name: "李娜娜" })).json).toMatchObject({ roles: ["sales_manager"], name: "李娜娜", signs_in: false });
    expect((await client.get(path("members", lina))).json).toMatchObject({ roles: ["sales_manager"], name: "李娜娜" });
    expect((await client.patch(path("members", lina), { roles: ["nothing"] })).status).toBe(422);
    // One who can't sign in is no administrator to be left with.
    await client.patch(path("members", lina), { roles: ["administrator"] });
    const me = (await client.get("/api/me")).json.id as string;
    expect((await client.delete(path("members", me))).json.errors[0].rule).toBe("last_administrator");
    expect((await client.delete(path("members", lina))).status).toBe(204);
    expect((await members()).some(({ id }) => id === lina)).toBe(false);
    expect((await client.get(path("records", "user", lina))).json.active).toBe(false);

    await client.delete(path("sample-data"));
    const left = (await members()).filter(({ signs_in }) => !signs_in);
    for (const { id } of left) expect((await client.get(path("records", "user", id))).status).toBe(200);
    expect(left.length).toBeLessThan(people.length);
  });
});
