import type { Model } from "#shared/model/model.ts";
import { dropIndexSql, isDroppedName, readDropped, writeDropped, type Dropped, type OnStatement, type Plan, type Step } from "./plan.ts";
import { introspect, type Actual } from "./introspect.ts";
import { duplicates } from "./at-risk.ts";
import { fillSlice } from "./fill.ts";
import { quote } from "./names.ts";
import { BASE_COLUMNS, physicalSchema, schemaNames } from "./physical.ts";
import { Planner } from "./planner.ts";
import { UniqueViolation, type PostgresDoor, type Store, type Tx } from "./port.ts";

/** A unique rule that the records there are break: the publish stops before its flip. */
export class DirtyData extends Error {
  override name = "DirtyData";
  constructor(readonly object: string, readonly rule: string, readonly rows: number, readonly ids: readonly string[], options?: ErrorOptions) {
    super(`${rows} records of ${object} break ${rule}`, options);
  }
}

/**
 * What has to be done to the database so that it serves `to` instead of `from` (null: an empty workspace). Reads only.
 * `to.release` is the number that the release will have: what it drops stays under names that end in it.
 */
export async function planMigration(store: Store, from: Model | null, to: Model): Promise<Plan> {
  return new Planner(store.dialect, await introspect(store), to, await readDropped(store.reader), from).plan();
}

/**
 * First phase: everything that the release before does not see. May be stopped or killed at any point and run again with a
 * new plan of the same change; what is done is found by looking. Writers go on: on PostgreSQL always, on SQLite but for the
 * building of an index or a slice of rows. Throws `DirtyData`. One publish at a time is the caller's business.
 */
export async function expand(store: Store, plan: Plan, onStatement: OnStatement = () => undefined): Promise<void> {
  await tidyBut(store, plan.keep);
  const actual = await introspect(store);
  const fresh = new Set(plan.prepare.filter((step) => step.kind === "create_table" && !isDone(step, actual)).map(({ name }) => name));
  await runSteps(store, plan.prepare.filter((step) => !isDone(step, actual)), fresh, onStatement);
  for (const fill of plan.fills) {
    const step = { kind: "fill", sql: fill.table } as const;
    for (let rows = -1; rows !== 0; ) {
      onStatement(step, "before");
      rows = await store.exclusive((tx) => fillSlice(tx, fill, store.dialect));
      onStatement(step, "after");
    }
  }
  await runSteps(store, plan.finish.filter((step) => !isDone(step, actual)), fresh, onStatement);
}

/**
 * Second phase: one short transaction in which the database becomes that of the new release; `work` writes the release and
 * its pointer in it. Retried on PostgreSQL where a lock can't be had, so `work` may run more than once. Throws `DirtyData`
 * where a write since `expand` broke a new unique rule; then nothing has changed.
 */
export async function flip(store: Store, plan: Plan, work: (tx: Tx) => Promise<void>, onStatement: OnStatement = () => undefined): Promise<void> {
  await store.exclusive(async (tx) => {
    const run = async (kind: Step["kind"], sql: string): Promise<void> => {
      onStatement({ kind, sql }, "before");
      await tx.run(sql);
      onStatement({ kind, sql }, "after");
    };
    if (store.dialect === "postgres") await lockTables(tx, plan);
    for (const fill of plan.fills) while ((await fillSlice(tx, fill, store.dialect)) > 0);
    for (const step of plan.flip) await run(step.kind, step.sql);
    onStatement({ kind: "remember", sql: "" }, "before");
    await writeDropped(tx, store.dialect, plan.dropped);
    await work(tx);
    onStatement({ kind: "remember", sql: "" }, "after");
  });
  onStatement({ kind: "remember", sql: "commit" }, "after");
}

/** Who waits for a lock is waited for by all who come after him: better to give up and try again. */
async function lockTables(tx: Tx, plan: Plan): Promise<void> {
  await tx.run("set local lock_timeout = '3s'");
  const tables = new Set([...plan.fills.map(({ table }) => table), ...plan.flip.filter(({ kind }) => kind !== "drop_index").map(({ table }) => table)]);
  // Names that a rename of this flip makes are not there yet.
  const made = new Set(plan.flip.filter(({ kind }) => kind === "rename_table").map(({ name }) => name));
  for (const table of [...tables].filter((name) => !made.has(name)).toSorted()) await tx.run(`lock table main.${quote(table)} in access exclusive mode`);
}

/** Takes away what an abandoned or killed publish left behind; `model` is the release that answers. Under the publish lock. */
export async function tidy(store: Store, model: Model | null): Promise<void> {
  await tidyBut(store, model ? schemaNames(physicalSchema(model, store.dialect)) : new Set());
}

async function tidyBut(store: Store, keep: ReadonlySet<string>): Promise<void> {
  const actual = await introspect(store);
  const statements: string[] = [];
  for (const [name, index] of actual.indexes) {
    if (!keep.has(name) && !isDroppedName(index.table) && !isDroppedName(index.first)) statements.push(dropIndexSql(name));
  }
  for (const [table, columns] of linksFirst([...actual.tables])) {
    if (isDroppedName(table)) continue;
    if (!keep.has(table)) {
      statements.push(dropTableSql(store, table));
      continue;
    }
    for (const column of columns) {
      if (BASE_COLUMNS.has(column) || keep.has(`${table} ${column}`) || (isDroppedName(column) && !column.startsWith("$f"))) continue;
      statements.push(`alter table main.${quote(table)} drop column ${quote(column)}`);
    }
  }
  for (const sql of statements) await store.exclusive((tx) => tx.run(sql));
}

