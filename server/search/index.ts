import { queryTerms, foldText, type SearchTerm } from "./tokens.ts";
import type { DialectName, Reader, Row } from "#server/store/port.ts";

/** What a viewer may find things by: an object with its readable searchable fields. */
export interface SearchableObject {
  readonly object: string;
  readonly fields: readonly string[];
  readonly title: string | null;
}

export interface Candidate {
  object: string;
  record: string;
  /** The field that matched best. */
  field: string;
}

/** Of the newest matches so many are looked at for each term; older ones of a very common term are not found by it alone. */
const LOOKED_AT = 5000;

/**
 * Records that hold every term of the query in fields that the viewer may read: exact matches first, then leading ones,
 * titles before other fields, lately changed before older ones. Whether he may read the *records* is the caller's to check,
 * who therefore asks for more than he shows.
 */
export async function search(reader: Reader, dialect: DialectName, query: string, readable: readonly SearchableObject[], limit: number): Promise<Candidate[]> {
  const terms = queryTerms(query);
  const places = readable.flatMap(({ object, fields }) => fields.map((field) => `${object}.${field}`));
  if (terms.length === 0 || places.length === 0) return [];
  const titles = new Set(readable.flatMap(({ object, title }) => (title === null ? [] : [`${object}.${title}`])));
  const found = await Promise.all(terms.map((term) => matches(reader, dialect, term, places)));
  const folded = foldText(query);
  return rank(found, titles, folded).slice(0, limit);
}

interface Match {
  id: number;
  object: string;
  record: string;
  field: string;
  text: string;
}

async function matches(reader: Reader, dialect: DialectName, term: SearchTerm, places: readonly string[]): Promise<Match[]> {
  const rows =
    dialect === "sqlite"
      ? await reader.all(
          `select s.id, s.object, s.record, s.field, s.text from main._search_token join main._search s on s.id = _search_token.rowid
           where _search_token match ? and s.place in (select value from json_each(?)) order by _search_token.rowid desc limit ?`,
          [`"${term.text}"${term.prefix ? "*" : ""}`, JSON.stringify(places), LOOKED_AT],
        )
      : await reader.all(
          `select id, object, record, field, text from main._search
           where tokens @@ $1::tsquery and place in (select jsonb_array_elements_text($2::jsonb)) order by id desc limit $3`,
          [`'${term.text}'${term.prefix ? ":*" : ""}`, JSON.stringify(places), LOOKED_AT],
        );
  return rows.map(toMatch);
}

function toMatch(row: Row): Match {
  const [id, object, record, field, text] = row;
  return { id: Number(id), object: String(object), record: String(record), field: String(field), text: String(text) };
}

/** Keeps the records that every term found, each with its best field. */
function rank(found: readonly (readonly Match[])[], titles: ReadonlySet<string>, query: string): Candidate[] {
  const hits = new Map<string, { terms: number; best: Match; score: number }>();
  found.forEach((list, term) => {
    for (const match of list) {
      const key = `${match.object} ${match.record}`;
      const known = hits.get(key);
      const score = scoreOf(match, titles, query);
      if (!known) {
        if (term === 0) hits.set(key, { terms: 1, best: match, score });
        continue;
      }
      if (known.terms === term) known.terms = term + 1;
      if (score > known.score || (score === known.score && match.id > known.best.id)) Object.assign(known, { best: match, score });
    }
  });
  return [...hits.values()]
    .filter((hit) => hit.terms === found.length)
    .sort((a, b) => b.score - a.score || b.best.id - a.best.id)
    .map(({ best }) => ({ object: best.object, record: best.record, field: best.field }));
}

function scoreOf(match: Match, titles: ReadonlySet<string>, query: string): number {
  const likeness = match.text === query ? 2 : match.text.startsWith(query) ? 1 : 0;
  return likeness * 2 + (titles.has(`${match.object}.${match.field}`) ? 1 : 0);
}
