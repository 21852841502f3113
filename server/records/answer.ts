import { UNREADABLE } from "#shared/kinds/lib/references.ts";
import type { Json } from "#shared/lib/json.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { AnyReference, RecordValues } from "#shared/query/value.ts";
import { holdsMoney, namesRecords } from "./body.ts";
import { currencyOf } from "./currency.ts";
import { referenceFields, referencesOf } from "./echoes.ts";
import type { Scope } from "./scope.ts";

/** Titles asked for at a time. */
const SLICE = 1000;

/**
 * Records as the viewer sees them, made from their values in memory rather than read: for many at once, for what is not
 * stored, for what was. The same form as `Reads` answers.
 */
export async function answerRecords(scope: Scope, object: ObjectModel, records: readonly RecordValues[]): Promise<RecordValues[]> {
  const rights = scope.viewer.rights.object(object.name);
  const fields = [...object.systemFields, ...object.fields].filter((field) => field.value.class !== "children" && rights.field(field.name) !== "hidden");
  const masked = new Set(fields.filter(({ name }) => rights.field(name) === "masked"));
  const titles = await titlesFor(scope, referenceFields(object).filter((field) => fields.includes(field) && !masked.has(field)), records);
  const money = object.currency !== "workspace" && fields.some((field) => holdsMoney(field) && !masked.has(field)) && currencyReadable(scope, object);
  const answers: RecordValues[] = [];
  for (const values of records) {
    const answer: RecordValues = {};
    const currency = money ? await currencyOf(scope, object, values) : scope.model.settings.currency;
    for (const field of fields) {
      if (masked.has(field)) maskInto(answer, field);
      else showInto(answer, field, values, titles, currency === scope.model.settings.currency ? null : currency);
    }
    answers.push(answer);
  }
  return answers;
}

function showInto(answer: RecordValues, field: FieldModel, values: RecordValues, titles: ReadonlyMap<string, string>, currency: string | null): void {
  const value = values[field.name] ?? null;
  answer[field.name] = value;
  if (namesRecords(field)) {
    const shown = referencesOf(field, values).map(({ id }) => titles.get(id) ?? null);
    answer[`${field.name}$title`] = field.value.class === "links" || field.value.class === "list" ? (shown.length === 0 ? null : shown) : (shown[0] ?? null);
  }
  if (currency !== null && holdsMoney(field)) answer[`${field.name}$currency`] = currency;
}

function maskInto(answer: RecordValues, field: FieldModel): void {
  const text = field.value.class === "text" || field.value.class === "long_text" || field.value.class === "word";
  answer[field.name] = text ? UNREADABLE : null;
  if (field.value.class === "reference" || field.value.class === "anyReference") answer[`${field.name}$title`] = UNREADABLE;
}

async function titlesFor(scope: Scope, fields: readonly FieldModel[], records: readonly RecordValues[]): Promise<Map<string, string>> {
  const named = new Map<string, AnyReference>();
  for (const values of records) for (const field of fields) for (const reference of referencesOf(field, values)) named.set(`${reference.object} ${reference.id}`, reference);
  const all = [...named.values()];
  const titles = new Map<string, string>();
  for (let from = 0; from < all.length; from += SLICE) {
    for (const [id, title] of await scope.reads.titles(scope.reader, scope.viewer, all.slice(from, from + SLICE))) titles.set(id, title);
  }
  return titles;
}

/** The way to the currency runs through fields that the viewer reads. */
function currencyReadable(scope: Scope, object: ObjectModel): boolean {
  let at: ObjectModel | undefined = object;
  for (const step of object.currency.split(".")) {
    const field: FieldModel | undefined = at?.field(step);
    if (!at || !field || ["hidden", "masked"].includes(scope.viewer.rights.object(at.name).field(step))) return false;
    at = field.value.class === "reference" ? scope.model.object(field.value.to) : undefined;
  }
  return true;
}

/** What only a save assigns is null in an evaluation. */
export function unassigned(answer: RecordValues, isNew: boolean, numbers: readonly string[]): RecordValues {
  const blank: readonly string[] = isNew ? ["id", "revision", "created_at", "created_by", "updated_at", "updated_by", ...numbers] : ["revision", "updated_at", "updated_by"];
  return Object.fromEntries(Object.entries(answer).map(([name, value]): [string, Json] => [name, blank.includes(name) || (name.endsWith("$title") && blank.includes(name.slice(0, -6))) ? null : value]));
}
