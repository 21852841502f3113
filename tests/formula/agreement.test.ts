import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Json } from "#shared/lib/json.ts";
import { compile } from "#shared/formula/compile.ts";
import type { Result } from "#shared/formula/environment.ts";
import { readFormula, type Formula } from "#shared/formula/formula.ts";
import { notNative } from "#shared/formula/native.ts";
import type { Node } from "#shared/formula/node.ts";
import { scaledOf } from "#shared/formula/numeric.ts";
import type { FormulaType } from "#shared/formula/types.ts";
import { toJson } from "#shared/formula/value.ts";
import { formulaSql } from "#server/query/formula/compile.ts";
import { sql, statement } from "#server/query/sql.ts";
import { SQLITE_FUNCTIONS } from "#server/query/sqlite-functions.ts";
import type { DialectName } from "#server/store/port.ts";
import { createPool } from "#server/store/postgres-pool.ts";
import { SqliteConnection } from "#server/store/sqlite-connection.ts";
import { startPostgres, type PostgresServer } from "#tests/support/databases.ts";
import { expression, type Kind } from "./generate.ts";
import { createTables, environments, host, mainScope, makeData, pick, random, resolver, type Data } from "./world.ts";

const FULL = process.env["TANGRAM_TEST_FULL"] === "1";
const EXPRESSIONS = FULL ? 60_000 : 10_000;
const BATCH = 125;
const SEED = Number(process.env["TANGRAM_TEST_SEED"] ?? 20_261_124);
const KINDS: readonly Kind[] = ["integer", "decimal", "decimal", "boolean", "text", "date", "moment"];

type Select = (texts: readonly string[]) => Promise<readonly (readonly (string | null)[])[]>;
let folder: string;
let sqlite: SqliteConnection;
let server: PostgresServer;
let pool: pg.Pool;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tangram-formula-"));
  sqlite = new SqliteConnection(join(folder, "formula.db"), "writer", SQLITE_FUNCTIONS);
  server = await startPostgres();
  pool = createPool(server.url);
}, 60_000);
afterAll(async () => {
  sqlite.close();
  await pool.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}, 30_000);

const schema = `formula_${process.pid}`;

const selects: Readonly<Record<DialectName, Select>> = {
  sqlite: async (texts) => sqlite.all(`select ${texts.map((text) => `cast(${text} as text)`).join(", ")} from main order by main.seq`).map((row) => row.map((value) => (value === null ? null : String(value)))),
  async postgres(texts) {
    const client = await pool.connect();
    try {
      await client.query(`set search_path to ${schema}`);
      const { rows } = await client.query<(string | null)[]>({ text: `select ${texts.join(", ")} from main order by main.seq`, rowMode: "array" });
      return rows;
    } finally {
      await client.query("reset search_path");
      client.release();
    }
  },
};

async function fill(data: Data): Promise<void> {
  await createTables(data, "sqlite", (text, values) => Promise.resolve(void sqlite.database.prepare(text).run(...values)));
  const client = await pool.connect();
  try {
    await client.query(`create schema if not exists ${schema}`);
    await client.query(`set search_path to ${schema}`);
    await createTables(data, "postgres", async (text, values) => void (await client.query(text, [...values])));
  } finally {
    await client.query("reset search_path");
    client.release();
  }
}

/** The expression's SQL, its result as text. */
function textSql({ node }: Formula, dialect: DialectName): string {
  const value = formulaSql(node, resolver(dialect));
  if (dialect === "sqlite") return statement(value, dialect).sql;
  return statement(node.type.kind === "datetime" ? sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`cast(${value} as text)`, dialect).sql;
}

/** What a database answered, as the evaluator would. */
function canonical(text: string | null, type: FormulaType, dialect: DialectName): Json {
  if (text === null) return null;
  if (type.kind === "boolean") return text === "1" || text === "true";
  if (type.kind !== "number") return text;
  return toJson(dialect === "sqlite" ? BigInt(text) : scaledOf(text, type.scale), type);
}

interface Case {
  readonly source: string;
  readonly formula: Formula;
  readonly results: readonly Result[];
}

