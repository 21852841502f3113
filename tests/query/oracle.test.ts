import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPERATOR_SQL, ordered, type OperatorTable } from "#server/query/operators.ts";
import { sql } from "#server/query/sql.ts";
import { compareAll, FULL, makeWorkspace, startDatabases, type Databases } from "./harness.ts";

/** Workspaces, and queries of each sort a viewer and workspace. */
const [WORLDS, RUNS] = FULL ? [10, 1500] : [2, 120];

let databases: Databases;
beforeAll(async () => {
  databases = await startDatabases(["sqlite", "postgres"]);
}, 120_000);
afterAll(() => databases.close(), 60_000);

describe.each(["sqlite", "postgres"] as const)("compiled queries answer as the interpreter does (%s)", (dialect) => {
  test.each(Array.from({ length: WORLDS }, (_, i) => i + 1))("world %i", { timeout: FULL ? 3_600_000 : 600_000 }, async (seed) => {
    await compareAll(await makeWorkspace(await databases.open(dialect), seed), seed, RUNS);
  });
});

describe("a broken compiler is found", () => {
  const broken: Readonly<Record<string, Partial<OperatorTable>>> = {
    "lte as lt": { lte: ordered("<") },
    "gte as gt": { gte: ordered(">") },
    "ne without the empty ones": { ne: (operand) => sql`(not ${OPERATOR_SQL.eq(operand)})` },
    "between without its upper end": { between: (operand) => OPERATOR_SQL.gte(operand) },
    "startsWith as contains": { startsWith: OPERATOR_SQL.contains },
    "hasAny as has the whole list": { hasAny: OPERATOR_SQL.same },
    "empty as not empty": { empty: OPERATOR_SQL.notEmpty },
  };
  test.each(Object.entries(broken))("%s", { timeout: 300_000 }, async (_name, operators) => {
    const workspace = await makeWorkspace(await databases.open("sqlite"), 1);
    await expect(compareAll(workspace, 1, 300, { ...OPERATOR_SQL, ...operators })).rejects.toThrow(/records|rows|cursor|count/);
  });
});
