import fc from "fast-check";
import type { Json } from "#shared/lib/json.ts";
import type { Operator, Where } from "#shared/metadata/where.ts";
import type { Model } from "#shared/model/model.ts";
import type { QueryCatalog, QueryField } from "#shared/query/catalog.ts";
import { BUCKETS, MEASURES, type GroupBy, type Measure, type Query } from "#shared/query/query.ts";
import type { ValueType } from "#shared/query/value.ts";
import { TEXTS, valueOfClass, type Records } from "./world.ts";

/** A field that a query can name, by a path over at most two references. */
interface Named {
  readonly path: string;
  readonly field: QueryField;
  readonly words: readonly string[];
}

const FROM = ["item", "item", "item", "company", "region", "line", "user"];

/** Queries that every viewer of this catalog may ask: each operator, class, path, sort and page size comes up. */
export function queryArbitrary(model: Model, catalog: QueryCatalog, records: Records): fc.Arbitrary<Query> {
  return from(catalog).chain((name) => {
    const fields = namedFields(model, catalog, name);
    const sortable = fields.filter(({ field }) => field.sortable).map(({ path }) => path);
    const shown = fields.filter(({ field, path }) => field.value.class !== "children" && !(field.value.class === "links" && path.includes("."))).map(({ path }) => path);
    return fc.record<Query, "from" | "limit">(
      {
        from: fc.constant(name),
        where: whereArbitrary(fields, records),
        sort: sortArbitrary(sortable),
        limit: fc.constantFrom(1, 2, 5, 7, 500),
        skip: fc.constantFrom(0, 1, 4, 30),
        fields: fc.uniqueArray(fc.constantFrom(...shown), { minLength: 1, maxLength: 5 }),
        count: fc.boolean(),
      },
      { requiredKeys: ["from", "limit"] },
    );
  });
}

/** Queries for groups. */
export function aggregateArbitrary(model: Model, catalog: QueryCatalog, records: Records): fc.Arbitrary<Query> {
  return from(catalog).chain((name) => {
    const fields = namedFields(model, catalog, name);
    const groupable = fields.filter(({ field }) => field.groupable);
    const groups = fc.uniqueArray(fc.constantFrom(...groupable).chain(groupArbitrary), { maxLength: 3, selector: ({ field }) => field });
    const measures = fc.uniqueArray(measureArbitrary(fields, records), { minLength: 1, maxLength: 4, selector: ({ fn, field }) => `${fn} ${field ?? ""}` });
    return fc.tuple(groups, measures, fc.option(whereArbitrary(fields, records), { nil: undefined }), fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 4 })).map(
      ([groupBy, some, where, down, place, having]) => {
        const keyed = some.map((measure, i) => ({ ...measure, as: `m${i}` }));
        const keys = [...groupBy.map(({ field }) => field), ...keyed.map(({ as }) => as)];
        const counted = keyed.find(({ fn }) => fn === "count");
        return {
          from: name,
          groupBy,
          measures: keyed,
          sort: `${down ? "-" : ""}${keys[place % keys.length] ?? "m0"}`,
          ...(where && { where }),
          ...(counted && having > 0 && { having: { field: counted.as, op: "gte" as const, value: having } }),
          ...(place === 3 && { limit: 3 }),
        };
      },
    );
  });
}

const from = (catalog: QueryCatalog): fc.Arbitrary<string> => fc.constantFrom(...FROM.filter((name) => catalog.object(name)));

function namedFields(model: Model, catalog: QueryCatalog, object: string, prefix = "", depth = 0): Named[] {
  const found = catalog.object(object);
  return (found?.fieldNames ?? []).flatMap((name) => {
    const field = found?.field(name);
    if (!field) return [];
    const words = model.object(object)?.field(name)?.options.map(({ value }) => value) ?? [];
    const tree = field.value.class === "reference" && catalog.object(field.value.to)?.treeField;
    const value: ValueType = field.value.class === "anyReference" ? { class: "anyReference", to: field.value.to.filter((to) => catalog.object(to)) } : field.value;
    const own: Named = { path: prefix + name, field: { ...field, value, operators: field.operators.filter((op) => op !== "under" || tree) }, words };
    const below = field.value.class === "reference" && depth < 2 && catalog.object(field.value.to) ? namedFields(model, catalog, field.value.to, `${prefix}${name}.`, depth + 1) : [];
    return [own, ...below];
  });
}

function whereArbitrary(fields: readonly Named[], records: Records): fc.Arbitrary<Where> {
  // Own fields and short paths come more often than the many long ones.
  const askable = fields.filter(({ field }) => field.operators.length > 0);
  const near = askable.filter(({ path }) => !path.includes("."));
  const comparison = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...near) }, { weight: 1, arbitrary: fc.constantFrom(...askable) }).chain((named) => comparisonArbitrary(named, records));
  return fc.letrec<{ where: Where }>((tie) => ({
    where: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 4, arbitrary: comparison },
      { weight: 1, arbitrary: fc.array(tie("where"), { maxLength: 3 }).map((and) => ({ and })) },
      { weight: 1, arbitrary: fc.array(tie("where"), { maxLength: 3 }).map((or) => ({ or })) },
      { weight: 1, arbitrary: tie("where").map((not) => ({ not })) },
    ),
  })).where;
}

