import { test } from "vitest";
import { onEachDatabase } from "#tests/support/databases.ts";
import { createEngine } from "#server/workspaces/engine.ts";
import { offeredPackages } from "./packages.ts";
import { removeSampleData } from "./remove-data.ts";

onEachDatabase("x", (open) => {
  test("all", async () => {
    const engine = createEngine((e) => console.error(e));
    const store = await open();
    const names = (await offeredPackages()).map((d) => d.name);
    let t = performance.now();
    try {
      await engine.create(store, { settings: { locale: "zh-CN", currency: "CNY", timeZone: "Asia/Shanghai", fiscalYearStart: 1 }, templates: names, sampleData: true, by: "0193d1d0-0000-7000-8000-000000000001" });
    } catch (e) { console.log(e, JSON.stringify((e as any).problems?.slice(0, 20))); throw e; }
    console.log("ms", performance.now() - t);
    console.log(await store.reader.all("select count(*) from main._installed"));
    console.log(await store.reader.all("select count(*), min(seconds), max(seconds) from main._transition"));
    t = performance.now();
    console.log(await removeSampleData(store, await engine.build(store)), performance.now() - t);
    console.log(JSON.stringify(await store.reader.all("select object, count(*) from main._installed group by object")));
  });
});
