import pg from "pg";

/** One channel for all workspaces of a database; messages are `origin schema ids` (see `outbox.ts`). */
export const CHANNEL = "tangram";

interface Subscriber {
  /** Another store committed these events: `1,2,3` or `1-900`. */
  told(origin: string, ids: string): void;
  /** Nothing was heard since then; the connection is back. */
  missed(since: Date): void;
}

const RETRY_MILLISECONDS = [100, 500, 1000, 2000, 5000];

/**
 * Hears what other processes commit: one connection of its own per process (a pooled one would not be kept by PgBouncer in
 * transaction mode). What was missed while it was down is told when it is back.
 */
export class PostgresListener {
  readonly #url: string;
  readonly #subscribers = new Map<string, Set<Subscriber>>();
  #client: pg.Client | null = null;
  #lostAt: Date | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Resolves when it listens; throws where the server can't be reached. */
  async open(): Promise<this> {
    await this.#connect();
    return this;
  }

  subscribe(schema: string, subscriber: Subscriber): () => void {
    const those = this.#subscribers.get(schema) ?? new Set();
    this.#subscribers.set(schema, those.add(subscriber));
    return () => {
      those.delete(subscriber);
      if (those.size === 0) this.#subscribers.delete(schema);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, keepAlive: true });
    const lost = (): void => this.#lost(client);
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", ({ payload = "" }) => {
      const [origin = "", schema = "", ids = ""] = payload.split(" ");
      for (const subscriber of this.#subscribers.get(schema) ?? []) subscriber.told(origin, ids);
    });
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    this.#client = client;
    const since = this.#lostAt;
    this.#lostAt = null;
    if (since) for (const those of this.#subscribers.values()) for (const subscriber of those) subscriber.missed(since);
  }

  #lost(client: pg.Client): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    this.#lostAt ??= new Date();
    this.#again(0);
  }

  #again(attempt: number): void {
    const wait = RETRY_MILLISECONDS[Math.min(attempt, RETRY_MILLISECONDS.length - 1)];
    this.#timer = setTimeout(() => {
      this.#connect().catch(() => {
        if (!this.#closed) this.#again(attempt + 1);
      });
    }, wait);
    this.#timer.unref();
  }
}
