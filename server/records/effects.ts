import { flushOutbox, OutboxRows } from "#server/store/outbox.ts";
import type { DialectName, EventRow, HistoryRow, SearchRow, TransitionRow, Tx } from "#server/store/port.ts";

/**
 * What a write leaves beside its rows. Collected apart from the transaction's outbox, so that an operation of a batch that is
 * taken back takes these along.
 */
export class Effects {
  readonly #histories: HistoryRow[] = [];
  readonly #following = new Set<string>();
  readonly #events: EventRow[] = [];
  readonly #transitions: TransitionRow[] = [];
  readonly #searches: SearchRow[] = [];

  /** `follows`: the entry tells what another one brought about, and is undone with that one. */
  history(row: HistoryRow, follows: boolean): void {
    this.#histories.push(row);
    if (follows) this.#following.add(row.id);
  }
  event(row: EventRow): void {
    this.#events.push(row);
  }
  transition(row: TransitionRow): void {
    this.#transitions.push(row);
  }
  search(row: SearchRow): void {
    this.#searches.push(row);
  }

  /** Ids of the history entries, in order: what undoing needs. */
  get entries(): { id: string; follows: boolean }[] {
    return this.#histories.map(({ id }) => ({ id, follows: this.#following.has(id) }));
  }

  /** Writes the stages passed so far, so that this transaction reads its own past. */
  async flushTransitions(tx: Tx, dialect: DialectName): Promise<void> {
    const rows = new OutboxRows();
    for (const row of this.#transitions.splice(0)) rows.transition(row);
    await flushOutbox(rows, tx, dialect);
  }

  handOver(tx: Tx): void {
    for (const row of this.#histories) tx.outbox.history(row);
    for (const row of this.#events) tx.outbox.event(row);
    for (const row of this.#transitions) tx.outbox.transition(row);
    for (const row of this.#searches) tx.outbox.search(row);
  }
}
