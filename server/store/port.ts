/** One row as values in the order of the statement's columns. */
export type Row = readonly unknown[];
/** What a statement may be given: already in the database's own form (`dialect.ts` encodes canonical values). */
export type Parameter = string | number | bigint | null | boolean | Buffer;

/** Reads. On SQLite a connection of its own that sees committed rows only; on PostgreSQL the pool. */
export interface Reader {
  all(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  get(sql: string, parameters?: readonly Parameter[]): Promise<Row | undefined>;
}

/**
 * One transaction. Inside a write nothing but its `Tx` may be awaited (design §4): on SQLite many small writes share a
 * commit, each in a savepoint, and another await would let them mix.
 */
export interface Tx extends Reader {
  /** Number of rows changed. */
  run(sql: string, parameters?: readonly Parameter[]): Promise<number>;
  /** Runs once after the COMMIT is durable, before the caller gets its answer. */
  afterCommit(work: () => void): void;
  /** Collected rows that are written together at the end of the transaction (history, events, search). */
  readonly outbox: Outbox;
}

export interface Outbox {
  history(row: HistoryRow): void;
  event(row: EventRow): void;
  transition(row: TransitionRow): void;
  /** Tokens of a record, replacing those it had; `fields` null takes it out of the index. */
  search(row: SearchRow): void;
}

export interface HistoryRow {
  id: string;
  object: string;
  record: string;
  at: string;
  by: string | null;
  /** What brought the change: "api", "import", "install", "undo", … */
  via: string;
  release: number;
  /** `create`, `update`, `delete`, `restore`; a child's change stands under its list, as `lines/<id>/<field>`. */
  action: string;
  changes: Record<string, [unknown, unknown]>;
}
export interface EventRow {
  type: "record.created" | "record.updated" | "record.deleted" | "record.restored" | "release.published";
  object: string | null;
  record: string | null;
  at: string;
  by: string | null;
  /** Fields that changed. */
  fields: readonly string[];
}
export interface TransitionRow {
  object: string;
  record: string;
  field: string;
  from: string | null;
  to: string | null;
  at: string;
  by: string | null;
}
export interface SearchRow {
  object: string;
  record: string;
  n: number;
  /** Searchable text by field; a field's tokens are found only by viewers who may read the field. */
  fields: Record<string, string> | null;
}

export type DialectName = "sqlite" | "postgres";

/** What only PostgreSQL has, for the migration. */
export interface PostgresDoor {
  /** The schema that holds the workspace. */
  readonly schema: string;
  /** A statement outside any transaction, as `create index concurrently` wants it. */
  autocommit(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
}

/** A workspace's database. */
export interface Store {
  readonly dialect: DialectName;
  readonly reader: Reader;
  /**
   * A small write. All or nothing: a throw leaves no trace. Resolves after the commit is durable. On SQLite it shares a
   * commit with its neighbours (group commit) and runs alone inside it, in a savepoint.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A transaction of its own that nobody shares: publish, install, import slices. */
  exclusive<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** PostgreSQL only; null on SQLite, whose file is its own schema. */
  readonly server: PostgresDoor | null;
  /** Told after each commit that wrote events, with the objects and records they name. Returns its own undoing. */
  onCommit(listener: (events: readonly EventRow[]) => void): () => void;
  close(): Promise<void>;
}

/** The database refused the work (full disk, unreachable): 503, nothing written. */
export class StoreUnavailable extends Error {
  override name = "StoreUnavailable";
}
/** A unique rule of the database was broken: the index's name tells which. */
export class UniqueViolation extends Error {
  override name = "UniqueViolation";
  constructor(readonly index: string, options?: ErrorOptions) {
    super(`unique index ${index}`, options);
  }
}
