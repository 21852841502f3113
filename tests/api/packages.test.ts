import { beforeAll, describe, expect, test } from "vitest";
import { onEachServer, type Client } from "#tests/support/server.ts";

type Row = Record<string, unknown>;

onEachServer("packages", (server) => {
  let client: Client;
  let path: (...parts: string[]) => string;
  const count = async (object: string): Promise<number> => {
    const answer = await client.get(`${path("records", object)}?count=true&limit=1`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json.count as number;
  };
  const first = async (object: string, where: object): Promise<Row> => {
    const answer = await client.get(`${path("records", object)}?where=${encodeURIComponent(JSON.stringify(where))}&limit=1`);
    expect(answer.status, answer.text).toBe(200);
    return answer.json.records[0] as Row;
  };
  const installed = async (): Promise<string[]> => {
    const { packages } = (await client.get(path("packages"))).json as { packages: { name: string; installed: boolean }[] };
    return packages.filter((item) => item.installed).map(({ name }) => name);
  };

  test("a workspace of no templates has the built-in objects only", async () => {
    const made = await server().workspace("empty");
    const { documents } = (await made.client.get(made.path("draft"))).json as { documents: { kind: string; name: string; builtIn: boolean }[] };
    expect(documents.map(({ kind, name }) => `${kind}/${name}`).toSorted()).toEqual(["object/department", "object/exchange_rate", "object/team", "object/user", "option-set/currency"]);
    expect(documents.every(({ builtIn }) => builtIn)).toBe(true);
    expect((await made.client.get(made.path("records", "user"))).json.records).toHaveLength(1);
    expect((await made.client.get(made.path("records", "account"))).status).toBe(404);
  });

  describe("sample data", () => {
    const today = (): string => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

    beforeAll(async () => {
      ({ client, path } = await server().workspace("sample", { templates: ["opportunity"], sampleData: true }));
    });

    test("records come connected, with a past relative to today", async () => {
      expect(await count("account")).toBe(130);
      expect(await count("opportunity")).toBeGreaterThanOrEqual(20);
      const hero = await first("opportunity", { field: "name", op: "startsWith", value: "启明水务" });
      expect(hero).toMatchObject({ account$title: "启明水务集团有限公司", stage: "proposal", amount: "138044.00" });
      const age = Math.round((Date.parse(today()) - Date.parse(String(hero["created_at"]).slice(0, 10))) / 86_400_000);
      expect(age).toBe(55);
      expect(String(hero["close_date"])).toBe(new Date(Date.parse(today()) + 44 * 86_400_000).toISOString().slice(0, 10));
      const owner = await first("user", { field: "id", op: "eq", value: String(hero["owner_id"]) });
      expect(owner["name"]).toBe("李娜");
      expect(hero["created_by"]).toBe(owner["id"]);
      const lines = await client.get(`${path("records", "opportunity", String(hero["id"]))}?expand=lines`);
      expect(lines.json.lines.length).toBeGreaterThan(0);
    });

    test("people of the sample are members who can't sign in", async () => {
      const person = await first("user", { field: "name", op: "eq", value: "李娜" });
      const answer = await server().visitor().post("/api/auth/sign-in/email", { email: person["email"], password: "" });
      expect(answer.status).toBeGreaterThanOrEqual(400);
    });

    test("what belongs to absent packages is left out", async () => {
      expect(await first("opportunity", { field: "name", op: "startsWith", value: "启明水务" })).not.toHaveProperty("campaign");
      expect((await client.get(path("records", "lead"))).status).toBe(404);
    });

    test("a package that comes later joins what is there, in the same publish", async () => {
      const plan = await client.post(path("packages", "check"), { packages: ["marketing"] });
      expect(plan.status, plan.text).toBe(200);
      expect(plan.json.diagnostics).toEqual([]);
      expect(await installed()).toEqual(["base", "opportunity"]);

      const answer = await client.post(path("packages", "install"), { packages: ["marketing", "customer"], sampleData: true });
      expect(answer.status, answer.text).toBe(201);
      expect(answer.json.release).toBe(2);
      expect(await installed()).toEqual(["base", "customer", "marketing", "opportunity"]);
      expect(await count("account")).toBe(130);
      expect(await count("lead")).toBe(80);
      // Columns of the new package on records that were there, and the earlier package's reference to what only came now.
      expect(await first("account", { field: "name", op: "eq", value: "启明水务集团有限公司" })).toMatchObject({ company_size: 46, importance: "key" });
      expect(await first("opportunity", { field: "campaign", op: "isNotEmpty" })).toHaveProperty("campaign");
    });

    test("what is installed already, or is none, is refused", async () => {
      expect((await client.post(path("packages", "install"), { packages: ["opportunity"] })).status).toBe(409);
      expect((await client.post(path("packages", "install"), { packages: ["no_such"] })).status).toBe(422);
      expect((await client.post(path("packages", "install"), { packages: [] })).status).toBe(422);
      expect((await client.post(path("packages", "install"), { package: ["order"] })).status).toBe(400);
    });

    test("a package is removed unless something outside refers to it", async () => {
      const base = await client.delete(path("packages", "base"));
      expect(base.status).toBe(409);
      expect(base.json.uses.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(["customer", "marketing", "opportunity"]));
      const own = await client.put(path("draft", "view", "hot_leads"), { kind: "view", name: "hot_leads", object: "lead", type: "table", label: { en: "Hot leads" }, columns: ["name"] }, { "if-none-match": "*" });
      expect(own.status, own.text).toBe(201);
      expect((await client.post(path("releases"), { message: "own view" })).status).toBe(201);
      const used = await client.delete(path("packages", "marketing"));
      expect(used.status).toBe(409);
      expect(used.json.uses).toMatchObject([{ kind: "view", name: "hot_leads" }]);
      const etag = (await client.get(path("draft", "view", "hot_leads"))).headers.get("etag") ?? "";
      await client.delete(path("draft", "view", "hot_leads"), { "if-match": etag });
      expect((await client.post(path("releases"), { message: "without it" })).status).toBe(201);
      const gone = await client.delete(path("packages", "marketing"));
      expect(gone.status, gone.text).toBe(200);
      expect(await installed()).toEqual(["base", "customer", "opportunity"]);
      expect((await client.get(path("records", "lead"))).status).toBe(404);
      expect(await first("opportunity", { field: "name", op: "startsWith", value: "启明水务" })).not.toHaveProperty("campaign");
      expect((await client.delete(path("packages", "marketing"))).status).toBe(404);
    });

    test("sample records go, apart from what people changed or point at", async () => {
      const touched = await first("account", { field: "name", op: "eq", value: "启明水务集团有限公司" });
      expect((await client.patch(path("records", "account", String(touched["id"])), { phone: "0571-00000000" })).status).toBe(200);
      const pointed = await first("account", { field: "name", op: "ne", value: "启明水务集团有限公司" });
      const own = await client.post(path("records", "contact"), { name: "Own contact", account: pointed["id"] });
      expect(own.status, own.text).toBe(201);
      const answer = await client.delete(path("sample-data"));
      expect(answer.status, answer.text).toBe(200);
      expect(answer.json.removed).toBeGreaterThan(500);
      expect(answer.json.kept).toBeGreaterThanOrEqual(2);
      expect(await count("opportunity")).toBe(0);
      expect((await client.get(path("records", "account", String(touched["id"])))).status).toBe(200);
      expect((await client.get(path("records", "account", String(pointed["id"])))).status).toBe(200);
      expect((await client.get(path("records", "contact", String(own.json.id)))).json.account).toBe(pointed["id"]);
    });
  });

  test("all packages come one after another", async () => {
    const made = await server().workspace("each", { templates: ["product"], sampleData: true });
    ({ client, path } = made);
    for (const name of ["order", "finance", "compensation", "opportunity", "customer", "marketing", "team"]) {
      const answer = await client.post(path("packages", "install"), { packages: [name], sampleData: true });
      expect(answer.status, `${name} ${answer.text.slice(0, 500)}`).toBe(201);
      expect(answer.json.diagnostics).toEqual([]);
    }
    for (const [object, least] of [["account", 130], ["opportunity", 20], ["lead", 80], ["sales_order", 30], ["receivable", 30], ["visit", 40], ["work_report", 40], ["price_book_entry", 80]] as const) {
      expect(await count(object), object).toBeGreaterThanOrEqual(least);
    }
    // Orders came before the opportunities they were won from: the reference follows.
    expect(await first("sales_order", { field: "opportunity", op: "isNotEmpty" })).toHaveProperty("opportunity");
  });
});
