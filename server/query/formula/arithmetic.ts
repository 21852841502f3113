import { isProduct, termsOf, type Term } from "#shared/formula/compile/arithmetic.ts";
import { numberType } from "#shared/formula/define.ts";
import type { Node } from "#shared/formula/node.ts";
import { power10, productScale } from "#shared/formula/numeric.ts";
import { MAX_SCALE } from "#shared/formula/types.ts";
import type { DialectName } from "#server/store/port.ts";
import { sql, type Sql } from "../sql.ts";
import { bound, LIMIT } from "./bounds.ts";
import { decimal18, orZero, whole } from "./typed.ts";

type CallNode = Extract<Node, { node: "call" }>;
type Compile = (node: Node) => Sql;
const scaleOf = (node: Node | undefined): number => numberType(node?.type).scale;
const divisible = (value: Sql): Sql => sql`cast(${value} as numeric(80, 40))`;

/** + − × ÷, changes of scale, ROUND over them; null for other calls. */
export function arithmetic(node: CallNode, compile: Compile, dialect: DialectName): Sql | null {
  switch (node.name) {
    case "+":
    case "-":
      return sum(termsOf(node), scaleOf(node), compile, dialect);
    case "SUM":
      return sum(node.args.map((arg) => ({ node: arg, negative: false })), scaleOf(node), compile, dialect);
    case "*":
    case "/":
      return product(node, scaleOf(node), compile, dialect);
    case "$scale":
      return rescaled(node, compile, dialect);
    case "$negate":
      return sql`(-(${node.args[0] ? orZero(compile(node.args[0]), node.args[0]) : sql`0`}))`;
    case "$truncate": {
      const [operand] = node.args;
      if (!operand) return null;
      return dialect === "sqlite" ? sql`(${compile(operand)} / ${whole(power10(scaleOf(operand)))})` : sql`trunc(${compile(operand)})`;
    }
    default:
      return null;
  }
}

/** On SQLite plainly where the terms are small enough, else by a function of ours that counts to 128 bits and refuses what is too long. */
function sum(terms: readonly Term[], scale: number, compile: Compile, dialect: DialectName): Sql {
  if (dialect === "postgres") return decimal18(sql`(${sql.join(terms.map(({ node, negative }, i) => sql`${sql.raw(negative ? "-" : i === 0 ? "" : "+")} ${orZero(compile(node), node)}`), sql` `)})`, scale);
  const sized = terms.map(({ node, negative }) => ({ value: compile(node), node, negative, factor: power10(scale - scaleOf(node)) }));
  const most = sized.reduce((total, { node, factor }) => total + bound(node) * factor, 0n);
  if (most < LIMIT) {
    const parts = sized.map(({ value, node, negative, factor }, i) => sql`${sql.raw(negative ? "-" : i === 0 ? "" : "+")} ${orZero(value, node)}${factor === 1n ? sql`` : sql` * ${whole(factor)}`}`);
    return sql`(${sql.join(parts, sql` `)})`;
  }
  return sql`tangram_sum(${sql.join(sized.flatMap(({ value, negative, factor }) => [value, whole(negative ? -factor : factor)]))})`;
}

/** × and ÷, rounded to ten digits and then to `scale`: with ROUND around them in one step, so that only its result must fit. */
function product(node: CallNode, scale: number, compile: Compile, dialect: DialectName): Sql {
  const [left, right] = node.args;
  if (!left || !right) throw new TypeError("a product of one");
  const [a, b] = [compile(left), compile(right)];
  const [scaleA, scaleB] = [scaleOf(left), scaleOf(right)];
  if (node.name === "*") {
    const exact = scaleA + scaleB <= MAX_SCALE;
    if (dialect === "postgres") {
      const raw = sql`${orZero(a, left)} * ${orZero(b, right)}`;
      return decimal18(exact ? sql`(${raw})` : sql`round(${raw}, ${whole(MAX_SCALE)})`, scale);
    }
    if (exact && productScale(scaleA, scaleB) === scale && bound(left) * bound(right) < LIMIT) return sql`(${orZero(a, left)} * ${orZero(b, right)})`;
    return sql`tangram_multiply(${a}, ${whole(scaleA)}, ${b}, ${whole(scaleB)}, ${whole(scale)})`;
  }
  if (dialect === "postgres") return decimal18(sql`round(${divisible(orZero(a, left))} / nullif(${b}, 0), ${whole(MAX_SCALE)})`, scale);
  return sql`tangram_divide(${a}, ${whole(scaleA)}, ${b}, ${whole(scaleB)}, ${whole(scale)})`;
}

