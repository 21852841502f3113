import type { DialectName, SearchRow, Tx } from "#server/store/port.ts";
import { foldText, indexTokens } from "./tokens.ts";

/** Of the folded text so much is kept, to tell an exact or leading match. */
const HEAD = 100;

interface Entry {
  object: string;
  record: string;
  n: number;
  field: string;
  text: string;
  tokens: string[];
}

/** Brings the index up to what a transaction wrote, once, at its end. Of several rows of a record the last counts. */
export async function writeSearch(tx: Pick<Tx, "run" | "get">, dialect: DialectName, rows: readonly SearchRow[]): Promise<void> {
  const last = new Map<string, SearchRow>();
  for (const row of rows) last.set(`${row.object} ${row.record}`, row);
  const entries = [...last.values()].flatMap(entriesOf);
  const records = JSON.stringify([...last.values()].map(({ object, record }) => ({ object, record })));
  if (dialect === "sqlite") await writeSqlite(tx, records, entries);
  else await writePostgres(tx, records, entries);
}

function entriesOf(row: SearchRow): Entry[] {
  return Object.entries(row.fields ?? {}).flatMap(([field, text]) => {
    const tokens = indexTokens(text);
    return tokens.length === 0 ? [] : [{ object: row.object, record: row.record, n: row.n, field, text: foldText(text).slice(0, HEAD), tokens }];
  });
}

async function writeSqlite(tx: Pick<Tx, "run" | "get">, records: string, entries: readonly Entry[]): Promise<void> {
  const those = "select s.id from json_each(?) j join main._search s on s.record = j.value ->> 'record' and s.object = j.value ->> 'object'";
  await tx.run(`delete from main._search_token where rowid in (${those})`, [records]);
  await tx.run(`delete from main._search where id in (${those})`, [records]);
  if (entries.length === 0) return;
  const [highest] = (await tx.get("select coalesce(max(id), 0) from main._search")) ?? [0];
  const rows = JSON.stringify(entries.map((entry, i) => ({ ...entry, id: Number(highest) + 1 + i, tokens: entry.tokens.join(" ") })));
  await tx.run(
    `insert into main._search (id, object, record, n, field, place, text)
     select value ->> 'id', value ->> 'object', value ->> 'record', value ->> 'n', value ->> 'field', (value ->> 'object') || '.' || (value ->> 'field'), value ->> 'text' from json_each(?)`,
    [rows],
  );
  // One statement: the full-text table flushes at the end of each.
  await tx.run("insert into main._search_token (rowid, tokens) select value ->> 'id', value ->> 'tokens' from json_each(?)", [rows]);
}

async function writePostgres(tx: Pick<Tx, "run">, records: string, entries: readonly Entry[]): Promise<void> {
  await tx.run(
    `with gone as (
       delete from main._search s using jsonb_to_recordset($1::jsonb) as r(object text, record text) where s.record = r.record and s.object = r.object
     )
     insert into main._search (object, record, n, field, place, text, tokens)
     select object, record, n, field, object || '.' || field, text, array_to_tsvector(array(select jsonb_array_elements_text(tokens)))
     from jsonb_to_recordset($2::jsonb) as e(object text, record text, n bigint, field text, text text, tokens jsonb)`,
    [records, JSON.stringify(entries)],
  );
}
