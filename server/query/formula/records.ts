import type { Node } from "#shared/formula/node.ts";
import { sql, type Sql } from "../sql.ts";
import type { CallSql } from "./functions.ts";
import { decimal18, whole } from "./typed.ts";

export function recordFunction(call: CallSql): Sql | null {
  const { node, resolver, at } = call;
  switch (node.name) {
    case "ME":
      return resolver.ambient("viewer");
    case "WORKSPACE":
      return resolver.ambient(settingOf(node.args[0]));
    case "RATE":
      return resolver.rate(at(0), node.args[1] ? sql`coalesce(${at(1)}, ${resolver.ambient("today")})` : resolver.ambient("today"));
    case "WORKDAYS":
      return resolver.workdays(at(0), at(1), textOf(node.args[2]));
    case "UNDER": {
      const type = node.args[0]?.type;
      return resolver.under(type?.kind === "reference" ? (type.to[0] ?? "") : "", at(0), at(1));
    }
    case "HAS":
      return has(call);
    case "STAGE_ENTERED":
    case "REACHED":
    case "DAYS_IN":
      return past(call);
    default:
      return null;
  }
}

const textOf = (node: Node | undefined): string => (node?.node === "literal" && typeof node.value === "string" ? node.value : "");

function settingOf(node: Node | undefined): "currency" | "locale" | "timeZone" {
  const name = textOf(node);
  return name === "locale" || name === "timeZone" ? name : "currency";
}

/** A list is kept as JSON in one column; in none there is nothing. */
function has({ node, resolver: { dialect }, at }: CallSql): Sql {
  const [list, item] = [at(0), at(1)];
  if (node.args[1]?.type.kind === "any") return sql`false`;
  if (dialect === "postgres") return sql`coalesce(jsonb_exists(${list}, ${item}), false)`;
  return sql`(exists (select 1 from json_each(${list}) j where j.value = ${item}))`;
}

/** Functions over the transitions of a tracked field. */
function past({ node, resolver, at }: CallSql): Sql {
  const [field] = node.args;
  if (field?.node !== "field") throw new TypeError("a field was promised");
  const { from, where, to, at: moment } = resolver.transitions(field.ref.field);
  const value = node.args[1] ? at(1) : null;
  const matching = sql.join([...where, ...(value ? [sql`${to} = ${value}`] : [])], sql` and `);
  if (node.name === "STAGE_ENTERED") return sql`(select max(${moment}) from ${from} where ${matching})`;
  if (node.name === "REACHED") return sql`(exists (select 1 from ${from} where ${matching}))`;
  const stays = sql`(select ${to} as stage, ${moment} as since, lead(${moment}, 1, ${resolver.ambient("now")}) over (order by ${moment}) as until from ${from} where ${sql.join([...where], sql` and `)})`;
  if (resolver.dialect === "sqlite") {
    const time = sql`(select coalesce(sum(tangram_ms(s.until) - tangram_ms(s.since)), 0) from ${stays} s where s.stage = ${at(1)})`;
    return sql`(tangram_divide(${time}, 0, 86400000, 0, 10) / ${whole(100_000_000)})`;
  }
  const time = sql`(select coalesce(sum(extract(epoch from (s.until - s.since))), 0) from ${stays} s where s.stage = ${at(1)})`;
  return decimal18(sql`trunc(round(cast(${time} as numeric(80, 40)) / 86400, 10), 2)`, 2);
}
