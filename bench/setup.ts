import Database from "better-sqlite3";
import { Random } from "#tests/sample/random.ts";
import { Client, EMAIL, PASSWORD } from "./servers.ts";
import { bareRow, BILL_COLUMNS, COLUMNS, DOCUMENTS, LINE_COLUMNS, makeDeal, type Deal } from "./shape.ts";

const COMPANIES = 2_000;
const BATCH = 5_000;

export interface Prepared {
  client: Client;
  token: string;
  repToken: string;
  repId: string;
  ids: string[];
  companies: string[];
  owners: readonly [string, string];
  random: Random;
}

/** A workspace from nothing through draft, publish and the records API, with so many deals. */
export async function prepareProduct(url: string, deals: number, bareFile: string | null): Promise<Prepared> {
  const client = new Client(url);
  await client.signIn(EMAIL, PASSWORD);
  await client.call("POST", "/api/workspaces", { name: "Bench", slug: "bench", locale: "en", currency: "CNY", templates: [], sampleData: false });
  const w = "/api/w/bench";
  for (const document of DOCUMENTS) await client.call("PUT", `${w}/draft/${document.kind}/${document.name}`, document, { "if-none-match": "*" });
  await client.call("POST", `${w}/releases`, { message: "bench" });
  const member = async (email: string, roles: string[]): Promise<string> => (await client.call<{ id: string }>("POST", `${w}/members`, { email, name: email, roles, password: PASSWORD })).id;
  const owners = [await member("rep@example.test", ["rep"]), await member("other@example.test", ["rep"])] as const;
  const random = new Random(7);
  const companies = (await client.call<{ records: { id: string }[] }>("POST", `${w}/records/company`, Array.from({ length: COMPANIES }, (_, index) => ({ name: `Company ${index}` })))).records.map((record) => record.id);
  const bare = bareFile === null ? null : openBare(bareFile, companies);
  const ids: string[] = [];
  for (let from = 0; from < deals; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, deals - from) }, (_, index) => makeDeal(random, companies, owners, from + index));
    const made = await client.call<{ records: { id: string }[] }>("POST", `${w}/records/deal`, rows);
    ids.push(...made.records.map((record) => record.id));
    bare?.add(rows, made.records.map((record) => record.id));
  }
  bare?.close();
  const rep = new Client(url);
  await rep.signIn("rep@example.test", PASSWORD);
  return { client, token: await client.token(), repToken: await rep.token(), repId: owners[0], ids, companies, owners, random };
}

/** The bare server's database with its own best indexes for the questions of the bench, search by name among them. */
function openBare(file: string, companies: readonly string[]): { add(rows: readonly Deal[], ids: readonly string[]): void; close(): void } {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.exec(`create table company (n integer primary key, id text unique not null, name text);
    create table deal (n integer primary key, id text unique not null, revision integer not null, name text, company text, stage text, source text, amount integer, probability integer, close_date text, score integer, need text, next_step text, next_step_on text, interest integer, budget integer, closed integer, owner_id text, created_at text, updated_at text);
    create table bill (n integer primary key, ${BILL_COLUMNS.map((name) => (name === "id" ? "id text unique not null" : name)).join(", ")});
    create table bill_line (n integer primary key, ${LINE_COLUMNS.map((name) => (name === "id" ? "id text unique not null" : name)).join(", ")});
    create index bill_company on bill (company);
    create index line_bill on bill_line (bill);
    create index deal_stage on deal (stage, close_date, n, amount);
    create index deal_owner on deal (owner_id, stage, close_date, n);
    create index deal_sum on deal (stage, amount);
    create index deal_company on deal (company);
    create virtual table deal_search using fts5(name, content='deal', content_rowid='n', tokenize='trigram');
    create trigger deal_search_add after insert on deal begin insert into deal_search (rowid, name) values (new.n, new.name); end;
    create trigger deal_search_change after update of name on deal begin
      insert into deal_search (deal_search, rowid, name) values ('delete', old.n, old.name);
      insert into deal_search (rowid, name) values (new.n, new.name);
    end;`);
  const company = db.prepare("insert into company (id, name) values (?, ?)");
  db.transaction(() => companies.forEach((id, index) => company.run(id, `Company ${index}`)))();
  const columns = ["id", "revision", ...COLUMNS, "created_at", "updated_at"];
  const insert = db.prepare(`insert into deal (${columns.join(", ")}) values (${columns.map((name) => `@${name}`).join(", ")})`);
  const now = new Date().toISOString();
  return {
    add: db.transaction((rows: readonly Deal[], ids: readonly string[]) => {
      rows.forEach((row, index) => insert.run({ ...bareRow(row), id: ids[index], revision: 1, created_at: now, updated_at: now }));
    }),
    close: () => db.close(),
  };
}