/** Link tables, which point at both their ends, before the tables of objects: SQLite won't drop a table that is still pointed at. */
function linksFirst<T>(tables: [string, T][]): [string, T][] {
  return tables.toSorted(([a], [b]) => b.split("$").length - a.split("$").length);
}

/** Link tables and columns that point at it go by their own statements; a reference alone does not hold it. */
const dropTableSql = (store: Store, table: string): string => `drop table if exists main.${quote(table)}${store.dialect === "postgres" ? " cascade" : ""}`;

function isDone(step: Step, actual: Actual): boolean {
  switch (step.kind) {
    case "create_table": return actual.tables.has(step.name);
    case "add_column": case "fill_column": return actual.tables.get(step.table)?.has(step.name) === true;
    case "add_reference": return actual.references.has(step.name);
    case "create_index": case "create_unique": return actual.indexes.get(step.name)?.valid === true;
    default: return false;
  }
}

/** So many statements share a transaction: an installation has hundreds, and each commit costs an fsync. */
const BATCH = 100;

/** `fresh`: tables that this very expansion makes; nobody writes to them yet. */
async function runSteps(store: Store, steps: readonly Step[], fresh: ReadonlySet<string>, onStatement: OnStatement): Promise<void> {
  for (let at = 0; at < steps.length; ) {
    const [first] = steps.slice(at);
    if (first?.concurrently && store.server) {
      await runConcurrently(store.reader, store.server, first, onStatement);
      at += 1;
      continue;
    }
    const batch = batchFrom(steps, at, fresh);
    at += batch.length;
    await store.exclusive(async (tx) => {
      if (store.dialect === "postgres") await tx.run("set local lock_timeout = '3s'");
      for (const step of batch) await runOne(tx, step, onStatement);
    });
  }
}

/** Building an index on a table in use takes a transaction of its own, so that writers come in between. */
function batchFrom(steps: readonly Step[], at: number, fresh: ReadonlySet<string>): Step[] {
  const batch: Step[] = [];
  for (const step of steps.slice(at, at + BATCH)) {
    if (step.concurrently) break;
    const heavy = (step.kind === "create_index" || step.kind === "create_unique") && !fresh.has(step.table);
    if (heavy && batch.length > 0) break;
    batch.push(step);
    if (heavy) break;
  }
  return batch;
}

async function runOne(tx: Tx, step: Step, onStatement: OnStatement): Promise<void> {
  onStatement(step, "before");
  if (step.unique) await refuseDuplicates(tx, step);
  await tx.run(step.sql);
  onStatement(step, "after");
}

async function runConcurrently(reader: Pick<Tx, "all">, server: PostgresDoor, step: Step, onStatement: OnStatement): Promise<void> {
  onStatement(step, "before");
  if (step.unique) await refuseDuplicates(reader, step);
  await server.autocommit(dropIndexSql(step.name)); // an invalid one may be there
  try {
    await server.autocommit(step.sql);
  } catch (error) {
    await server.autocommit(dropIndexSql(step.name));
    if (error instanceof UniqueViolation) await refuseDuplicates(reader, step);
    throw error;
  }
  onStatement(step, "after");
}

async function refuseDuplicates(reader: Pick<Tx, "all">, step: Step): Promise<void> {
  if (!step.unique) return;
  const { object, index, columns, where } = step.unique;
  const found = await duplicates(reader, step.table, columns, where);
  if (found.rows > 0) throw new DirtyData(object, index.rule ?? index.name, found.rows, found.ids);
}

/**
 * Third phase: what releases before `before` dropped goes for good. Returns how many columns and tables went. Each goes in a
 * transaction of its own; on SQLite a column costs a rewrite of its table.
 */
export async function purge(store: Store, before: Date): Promise<number> {
  const rows = await store.reader.all("select n from main._release where at < ?", [before.toISOString()]);
  const releases = new Set(rows.map(([n]) => Number(n)));
  const old = (name: string): boolean => isDroppedName(name) && releases.has(Number(name.slice(name.lastIndexOf("$") + 1)));
  const actual = await introspect(store);
  let count = 0;
  for (const [table, columns] of actual.tables) {
    if (old(table)) continue;
    for (const column of columns) {
      if (!old(column)) continue;
      const indexes = [...actual.indexes].filter(([, index]) => index.table === table && index.first === column);
      await store.exclusive(async (tx) => {
        for (const [name] of indexes) await tx.run(dropIndexSql(name));
        await tx.run(`alter table main.${quote(table)} drop column ${quote(column)}`);
      });
      count += 1;
    }
  }
  for (const [table] of linksFirst([...actual.tables].filter(([name]) => old(name)))) {
    await store.exclusive((tx) => tx.run(dropTableSql(store, table)));
    count += 1;
  }
  await store.exclusive(async (tx) => {
    const left = (await readDropped(tx)).filter((entry: Dropped) => !releases.has(entry.release));
    await writeDropped(tx, store.dialect, left);
  });
  return count;
}
