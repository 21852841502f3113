import fc from "fast-check";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bindAggregate } from "#shared/query/bind-aggregate.ts";
import { bindQuery, type BindContext } from "#shared/query/bind.ts";
import { AggregateOverflow, interpretAggregate, interpretList, type World } from "#shared/query/interpret.ts";
import type { Query } from "#shared/query/query.ts";
import type { Model } from "#shared/model/model.ts";
import { compileRights } from "#server/access/compile.ts";
import type { Viewer } from "#server/access/rights.ts";
import { createReads } from "#server/query/reads.ts";
import { OPERATOR_SQL, type OperatorTable } from "#server/query/operators.ts";
import type { Reads } from "#server/query/port.ts";
import { Refusal } from "#server/refusal.ts";
import { openPostgres } from "#server/store/postgres.ts";
import { createPool } from "#server/store/postgres-pool.ts";
import type { DialectName, Store } from "#server/store/port.ts";
import { openSqlite } from "#server/store/sqlite.ts";
import { startPostgres } from "#tests/support/databases.ts";
import { testModel } from "./documents.ts";
import { aggregateArbitrary, queryArbitrary } from "./queries.ts";
import { generateRecords, load, worldOf, type Records } from "./world.ts";

export const NOW = new Date("2026-11-24T17:00:00.000Z");
export const FULL = process.env["TANGRAM_TEST_FULL"] === "1";

/** A database of each kind, for as long as a test file runs. */
export interface Databases {
  open(dialect: DialectName): Promise<Store>;
  close(): Promise<void>;
}

export async function startDatabases(dialects: readonly DialectName[]): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), "tangram-query-"));
  const postgres = dialects.includes("postgres") ? await startPostgres() : null;
  const pool = postgres ? createPool(postgres.url) : null;
  const stores: Store[] = [];
  let made = 0;
  return {
    async open(dialect) {
      made++;
      const store = dialect === "sqlite" || !pool ? await openSqlite(join(folder, `${made}.db`)) : await openPostgres(pool, `q${process.pid}_${Date.now().toString(36)}_${made}`);
      stores.push(store);
      return store;
    },
    async close() {
      for (const store of stores) await store.close();
      await pool?.end();
      await postgres?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A workspace with the same records in a database and in memory. */
export interface Workspace {
  readonly model: Model;
  readonly records: Records;
  readonly store: Store;
  readonly viewers: readonly Viewer[];
}

export async function makeWorkspace(store: Store, seed: number): Promise<Workspace> {
  const model = testModel();
  const records = generateRecords(model, seed);
  await load(store, model, records);
  const rights = compileRights(model);
  const users = (records.get("user") ?? []).map(({ values }) => String(values["id"]));
  const viewer = (roles: string[], id: string | null): Viewer => ({ id, roles, rights: rights(roles), language: "en" });
  const viewers = [
    viewer(["administrator"], null), viewer(["administrator"], users[1] ?? null), viewer(["seller"], users[2] ?? null), viewer(["leader"], users[0] ?? null),
    viewer(["leader", "outsider"], users[3] ?? null), viewer(["outsider"], users[4] ?? null), viewer(["seller"], null),
  ];
  return { model, records, store, viewers };
}

export function readsOf(workspace: Workspace, operators: OperatorTable = OPERATOR_SQL): Reads {
  return createReads({ store: workspace.store, model: workspace.model, clock: () => NOW, operators });
}

/** Asks the database and the oracle; throws where they differ. Pages are followed to the third. */
export async function compareList(reads: Reads, workspace: Workspace, viewer: Viewer, world: World, asked: Query): Promise<void> {
  let query = asked;
  for (let page = 0; page < 3; page++) {
    const bound = bindQuery(query, contextOf(workspace, viewer, world));
    if (!bound.ok) throw new Error(`not bound: ${JSON.stringify(bound.problems)}`);
    const wanted = interpretList(bound.value, world);
    const got = await reads.list(viewer, query);
    // The oracle knows nothing of currencies.
    for (const record of got.records) for (const key of Object.keys(record)) if (key.endsWith("$currency")) delete record[key];
    same("records", got.records, wanted.records);
    same("cursor", got.cursor, wanted.cursor);
    if (query.count) same("count", got.count, wanted.count);
    if (got.cursor === null) return;
    query = { ...query, skip: 0, cursor: got.cursor };
  }
}

export async function compareAggregate(reads: Reads, workspace: Workspace, viewer: Viewer, world: World, query: Query): Promise<void> {
  const bound = bindAggregate(query, contextOf(workspace, viewer, world));
  if (!bound.ok) throw new Error(`not bound: ${JSON.stringify(bound.problems)}`);
  let wanted: unknown;
  try {
    wanted = interpretAggregate(bound.value, world);
  } catch (error) {
    if (!(error instanceof AggregateOverflow)) throw error;
    wanted = "overflow";
  }
  let got: unknown;
  try {
    got = (await reads.aggregate(viewer, query)).rows;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "invalid") throw error;
    got = "overflow";
  }
  same("rows", got, wanted);
}

function contextOf({ model }: Workspace, viewer: Viewer, { catalog }: World): BindContext {
  return { catalog, now: NOW, timeZone: model.settings.timeZone, fiscalYearStart: model.settings.fiscalYearStart, viewer: viewer.id };
}

function same(what: string, got: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(ordered(got)), JSON.stringify(ordered(wanted))];
  if (a !== b) throw new Error(`${what}\n database ${a}\n oracle   ${b}`);
}

/** Rows and records with their keys in one order; arrays keep theirs. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, ordered(item)]));
}

/** Runs `runs` generated queries of both sorts for every viewer; throws at the first difference, shrunk. */
export async function compareAll(workspace: Workspace, seed: number, runs: number, operators?: OperatorTable): Promise<void> {
  const reads = readsOf(workspace, operators);
  for (const [i, viewer] of workspace.viewers.entries()) {
    const world = worldOf(workspace.model, workspace.records, viewer);
    const options = { seed: seed * 1000 + i, numRuns: runs };
    await fc.assert(fc.asyncProperty(queryArbitrary(workspace.model, world.catalog, workspace.records), (query) => compareList(reads, workspace, viewer, world, query)), options);
    await fc.assert(fc.asyncProperty(aggregateArbitrary(workspace.model, world.catalog, workspace.records), (query) => compareAggregate(reads, workspace, viewer, world, query)), options);
  }
}
