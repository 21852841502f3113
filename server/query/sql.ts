import {
  DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler,
  type Dialect, type RawBuilder,
} from "kysely";
import type { DialectName, Parameter } from "#server/store/port.ts";

/** A piece of SQL. Names in it come from the model only, values only as slots. */
export type Sql = RawBuilder<unknown>;
export { sql };

/** Stands in SQL for the value that a request brings at this place of its list of values. */
export class Slot {
  constructor(readonly index: number) {}
}
export const slot = (index: number): Sql => sql`${new Slot(index)}`;

/** SQL whose values are yet to come. */
export interface Statement {
  readonly sql: string;
  /** For each parameter the place of its value among the request's values. */
  readonly order: readonly number[];
}

// Compilers only: statements are run by the store.
const COMPILERS: Readonly<Record<DialectName, Kysely<unknown>>> = {
  sqlite: new Kysely<unknown>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    } satisfies Dialect,
  }),
  postgres: new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    } satisfies Dialect,
  }),
};

export function statement(piece: Sql, dialect: DialectName): Statement {
  const compiled = piece.compile(COMPILERS[dialect]);
  const order = compiled.parameters.map((parameter) => {
    if (parameter instanceof Slot) return parameter.index;
    throw new Error("a value stands in SQL outside a slot");
  });
  return { sql: compiled.sql, order };
}

/** The statement's parameters from a request's values. */
export function parametersFor({ order }: Statement, values: readonly Parameter[]): Parameter[] {
  return order.map((index) => {
    const value = values[index];
    if (value === undefined) throw new Error(`no value for slot ${index}`);
    return value;
  });
}

export const table = (name: string): Sql => sql`${sql.table(`main.${name}`)}`;
export const column = (alias: string, name: string): Sql => sql`${sql.id(alias, name)}`;
export const all = (parts: readonly Sql[]): Sql => (parts.length === 0 ? TRUE : sql`(${sql.join(parts, sql` and `)})`);
export const any = (parts: readonly Sql[]): Sql => (parts.length === 0 ? FALSE : sql`(${sql.join(parts, sql` or `)})`);
export const list = (parts: readonly Sql[]): Sql => sql`${sql.join(parts)}`;
export const TRUE = sql`(1 = 1)`;
export const FALSE = sql`(1 = 0)`;
