import { writeSearch } from "#server/search/write.ts";
import type { DialectName, EventRow, HistoryRow, Outbox, SearchRow, TransitionRow, Tx } from "./port.ts";

/** What writes have collected, in order. */
export class OutboxRows implements Outbox {
  readonly histories: HistoryRow[] = [];
  readonly events: EventRow[] = [];
  readonly transitions: TransitionRow[] = [];
  readonly searches: SearchRow[] = [];

  history(row: HistoryRow): void {
    this.histories.push(row);
  }
  event(row: EventRow): void {
    this.events.push(row);
  }
  transition(row: TransitionRow): void {
    this.transitions.push(row);
  }
  search(row: SearchRow): void {
    this.searches.push(row);
  }
  /** Takes over what a write of the same commit has collected. */
  add(other: OutboxRows): void {
    for (const row of other.histories) this.histories.push(row);
    for (const row of other.events) this.events.push(row);
    for (const row of other.transitions) this.transitions.push(row);
    for (const row of other.searches) this.searches.push(row);
  }
  get empty(): boolean {
    return this.histories.length + this.events.length + this.transitions.length + this.searches.length === 0;
  }
}

/** Writes what was collected at the end of its transaction; `announce` is the channel and origin by which PostgreSQL tells other processes. */
export async function flushOutbox(rows: OutboxRows, tx: Pick<Tx, "run" | "all" | "get">, dialect: DialectName, announce?: Announcement): Promise<void> {
  if (rows.empty) return;
  if (dialect === "sqlite") await flushSqlite(rows, tx);
  else await flushPostgres(rows, tx, announce);
  if (rows.searches.length > 0) await writeSearch(tx, dialect, rows.searches);
}

async function flushSqlite(rows: OutboxRows, tx: Pick<Tx, "run">): Promise<void> {
  for (const h of rows.histories) {
    await tx.run(
      `insert into main._history (id, object, record, at, "by", via, release, action, changes) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [h.id, h.object, h.record, h.at, h.by, h.via, h.release, h.action, JSON.stringify(h.changes)],
    );
  }
  for (const t of rows.transitions) {
    await tx.run(
      `insert into main._transition (object, record, field, from_value, to_value, at, "by", seconds) values (?, ?, ?, ?, ?, ?, ?,
        (select unixepoch(?) - unixepoch(p.at) from main._transition p where p.record = ? and p.field = ? order by p.id desc limit 1))`,
      [t.object, t.record, t.field, t.from, t.to, t.at, t.by, t.at, t.record, t.field],
    );
  }
  for (const e of rows.events) {
    await tx.run(`insert into main._event (type, object, record, at, "by", fields) values (?, ?, ?, ?, ?, ?)`, [
      e.type, e.object, e.record, e.at, e.by, JSON.stringify(e.fields),
    ]);
  }
}

export interface Announcement {
  readonly channel: string;
  /** Who announces, so that a process can tell its own. */
  readonly origin: string;
  readonly schema: string;
}

/** One statement, so that a write costs one round trip more. */
async function flushPostgres(rows: OutboxRows, tx: Pick<Tx, "run">, announce: Announcement | undefined): Promise<void> {
  if (rows.histories.length + rows.transitions.length + rows.events.length === 0) return;
  await tx.run(
    `with h as (
      insert into main._history (id, object, record, at, "by", via, release, action, changes)
      select id, object, record, at, "by", via, release, action, changes
      from jsonb_to_recordset($1::jsonb) as x(id text, object text, record text, at timestamptz, "by" text, via text, release bigint, action text, changes jsonb)
    ), t as (
      insert into main._transition (object, record, field, from_value, to_value, at, "by", seconds)
      select object, record, field, "from", "to", at, "by", round(extract(epoch from at - coalesce(
        lag(at) over (partition by record, field order by k),
        (select p.at from main._transition p where p.record = x.record and p.field = x.field order by p.id desc limit 1))))
      from jsonb_to_recordset($2::jsonb) as x(k bigint, object text, record text, field text, "from" text, "to" text, at timestamptz, "by" text)
      order by k
    ), e as (
      insert into main._event (type, object, record, at, "by", fields)
      select type, object, record, at, "by", fields
      from jsonb_to_recordset($3::jsonb) as x(k bigint, type text, object text, record text, at timestamptz, "by" text, fields jsonb)
      order by k
      returning id
    ), told as (select min(id) as first, max(id) as last, count(*) as rows, string_agg(id::text, ',') as ids from e)
    select pg_notify($4, $5 || ' ' || $6 || ' ' || case when length(ids) < 7000 then ids else first || '-' || last end) from told where rows > 0 and $4 <> ''`,
    [
      JSON.stringify(rows.histories),
      JSON.stringify(rows.transitions.map((row, k) => ({ k, ...row }))),
      JSON.stringify(rows.events.map((row, k) => ({ k, ...row }))),
      announce?.channel ?? "",
      announce?.origin ?? "",
      announce?.schema ?? "",
    ],
  );
}
