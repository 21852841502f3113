import type { BoundAggregate, BoundGroup, BoundMeasure, BoundPath } from "./bound.ts";
import { attempt, bindObject, bindPath, fail, shown, type BindContext, type Bound } from "./bind-context.ts";
import { bindLimit, bindSort } from "./bind.ts";
import { bindWhere, CLASS_OPERATORS } from "./bind-where.ts";
import type { QueryField, QueryObject } from "./catalog.ts";
import { BUCKETS, MEASURES, type GroupBy, type Measure, type Query } from "./query.ts";
import type { ValueClass, ValueType } from "./value.ts";

/** Most groups that are answered; more is refused, since a part of them would look like all. */
export const GROUPS_MAX = 10_000;
const GROUP_BY_MAX = 6;
const MEASURES_MAX = 20;
/** Digits behind the point of an average of whole numbers. */
const INTEGER_AVERAGE_SCALE = 10;

const GROUPABLE = new Set<ValueClass>(["text", "word", "integer", "decimal", "boolean", "date", "datetime", "month", "reference", "anyReference"]);
const EXTREMES = new Set<ValueClass>(["integer", "decimal", "date", "datetime", "month"]);
const UNSTORED = new Set<ValueClass>(["links", "children"]);

/** Binds a query for groups (`groupBy`, `measures`); problems as `bindQuery`. */
export function bindAggregate(query: Query, context: BindContext): Bound<BoundAggregate> {
  return attempt(() => {
    const object = bindObject(query.from, context, "/from");
    for (const word of ["fields", "expand", "skip", "cursor", "count", "deleted"] as const) {
      if (query[word] !== undefined) fail(`/${word}`, "unknown_parameter", { name: word });
    }
    const groups = (query.groupBy ?? []).map((group, i) => bindGroup(group, object, context, `/groupBy/${i}`));
    const measures = (query.measures ?? [{ fn: "count" }]).map((measure, i) => bindMeasure(measure, object, context, `/measures/${i}`));
    if (groups.length > GROUP_BY_MAX) fail("/groupBy", "list_length", { max: GROUP_BY_MAX });
    if (measures.length > MEASURES_MAX) fail("/measures", "list_length", { max: MEASURES_MAX });
    const rows = rowObject([...groups, ...measures]);
    return {
      from: object.name,
      where: query.where === undefined ? null : bindWhere(query.where, object, context, "/where"),
      groups,
      measures,
      having: query.having === undefined ? null : bindWhere(query.having, rows, context, "/having"),
      sort: bindSort(query.sort, "/sort", (name) => rowPath(name, rows)),
      limit: bindLimit(query.limit, GROUPS_MAX, GROUPS_MAX),
      timeZone: context.timeZone,
      fiscalYearStart: context.fiscalYearStart,
    };
  });
}

function bindGroup(group: GroupBy, object: QueryObject, context: BindContext, at: string): BoundGroup {
  const path = bindPath(group.field, object, context, `${at}/field`);
  if (!path.field.groupable || !GROUPABLE.has(path.value.class)) fail(`${at}/field`, "not_groupable", { name: path.path });
  const bucket = group.bucket === undefined ? null : (BUCKETS.find((known) => known === group.bucket) ?? fail(`${at}/bucket`, "bucket", { name: shown(group.bucket) }));
  const timed = path.value.class === "date" || path.value.class === "datetime" || (path.value.class === "month" && bucket !== "day" && bucket !== "week");
  if (bucket !== null && !timed) fail(`${at}/bucket`, "bucket", { name: bucket });
  return { key: group.as ?? path.path, path, bucket, value: bucket === null ? path.value : { class: "date" } };
}

function bindMeasure(measure: Measure, object: QueryObject, context: BindContext, at: string): BoundMeasure {
  const fn = MEASURES.find((known) => known === measure.fn) ?? fail(`${at}/fn`, "unknown_function", { name: shown(measure.fn) });
  const path = measure.field === undefined ? null : bindPath(measure.field, object, context, `${at}/field`);
  const value = measureValue(fn, path, `${at}/field`);
  const where = measure.where === undefined ? null : bindWhere(measure.where, object, context, `${at}/where`);
  return { key: measure.as ?? (path ? `${fn}_${path.path}` : fn), fn, path, where, value };
}

/** Form of a measure: a count is a number, the others have their field's form, averages of whole numbers are exact decimals. */
function measureValue(fn: BoundMeasure["fn"], path: BoundPath | null, at: string): ValueType {
  if (fn === "count" && (path === null || !UNSTORED.has(path.value.class))) {
    // A masked field allows no operator; even counting its empties would tell.
    if (path === null || path.field.operators.length > 0) return { class: "integer" };
  }
  if (path === null) return fail(at, "measure_field");
  const { value, field } = path;
  const allowed =
    fn === "count_distinct" ? GROUPABLE.has(value.class) && field.operators.length > 0
    : fn === "min" || fn === "max" ? EXTREMES.has(value.class) && field.sortable
    : fn !== "count" && field.summable && (value.class === "integer" || value.class === "decimal");
  if (!allowed) fail(at, "measure_not_allowed", { name: path.path, function: fn });
  if (fn === "count_distinct") return { class: "integer" };
  if ((fn === "avg" || fn === "median") && value.class === "integer") return { class: "decimal", scale: INTEGER_AVERAGE_SCALE };
  return value;
}

/** A row of the answer as an object whose fields are the row's keys, so that `having` and `sort` are bound like all else. */
function rowObject(columns: readonly (BoundGroup | BoundMeasure)[]): QueryObject {
  const fields = new Map<string, QueryField>();
  for (const { key, value } of columns) {
    if (fields.has(key)) fail("/measures", "duplicate_key", { name: key });
    // `under` would need the tree; rows have only ids.
    const operators = CLASS_OPERATORS[value.class].filter((operator) => operator !== "under");
    fields.set(key, { name: key, value, operators, sortable: true, groupable: false, summable: false });
  }
  return { name: "", titleField: null, treeField: null, field: (name) => fields.get(name), fieldNames: [...fields.keys()] };
}

/** A row's key may have dots, being a path. */
function rowPath(key: string, rows: QueryObject): BoundPath {
  const field = rows.field(key) ?? fail("/sort", "unknown_field", { name: shown(key) });
  return { path: key, steps: [], object: "", field, value: field.value };
}
