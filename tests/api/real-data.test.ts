import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { onEachServer, type Client } from "#tests/support/server.ts";

// A workspace built from nothing through draft, publish and the records API, filled with a public sales data set as it is found
// (US dates, blanks, names that don't match). The figures are those of hand-written SQL over the same files.

const FOLDER = process.env["CRM_SALES_DIR"] ?? "";
const there = FOLDER !== "" && existsSync(join(FOLDER, "sales_pipeline.csv"));
if (!there) console.log("real data: skipped, CRM_SALES_DIR names no folder with the data set");

const rows = (file: string): Record<string, string>[] => parse(readFileSync(join(FOLDER, file)), { columns: true, bom: true });
const label = (text: string) => ({ en: text, "zh-CN": text });
const field = (name: string, type: string, more: Record<string, unknown> = {}) => ({ name, type, label: label(name), ...more });
const object = (name: string, fields: unknown[]) => ({ kind: "object", name, label: label(name), title: "name", fields });
const to = (target: string) => ({ to: [target], onDelete: "restrict" });

const OBJECTS = [
  object("company", [field("name", "text", { required: true }), field("sector", "text"), field("revenue", "decimal"), field("employees", "integer"), field("part_of", "lookup", { to: ["company"] })]),
  object("item", [field("name", "text", { required: true }), field("price", "currency")]),
  object("agent", [field("name", "text", { required: true }), field("manager", "text"), field("office", "text")]),
  object("deal", [
    field("name", "text", { required: true }), field("company", "lookup", to("company")), field("agent", "lookup", to("agent")), field("item", "lookup", to("item")),
    field("stage", "select", { options: ["prospecting", "engaging", "won", "lost"].map((value) => ({ value, label: label(value) })) }), field("engaged", "date"), field("closed", "date"), field("amount", "currency"),
  ]),
];

const day = (text: string): string | null => {
  const [month = "", date = "", year = ""] = text.split("/");
  return text === "" ? null : `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
};

async function load(client: Client, name: string, records: { name: string; [field: string]: unknown }[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (let from = 0; from < records.length; from += 2000) {
    const part = records.slice(from, from + 2000);
    const answer = await client.post(`/api/w/real/records/${name}`, part);
    if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${answer.text.slice(0, 300)}`);
    part.forEach((record, index) => ids.set(record.name, answer.json.records[index].id));
  }
  return ids;
}

