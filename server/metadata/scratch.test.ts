import { test } from "vitest";
import { onEachDatabase } from "#tests/support/databases.ts";
import { offeredPackages, listPackages, withDependencies, readPackageDocuments } from "./packages.ts";
import { propose, carryOut } from "./publish.ts";
import { hashOf } from "./documents.ts";
import { planMigration, expand, flip } from "#server/store/migrate.ts";

onEachDatabase("x", (open) => {
  test("all", async () => {
    const store = await open();
    let t = performance.now();
    const lap = (n: string) => { console.log(n, Math.round(performance.now() - t)); t = performance.now(); };
    const names = (await offeredPackages()).map((d) => d.name);
    lap("offered (loads ajv)");
    const packages = withDependencies(names, await listPackages());
    const docs = (await Promise.all(packages.map(readPackageDocuments))).flatMap((c) => c.documents);
    lap("read");
    const after = new Map(docs.map((d) => [`${d.kind}/${d.name}`, { hash: hashOf(d), document: d }]));
    lap("hash");
    const settings = { locale: "zh-CN", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 } as const;
    const p = await propose(store, null, new Map(), after, settings);
    lap("propose");
    const plan = await planMigration(store, null, p.to);
    lap("plan " + plan.prepare.length + " " + plan.finish.length);
    await expand(store, plan);
    lap("expand");
    await carryOut(store, p, { by: "x", language: "en" }, { message: null });
    lap("carryOut again");
  });
});
