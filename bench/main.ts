/**
 * `npm run bench`: the product beside a bare Hono + better-sqlite3 server over the same rows, in alternating rounds of one
 * run. Ratios are medians of three rounds; `--rows 20000 --seconds 1` makes it short, `--json file` keeps the figures.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureHeavy } from "./heavy.ts";
import { load, median, type Figures, type Shot } from "./load.ts";
import { bundle, EMAIL, PASSWORD, ROOT, start, type Running } from "./servers.ts";
import { prepareProduct, type Prepared } from "./setup.ts";
import { bareRow, makeBill, makeDeal, STAGES } from "./shape.ts";

const { values } = parseArgs({ options: { rows: { type: "string", default: "100000" }, seconds: { type: "string", default: "2" }, rounds: { type: "string", default: "3" }, json: { type: "string" } } });
const rows = Number(values.rows);
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

interface Case {
  name: string;
  connections: number;
  goal: number | null;
  product: readonly Shot[];
  bare: readonly Shot[];
  rep?: boolean;
}

function cases(prepared: Prepared): Case[] {
  const { ids, repId, random } = prepared;
  const w = "/api/w/bench";
  const some = random.sample(ids, 400);
  const where = (stage: string): string => encodeURIComponent(JSON.stringify({ field: "stage", op: "eq", value: stage }));
  const list = (extra: string): Shot[] => STAGES.map((stage) => ({ method: "GET", path: `${w}/records/deal?where=${where(stage)}&sort=-close_date&limit=50${extra}` }));
  const bareList = (path: string, extra = ""): Shot[] => STAGES.map((stage) => ({ method: "GET", path: `${path}?stage=${stage}${extra}` }));
  const deals = Array.from({ length: 300 }, (_, index) => makeDeal(random, prepared.companies, prepared.owners, index));
  const words = ["4711", "sensor", "gateways", "1234"];
  const sum = JSON.stringify({ from: "deal", groupBy: [{ field: "stage" }], measures: [{ fn: "count", as: "n" }, { fn: "sum", field: "amount", as: "total" }] });
  const bills = Array.from({ length: 100 }, (_, index) => makeBill(prepared.companies[index] ?? "", 20, index));
  const writes = (connections: number): Case[] => [
    { name: "create, 20 lines, 12 formulas", connections, goal: 40, product: bills.map(({ product }) => ({ method: "POST", path: `${w}/records/bill`, body: JSON.stringify(product) })), bare: bills.map(({ bare }) => ({ method: "POST", path: "/document", body: JSON.stringify(bare) })) },
    { name: "create", connections, goal: connections === 1 ? 65 : 150, product: deals.map((deal) => ({ method: "POST", path: `${w}/records/deal`, body: JSON.stringify(deal) })), bare: deals.map((deal) => ({ method: "POST", path: "/create", body: JSON.stringify(bareRow(deal)) })) },
    { name: "update", connections, goal: connections === 1 ? 90 : 250, product: some.map((id, index) => ({ method: "PATCH", path: `${w}/records/deal/${id}`, body: JSON.stringify({ amount: `${index}.50`, next_step: `Call ${index}` }) })), bare: some.map((id, index) => ({ method: "PATCH", path: `/update/${id}`, body: JSON.stringify({ amount: index * 100 + 50, next_step: `Call ${index}` }) })) },
  ];
  const reads = (connections: number): Case[] => [
    { name: "get one", connections, goal: 65, product: some.map((id) => ({ method: "GET", path: `${w}/records/deal/${id}` })), bare: some.map((id) => ({ method: "GET", path: `/get/${id}` })) },
    { name: "list 50", connections, goal: 100, product: list(""), bare: bareList("/list") },
    { name: "list 50 + count", connections, goal: 95, product: list("&count=true"), bare: bareList("/count") },
    { name: "list 50, sees 12 %", connections, goal: 75, product: list(""), bare: bareList("/own", `&owner=${repId}`), rep: true },
    { name: "search by name", connections, goal: null, product: words.map((word) => ({ method: "GET", path: `${w}/search?q=${word}` })), bare: words.map((word) => ({ method: "GET", path: `/search?q=${word}` })) },
    { name: "sum by stage", connections, goal: 90, product: [{ method: "POST", path: `${w}/query`, body: sum }], bare: [{ method: "POST", path: "/sum" }] },
  ];
  return [...reads(1), ...reads(10), ...writes(1), ...writes(10)];
}

async function compare(one: Case, product: Running, bare: Running, prepared: Prepared): Promise<Record<string, number | string | null>> {
  const ratios: number[] = [];
  const figures: { product: Figures; bare: Figures }[] = [];
  for (let round = 0; round < rounds; round++) {
    const headers = { authorization: `Bearer ${one.rep ? prepared.repToken : prepared.token}` };
    const pair = { product: await load(product.url, headers, one.product, one.connections, seconds), bare: await load(bare.url, {}, one.bare, one.connections, seconds) };
    if (pair.product.failed > 0 || pair.bare.failed > 0) throw new Error(`${one.name}: ${pair.product.failed} and ${pair.bare.failed} requests failed`);
    figures.push(pair);
    ratios.push((100 * pair.product.perSecond) / pair.bare.perSecond);
  }
  const middle = (pick: (pair: { product: Figures; bare: Figures }) => number): number => median(figures.map(pick));
  return { name: one.name, connections: one.connections, product: Math.round(middle((pair) => pair.product.perSecond)), bare: Math.round(middle((pair) => pair.bare.perSecond)), ratio: Math.round(median(ratios)), goal: one.goal, p50: middle((pair) => pair.product.p50), p99: middle((pair) => pair.product.p99) };
}

const folder = mkdtempSync(join(tmpdir(), "tangram-bench-"));
try {
  const product = await start(`${ROOT}/bench/serve.mjs`, [], { PORT: "0", TANGRAM_DATA: join(folder, "data"), TANGRAM_ADMIN_EMAIL: EMAIL, TANGRAM_ADMIN_PASSWORD: PASSWORD, DATABASE_URL: "" });
  const idle = product.memory();
  console.log(`cold start ${Math.round(product.coldStart)} ms (goal 500), idle ${Math.round(idle)} MB (goal 120); loading ${rows} rows …`);
  const prepared = await prepareProduct(product.url, rows, join(folder, "bare.db"));
  await bundle(`${ROOT}/bench/bare.ts`, `${ROOT}/dist/bench/bare.js`);
  const bare = await start(`${ROOT}/dist/bench/bare.js`, [join(folder, "bare.db")], {});
  const table: Record<string, number | string | null>[] = [];
  for (const one of cases(prepared)) {
    const row = await compare(one, product, bare, prepared);
    table.push(row);
    console.log(`${String(row["name"]).padEnd(30)} ×${String(row["connections"]).padEnd(3)} ${String(row["ratio"]).padStart(4)} % of bare (${row["goal"] === null ? "no goal" : `goal ${row["goal"]} %`})  ${row["product"]} / ${row["bare"]} req/s  p50 ${row["p50"]} ms  p99 ${row["p99"]} ms`);
  }
  const heavy = await measureHeavy(product, bare, prepared, seconds);
  for (const [name, value] of Object.entries(heavy)) console.log(`${name}: ${value}`);
  console.log(`after load ${Math.round(product.memory())} MB (goal 300)`);
  if (values.json) writeFileSync(values.json, JSON.stringify({ rows, table, heavy, coldStart: product.coldStart, idle, loaded: product.memory() }, null, 2));
  await bare.stop();
  await product.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
