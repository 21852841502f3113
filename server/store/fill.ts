import type { Json } from "#shared/lib/json.ts";
import type { ValueType } from "#shared/query/value.ts";
import { convert } from "./convert.ts";
import { columnsOf, decoder, encode, selectable, type ColumnShape } from "./dialect.ts";
import { quote } from "./names.ts";
import { sideName, type Fill, type Retype } from "./plan.ts";
import type { DialectName, Parameter, Row, Tx } from "./port.ts";

/** Rows carried in one transaction. */
export const SLICE = 1000;

interface Source {
  readonly n: number;
  readonly id: string;
  readonly revision: number;
  /** By field, canonical. */
  readonly values: Map<string, Json>;
}

/**
 * Carries the retyped values of the next rows that are not done, and marks them done at the revision that was read. A row
 * written meanwhile has another revision and comes again, so nothing is missed. Answers how many rows there were.
 */
export async function fillSlice(tx: Tx, fill: Fill, dialect: DialectName, limit = SLICE): Promise<number> {
  const sources = await readSources(tx, fill, dialect, limit);
  if (sources.length === 0) return 0;
  const filled = new Map<string, Map<string, Json>>();
  for (const retype of fill.retypes) {
    const values = new Map(sources.map((source) => [source.id, convert(source.values.get(retype.field) ?? null, retype.from, retype.to, fill.timeZone).value]));
    restore(retype, sources, values, fill.timeZone);
    await keepExisting(tx, retype.to, values, dialect);
    filled.set(retype.field, values);
  }
  await writeRows(tx, fill, sources, filled, dialect);
  for (const retype of fill.retypes) if (retype.to.class === "links") await writeLinks(tx, retype.side, filled.get(retype.field) ?? new Map(), dialect);
  return sources.length;
}

async function readSources(tx: Tx, fill: Fill, dialect: DialectName, limit: number): Promise<Source[]> {
  const groups: { key: string; value: ValueType; columns: string[] }[] = fill.retypes.flatMap((retype) => [
    { key: retype.field, value: retype.from, columns: columnsOf({ name: retype.field, value: retype.from }, dialect).map(({ name }) => name) },
    ...(retype.restored ? [{ key: restoredKey(retype), value: retype.restored.value, columns: [...retype.restored.columns] }] : []),
  ]);
  const columns = groups.flatMap(({ columns: names, value }) => names.map((name) => selectable(quote(name), value, dialect)));
  const lock = dialect === "postgres" ? " for update" : "";
  const rows = await tx.all(
    `select ${["n", "id", "revision", ...columns].join(", ")} from main.${quote(fill.table)} where ${quote(fill.column)} is distinct from revision order by n limit ${limit}${lock}`,
  );
  const sources = rows.map((row) => toSource(row, groups, dialect));
  for (const retype of fill.retypes) {
    if (retype.from.class !== "links") continue;
    const links = await readLinks(tx, retype.links, sources, dialect);
    for (const source of sources) source.values.set(retype.field, links.get(source.id) ?? null);
  }
  return sources;
}

const restoredKey = (retype: Retype): string => `${retype.field}$restored`;

function toSource(row: Row, groups: readonly { key: string; value: ValueType; columns: readonly string[] }[], dialect: DialectName): Source {
  const [n, id, revision] = row;
  const values = new Map<string, Json>();
  let at = 3;
  for (const { key, value, columns } of groups) {
    if (columns.length > 0) values.set(key, decoder(value, dialect)(row[at], row[at + 1]));
    at += columns.length;
  }
  return { n: Number(n), id: String(id), revision: Number(revision), values };
}

const those = (dialect: DialectName): string => (dialect === "sqlite" ? "in (select value from json_each(?))" : "in (select jsonb_array_elements_text(?::jsonb))");

async function readLinks(tx: Tx, table: string, sources: readonly Source[], dialect: DialectName): Promise<Map<string, string[]>> {
  const rows = await tx.all(`select record, target from main.${quote(table)} where record ${those(dialect)} order by record, pos`, [JSON.stringify(sources.map(({ id }) => id))]);
  const links = new Map<string, string[]>();
  for (const [record, target] of rows) {
    const targets = links.get(String(record)) ?? [];
    targets.push(String(target));
    links.set(String(record), targets);
  }
  return links;
}

