import { callApart } from "./listeners.ts";
import { flushOutbox, OutboxRows } from "./outbox.ts";
import { StoreUnavailable, type EventRow, type Parameter, type Row, type Tx } from "./port.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

/** A commit is shared by at most so many writes, and takes no further one after so long, so that reads get their turn. */
const GROUP_SIZE = 200;
const GROUP_MILLISECONDS = 20;

interface Job {
  readonly kind: "shared" | "alone";
  /** Runs the write on its transaction and keeps its result for `answer`. */
  run(tx: SqliteTx): Promise<void>;
  answer(): void;
  fail(error: unknown): void;
}

/**
 * The one writer of a file: a queue whose small writes share a commit (store-shape §2). Each runs alone inside it, in a
 * savepoint; answers go out once the COMMIT is durable.
 */
export class SqliteWriter {
  readonly #connection: SqliteConnection;
  readonly #tell: (events: readonly EventRow[]) => void;
  #queue: Job[] = [];
  #working: Promise<void> | null = null;
  #closed = false;

  constructor(connection: SqliteConnection, tell: (events: readonly EventRow[]) => void) {
    this.#connection = connection;
    this.#tell = tell;
  }

  submit<T>(kind: Job["kind"], work: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailable("closed"));
    return new Promise<T>((resolve, reject) => {
      let settle = (): void => reject(new StoreUnavailable("not run"));
      this.#queue.push({
        kind,
        run: async (tx) => {
          const result = await work(tx);
          settle = () => resolve(result);
        },
        answer: () => settle(),
        fail: (error) => reject(error instanceof Error ? error : new Error(String(error))),
      });
      this.#working ??= this.#drain();
    });
  }

  /** Takes nothing more and waits for what was submitted. */
  async end(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  async #drain(): Promise<void> {
    while (true) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.#queue.length === 0) break;
      await this.#group(this.#take());
    }
    this.#working = null;
  }

  /** The first write and those that may share its commit. */
  #take(): Job[] {
    const alone = this.#queue.findIndex((job) => job.kind === "alone");
    const count = alone === 0 ? 1 : Math.min(GROUP_SIZE, alone < 0 ? this.#queue.length : alone);
    return this.#queue.splice(0, count);
  }

  async #group(jobs: Job[]): Promise<void> {
    const db = this.#connection;
    const outbox = new OutboxRows();
    const done: { job: Job; after: (() => void)[] }[] = [];
    const refused: { job: Job; error: unknown }[] = [];
    try {
      db.run("begin immediate");
      const until = performance.now() + GROUP_MILLISECONDS;
      for (let next = jobs.shift(); next; next = jobs.shift()) {
        const tx = new SqliteTx(db);
        const error = await this.#one(next, tx);
        if (error === null) {
          outbox.add(tx.outbox);
          done.push({ job: next, after: tx.after });
        } else refused.push({ job: next, error: error.reason });
        if (performance.now() > until) break;
      }
      await flushOutbox(outbox, new SqliteTx(db), "sqlite");
      db.run("commit");
    } catch (error) {
      if (db.inTransaction) callApart(() => db.run("rollback"));
      // Nothing of the group is there; every write in it hears why.
      const lost = error instanceof StoreUnavailable ? error : new StoreUnavailable("the shared transaction was lost", { cause: error });
      for (const { job } of done) job.fail(job.kind === "alone" ? error : lost);
      for (const { job, error: own } of refused) job.fail(own);
      for (const job of jobs) job.fail(lost);
      return;
    }
    this.#queue.unshift(...jobs); // those for whom there was no time
    for (const { after } of done) for (const work of after) callApart(work);
    for (const { job } of done) job.answer();
    for (const { job, error } of refused) job.fail(error);
    this.#tell(outbox.events);
  }

  /** Runs one write in its savepoint. Answers why it failed; throws where the whole transaction is gone. */
  async #one(job: Job, tx: SqliteTx): Promise<{ reason: unknown } | null> {
    const db = this.#connection;
    if (job.kind === "shared") db.run("savepoint one");
    try {
      await job.run(tx);
      if (job.kind === "shared") db.run("release one");
      return null;
    } catch (reason) {
      if (!db.inTransaction) {
        job.fail(reason); // SQLite gave up the transaction itself (full disk, I/O error)
        throw reason;
      }
      if (job.kind === "alone") {
        // Nothing else is in the transaction.
        db.run("rollback");
        db.run("begin immediate");
      } else {
        db.run("rollback to one");
        db.run("release one");
      }
      return { reason };
    } finally {
      tx.end();
    }
  }
}

class SqliteTx implements Tx {
  readonly outbox = new OutboxRows();
  readonly after: (() => void)[] = [];
  readonly #connection: SqliteConnection;
  #open = true;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }
  async all(sql: string, parameters?: readonly Parameter[]): Promise<Row[]> {
    return this.#use().all(sql, parameters);
  }
  async get(sql: string, parameters?: readonly Parameter[]): Promise<Row | undefined> {
    return this.#use().get(sql, parameters);
  }
  async run(sql: string, parameters?: readonly Parameter[]): Promise<number> {
    return this.#use().run(sql, parameters);
  }
  afterCommit(work: () => void): void {
    this.after.push(work);
  }
  end(): void {
    this.#open = false;
  }
  #use(): SqliteConnection {
    if (!this.#open) throw new Error("the transaction has ended");
    return this.#connection;
  }
}
