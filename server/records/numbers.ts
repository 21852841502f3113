import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { formatNumber, numberFieldParts, numberPeriod } from "#shared/kinds/fields/auto_number/number.ts";
import type { Tx } from "#server/store/port.ts";
import { targetOf } from "#shared/model/compute/book.ts";
import { perObject } from "./per-object.ts";
import type { Scope } from "./scope.ts";

type Reset = NonNullable<Parameters<typeof numberPeriod>[2]>;

/** Fields whose values the platform counts out: stored words that nobody types. */
export const numberFields = perObject((object): readonly FieldModel[] =>
  object.fields.filter((field) => field.readOnly && field.value.class === "word" && field.settings.format !== undefined),
);

/**
 * Gives new records their numbers, in the same transaction that stores them: a write taken back takes its numbers back.
 * Each record counts within the period of its own `created_at`, in the workspace's zone.
 */
export async function assignNumbers(scope: Pick<Scope, "model" | "reads">, tx: Tx, object: ObjectModel, records: readonly RecordValues[]): Promise<void> {
  if (numberFields(object).length === 0) return;
  const dateOf = localDates(scope.model.settings.timeZone);
  for (const field of numberFields(object)) {
    const { format = "" } = field.settings;
    const waiting = records.filter((record) => typeof record[field.name] !== "string");
    const periods = new Map<string, RecordValues[]>();
    const texts = await fieldTexts(scope, tx, object, numberFieldParts(format), waiting);
    for (const record of waiting) {
      const period = seriesOf(numberPeriod(format, dateOf(String(record["created_at"])), resetOf(field)), Object.values(texts.get(record) ?? {}));
      const group = periods.get(period);
      if (group) group.push(record);
      else periods.set(period, [record]);
    }
    for (const [period, group] of periods) {
      let value = (await advance(tx, counterName(field), period, group.length)) - group.length;
      for (const record of group) record[field.name] = formatNumber(format, dateOf(String(record["created_at"])), ++value, texts.get(record));
    }
  }
}

/** A period's counter, one for each value of the fields that the number shows. */
const seriesOf = (period: string, texts: readonly string[]): string => [period, ...texts].join("|");

/** What the field parts of a number say of each record; "" where a path leads nowhere. */
async function fieldTexts(scope: Pick<Scope, "model" | "reads">, tx: Tx, object: ObjectModel, parts: readonly string[], records: readonly RecordValues[]): Promise<Map<RecordValues, Record<string, string>>> {
  const texts = new Map<RecordValues, Record<string, string>>();
  const known = new Map<string, RecordValues | null>();
  for (const record of parts.length === 0 ? [] : records) {
    const own: Record<string, string> = {};
    for (const part of parts) own[part] = await textAt(scope, tx, object, part.split("."), record, known);
    texts.set(record, own);
  }
  return texts;
}

async function textAt(scope: Pick<Scope, "model" | "reads">, tx: Tx, object: ObjectModel, path: readonly string[], record: RecordValues, known: Map<string, RecordValues | null>): Promise<string> {
  const [name = "", ...rest] = path;
  const value = record[name] ?? null;
  if (rest.length === 0) return value === null ? "" : String(value);
  const target = targetOf(object.field(name), value);
  const next = target && scope.model.object(target.object);
  if (!target || !next) return "";
  const key = `${target.object} ${target.id}`;
  if (!known.has(key)) known.set(key, await scope.reads.stored(tx, target.object, target.id));
  const found = known.get(key);
  return found ? textAt(scope, tx, next, rest, found, known) : "";
}

/** Counts on and answers the last number taken. */
async function advance(tx: Tx, name: string, period: string, by: number): Promise<number> {
  const row = await tx.get(
    `insert into main._counter as c (name, period, value) values (?, ?, ?) on conflict (name, period) do update set value = c.value + excluded.value returning value`,
    [name, period, by],
  );
  return Number(row?.[0]);
}

/** Lets the counters begin behind numbers that came with package data. */
export async function keepCounters(tx: Tx, object: ObjectModel, records: readonly RecordValues[], timeZone: string): Promise<void> {
  const dateOf = localDates(timeZone);
  for (const field of numberFields(object)) {
    const { format = "" } = field.settings;
    const highest = new Map<string, number>();
    for (const record of records) {
      const given = record[field.name];
      const read = typeof given === "string" ? readNumber(format, given, dateOf(String(record["created_at"]))) : null;
      if (!read) continue;
      const period = seriesOf(numberPeriod(format, read.date, resetOf(field)), read.fields);
      highest.set(period, Math.max(read.value, highest.get(period) ?? 0));
    }
    for (const [period, value] of highest) {
      await tx.run(
        `insert into main._counter as c (name, period, value) values (?, ?, ?) on conflict (name, period) do update set value = excluded.value where c.value < excluded.value`,
        [counterName(field), period, value],
      );
    }
  }
}

/** What a number says of its date and count, the rest of the date from `fallback`; null for one of another form. */
export function readNumber(format: string, text: string, fallback: string): { date: string; value: number; fields: string[] } | null {
  const parts: string[] = [];
  const pattern = format.split(/(\{[^{}]*\})/).map((piece) => {
    const part = /^\{(YYYY|YY|MM|DD|0{1,12}|[a-z][a-z0-9_.]*)\}$/.exec(piece)?.[1];
    if (part !== undefined && /^[a-z]/.test(part)) {
      parts.push(part);
      return "(.*?)";
    }
    if (part === undefined) return piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    parts.push(part);
    return part.startsWith("0") ? `(\\d{${part.length},15})` : `(\\d{${part.length}})`;
  });
  const match = new RegExp(`^${pattern.join("")}$`).exec(text);
  if (!match) return null;
  let [year = "", month = "", day = ""] = fallback.split("-");
  let value: number | null = null;
  const fields: string[] = [];
  parts.forEach((part, place) => {
    const digits = match[place + 1] ?? "";
    if (part === "YYYY") year = digits;
    else if (part === "YY") year = year.slice(0, 2) + digits;
    else if (part === "MM") month = digits;
    else if (part === "DD") day = digits;
    else if (/^[a-z]/.test(part)) fields.push(digits);
    else value = Number(digits);
  });
  return value === null ? null : { date: `${year}-${month}-${day}`, value, fields };
}

const counterName = (field: FieldModel): string => `${field.object}.${field.name}`;

function resetOf(field: FieldModel): Reset | undefined {
  const reset = "reset" in field.settings ? field.settings.reset : undefined;
  return reset === "never" || reset === "year" || reset === "month" || reset === "day" ? reset : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Moments (ISO) as dates of a zone; the few that a write has are kept. */
function localDates(timeZone: string): (at: string) => string {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    formats.set(timeZone, format);
  }
  const known = new Map<string, string>();
  const { format: write } = format;
  return (at) => {
    let date = known.get(at);
    if (date === undefined) {
      date = write(new Date(at));
      known.set(at, date);
    }
    return date;
  };
}