function comparisonArbitrary({ path, field, words }: Named, records: Records): fc.Arbitrary<Where> {
  return fc.constantFrom(...field.operators).chain((op) => operandArbitrary(op, field.value, words, records).map((value) => ({ field: path, op, ...(value !== undefined && { value }) })));
}

const WITHIN: readonly Json[] = [
  "today", "yesterday", "tomorrow", "this_week", "last_week", "this_month", "last_month", "this_quarter", "last_quarter", "next_quarter", "this_year", "last_year",
  { last: 30, unit: "day" }, { next: 2, unit: "week" }, { last: 3, unit: "month" }, { last: 2, unit: "quarter" }, { next: 1, unit: "year" },
];

function operandArbitrary(op: Operator, type: ValueType, words: readonly string[], records: Records): fc.Arbitrary<Json | undefined> {
  const ids = (object: string): string[] => (records.get(object) ?? []).map(({ values }) => String(values["id"]));
  const single: fc.Arbitrary<Json> =
    type.class === "list" || type.class === "links" ? fc.constantFrom<Json>(...(type.to === null ? (words.length > 0 ? words : TEXTS.slice(0, 6)) : ids(type.to)))
    : type.class === "reference" && type.to === "user" ? fc.oneof({ weight: 3, arbitrary: valueOfClass(type, words, ids) }, { weight: 1, arbitrary: fc.constant<Json>({ formula: "ME()" }) })
    : type.class === "word" && words.length === 0 ? fc.constantFrom<Json>(...[...records.values()].flatMap((list) => list.slice(0, 5).map(({ values }) => values["id"] ?? null)))
    : type.class === "date" || type.class === "datetime" ? fc.oneof({ weight: 3, arbitrary: valueOfClass(type, words, ids) }, { weight: 1, arbitrary: fc.constantFrom<Json>("2026-11-24", "2026-03-08", { formula: "TODAY()" }) })
    : valueOfClass(type, words, ids);
  const literal = type.class === "datetime" ? valueOfClass(type, words, ids) : single;
  const orEmpty = (arbitrary: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.oneof({ weight: 8, arbitrary }, { weight: 1, arbitrary: fc.constantFrom<Json>(null, "") });
  switch (op) {
    case "isEmpty": case "isNotEmpty": return fc.constant(undefined);
    case "in": case "notIn": return fc.array(orEmpty(literal), { maxLength: 4 });
    case "between": return fc.tuple(orEmpty(single), orEmpty(single)).map((ends) => [...ends]);
    case "within": return fc.constantFrom(...WITHIN);
    case "contains": case "startsWith": return type.class === "list" || type.class === "links" ? single : pieceOfText();
    case "eq": case "ne":
      if (type.class === "list") return fc.oneof(fc.uniqueArray(single, { maxLength: 3 }), fc.constant<Json>(null));
      return type.class === "boolean" ? single : orEmpty(single);
    default: return orEmpty(single);
  }
}

/** A part of one of the texts that there are, in another case. */
function pieceOfText(): fc.Arbitrary<Json> {
  return fc.tuple(fc.constantFrom(...TEXTS), fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.boolean()).map(([text, start, length, upper]) => {
    const characters = [...text];
    const piece = characters.slice(start, start + length).join("").trim() || characters.slice(0, 1).join("");
    return upper ? piece.toUpperCase() : piece;
  });
}

function sortArbitrary(paths: readonly string[]): fc.Arbitrary<string> {
  return fc.uniqueArray(fc.constantFrom(...paths), { minLength: 1, maxLength: 3 }).chain((keys) =>
    fc.tuple(...keys.map((key) => fc.boolean().map((down) => (down ? `-${key}` : key)))).map((parts) => parts.join(",")));
}

function groupArbitrary({ path, field }: Named): fc.Arbitrary<GroupBy> {
  const buckets = field.value.class === "date" || field.value.class === "datetime" ? BUCKETS : field.value.class === "month" ? (["month", "quarter", "year"] as const) : [];
  if (buckets.length === 0) return fc.constant({ field: path });
  return fc.option(fc.constantFrom(...buckets), { nil: undefined }).map((bucket) => ({ field: path, ...(bucket && { bucket }) }));
}

function measureArbitrary(fields: readonly Named[], records: Records): fc.Arbitrary<Measure> {
  const measures = MEASURES.flatMap((fn) => [
    ...(fn === "count" ? [{ fn }] : []),
    ...fields.filter(({ field }) => measures_(fn, field)).map(({ path }) => ({ fn, field: path })),
  ]);
  return fc.tuple(fc.constantFrom(...measures), fc.option(whereArbitrary(fields.filter(({ path }) => !path.includes(".")), records), { nil: undefined, freq: 3 })).map(([measure, where]) => ({ ...measure, ...(where && { where }) }));
}

function measures_(fn: Measure["fn"], { value, operators, summable, sortable }: QueryField): boolean {
  if (operators.length === 0) return false;
  switch (fn) {
    case "count": return value.class !== "links" && value.class !== "children";
    case "count_distinct": return !["list", "links", "children", "json", "long_text"].includes(value.class);
    case "min": case "max": return sortable && ["integer", "decimal", "date", "datetime", "month"].includes(value.class);
    default: return summable;
  }
}
