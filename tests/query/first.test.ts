import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileRights } from "#server/access/compile.ts";
import { createReads } from "#server/query/reads.ts";
import { SQLITE_FUNCTIONS } from "#server/query/sqlite-functions.ts";
import { openSqlite } from "#server/store/sqlite.ts";
import { testModel } from "./documents.ts";
import { generateRecords, load } from "./world.ts";

test("first", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tq-"));
  const store = await openSqlite(join(folder, "w.db"), { functions: SQLITE_FUNCTIONS });
  const model = testModel();
  const records = generateRecords(model, 1);
  await load(store, model, records);
  const reads = createReads({ store, model });
  const viewer = { id: null, roles: ["administrator"], rights: compileRights(model)(["administrator"]), language: "en" as const };
  const page = await reads.list(viewer, { from: "item", limit: 2, count: true, sort: "company,-amount", where: { field: "company.name", op: "isNotEmpty" }, expand: ["lines", "company"] });
  console.log(JSON.stringify(page, null, 1));
  console.log(JSON.stringify(await reads.aggregate(viewer, { from: "item", groupBy: [{ field: "called_at", bucket: "quarter" }, { field: "company" }], measures: [{ fn: "sum", field: "amount" }, { fn: "median", field: "quantity", as: "m" }], limit: 3 })));
  expect(page.records.length).toBe(2);
  await store.close();
  await rm(folder, { recursive: true });
});
