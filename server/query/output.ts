import { inRecordCurrency } from "#shared/kinds/lib/currency.ts";
import type { BoundPath } from "#shared/query/bound.ts";
import { attempt, bindPath, type BindContext } from "#shared/query/bind-context.ts";
import type { ValueType } from "#shared/query/value.ts";
import { decoder, selectable } from "#server/store/dialect.ts";
import { linkTable } from "#server/store/names.ts";
import type { DialectName, Row } from "#server/store/port.ts";
import type { Scope } from "./scope.ts";
import type { SecuredField } from "./secured.ts";
import { sql, table, type Sql } from "./sql.ts";

/** One member of a record's JSON. */
export interface Member {
  /** `"name":`, as JSON text. */
  readonly key: string;
  /** JSON text of the value, or undefined where the member is left out. */
  write(row: Row, lookups: Lookups): string | undefined;
}

/** Titles that come after the page: users from memory, records that lists name. */
export interface Lookups {
  title(object: string, id: string): string | null;
}

/** Columns to select and how a record is written from them. */
export class Output {
  readonly columns: Sql[] = [];
  readonly members: Member[] = [];
  /** Lists of ids whose titles are asked for once the page is known: where their JSON text stands, and what they name. */
  readonly lists: { readonly at: number; readonly to: string }[] = [];

  readonly #places = new Map<string, number>();

  /** Adds a column; answers its place in the row. What is named (a column of a table) is selected once. */
  add(piece: Sql, name?: string): number {
    const known = name === undefined ? undefined : this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.columns.push(piece) - 1;
    if (name !== undefined) this.#places.set(name, place);
    return place;
  }

  member(name: string, write: Member["write"]): void {
    this.members.push({ key: `${JSON.stringify(name)}:`, write });
  }
}

export function writeRecord(members: readonly Member[], row: Row, lookups: Lookups): string {
  let text = "{";
  for (const member of members) {
    const value = member.write(row, lookups);
    if (value === undefined) continue;
    text += text.length === 1 ? member.key + value : `,${member.key}${value}`;
  }
  return text + "}";
}

export interface OutputContext {
  readonly bind: BindContext;
  /** The workspace's currency, ISO 4217. */
  readonly currency: string;
  /** True where titles of users come from memory. */
  readonly userNames: boolean;
}

const MASK = JSON.stringify("••••");

/** Adds a path's value, and what stands beside it: titles of references, a record's own currency. */
export function addPath(output: Output, path: BoundPath, scope: Scope, context: OutputContext): void {
  const field = scope.catalog.object(path.object)?.field(path.field.name);
  if (!field) throw new Error(`${path.path} is not in the viewer's catalog`);
  if (field.masked) return addMask(output, path);
  const { value } = path;
  if (value.class === "links") return addLinks(output, path, value.to, scope);
  if (value.class === "anyReference") {
    const id = output.add(scope.value(path));
    const object = output.add(scope.target(path));
    output.member(path.path, (row) => (row[id] === null || row[object] === null ? "null" : `{"object":${quoted(row[object])},"id":${quoted(row[id])}}`));
  } else {
    const at = output.add(selectableColumn(scope.value(path), value, scope.dialect), path.path);
    const write = writer(value, scope.dialect);
    output.member(path.path, (row) => write(row[at]));
    if (value.class === "list" && value.to !== null) addListTitles(output, path.path, at, value.to);
    if (value.class === "reference" && value.to === "user" && context.userNames) return addUserName(output, path, at);
  }
  if (value.class === "reference" || value.class === "anyReference") {
    const title = output.add(scope.title(path, false));
    output.member(`${path.path}$title`, (row) => quoted(row[title]));
  }
  if (inRecordCurrency(field.model)) addCurrency(output, path, field, scope, context);
}

/** Masked values are the same for every record, so that nothing can be told from them. */
function addMask(output: Output, path: BoundPath): void {
  const texts = path.value.class === "text" || path.value.class === "long_text" || path.value.class === "word";
  output.member(path.path, () => (texts ? MASK : "null"));
  if (path.value.class === "reference" || path.value.class === "anyReference") output.member(`${path.path}$title`, () => MASK);
}

