import type { Expression, FormulaProblem } from "#shared/formula/ast.ts";
import { check, type FormulaType, type Scope } from "#shared/formula/check.ts";
import { holds } from "#shared/formula/evaluate.ts";
import { parse } from "#shared/formula/parse.ts";
import type { RecordValues, ValueType } from "#shared/query/value.ts";
import type { ObjectModel } from "./model.ts";

/** Problems of a condition over the object's own fields; none: it can be evaluated. */
export function checkCondition(object: ObjectModel, source: string): readonly FormulaProblem[] {
  const read = parse(source);
  if ("problem" in read) return [read.problem];
  const { type, problems } = check(read.expression, scopeOf(object));
  if (problems.length > 0 || type === "boolean" || type === "any") return problems;
  return [{ code: "not_a_condition", params: { type }, from: 0, to: source.length }];
}

const parsedBy = new WeakMap<ObjectModel, Map<string, Expression | null>>();

/** Whether a condition (true, false or a formula) holds for a record. A condition that can't be read never holds: the checker has told of it. */
export function conditionHolds(object: ObjectModel, condition: boolean | string | undefined, record: RecordValues, absent: boolean): boolean {
  if (condition === undefined) return absent;
  if (typeof condition === "boolean") return condition;
  const known = parsedBy.get(object) ?? new Map<string, Expression | null>();
  parsedBy.set(object, known);
  let expression = known.get(condition);
  if (expression === undefined) {
    const read = parse(condition);
    expression = "expression" in read ? read.expression : null;
    known.set(condition, expression);
  }
  return expression !== null && holds(expression, record, scopeOf(object));
}

function scopeOf(object: ObjectModel): Scope {
  return {
    field: (name) => {
      const field = object.field(name);
      return field && { type: typeOf(field.value), share: field.kind.share === true };
    },
  };
}

function typeOf(value: ValueType): FormulaType {
  switch (value.class) {
    case "text":
    case "long_text":
    case "word":
      return "text";
    case "integer":
    case "decimal":
      return "number";
    case "boolean":
    case "date":
    case "datetime":
    case "month":
      return value.class;
    case "reference":
    case "anyReference":
      return "reference";
    case "list":
    case "links":
    case "children":
    case "json":
      return "list";
  }
}
