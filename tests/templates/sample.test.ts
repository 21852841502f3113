import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Book } from "#shared/model/compute/book.ts";
import { environmentOf, needsOf } from "#shared/model/compute/environment.ts";
import { compile } from "#shared/model/compile.ts";
import { rulesOf } from "#shared/model/formulas.ts";
import type { Model } from "#shared/model/model.ts";
import { ALL_RIGHTS } from "#server/access/compile.ts";
import { loadSampleData } from "#server/metadata/data.ts";
import { listPackages, readPackageDocuments, withDependencies } from "#server/metadata/packages.ts";
import { createReads } from "#server/query/reads.ts";
import type { Reads } from "#server/query/port.ts";
import { fetchNeeds } from "#server/records/compute.ts";
import { hostOf } from "#server/records/host.ts";
import type { Writes } from "#server/records/port.ts";
import { tablesOf, type Scope } from "#server/records/scope.ts";
import { createWrites } from "#server/records/writes.ts";
import { expand, flip, planMigration } from "#server/store/migrate.ts";
import type { Store } from "#server/store/port.ts";
import { openSqlite } from "#server/store/sqlite.ts";

let folder: string;
let store: Store;
let model: Model;
let reads: Reads;
let writes: Writes;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tangram-sample-"));
  store = await openSqlite(join(folder, "workspace.db"));
  const all = await listPackages();
  const packages = withDependencies([...all.keys()], all);
  const contents = await Promise.all(packages.map(readPackageDocuments));
  ({ model } = compile(contents.flatMap(({ documents }) => documents), { release: 1, settings: { locale: "zh-CN", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } }));
  const plan = await planMigration(store, null, model);
  await expand(store, plan);
  await flip(store, plan, async () => undefined);
  reads = createReads({ store, model, clock: () => new Date() });
  writes = createWrites({ store, model, reads, clock: () => new Date() });
  await loadSampleData(store, { model, writes }, packages, { mode: true, by: null, previous: null });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

test("what is computed is as it would be computed now", async () => {
  expect(await writes.verify()).toEqual({ drifts: [], count: 0 });
});

test("every record keeps the rules that nothing but people's writes are held to", async () => {
  const viewer = { id: "", roles: ["administrator"], rights: ALL_RIGHTS, language: "en" } as const;
  const scope: Scope = { model, reads, dialect: store.dialect, table: tablesOf(model, store.dialect), reader: store.reader, viewer, at: new Date().toISOString(), via: "test", reason: null, evaluating: true };
  const host = await hostOf(scope);
  const broken: string[] = [];
  let asked = 0;
  for (const object of model.objects.values()) {
    const rules = rulesOf(model, object);
    if (rules.length === 0) continue;
    const ids = (await store.reader.all(`select id from ${scope.table(object).name}`, [])).map(([id]) => String(id));
    const book = new Book();
    const entries = (await reads.storedMany(store.reader, object.name, ids)).map((values) => ({ object, id: String(values["id"]), previous: values, values: { ...values }, gone: false }));
    for (const entry of entries) book.add(entry);
    for (const { rule, formula } of rules) {
      for (const entry of entries) {
        for (let needs = needsOf(book, entry, formula.uses); needs.length > 0; needs = needsOf(book, entry, formula.uses)) await fetchNeeds(scope, book, needs);
        const result = formula.evaluate({ record: environmentOf(book, entry), host });
        asked++;
        if (!result.ok || result.value === false) broken.push(`${object.name} ${rule.name} ${String(entry.values[object.titleField ?? "id"])} ${JSON.stringify(entry.values).slice(0, 300)}`);
      }
    }
  }
  expect(broken).toEqual([]);
  expect(asked).toBeGreaterThan(1000);
});