function addUserName(output: Output, path: BoundPath, at: number): void {
  output.member(`${path.path}$title`, (row, lookups) => {
    const id = row[at];
    const name = typeof id === "string" ? lookups.title("user", id) : null;
    return name === null ? "null" : JSON.stringify(name);
  });
}

function addLinks(output: Output, path: BoundPath, to: string, scope: Scope): void {
  const record = scope.column(scope.aliasOf(path.steps), "id");
  const at = output.add(linksColumn(path.object, path.field.name, record, scope.dialect));
  output.member(path.path, (row) => linksJson(row[at]));
  addListTitles(output, path.path, at, to);
}

/** The ids of a many-to-many field as a JSON array; `[]` or null for none. */
export function linksColumn(object: string, field: string, record: Sql, dialect: DialectName): Sql {
  const from = table(linkTable(object, field));
  return dialect === "sqlite"
    ? sql`(select json_group_array(k.target) from (select target from ${from} where record = ${record} order by pos) k)`
    : sql`(select jsonb_agg(k.target order by k.pos) from ${from} k where k.record = ${record})`;
}
const linksJson = (raw: unknown): string => (raw === null || raw === "[]" ? "null" : String(raw));

function addListTitles(output: Output, name: string, at: number, to: string): void {
  output.lists.push({ at, to });
  output.member(`${name}$title`, (row, lookups) => {
    const ids = idsOf(row[at]);
    return ids.length === 0 ? "null" : JSON.stringify(ids.map((id) => lookups.title(to, id)));
  });
}

/** The ids in the JSON text of a list column. */
export function idsOf(raw: unknown): string[] {
  if (raw === null || raw === undefined) return [];
  const ids: unknown = JSON.parse(String(raw));
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

/** A record's own currency, where it is not the workspace's. */
function addCurrency(output: Output, path: BoundPath, field: SecuredField, scope: Scope, context: OutputContext): void {
  const object = scope.catalog.object(field.model.object);
  if (!object || object.model.currency === "workspace") return;
  const { currency } = object.model;
  const prefix = path.steps.map((step) => `${step.field.name}.`).join("");
  const bound = attempt(() => bindPath(prefix + currency, scope.root, context.bind, ""));
  if (!bound.ok || scope.catalog.object(bound.value.object)?.field(bound.value.field.name)?.masked !== false) return;
  const at = output.add(scope.value(bound.value));
  output.member(`${path.path}$currency`, (row) => (row[at] === null || row[at] === context.currency ? undefined : quoted(row[at])));
}

/** What JSON has to escape in a text: quotes, backslashes, control characters, halves of pairs. */
const ESCAPED = /["\\]|[^\u0020-\ud7ff\ue000-\uffff]/;

/** A text as JSON; most need no escaping, and saying so is cheaper than JSON.stringify. */
export function quoted(raw: unknown): string {
  if (raw === null || raw === undefined) return "null";
  const text = String(raw);
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** A column as it must be selected so that nothing is lost (`selectable` of the store, for a piece of SQL). */
export function selectableColumn(piece: Sql, type: ValueType, dialect: DialectName): Sql {
  return selectable("x", type, dialect) === "x" ? piece : sql`cast(${piece} as text)`;
}

/** How a class's raw value is written as JSON. */
export function writer(type: ValueType, dialect: DialectName): (raw: unknown) => string {
  const decode = decoder(type, dialect);
  switch (type.class) {
    case "integer":
      return (raw) => (raw === null ? "null" : String(raw));
    case "boolean":
      return (raw) => (raw === null ? "null" : raw === true || raw === 1 ? "true" : "false");
    case "list": case "json":
      // What the write path stored is JSON text already.
      return (raw) => (raw === null ? "null" : String(raw));
    case "decimal":
      return (raw) => (raw === null ? "null" : `"${String(decode(raw))}"`);
    case "date": case "month":
      return (raw) => (raw === null ? "null" : `"${String(raw)}"`);
    case "datetime":
      return (raw) => (raw === null ? "null" : `"${String(decode(raw))}"`);
    default:
      return quoted;
  }
}
