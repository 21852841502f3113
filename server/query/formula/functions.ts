import { numberType } from "#shared/formula/define.ts";
import type { Node } from "#shared/formula/node.ts";
import { power10 } from "#shared/formula/numeric.ts";
import { sql, type Sql } from "../sql.ts";
import { rounded } from "./arithmetic.ts";
import { dateFunction } from "./dates.ts";
import { recordFunction } from "./records.ts";
import type { FormulaResolver } from "./resolver.ts";
import { textFunction } from "./texts.ts";
import { comparable, decimal18, isText, whole } from "./typed.ts";

type CallNode = Extract<Node, { node: "call" }>;
/** What a function is in SQL; null for those of another family. `at` compiles an argument. */
export interface CallSql {
  readonly node: CallNode;
  readonly resolver: FormulaResolver;
  readonly compile: (node: Node) => Sql;
  /** The argument at a place; throws where there is none. */
  readonly at: (index: number) => Sql;
}

/** What PostgreSQL answers as 32 bits, in which a sum or product soon ends. */
const COUNTS = new Set(["LEN", "FIND", "FILLED", "BLANK"]);

export function functionSql(call: CallSql): Sql {
  const found = logic(call) ?? numeric(call) ?? textFunction(call) ?? dateFunction(call) ?? recordFunction(call);
  if (!found) throw new TypeError(`${call.node.name} is not native`);
  return call.resolver.dialect === "postgres" && COUNTS.has(call.node.name) ? sql`cast(${found} as numeric)` : found;
}

const folded = (parts: readonly Sql[], word: string): Sql => sql`(${sql.join(parts, sql.raw(` ${word} `))})`;

function logic({ node, compile, at }: CallSql): Sql | null {
  switch (node.name) {
    case "IF":
      return sql`(case when ${at(0)} then ${at(1)} ${node.args[2] ? sql`else ${at(2)} ` : sql``}end)`;
    case "AND":
    case "OR":
      return folded(node.args.map(compile), node.name.toLowerCase());
    case "NOT":
      return sql`(not ${at(0)})`;
    case "XOR":
      return node.args.map(compile).reduce((left, right) => sql`(${left} <> ${right})`);
    case "COALESCE":
      return node.args.length === 1 ? at(0) : sql`coalesce(${sql.join(node.args.map(compile))})`;
    case "ISBLANK":
      return sql`(${at(0)} is null)`;
    case "FILLED":
    case "BLANK":
      return folded(node.args.map((arg) => sql`(case when ${compile(arg)} is null then ${whole(node.name === "BLANK" ? 1 : 0)} else ${whole(node.name === "BLANK" ? 0 : 1)} end)`), "+");
    default:
      return null;
  }
}

function numeric(call: CallSql): Sql | null {
  const { node, resolver: { dialect }, compile, at } = call;
  const scale = numberType(node.type).scale;
  const scaleAt = (index: number): Sql => whole(numberType(node.args[index]?.type).scale);
  switch (node.name) {
    case "ROUND":
    case "ROUNDUP":
    case "ROUNDDOWN":
      return rounded(node, compile, dialect);
    case "INT":
      return dialect === "postgres" ? sql`floor(${at(0)})` : sql`tangram_floor(${at(0)}, ${whole(power10(numberType(node.args[0]?.type).scale))})`;
    case "CEILING":
    case "FLOOR":
      return step(call, node.name === "CEILING");
    case "ABS":
      return sql`abs(${at(0)})`;
    case "SIGN":
      return sql`sign(${at(0)})`;
    case "MOD": {
      if (dialect === "sqlite") return sql`tangram_mod(${at(0)}, ${scaleAt(0)}, ${at(1)}, ${scaleAt(1)})`;
      const rest = sql`(${at(0)} % nullif(${at(1)}, 0))`;
      return decimal18(sql`(${rest} + case when ${rest} <> 0 and sign(${rest}) <> sign(${at(1)}) then ${at(1)} else 0 end)`, scale);
    }
    case "CLAMP": {
      if (dialect === "postgres") return sql`(case when ${at(0)} is not null then least(greatest(${at(0)}, ${at(1)}), ${at(2)}) end)`;
      return sql`(case when ${at(0)} is not null then tangram_extreme(-1, tangram_extreme(1, ${at(0)}, ${at(1)}), ${at(2)}) end)`;
    }
    case "MIN":
    case "MAX": {
      const values = node.args.map((arg) => comparable(compile(arg), node.type, dialect));
      if (values.length === 1) return at(0);
      if (dialect === "sqlite") return sql`tangram_extreme(${whole(node.name === "MIN" ? -1 : 1)}, ${sql.join(values)})`;
      return sql`${sql.raw(node.name === "MIN" ? "least" : "greatest")}(${sql.join(values)})`;
    }
    default:
      return null;
  }
}

/** CEILING and FLOOR: to a multiple of a step; PostgreSQL's numeric remainder is exact. */
function step({ node, resolver: { dialect }, at }: CallSql, up: boolean): Sql {
  const scale = numberType(node.type).scale;
  const [value, by] = [at(0), node.args[1] ? at(1) : whole(1)];
  const stepScale = node.args[1] ? numberType(node.args[1].type).scale : 0;
  // An empty step counts as not given.
  const optional = node.args[1] ? sql`coalesce(${by}, ${whole(dialect === "sqlite" ? power10(stepScale) : 1)})` : by;
  if (dialect === "sqlite") return sql`tangram_step(${value}, ${whole(numberType(node.args[0]?.type).scale)}, ${optional}, ${whole(stepScale)}, ${whole(scale)}, ${whole(up ? 1 : -1)})`;
  const unit = sql`nullif(abs(${optional}), 0)`;
  const rest = sql`(${value} % ${unit})`;
  const moved = up ? sql`(case when ${rest} > 0 then ${value} - ${rest} + ${unit} else ${value} - ${rest} end)` : sql`(case when ${rest} < 0 then ${value} - ${rest} - ${unit} else ${value} - ${rest} end)`;
  return decimal18(sql`(case when ${unit} is not null then ${moved} end)`, scale);
}

/** Text in code-point order is told to PostgreSQL; other values have one order only. */
export const ordering = (value: Sql, node: Node, resolver: FormulaResolver): Sql => (isText(node.type) ? comparable(value, node.type, resolver.dialect) : value);