describe.skipIf(!there)("real data", () => {
  onEachServer("8,800 opportunities", (server) => {
    let client: Client;
    beforeAll(async () => {
      client = await server().admin();
      await client.post("/api/workspaces", { name: "Real", slug: "real", locale: "en", currency: "USD", templates: [], sampleData: false });
      for (const document of OBJECTS) expect((await client.put(`/api/w/real/draft/object/${document.name}`, document, { "if-none-match": "*" })).status).toBe(201);
      const release = await client.post("/api/w/real/releases", { message: "from nothing" });
      expect(release.status, release.text).toBe(201);
      const accounts = rows("accounts.csv");
      const companies = await load(client, "company", accounts.map((row) => ({ name: row["account"] ?? "", sector: row["sector"], revenue: row["revenue"], employees: Number(row["employees"]) })));
      const items = await load(client, "item", rows("products.csv").map((row) => ({ name: row["product"] ?? "", price: row["sales_price"] })));
      items.set("GTXPro", items.get("GTX Pro") ?? "");
      const agents = await load(client, "agent", rows("sales_teams.csv").map((row) => ({ name: row["sales_agent"] ?? "", manager: row["manager"], office: row["regional_office"] })));
      await load(client, "deal", rows("sales_pipeline.csv").map((row) => ({
        name: row["opportunity_id"] ?? "", company: companies.get(row["account"] ?? "") ?? null, agent: agents.get(row["sales_agent"] ?? ""), item: items.get(row["product"] ?? ""),
        stage: row["deal_stage"]?.toLowerCase(), engaged: day(row["engage_date"] ?? ""), closed: day(row["close_date"] ?? ""), amount: row["close_value"] || null,
      })));
      for (const row of accounts.filter((account) => account["subsidiary_of"])) {
        const parent = companies.get(row["subsidiary_of"] ?? "");
        const answer = await client.patch(`/api/w/real/records/company/${companies.get(row["account"] ?? "")}`, { part_of: parent });
        expect(answer.status, answer.text).toBe(200);
      }
    }, 120_000);

    const query = async (body: object): Promise<Record<string, unknown>[]> => {
      const answer = await client.post("/api/w/real/query", body);
      expect(answer.status, answer.text).toBe(200);
      return answer.json.rows;
    };
    const count = async (where: object): Promise<number> => (await client.get(`/api/w/real/records/deal?limit=1&count=true&where=${encodeURIComponent(JSON.stringify(where))}`)).json.count;
    const won = { field: "stage", op: "eq", value: "won" };
    const measures = [{ fn: "count", as: "n" }, { fn: "sum", field: "amount", as: "total" }];

    test("counts", async () => {
      expect(await count({ field: "name", op: "isNotEmpty" })).toBe(8800);
      expect(await count({ field: "company", op: "isEmpty" })).toBe(1425);
      expect(await count({ field: "amount", op: "isEmpty" })).toBe(2089);
      expect((await query({ from: "company", where: { field: "part_of", op: "isNotEmpty" }, measures: [{ fn: "count", as: "n" }] }))[0]).toEqual({ n: 15 });
    });

    test("by stage", async () => {
      const byStage = Object.fromEntries((await query({ from: "deal", groupBy: [{ field: "stage" }], measures })).map((row) => [row["stage"], [row["n"], row["total"]]]));
      expect(byStage).toEqual({ prospecting: [500, "0.00"], engaging: [1589, "0.00"], won: [4238, "10005534.00"], lost: [2473, "0.00"] });
    });

    test("won by quarter, by manager, by company", async () => {
      const quarters = await query({ from: "deal", where: won, groupBy: [{ field: "closed", bucket: "quarter" }], measures, sort: "closed" });
      expect(quarters.map((row) => [row["closed"], row["n"], row["total"]])).toEqual([["2017-01-01", 531, "1134672.00"], ["2017-04-01", 1254, "3086111.00"], ["2017-07-01", 1257, "2982255.00"], ["2017-10-01", 1196, "2802496.00"]]);
      const managers = await query({ from: "deal", where: won, groupBy: [{ field: "agent.manager" }], measures, sort: "-total" });
      expect(managers.map((row) => [row["agent.manager"], row["n"], row["total"]])).toEqual([
        ["Melvin Marxen", 882, "2251930.00"], ["Summer Sewald", 828, "1964750.00"], ["Rocco Neubert", 691, "1960545.00"], ["Celia Rouche", 610, "1603897.00"], ["Cara Losch", 480, "1130049.00"], ["Dustin Brinkmann", 747, "1094363.00"],
      ]);
      const companies = await query({ from: "deal", where: won, groupBy: [{ field: "company.name" }], measures, sort: "-total", limit: 5 });
      expect(companies.map((row) => [row["company.name"], row["total"]])).toEqual([["Kan-code", "341455.00"], ["Konex", "269245.00"], ["Condax", "206410.00"], ["Cheers", "198020.00"], ["Hottechi", "194957.00"]]);
    });

    test("every page once", async () => {
      const seen = new Set<string>();
      let cursor: string | null = "";
      while (cursor !== null) {
        const answer = await client.get(`/api/w/real/records/deal?limit=500&sort=-amount,name${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
        for (const record of answer.json.records) seen.add(record.id);
        cursor = answer.json.cursor;
      }
      expect(seen.size).toBe(8800);
    });
  });
});
