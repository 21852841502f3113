import { sql, type Sql } from "../sql.ts";
import type { CallSql } from "./functions.ts";
import { numberType } from "#shared/formula/define.ts";
import type { FormulaType } from "#shared/formula/types.ts";
import type { DialectName } from "#server/store/port.ts";
import { whole } from "./typed.ts";

/** PostgreSQL counts characters in 32 bits. */
const count = (value: Sql, dialect: DialectName): Sql => (dialect === "sqlite" ? value : sql`cast(least(greatest(${value}, -1000000000), 1000000000) as integer)`);

export function textFunction({ node, resolver: { dialect }, compile, at }: CallSql): Sql | null {
  const sqlite = dialect === "sqlite";
  const low = (value: Sql): Sql => (sqlite ? sql`tangram_lower(${value})` : sql`(replace(lower(${value} collate "und-x-icu"), 'ς', 'σ') collate "C")`);
  const least = (value: Sql, than: number): Sql => (sqlite ? sql`max(${whole(than)}, ${value})` : sql`greatest(${whole(than)}, ${count(value, dialect)})`);
  const size = (index: number): Sql => (node.args[index] ? least(sql`coalesce(${at(index)}, 1)`, 0) : whole(1));
  switch (node.name) {
    case "CONCAT":
      return sql`nullif(${sql.join(node.args.map((arg) => sql`coalesce(${compile(arg)}, '')`), sql` || `)}, '')`;
    case "LEN":
      return sql`length(coalesce(${at(0)}, ''))`;
    case "LEFT":
      return sql`nullif(substr(${at(0)}, 1, ${size(1)}), '')`;
    case "RIGHT":
      return sqlite ? sql`(case when ${size(1)} > 0 then nullif(substr(${at(0)}, -(${size(1)})), '') end)` : sql`nullif(right(${at(0)}, ${size(1)}), '')`;
    case "MID":
      return sql`(case when ${at(1)} is not null and ${at(2)} is not null then nullif(substr(${at(0)}, ${least(at(1), 1)}, ${least(at(2), 0)}), '') end)`;
    case "UPPER":
      return sqlite ? sql`tangram_upper(${at(0)})` : sql`(upper(${at(0)} collate "und-x-icu") collate "C")`;
    case "LOWER":
      return low(at(0));
    case "TRIM":
      return sqlite ? sql`tangram_trim(${at(0)})` : sql`nullif(btrim(regexp_replace(${at(0)}, ' {2,}', ' ', 'g'), ' '), '')`;
    case "SUBSTITUTE": {
      const fresh = node.args[2] ? sql`coalesce(${at(2)}, '')` : sql`''`;
      return sql`(case when ${at(1)} is null then ${at(0)} else nullif(replace(${at(0)}, ${at(1)}, ${fresh}), '') end)`;
    }
    case "FIND":
      return sqlite ? sql`nullif(instr(${at(1)}, ${at(0)}), 0)` : sql`nullif(strpos(${at(1)}, ${at(0)}), 0)`;
    case "CONTAINS":
      return sqlite ? sql`(instr(${low(at(0))}, ${low(at(1))}) > 0)` : sql`(strpos(${low(at(0))}, ${low(at(1))}) > 0)`;
    case "STARTSWITH":
      return sqlite ? sql`(substr(${low(at(0))}, 1, length(${low(at(1))})) = ${low(at(1))})` : sql`starts_with(${low(at(0))}, ${low(at(1))})`;
    case "ENDSWITH":
      return sqlite ? sql`(substr(${low(at(0))}, -length(${low(at(1))})) = ${low(at(1))})` : sql`(right(${low(at(0))}, length(${low(at(1))})) = ${low(at(1))})`;
    case "$text":
      return node.args[0] ? asText(at(0), node.args[0].type, dialect) : null;
    default:
      return null;
  }
}

/** One value as text: numbers in their shortest form, dates as they are exchanged. */
function asText(value: Sql, type: FormulaType, dialect: DialectName): Sql {
  const sqlite = dialect === "sqlite";
  switch (type.kind) {
    case "number":
      return sqlite ? sql`tangram_number_text(${value}, ${whole(numberType(type).scale)})` : sql`cast(trim_scale(${value}) as text)`;
    case "boolean":
      return sql`(case when ${value} then 'TRUE' when not ${value} then 'FALSE' end)`;
    case "date":
      return sqlite ? value : sql`to_char(${value}, 'YYYY-MM-DD')`;
    case "datetime":
      return sqlite ? value : sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    default:
      return value;
  }
}
