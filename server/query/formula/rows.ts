import { numberType } from "#shared/formula/define.ts";
import type { Node } from "#shared/formula/node.ts";
import type { AggregateUse } from "#shared/formula/uses.ts";
import type { DialectName } from "#server/store/port.ts";
import { sql, type Sql } from "../sql.ts";
import { quotient } from "./arithmetic.ts";
import { ordering } from "./functions.ts";
import type { FormulaResolver } from "./resolver.ts";
import { decimal18 } from "./typed.ts";

/** An aggregate as a sub-select; conditions of rows are met only by TRUE. */
export function aggregateSql(use: AggregateUse, outer: FormulaResolver, toSql: (node: Node, resolver: FormulaResolver) => Sql): Sql {
  const { from, where, order, resolver } = outer.rows(use.source);
  const condition = use.condition && toSql(use.condition, resolver);
  const value = use.value && toSql(use.value, resolver);
  const select = (what: Sql, conditions: readonly Sql[], more: Sql = sql``): Sql => sql`(select ${what} from ${from}${conditions.length > 0 ? sql` where ${sql.join([...conditions], sql` and `)}` : sql``}${more})`;
  const met = condition ? [...where, condition] : where;
  const { dialect } = outer;
  const scale = numberType(use.value?.type).scale;
  switch (use.fn) {
    case "count":
      return select(counted(value ? sql`count(${value})` : sql`count(*)`, dialect), met);
    case "count_distinct":
      return select(counted(sql`count(distinct ${value ?? sql`1`})`, dialect), met);
    case "sum":
      return dialect === "sqlite" ? sql`tangram_check(${select(sql`coalesce(sum(${value ?? sql`0`}), 0)`, met)})` : decimal18(select(sql`coalesce(sum(${value ?? sql`0`}), 0)`, met), scale);
    case "average": {
      const [sum, count] = [sql`sum(${value ?? sql`0`})`, sql`count(${value ?? sql`0`})`];
      return select(quotient(sql`coalesce(${sum}, 0)`, scale, count, dialect), met);
    }
    case "min":
    case "max":
      return select(sql`${sql.raw(use.fn)}(${value && use.value ? ordering(value, use.value, resolver) : sql`null`})`, met);
    case "share":
      return select(quotient(sql`count(case when ${condition ?? sql`true`} then 1 end)`, 0, sql`count(*)`, dialect), where);
    case "any":
      return sql`(exists ${select(sql`1`, met)})`;
    case "all":
      return sql`(not exists ${select(sql`1`, [...where, sql`not coalesce(${condition ?? sql`true`}, false)`])})`;
    case "first":
    case "last":
      return firstOrLast(use, { value: value ?? sql`null`, met, order, resolver, select, toSql });
    default:
      throw new TypeError(`${use.fn} is not native`);
  }
}

const counted = (count: Sql, dialect: DialectName): Sql => (dialect === "postgres" ? sql`cast(${count} as numeric)` : count);

interface Ends {
  readonly value: Sql;
  readonly met: readonly Sql[];
  readonly order: Sql;
  readonly resolver: FormulaResolver;
  readonly select: (what: Sql, conditions: readonly Sql[], more: Sql) => Sql;
  readonly toSql: (node: Node, resolver: FormulaResolver) => Sql;
}

/** Rows without a value are skipped; of an empty order the rows come first, equal ones as they are listed. */
function firstOrLast(use: AggregateUse, { value, met, order, resolver, select, toSql }: Ends): Sql {
  const last = use.fn === "last";
  const by = use.by ? [sql`${ordering(toSql(use.by, resolver), use.by, resolver)} ${sql.raw(last ? "desc nulls last" : "asc nulls first")}`] : [];
  const sorted = sql.join([...by, sql`${order} ${sql.raw(last ? "desc" : "asc")}`]);
  return select(value, [...met, sql`${value} is not null`], sql` order by ${sorted} limit 1`);
}