function cases(count: number, data: Data, seed: number): Case[] {
  const next = random(seed);
  const records = environments(data);
  return Array.from({ length: count }, () => {
    const source = expression(next, pick(next, KINDS), 1 + Math.floor(next() * 3));
    const { formula, problems } = readFormula(source, mainScope);
    if (!formula) throw new Error(`${source}: ${JSON.stringify(problems)}`);
    const blocked = notNative(formula.node, mainScope);
    if (blocked !== null) throw new Error(`${source}: ${blocked} is not native`);
    return { source, formula, results: records.map((record) => formula.evaluate({ record, host })) };
  });
}

const overflows = ({ results }: Case): boolean => results.some((result) => !result.ok);

/** Whether a part of an expression is too long for some record: SQL may compute a part that JavaScript has no need of. */
function partOverflows(node: Node, data: Data): boolean {
  const run = compile(node);
  if (environments(data).some((record) => !run({ record, host }).ok)) return true;
  return node.node === "call" && node.args.some((arg) => partOverflows(arg, data));
}

async function compare(all: readonly Case[], data: Data, dialect: DialectName): Promise<{ differing: string[]; refused: number }> {
  const differing: string[] = [];
  let refused = 0;
  const batch = async (part: readonly Case[]): Promise<void> => {
    let answers: Awaited<ReturnType<Select>>;
    try {
      answers = await selects[dialect](part.map(({ formula }) => textSql(formula, dialect)));
    } catch (error) {
      if (part.length > 1) {
        await batch(part.slice(0, part.length >> 1));
        return batch(part.slice(part.length >> 1));
      }
      const [only] = part;
      if (only && isOverflow(error) && partOverflows(only.formula.node, data)) refused++;
      else differing.push(`${only?.source}: ${String(error)}`);
      return;
    }
    for (const [row, values] of answers.entries()) {
      for (const [i, { source, formula, results }] of part.entries()) {
        const result = results[row];
        const given = canonical(values[i] ?? null, formula.type, dialect);
        if (!result?.ok || JSON.stringify(result.value) !== JSON.stringify(given)) differing.push(`${source} over ${JSON.stringify(data.mains[row])}: ${dialect} ${JSON.stringify(given)}, JavaScript ${JSON.stringify(result)}`);
      }
    }
  };
  for (let at = 0; at < all.length; at += BATCH) await batch(all.slice(at, at + BATCH));
  return { differing, refused };
}

/** The function's own error on SQLite, numeric_value_out_of_range on PostgreSQL. */
const isOverflow = (error: unknown): boolean => error instanceof Error && (/overflow/i.test(error.message) || ("code" in error && error.code === "22003"));

describe("JavaScript, SQLite and PostgreSQL compute the same", () => {
  test(`${EXPRESSIONS} generated expressions over two dozen records`, async () => {
    const data = makeData(SEED, false);
    await fill(data);
    const all = cases(EXPRESSIONS, data, SEED);
    const plain = all.filter((one) => !overflows(one));
    // Most must have a value, or nothing is compared.
    expect(plain.length).toBeGreaterThan(EXPRESSIONS * 0.9);
    for (const dialect of ["sqlite", "postgres"] as const) {
      const { differing } = await compare(plain, data, dialect);
      expect(differing.slice(0, 5), `${differing.length} differ`).toEqual([]);
    }
  }, 300_000);

  test("at the edge of 18 digits: what is too long is refused by all, the rest is the same", async () => {
    const data = makeData(SEED + 1, true);
    await fill(data);
    const all = cases(FULL ? 6000 : 1000, data, SEED + 1);
    const long = all.filter(overflows);
    expect(long.length).toBeGreaterThan(50);
    for (const dialect of ["sqlite", "postgres"] as const) {
      const { differing } = await compare(all.filter((one) => !overflows(one)), data, dialect);
      expect(differing.slice(0, 5)).toEqual([]);
      for (const { source, formula } of long.slice(0, 60)) await expect(selects[dialect]([textSql(formula, dialect)]), `${dialect}: ${source}`).rejects.toSatisfy(isOverflow);
    }
  }, 300_000);
});
