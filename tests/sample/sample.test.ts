import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generate } from "./generate.ts";

const templates = fileURLToPath(new URL("../../templates/", import.meta.url));
const sample = generate();

test("the committed data is what the generator makes", () => {
  for (const [path, text] of sample.texts()) expect(readFileSync(templates + path, "utf8") === text, `${path} differs: run node scripts/run-ts.mjs tests/sample/write.ts`).toBe(true);
});

test("every key that a row names is there", () => {
  const cells = [...sample.texts().values()].flatMap((text) => text.split(/[,\n|]/));
  const rows = ["base", "product", "marketing", "customer", "opportunity", "order", "finance", "compensation", "team"].flatMap((pack) => sample.objects(pack).flatMap((object) => sample.rows(pack, object)));
  const keys = new Set(rows.map((row) => String(row["$key"])));
  const missing = cells.filter((cell) => cell.startsWith("@") && !keys.has(cell.slice(1)));
  expect(missing).toEqual([]);
});

test("it is large enough to look at", () => {
  const opportunities = sample.rows("opportunity", "opportunity");
  expect(new Set(opportunities.map((row) => row["stage"])).size).toBeGreaterThanOrEqual(3);
  expect(opportunities.length).toBeGreaterThanOrEqual(20);
  const names = sample.rows("base", "account").map((row) => String(row["name"]));
  for (const hero of ["启明水务", "永丰五金", "江南化工集团", "SG Hydro", "恒通机械"]) expect(names.some((name) => name.startsWith(hero)), hero).toBe(true);
});