/** On the way back of an earlier retype: where today's value is still what the old one became, the old one is kept whole. */
function restore(retype: Retype, sources: readonly Source[], values: Map<string, Json>, timeZone: string): void {
  const { restored } = retype;
  if (!restored) return;
  for (const source of sources) {
    const old = source.values.get(restoredKey(retype)) ?? null;
    const became = convert(old, restored.value, retype.from, timeZone).value;
    if (old !== null && JSON.stringify(became) === JSON.stringify(source.values.get(retype.field) ?? null)) values.set(source.id, old);
  }
}

/** References to what is not there become empty. */
async function keepExisting(tx: Tx, to: ValueType, values: Map<string, Json>, dialect: DialectName): Promise<void> {
  if (to.class !== "reference" && to.class !== "links") return;
  const wanted = new Set([...values.values()].flatMap((value) => (Array.isArray(value) ? value : [value])).filter((id) => typeof id === "string"));
  if (wanted.size === 0) return;
  const rows = await tx.all(`select id from main.${quote(to.to)} where id ${those(dialect)}`, [JSON.stringify([...wanted])]);
  const there = new Set<Json>(rows.map(([id]) => String(id)));
  for (const [record, value] of values) {
    if (!Array.isArray(value)) {
      if (value !== null && !there.has(value)) values.set(record, null);
      continue;
    }
    const left = value.filter((id) => there.has(id));
    values.set(record, left.length === 0 ? null : left);
  }
}

async function writeRows(tx: Tx, fill: Fill, sources: readonly Source[], filled: ReadonlyMap<string, ReadonlyMap<string, Json>>, dialect: DialectName): Promise<void> {
  const columns: ColumnShape[] = fill.retypes.flatMap((retype) => columnsOf({ name: retype.field, value: retype.to }, dialect));
  const sideOf = new Map(fill.retypes.flatMap(({ field, from, to }) => columnsOf({ name: field, value: to }, dialect).map(({ name }) => [name, sideName(name, from, to)] as const)));
  const rows = sources.map((source) => fill.retypes.flatMap((retype) => encode(filled.get(retype.field)?.get(source.id) ?? null, retype.to, dialect)));
  const target = (name: string): string => quote(sideOf.get(name) ?? name);
  if (dialect === "sqlite") {
    const set = [...columns.map(({ name }) => `${target(name)} = ?`), `${quote(fill.column)} = revision`].join(", ");
    const sql = `update main.${quote(fill.table)} set ${set} where n = ?`;
    for (const [i, source] of sources.entries()) await tx.run(sql, [...(rows[i] ?? []), source.n]);
    return;
  }
  // One statement: a round trip per row would take a minute for a hundred thousand.
  const cast = (type: string): string => type.replace(/ (collate|not null|default) .*/, "");
  const set = [...columns.map(({ name, type }, i) => `${target(name)} = v.c${i}::${cast(type)}`), `${quote(fill.column)} = v.revision`].join(", ");
  const list = ["n bigint", "revision bigint", ...columns.map((_, i) => `c${i} text`)].join(", ");
  const data = sources.map((source, i) => ({ n: source.n, revision: source.revision, ...Object.fromEntries((rows[i] ?? []).map((value, c) => [`c${c}`, jsonValue(value)])) }));
  await tx.run(`update main.${quote(fill.table)} t set ${set} from jsonb_to_recordset(?::jsonb) as v(${list}) where t.n = v.n`, [JSON.stringify(data)]);
}

const jsonValue = (value: Parameter): string | null => (value === null ? null : String(value));

async function writeLinks(tx: Tx, table: string, values: ReadonlyMap<string, Json>, dialect: DialectName): Promise<void> {
  await tx.run(`delete from main.${quote(table)} where record ${those(dialect)}`, [JSON.stringify([...values.keys()])]);
  const pairs = [...values].flatMap(([record, targets]) => (Array.isArray(targets) ? targets : []).map((target, pos) => ({ record, target, pos })));
  if (pairs.length === 0) return;
  const select =
    dialect === "sqlite"
      ? "select value ->> 'record', value ->> 'target', value ->> 'pos' from json_each(?)"
      : "select record, target, pos from jsonb_to_recordset(?::jsonb) as x(record text, target text, pos bigint)";
  await tx.run(`insert into main.${quote(table)} (record, target, pos) ${select}`, [JSON.stringify(pairs)]);
}
