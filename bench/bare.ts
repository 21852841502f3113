/**
 * The yardstick: a bare Hono + better-sqlite3 server over one table with its own best indexes, no rights, no history, no
 * events; `synchronous=FULL` and no sqlite_stat4, as the product has. Run by `bench/main.ts` in a process of its own:
 * `bare.ts <file.db>`; prints `http://127.0.0.1:<port>`.
 */
import { serve } from "@hono/node-server";
import Database from "better-sqlite3";
import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import { BILL_COLUMNS, COLUMNS, LINE_COLUMNS } from "./shape.ts";

const [, , file = ""] = process.argv;
const db = new Database(file);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.pragma("foreign_keys = ON");
db.pragma("mmap_size = 268435456");

const all = COLUMNS.map((column) => `d.${column}`).join(", ");
const get = db.prepare(`select d.id, d.revision, ${all}, c.name as company_title from deal d left join company c on c.id = d.company where d.id = ?`);
const list = db.prepare(`select d.id, d.revision, ${all}, c.name as company_title from (select * from deal where stage = ? order by close_date desc, n desc limit 50) d left join company c on c.id = d.company order by d.close_date desc, d.n desc`);
const listOwn = db.prepare(`select d.id, d.revision, ${all}, c.name as company_title from (select * from deal where stage = ? and owner_id = ? order by close_date desc, n desc limit 50) d left join company c on c.id = d.company order by d.close_date desc, d.n desc`);
const count = db.prepare("select count(*) as n from (select 1 from deal where stage = ? limit 10001)");
const sum = db.prepare("select stage, count(*) as n, sum(amount) as total from deal group by stage");
const search = db.prepare("select d.id, d.name from deal_search s join deal d on d.n = s.rowid where s.name match ? order by s.rowid desc limit 20");
const columns = ["id", "revision", ...COLUMNS, "created_at", "updated_at"];
const insert = db.prepare(`insert into deal (${columns.join(", ")}) values (${columns.map((column) => `@${column}`).join(", ")})`);
const update = db.prepare("update deal set amount = ?, next_step = ?, revision = revision + 1, updated_at = ? where id = ?");
const insertMany = db.transaction((rows: Record<string, unknown>[]) => rows.map((row) => insertOne(row)));

function insertOne(body: Record<string, unknown>): string {
  const id = randomUUID();
  const now = new Date().toISOString();
  insert.run({ ...Object.fromEntries(COLUMNS.map((column) => [column, null])), ...body, id, revision: 1, created_at: now, updated_at: now });
  return id;
}

const insertBill = db.prepare(`insert into bill (${BILL_COLUMNS.join(", ")}) values (${BILL_COLUMNS.map((column) => `@${column}`).join(", ")})`);
const insertLine = db.prepare(`insert into bill_line (${LINE_COLUMNS.join(", ")}) values (${LINE_COLUMNS.map((column) => `@${column}`).join(", ")})`);
const getBill = db.prepare("select * from bill where id = ?");
const insertDocument = db.transaction(({ lines, ...bill }: Record<string, unknown> & { lines: Record<string, unknown>[] }) => {
  const id = randomUUID();
  const now = new Date().toISOString();
  insertBill.run({ ...bill, id, revision: 1, created_at: now, updated_at: now });
  for (const line of lines) insertLine.run({ ...line, bill: id, id: randomUUID(), revision: 1, created_at: now, updated_at: now });
  return getBill.get(id);
});

const app = new Hono();
app.get("/get/:id", (c) => c.json(get.get(c.req.param("id")) ?? null));
app.get("/list", (c) => c.json({ records: list.all(c.req.query("stage")) }));
app.get("/own", (c) => c.json({ records: listOwn.all(c.req.query("stage"), c.req.query("owner")) }));
app.get("/count", (c) => c.json({ records: list.all(c.req.query("stage")), count: (count.get(c.req.query("stage")) as { n: number }).n }));
app.post("/sum", (c) => c.json({ rows: sum.all() }));
app.get("/search", (c) => c.json({ records: search.all(`"${c.req.query("q")}"`) }));
app.post("/create", async (c) => {
  const id = insertOne(await c.req.json<Record<string, unknown>>());
  return c.json(get.get(id), 201);
});
app.post("/document", async (c) => c.json(insertDocument(await c.req.json()), 201));
app.post("/bulk", async (c) => c.json({ ids: insertMany(await c.req.json<Record<string, unknown>[]>()) }, 201));
app.patch("/update/:id", async (c) => {
  const body = await c.req.json<{ amount: number; next_step: string }>();
  update.run(body.amount, body.next_step, new Date().toISOString(), c.req.param("id"));
  return c.json(get.get(c.req.param("id")));
});

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (address) => console.log(`http://127.0.0.1:${address.port}`));
process.once("SIGTERM", () => {
  server.close();
  db.close();
  process.exit(0);
});
