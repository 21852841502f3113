import type { BoundWhere } from "#shared/query/bound.ts";
import type { Description } from "./describe.ts";
import { wholly, type OperatorTable } from "./operators.ts";
import type { Scope } from "./scope.ts";
import { all, any, sql, type Sql } from "./sql.ts";

/** Of these an empty field makes the answer unknown, as contract §2 says; the others are true or false. */
const THREE_VALUED = new Set(["lt", "lte", "gt", "gte", "between"]);

/**
 * A condition as SQL. Unknown and false are the same to WHERE, so plain comparisons, which indexes serve, do; below a `not`
 * they differ, and what is two-valued is made so.
 */
export function compileWhere(where: BoundWhere, scope: Scope, description: Description, operators: OperatorTable, negated = false): Sql {
  switch (where.kind) {
    case "and":
      return all(where.items.map((item) => compileWhere(item, scope, description, operators, negated)));
    case "or":
      return any(where.items.map((item) => compileWhere(item, scope, description, operators, negated)));
    case "not":
      return sql`(not ${compileWhere(where.item, scope, description, operators, true)})`;
    case "unknown":
      return sql`(1 = cast(null as integer))`;
    case "presence":
      return operators[where.op]({ scope, path: where.path, first: 0 });
    case "one": case "many": {
      const condition = operators[where.op]({ scope, path: where.path, first: description.at(where) });
      return negated && !THREE_VALUED.has(where.op) ? wholly(condition) : condition;
    }
  }
}
