import { load } from "./load.ts";
import { Client, EMAIL, PASSWORD, type Running } from "./servers.ts";
import type { Prepared } from "./setup.ts";
import { bareRow, makeDeal, DOCUMENTS } from "./shape.ts";

const BULK = 10_000;

/** What is measured once: a bulk insert, reads while others write, a publish while others write. */
export async function measureHeavy(product: Running, bare: Running, prepared: Prepared, seconds: number): Promise<Record<string, string>> {
  return {
    "bulk insert of 10,000": await bulk(bare, prepared),
    "get while 10 connections create": await getUnderCreates(product, prepared, seconds),
    "publish of one field": await publishUnderWrites(product, prepared),
  };
}

async function bulk(bare: Running, prepared: Prepared): Promise<string> {
  const deals = Array.from({ length: BULK }, (_, index) => makeDeal(prepared.random, prepared.companies, prepared.owners, index));
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const ours = await time(() => prepared.client.call("POST", "/api/w/bench/records/deal", deals));
  const theirs = await time(() => new Client(bare.url).call("POST", "/bulk", deals.map(bareRow)));
  return `${Math.round((100 * theirs) / ours)} % of bare (goal 150 %), ${Math.round((BULK * 1000) / ours)} rows/s`;
}

async function getUnderCreates(product: Running, prepared: Prepared, seconds: number): Promise<string> {
  const headers = { authorization: `Bearer ${prepared.token}` };
  const deals = Array.from({ length: 300 }, (_, index) => makeDeal(prepared.random, prepared.companies, prepared.owners, index));
  const gets = prepared.random.sample(prepared.ids, 300).map((id) => ({ method: "GET" as const, path: `/api/w/bench/records/deal/${id}` }));
  const [reads, writes] = await Promise.all([
    load(product.url, headers, gets, 10, seconds * 2),
    load(product.url, headers, deals.map((deal) => ({ method: "POST" as const, path: "/api/w/bench/records/deal", body: JSON.stringify(deal) })), 10, seconds * 2),
  ]);
  return `p99 ${reads.p99} ms (goal 10), ${Math.round(reads.perSecond)} reads/s beside ${Math.round(writes.perSecond)} creates/s`;
}

/** A field is added to the large object while 50 creates a second go on: none may fail. */
async function publishUnderWrites(product: Running, prepared: Prepared): Promise<string> {
  const w = "/api/w/bench";
  const [, deal] = DOCUMENTS;
  const response = await fetch(`${product.url}${w}/draft/object/deal`, { headers: { authorization: `Bearer ${prepared.token}` } });
  const etag = response.headers.get("etag") ?? "";
  await prepared.client.call("PUT", `${w}/draft/object/deal`, { ...deal, fields: [...deal.fields, { name: "extra", type: "integer", label: { en: "Extra", "zh-CN": "附加" } }], indexes: [...deal.indexes, { name: "by_extra", fields: ["extra"] }] }, { "if-match": etag });
  const writer = new Client(product.url);
  await writer.signIn(EMAIL, PASSWORD);
  let running = true;
  let longest = 0;
  let count = 0;
  const one = async (): Promise<void> => {
    const began = performance.now();
    await writer.call("POST", `${w}/records/deal`, makeDeal(prepared.random, prepared.companies, prepared.owners, count++));
    longest = Math.max(longest, performance.now() - began);
  };
  const writing = (async () => {
    const pending: Promise<void>[] = [];
    while (running) {
      pending.push(one());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await Promise.all(pending);
  })();
  const began = performance.now();
  await prepared.client.call("POST", `${w}/releases`, { message: "one field" });
  const took = performance.now() - began;
  running = false;
  await writing;
  return `${Math.round(took)} ms on ${prepared.ids.length} rows, longest write meanwhile ${Math.round(longest)} ms (goal 200), ${count} writes, none failed`;
}
