import { pointer, sameJson } from "#shared/lib/json.ts";
import { labelText, type Label } from "#shared/lib/label.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { Where } from "#shared/metadata/where.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { encode } from "#server/store/dialect.ts";
import { uniqueIndexes } from "#server/store/indexes.ts";
import { quote } from "#server/store/names.ts";
import type { DialectName, Parameter, UniqueViolation } from "#server/store/port.ts";
import { perObject } from "./per-object.ts";
import type { RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** SQLite joins at most 500 selects. */
const SLICE = 100;

interface Rule {
  readonly index: string;
  readonly fields: readonly FieldModel[];
  readonly columns: readonly string[];
  /** Which records the rule is about, in SQL and as the document says it. */
  readonly sql: string | null;
  readonly where: Where | undefined;
  readonly message: Label | undefined;
}

interface Key {
  readonly plan: RecordPlan;
  readonly parameters: readonly Parameter[];
  readonly text: string;
}

/** Values that another living record has already, or another record of the same request. */
export async function checkUnique(scope: Scope, plans: readonly RecordPlan[]): Promise<Problem[]> {
  const byObject = new Map<ObjectModel, RecordPlan[]>();
  for (const plan of plans) {
    const group = byObject.get(plan.object);
    if (group) group.push(plan);
    else byObject.set(plan.object, [plan]);
  }
  const going = new Set(plans.flatMap((plan) => plan.lists.flatMap((list) => list.removed.map(({ values }) => String(values["id"])))));
  const problems: Problem[] = [];
  for (const [object, group] of byObject) for (const rule of rulesOf(scope, object)) problems.push(...(await brokenBy(scope, object, rule, group, going)));
  return problems;
}

async function brokenBy(scope: Scope, object: ObjectModel, rule: Rule, plans: readonly RecordPlan[], going: ReadonlySet<string>): Promise<Problem[]> {
  const keys = plans.flatMap((plan) => keyOf(scope.dialect, rule, plan) ?? []);
  if (keys.length === 0) return [];
  const problems: Problem[] = [];
  const report = ({ plan }: Key): void => void problems.push(uniqueProblem(scope, rule, plan.path));
  const seen = new Map<string, string>();
  const moving = new Set(keys.map(({ plan }) => plan.id));
  const fresh = keys.filter((key) => {
    if (seen.has(key.text)) report(key);
    const first = !seen.has(key.text);
    seen.set(key.text, key.plan.id);
    return first;
  });
  for (let from = 0; from < fresh.length; from += SLICE) {
    const slice = fresh.slice(from, from + SLICE);
    const condition = rule.columns.map((column) => `${quote(column)} = ?`).join(" and ") + (rule.sql === null ? "" : ` and ${rule.sql}`);
    const sql = slice.map((_, place) => `select ${place}, id from ${scope.table(object).name} where ${condition}`).join(" union all ");
    for (const [place, id] of await scope.reader.all(sql, slice.flatMap(({ parameters }) => parameters))) {
      const key = slice[Number(place)];
      // A record of the same request that takes another value, or goes, makes room.
      if (key && String(id) !== key.plan.id && !moving.has(String(id)) && !going.has(String(id))) report(key);
    }
  }
  return problems;
}

/** The record's key under the rule, or null where the rule has nothing to say: an empty part, not its business, nothing changed. */
function keyOf(dialect: DialectName, rule: Rule, plan: RecordPlan): Key | null {
  if (!holds(plan.object, rule.where, plan.values)) return null;
  const asks = plan.previous === null || rule.fields.some((field) => plan.changed.includes(field)) || !holds(plan.object, rule.where, plan.previous);
  if (!asks) return null;
  const parameters = rule.fields.flatMap((field) => encode(plan.values[field.name], field.value, dialect).slice(0, field.value.class === "text" ? 1 : undefined));
  return parameters.some((value) => value === null) ? null : { plan, parameters, text: parameters.map(String).join("\u0000") };
}

const RULES: Readonly<Record<DialectName, (object: ObjectModel) => readonly Rule[]>> = { sqlite: perObject((object) => readRules(object, "sqlite")), postgres: perObject((object) => readRules(object, "postgres")) };

/** The unique rules of an object: those of single fields and its own. */
function rulesOf(scope: Scope, object: ObjectModel): readonly Rule[] {
  return RULES[scope.dialect](object);
}

function readRules(object: ObjectModel, dialect: DialectName): Rule[] {
  return uniqueIndexes(object, dialect).map((index) => {
    const document = object.unique.find(({ name }) => name === index.rule);
    return {
      index: index.name,
      fields: index.fields.flatMap((name) => object.field(name) ?? []),
      columns: index.columns.map(({ name }) => name),
      sql: index.where,
      where: document?.where,
      message: document?.message,
    };
  });
}

/** Conditions of unique rules are equalities and "is not empty", and-ed (`store/indexes.ts` makes no index of others). */
function holds(object: ObjectModel, where: Where | undefined, values: RecordValues): boolean {
  if (where === undefined) return true;
  if ("and" in where) return where.and.every((part) => holds(object, part, values));
  if (!("field" in where)) return false;
  const field = object.field(where.field);
  const value = values[where.field] ?? null;
  if (!field) return false;
  if (where.op === "isNotEmpty") return value !== null;
  const wanted = field.kind.parse(where.value ?? null, field);
  return where.op === "eq" && wanted.ok && sameJson(wanted.value, value);
}

/** The problem stands at the last field of the rule: the first ones are often what narrows it. */
function uniqueProblem(scope: Scope, rule: Rule, path: string): Problem {
  const field = rule.fields.at(-1);
  if (!field) return { path, rule: "unique", params: {} };
  const labels = rule.fields.map(({ label, name }) => labelText(label, scope.viewer.language, name)).join(", ");
  return { ...fieldProblem(field, "unique", scope.viewer.language, { field: labels }), path: path + pointer(field.name), ...(rule.message && { message: labelText(rule.message, scope.viewer.language) }) };
}

/** The problem behind an index that the database saw broken: a race that the check could not see. */
export function uniqueViolation(scope: Scope, error: UniqueViolation, objects: Iterable<ObjectModel>): Problem {
  for (const object of objects) {
    const rule = rulesOf(scope, object).find(({ index }) => index === error.index);
    if (rule) return uniqueProblem(scope, rule, "");
  }
  return { path: "", rule: "unique", params: {} };
}
