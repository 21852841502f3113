import { afterAll, beforeAll, test } from "vitest";
import { compareAll, makeWorkspace, startDatabases, type Databases } from "./harness.ts";
let databases: Databases;
beforeAll(async () => { databases = await startDatabases(["sqlite"]); });
afterAll(() => databases.close());
test.each([11, 12, 13, 14])("world %i", { timeout: 900_000 }, async (seed) => {
  await compareAll(await makeWorkspace(await databases.open("sqlite"), seed), seed, 500);
});