/** Quotient of two numbers that are no nodes (averages, shares), at scale 10. */
export function quotient(a: Sql, scaleA: number, b: Sql, dialect: DialectName): Sql {
  if (dialect === "postgres") return decimal18(sql`round(${divisible(a)} / nullif(${b}, 0), ${whole(MAX_SCALE)})`, MAX_SCALE);
  return sql`tangram_divide(${a}, ${whole(scaleA)}, ${b}, 0, ${whole(MAX_SCALE)})`;
}

function rescaled(node: CallNode, compile: Compile, dialect: DialectName): Sql {
  const [operand] = node.args;
  if (!operand) throw new TypeError("a scale of nothing");
  const to = scaleOf(node);
  if (isProduct(operand)) return product(operand, to, compile, dialect);
  if (dialect === "postgres") return decimal18(compile(operand), to);
  const from = scaleOf(operand);
  if (to >= from && bound(operand) * power10(to - from) < LIMIT) return sql`(${compile(operand)} * ${whole(power10(to - from))})`;
  return sql`tangram_rescale(${compile(operand)}, ${whole(from)}, ${whole(to)})`;
}

/** ROUND, ROUNDUP, ROUNDDOWN. */
export function rounded(node: CallNode, compile: Compile, dialect: DialectName): Sql {
  const [operand, digits] = node.args;
  if (!operand) throw new TypeError("ROUND of nothing");
  const to = scaleOf(node);
  const fixed = digits === undefined ? 0n : digits.node === "literal" ? digits.value : null;
  if (node.name === "ROUND" && isProduct(operand) && fixed === BigInt(to)) return product(operand, to, compile, dialect);
  const places = digits === undefined ? whole(0) : digits.node === "literal" && typeof digits.value === "bigint" ? whole(digits.value) : sql`coalesce(${compile(digits)}, 0)`;
  if (dialect === "postgres") {
    // What × and ÷ give is not cut to 18 digits before it is rounded.
    const value = isProduct(operand) ? rawProduct(operand, compile) : compile(operand);
    const count = sql`cast(least(greatest(${places}, -40), 40) as integer)`;
    if (node.name === "ROUND") return decimal18(sql`round(${value}, ${count})`, to);
    const cut = sql`trunc(${value}, ${count})`;
    if (node.name === "ROUNDDOWN") return decimal18(cut, to);
    return decimal18(sql`(${cut} + case when ${cut} = ${value} then 0 else sign(${value}) * power(10.0, -${count}) end)`, to);
  }
  const value = node.name === "ROUND" && isProduct(operand) ? wide(operand, compile) : compile(operand);
  return sql`tangram_round(${value}, ${whole(scaleOf(operand))}, ${places}, ${whole(to)}, ${sql.lit(node.name)})`;
}

/** PostgreSQL: × or ÷ at its own scale without a limit. */
function rawProduct(node: CallNode, compile: Compile): Sql {
  const [left, right] = node.args;
  if (!left || !right) throw new TypeError("a product of one");
  if (node.name === "*") return sql`round(${orZero(compile(left), left)} * ${orZero(compile(right), right)}, ${whole(MAX_SCALE)})`;
  return sql`round(${divisible(orZero(compile(left), left))} / nullif(${compile(right)}, 0), ${whole(MAX_SCALE)})`;
}

/** SQLite: × or ÷ as decimal text of a whole number, which may be longer than 64 bits; only tangram_round takes that. */
function wide(node: CallNode, compile: Compile): Sql {
  const [left, right] = node.args;
  if (!left || !right) throw new TypeError("a product of one");
  const name = node.name === "*" ? "tangram_wide_product" : "tangram_wide_quotient";
  return sql`${sql.raw(name)}(${compile(left)}, ${whole(scaleOf(left))}, ${compile(right)}, ${whole(scaleOf(right))})`;
}
