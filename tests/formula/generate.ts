import { pick, TEXTS, type Random } from "./world.ts";

/** Types of expressions that are generated. */
export type Kind = "integer" | "decimal" | "boolean" | "text" | "date" | "moment";

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * The text of an expression of a kind, from native functions and operators only. `depth`: how many calls may be nested; `rows`: whether it
 * may have aggregates, which don't nest.
 */
export function expression(next: Random, kind: Kind, depth: number, rows = true): string {
  if (depth <= 0 || next() < 0.12) return leaf(next, kind);
  const sub = (of: Kind, less = 1): string => expression(next, of, depth - less, rows);
  const numeric = (): string => sub(pick(next, ["integer", "decimal"]));
  const anything = (): string => sub(pick(next, ["integer", "decimal", "text", "date", "boolean", "moment"]));
  // A text alone in FILLED is a field's name.
  const named = (): string => `COALESCE(${anything()})`;
  const small = (): string => String(Math.floor(next() * 6) - 2);
  switch (kind) {
    case "integer":
      return pick(next, [
        () => `(${sub("integer")} ${pick(next, ["+", "-"])} ${sub("integer")})`,
        () => `(${sub("integer")} * ${small()})`,
        () => `INT(${numeric()})`, () => `SIGN(${numeric()})`, () => `ABS(${sub("integer")})`, () => `MOD(${sub("integer")}, ${sub("integer")})`,
        () => `LEN(${sub("text")})`, () => `FIND(${sub("text")}, ${sub("text")})`, () => `FILLED(${named()}, ${named()})`, () => `BLANK(${named()}, n)`,
        () => `${pick(next, ["YEAR", "MONTH", "DAY", "QUARTER", "WEEKDAY", "FISCAL_YEAR", "FISCAL_QUARTER", "DAYS_SINCE"])}(${sub("date")})`,
        () => `(${sub("date")} - ${sub("date")})`, () => `DAYS(${sub("date")}, ${sub("date")})`, () => `HOURS_SINCE(${sub("moment")})`,
        () => `IF(${sub("boolean")}, ${sub("integer")}, ${sub("integer")})`, () => `COALESCE(${sub("integer")}, ${sub("integer")})`,
        () => `SUM(${sub("integer")}, ${sub("integer")}, ${sub("integer")})`, () => `${pick(next, ["MIN", "MAX"])}(${sub("integer")}, ${sub("integer")})`,
        () => (rows ? `COUNT(kids${pick(next, ["", ".s", ".a"])}${condition(next, depth - 1)})` : leaf(next, kind)), () => (rows ? `COUNT_DISTINCT(kids.${pick(next, ["s", "n", "d"])})` : leaf(next, kind)),
        () => (rows ? `SUM(kids.n${condition(next, depth - 1)})` : leaf(next, kind)),
        () => `SWITCH(${sub("integer")}, ${small()}, ${sub("integer")}, ${sub("integer")})`, () => `CLAMP(${sub("integer")}, ${small()}, ${sub("integer")})`, () => `-${sub("integer")}`,
      ])();
    case "decimal":
      return pick(next, [
        () => `(${numeric()} ${pick(next, ["+", "-", "*", "/"])} ${numeric()})`, () => `(${numeric()} ${pick(next, ["+", "-", "*", "/"])} ${numeric()})`,
        () => `(${sub("decimal")} - ${sub("decimal")} + ${numeric()})`,
        () => `${pick(next, ["ROUND", "ROUNDUP", "ROUNDDOWN"])}(${sub("decimal")}, ${small()})`, () => `ROUND(${numeric()} ${pick(next, ["*", "/"])} ${numeric()}, ${Math.floor(next() * 5)})`,
        () => `ROUND(${sub("decimal")}, ${sub("integer")})`, () => `ROUND(${numeric()} / ${numeric()}, MOD(${sub("integer")}, 4))`,
        () => `${pick(next, ["CEILING", "FLOOR"])}(${numeric()}, ${numeric()})`, () => `MOD(${sub("decimal")}, ${numeric()})`, () => `ABS(${sub("decimal")})`,
        () => `IF(${sub("boolean")}, ${sub("decimal")}, ${numeric()})`, () => `COALESCE(${sub("decimal")}, ${numeric()})`, () => `IFS(${sub("boolean")}, ${sub("decimal")}, ${sub("boolean")}, ${numeric()})`,
        () => `SUM(${numeric()}, ${sub("decimal")})`, () => `${pick(next, ["MIN", "MAX"])}(${numeric()}, ${sub("decimal")}, ${numeric()})`, () => `CLAMP(${sub("decimal")}, ${numeric()}, ${numeric()})`,
        () => `(${sub("moment")} - ${sub("moment")})`, () => `-${sub("decimal")}`,
        () => (rows ? `${pick(next, ["SUM", "AVERAGE", "MIN", "MAX", "FIRST", "LAST"])}(kids.a${condition(next, depth - 1)})` : leaf(next, kind)),
        () => (rows ? `${pick(next, ["FIRST", "LAST"])}(kids.a BY ${pick(next, ["d", "n", "s"])}${condition(next, depth - 1)})` : leaf(next, kind)),
        () => (rows ? `SUM(kids.a * kids.n + n)` : leaf(next, kind)), () => (rows ? `SHARE(kids${condition(next, depth, true)})` : leaf(next, kind)),
        () => `DAYS_IN(o, ${pick(next, ['"draft"', '"open"'])})`, () => `RATE("USD", ${sub("date")})`,
      ])();
    case "boolean":
      return pick(next, [
        () => `(${numeric()} ${comparison(next)} ${numeric()})`, () => `(${numeric()} ${comparison(next)} ${numeric()})`, () => `(${sub("text")} ${comparison(next)} ${sub("text")})`,
        () => `(${sub("date")} ${comparison(next)} ${sub(pick(next, ["date", "moment"]))})`, () => `(${sub("boolean")} ${pick(next, ["=", "<>"])} ${sub("boolean")})`, () => `(o ${pick(next, ["=", "<>"])} "open")`,
        () => `(${anything()} ${pick(next, ["=", "<>"])} "")`, () => `(${sub("boolean")} ${pick(next, ["AND", "OR"])} ${sub("boolean")})`, () => `(NOT ${sub("boolean")})`, () => `XOR(${sub("boolean")}, ${sub("boolean")})`,
        () => `${pick(next, ["AND", "OR"])}(${sub("boolean")}, ${sub("boolean")}, ${sub("boolean")})`, () => `(${numeric()} IN (${numeric()}, ${numeric()}))`, () => `(${sub("text")} NOT IN (${sub("text")}, "a"))`, () => `(o IN ("draft", "done"))`,
        () => `ISBLANK(${anything()})`, () => `${pick(next, ["CONTAINS", "STARTSWITH", "ENDSWITH"])}(${sub("text")}, ${sub("text")})`, () => `HAS(tags, ${sub("text")})`, () => `(tags ${pick(next, ["=", "<>"])} "")`,
        () => `IF(${sub("boolean")}, ${sub("boolean")}, ${sub("boolean")})`, () => (rows ? `${pick(next, ["ANY", "ALL"])}(kids${condition(next, depth, true)})` : leaf(next, kind)),
        () => `(MONTH_OF(${sub("date")}) ${comparison(next)} mo)`, () => `REACHED(o, ${pick(next, ['"draft"', '"done"'])})`, () => `(p > 15%)`, () => `(r = "o1" OR ME() <> "o1")`,
      ])();
    case "text":
      return pick(next, [
        () => `(${sub("text")} & ${anything()})`, () => `CONCAT(${anything()}, ${sub("text")})`, () => `${pick(next, ["UPPER", "LOWER", "TRIM"])}(${sub("text")})`,
        () => `LEFT(${sub("text")}, ${sub("integer")})`, () => `RIGHT(${sub("text")}, ${small()})`, () => `MID(${sub("text")}, ${small()}, ${sub("integer")})`,
        () => `SUBSTITUTE(${sub("text")}, ${sub("text")}, ${sub("text")})`, () => `IF(${sub("boolean")}, ${sub("text")}, ${sub("text")})`, () => `COALESCE(${sub("text")}, ${sub("text")})`,
        () => `${pick(next, ["MIN", "MAX"])}(${sub("text")}, ${sub("text")})`, () => (rows ? `${pick(next, ["FIRST", "LAST"])}(kids.s BY ${pick(next, ["d", "a"])})` : leaf(next, kind)), () => (rows ? `${pick(next, ["MIN", "MAX"])}(kids.s)` : leaf(next, kind)),
        () => `SWITCH(o, "draft", ${sub("text")}, "open", ${sub("text")})`, () => `WORKSPACE("currency")`,
      ])();
    case "date":
      return pick(next, [
        () => `(${sub("date")} ${pick(next, ["+", "-"])} ${sub("integer")})`, () => `ADD_DAYS(${sub("date")}, ${small()})`, () => `${pick(next, ["EDATE", "EOMONTH"])}(${sub("date")}, ${sub("integer")})`,
        () => `IF(${sub("boolean")}, ${sub("date")}, ${sub("date")})`, () => `COALESCE(${sub("date")}, ${sub("date")})`, () => `${pick(next, ["MIN", "MAX"])}(${sub("date")}, ${sub("date")})`,
        () => (rows ? `${pick(next, ["MIN", "MAX", "FIRST"])}(kids.d${condition(next, depth - 1)})` : leaf(next, kind)),
      ])();
    case "moment":
      return pick(next, [
        () => `(${sub("moment")} ${pick(next, ["+", "-"])} ${numeric()})`, () => `IF(${sub("boolean")}, ${sub("moment")}, ${sub("date")})`, () => `COALESCE(${sub("moment")}, NOW())`,
        () => `${pick(next, ["MIN", "MAX"])}(${sub("moment")}, ${sub("moment")})`, () => `STAGE_ENTERED(o${pick(next, ["", ', "open"'])})`,
      ])();
  }
}

