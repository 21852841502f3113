import { numberType } from "#shared/formula/define.ts";
import type { Node } from "#shared/formula/node.ts";
import { power10 } from "#shared/formula/numeric.ts";
import { sql, type Sql } from "../sql.ts";
import { arithmetic } from "./arithmetic.ts";
import { bound, LIMIT } from "./bounds.ts";
import { functionSql } from "./functions.ts";
import type { FormulaResolver } from "./resolver.ts";
import { aggregateSql } from "./rows.ts";
import { comparable, literal, stored, whole } from "./typed.ts";

type CallNode = Extract<Node, { node: "call" }>;

/**
 * A checked expression as SQL. It must be native (`shared/formula/native.ts` `notNative`), else this throws. Numbers are whole ones at
 * the type's scale on SQLite, numeric on PostgreSQL (percentages as shares: `asHeld` turns them back); texts are NULL, never ''.
 * More than 18 digits end the statement with an error.
 */
export function formulaSql(node: Node, resolver: FormulaResolver): Sql {
  const compile = (part: Node): Sql => formulaSql(part, resolver);
  switch (node.node) {
    case "literal":
      return literal(node.value, node.type, resolver.dialect);
    case "field":
      return stored(resolver.value(node.ref), node.type, resolver.dialect);
    case "aggregate":
      return aggregateSql(node.use, resolver, formulaSql);
    case "call":
      return arithmetic(node, compile, resolver.dialect) ?? comparison(node, compile, resolver) ?? functionSql({ node, resolver, compile, at: (index) => compile(argument(node, index)) });
    default:
      throw new TypeError(`${node.node} is not native`);
  }
}

function argument(node: CallNode, index: number): Node {
  const arg = node.args[index];
  if (!arg) throw new TypeError(`${node.name} has no argument ${index}`);
  return arg;
}

/** `=` and `<>` know empty as a value; the others are empty with an empty side. */
function comparison(node: CallNode, compile: (node: Node) => Sql, resolver: FormulaResolver): Sql | null {
  if (node.name === "IN") {
    const [operand, ...items] = node.args;
    if (!operand) return null;
    return sql`(${sql.join(items.map((item) => equality(operand, item, compile, resolver)), sql` or `)})`;
  }
  if (!["=", "<>", "<", "<=", ">", ">="].includes(node.name)) return null;
  const [left, right] = [argument(node, 0), argument(node, 1)];
  if (node.name === "=") return equality(left, right, compile, resolver);
  if (node.name === "<>") return sql`(not ${equality(left, right, compile, resolver)})`;
  if (left.type.kind === "any" || right.type.kind === "any") return sql`(${compile(left)} is not null and ${compile(right)} is not null and null)`;
  const [a, b] = sides(left, right, compile, resolver);
  return sql`(${a} ${sql.raw(node.name)} ${b})`;
}

function equality(left: Node, right: Node, compile: (node: Node) => Sql, resolver: FormulaResolver): Sql {
  if (left.type.kind === "any") return sql`(${compile(right)} is null)`;
  if (right.type.kind === "any") return sql`(${compile(left)} is null)`;
  if (left.type.kind === "number" && right.type.kind === "number" && resolver.dialect === "sqlite" && tooLong(left, right)) {
    return sql`(case when ${compile(left)} is null or ${compile(right)} is null then ${compile(left)} is ${compile(right)} else ${compared(left, right, compile)} = 0 end)`;
  }
  const [a, b] = sides(left, right, compile, resolver);
  return resolver.dialect === "sqlite" ? sql`(${a} is ${b})` : sql`(${a} is not distinct from ${b})`;
}

/** Both sides so that plain SQL compares them: numbers at one scale, texts by code points. */
function sides(left: Node, right: Node, compile: (node: Node) => Sql, resolver: FormulaResolver): readonly [Sql, Sql] {
  if (left.type.kind === "number" && right.type.kind === "number" && resolver.dialect === "sqlite") {
    if (tooLong(left, right)) return [compared(left, right, compile), whole(0)];
    const [a, b] = factors(left, right);
    return [times(compile(left), a), times(compile(right), b)];
  }
  return [comparable(compile(left), left.type, resolver.dialect), comparable(compile(right), right.type, resolver.dialect)];
}

/** Of an empty side it is empty. */
const compared = (left: Node, right: Node, compile: (node: Node) => Sql): Sql => {
  const [a, b] = factors(left, right);
  return sql`tangram_compare(${compile(left)}, ${whole(a)}, ${compile(right)}, ${whole(b)})`;
};
const times = (value: Sql, factor: bigint): Sql => (factor === 1n ? value : sql`(${value} * ${whole(factor)})`);

function factors(left: Node, right: Node): readonly [bigint, bigint] {
  const [a, b] = [numberType(left.type).scale, numberType(right.type).scale];
  return [power10(Math.max(0, b - a)), power10(Math.max(0, a - b))];
}

/** Whether numbers brought to one scale might not fit into 64 bits. Literals are small: a constant is widened instead of a column. */
function tooLong(left: Node, right: Node): boolean {
  const [a, b] = factors(left, right);
  return (a > 1n && bound(left) * a > LIMIT) || (b > 1n && bound(right) * b > LIMIT);
}
