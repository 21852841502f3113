import { newId } from "#shared/lib/id.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import { linesOf } from "#shared/kinds/lib/text.ts";
import { isoTime } from "#server/store/dialect.ts";
import type { Row, Store, Tx } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import { requireReadable, type Reading } from "./history.ts";

/** Longest comment, in characters. */
const BODY_MAX = 10_000;
const COLUMNS = `id, at, "by", body, edited_at`;

/** Who comments, on which workspace's records. */
export interface Commenting extends Reading {
  readonly store: Store;
  readonly at: string;
}

/** Comments of a record that the viewer reads, newest first. */
export async function readComments(reading: Reading, object: string, record: string, limit: number, cursor: string | undefined): Promise<{ comments: JsonObject[]; cursor: string | null }> {
  await requireReadable(reading, object, record);
  const rows = await reading.reader.all(
    `select ${COLUMNS} from main._comment where object = ? and record = ? and deleted_at is null${cursor === undefined ? "" : " and id < ?"} order by id desc limit ?`,
    [object, record, ...(cursor === undefined ? [] : [cursor]), limit + 1],
  );
  const comments = await answers(reading, rows.slice(0, limit));
  const last = rows[limit - 1];
  return { comments, cursor: rows.length > limit && last ? String(last[0]) : null };
}

/** Whoever reads a record may comment on it. */
export async function addComment(commenting: Commenting, object: string, record: string, text: unknown): Promise<JsonObject> {
  await requireReadable(commenting, object, record);
  const body = bodyOf(text);
  const id = newId();
  return changed(commenting, object, record, id, (tx) =>
    tx.run(`insert into main._comment (id, object, record, at, "by", body) values (?, ?, ?, ?, ?, ?)`, [id, object, record, commenting.at, commenting.viewer.id, body]),
  );
}

/** Only one's own: 403 for another's, 404 for none. */
export async function editComment(commenting: Commenting, object: string, record: string, id: string, text: unknown): Promise<JsonObject> {
  await requireOwn(commenting, object, record, id);
  const body = bodyOf(text);
  return changed(commenting, object, record, id, (tx) => tx.run("update main._comment set body = ?, edited_at = ? where id = ?", [body, commenting.at, id]));
}

export async function removeComment(commenting: Commenting, object: string, record: string, id: string): Promise<void> {
  await requireOwn(commenting, object, record, id);
  await changed(commenting, object, record, id, (tx) => tx.run("update main._comment set deleted_at = ? where id = ?", [commenting.at, id]));
}

/** Writes, tells those who look at the record, and answers the comment. */
async function changed(commenting: Commenting, object: string, record: string, id: string, work: (tx: Tx) => Promise<number>): Promise<JsonObject> {
  const row = await commenting.store.write(async (tx) => {
    await work(tx);
    tx.outbox.event({ type: "record.updated", object, record, at: commenting.at, by: commenting.viewer.id, fields: [] });
    return tx.get(`select ${COLUMNS} from main._comment where id = ?`, [id]);
  });
  const [answer = {}] = await answers(commenting, row ? [row] : []);
  return answer;
}

async function requireOwn(commenting: Commenting, object: string, record: string, id: string): Promise<void> {
  await requireReadable(commenting, object, record);
  const row = await commenting.reader.get(`select "by" from main._comment where id = ? and object = ? and record = ? and deleted_at is null`, [id, object, record]);
  if (!row) throw new Refusal("not_found");
  if (row[0] !== commenting.viewer.id) throw new Refusal("forbidden", [problem("", "forbidden", { context: "comment" })]);
}

function bodyOf(text: unknown): string {
  const body = typeof text === "string" ? linesOf(text) : null;
  if (body === null) throw new Refusal("invalid", [problem("/body", "type")]);
  if (body === "") throw new Refusal("invalid", [problem("/body", "required")]);
  if (body.length > BODY_MAX) throw new Refusal("invalid", [problem("/body", "length", { max: BODY_MAX })]);
  return body;
}

async function answers(reading: Reading, rows: readonly Row[]): Promise<JsonObject[]> {
  const authors = rows.flatMap((row) => (row[2] === null ? [] : [{ object: "user", id: String(row[2]) }]));
  const titles = await reading.reads.titles(reading.reader, reading.viewer, authors);
  return rows.map(([id, at, by, body, edited]) => ({
    id: String(id), at: isoTime(String(at)), by: by === null ? null : String(by), by$title: by === null ? null : (titles.get(String(by)) ?? null),
    body: String(body), edited_at: edited === null ? null : isoTime(String(edited)),
  }));
}