function leaf(next: Random, kind: Kind): string {
  const literal = next() < 0.25;
  switch (kind) {
    case "integer":
      return literal ? String(Math.floor(next() * 200)) : pick(next, ["n", "k"]);
    case "decimal":
      return literal ? pick(next, ["0.5", "12.345", "99.99", "15%", "0.000001", "1000000.00"]) : pick(next, ["a", "b", "c", "(p + 0)", "r.a"]);
    case "boolean":
      return literal ? pick(next, ["TRUE", "FALSE"]) : pick(next, ["f", "g", "r.f"]);
    case "text":
      return literal ? quoted(pick(next, TEXTS)) : pick(next, ["s", "t", '(o & "")', "r.s"]);
    case "date":
      return literal ? pick(next, ['DATE_LITERAL', "TODAY()"]).replace("DATE_LITERAL", 'COALESCE("2026-02-28", TODAY())') : pick(next, ["d", "e", "r.d"]);
    case "moment":
      return literal ? "NOW()" : pick(next, ["m", "w"]);
  }
}

const comparison = (next: Random): string => pick(next, ["=", "<>", "<", "<=", ">", ">="]);

/** A condition over rows: the names of their fields are a part of the main table's. */
function condition(next: Random, depth: number, always = false): string {
  if (!always && next() < 0.4) return "";
  return `, ${pick(next, ["f", "NOT f", "a > 0", "n <= this.n", "d < this.d", 's = "a"', "a > this.a AND f", "NOT (a < 100)", "s <> this.s", "YEAR(d) = 2026", "LEN(s) > 1 OR f"].slice(0, depth > 0 ? 11 : 4))}`;
}
