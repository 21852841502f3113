/**
 * Writes the sample company (modules.md §5) as the packages' CSV data: `node scripts/run-ts.mjs tests/sample/write.ts`.
 * Seeded: running it again changes nothing. Dates are relative to the day of installation.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { addAccounts } from "./accounts.ts";
import { addActivities } from "./activities.ts";
import { addCatalogue } from "./catalogue.ts";
import { addMarketing } from "./marketing.ts";
import { addOpportunities } from "./opportunities.ts";
import { addOrders } from "./orders.ts";
import { addPay } from "./pay.ts";
import { addPeople } from "./people.ts";
import { Random } from "./random.ts";
import { Sample } from "./rows.ts";

const SEED = 7;
const PACKAGES = ["base", "product", "marketing", "customer", "opportunity", "order", "finance", "compensation", "team"];

export function generate(): Sample {
  const random = new Random(SEED);
  const sample = new Sample();
  addPeople(sample);
  addCatalogue(sample, random);
  const accounts = addAccounts(sample, random);
  addMarketing(sample, random, accounts);
  const opportunities = addOpportunities(sample, random, accounts);
  const orders = addOrders(sample, random, accounts, opportunities);
  addPay(sample, random, orders);
  addActivities(sample, random, accounts, opportunities);
  return sample;
}

/** Writes the CSV files and lists them in each package's document. */
export function writeSample(): void {
  const templates = join(fileURLToPath(new URL("../..", import.meta.url)), "templates");
  const sample = generate();
  sample.write(templates);
  for (const name of PACKAGES) {
    const path = join(templates, name, "tangram.json");
    const document = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...document, data: sample.objects(name) }, null, 2) + "\n");
  }
}
