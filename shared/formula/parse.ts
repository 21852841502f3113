import { shiftRight } from "#shared/lib/decimal.ts";
import { BINARY_OPERATORS, type BinaryOperator, type Expression, type Fix, type FormulaProblem } from "./ast.ts";
import { lex, type Token } from "./lex.ts";

export type Parse = { expression: Expression } | { problem: FormulaProblem };

const COMPARISONS = new Set(["=", "<>", "<", "<=", ">", ">="]);
/** Words that are no names. */
const WORDS = ["AND", "OR", "IN", "BY", "NOT"];
const MAX_DEPTH = 64;
/** Parts that a formula may have: a chain of operators nests to the left without depth. */
const MAX_PARTS = 2000;

class Stop extends Error {
  constructor(readonly problem: FormulaProblem) {
    super(problem.code);
  }
}

/**
 * Text → expression (contract §3 "Formulas"). Binding as in Excel, strongest first: minus sign, × ÷, + −, &, comparisons and IN,
 * NOT, AND, OR; equal ones from the left. Function names and words in any case. Never throws; the first problem and its place come
 * back as a value.
 */
export function parse(source: string): Parse {
  const read = lex(source);
  if ("problem" in read) return read;
  try {
    const reader = new Reader(read.tokens, source);
    const expression = reader.or(0);
    reader.end();
    return { expression };
  } catch (error) {
    if (error instanceof Stop) return { problem: error.problem };
    throw error;
  }
}

class Reader {
  private at = 0;
  private parts = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly source: string,
  ) {
    const [first] = tokens;
    if (first && isSymbol(first, "=")) throw this.stop("leading_equals", first, {}, { from: first.from, to: first.to, text: "" });
  }

  end(): void {
    const token = this.tokens[this.at];
    if (!token) return;
    if (isSymbol(token, ")")) throw this.stop("no_opening", token, {}, { from: token.from, to: token.to, text: "" });
    throw this.stop("unexpected", token, {}, this.joining(token));
  }

  or(depth: number): Expression {
    return this.chain(depth, ["OR"], () => this.chain(depth, ["AND"], () => this.not(depth)));
  }

  /** Operators of one strength, from the left. */
  private chain(depth: number, signs: readonly string[], next: () => Expression): Expression {
    if (depth > MAX_DEPTH) throw this.stop("too_deep", this.tokens[this.at]);
    let left = next();
    for (let sign = this.sign(signs); sign !== null; sign = this.sign(signs)) {
      this.at++;
      const right = next();
      left = this.counted({ node: "binary", operator: sign, left, right, from: left.from, to: right.to });
    }
    return left;
  }

  private sign(signs: readonly string[]): BinaryOperator | null {
    const token = this.tokens[this.at];
    if (!token || token.kind === "text" || token.kind === "number") return null;
    if (!signs.includes(token.kind === "word" ? token.text.toUpperCase() : token.text)) return null;
    return BINARY_OPERATORS.find((operator) => operator === token.text.toLowerCase()) ?? null;
  }

  private not(depth: number): Expression {
    const token = this.tokens[this.at];
    if (!token || !this.isWord("NOT") || this.isCall()) return this.comparison(depth);
    if (depth > MAX_DEPTH) throw this.stop("too_deep", token);
    this.at++;
    const operand = this.not(depth + 1);
    return { node: "not", operand, from: token.from, to: operand.to };
  }

  private comparison(depth: number): Expression {
    const left = this.joined(depth);
    const token = this.tokens[this.at];
    if (token?.kind === "symbol" && COMPARISONS.has(token.text)) {
      this.at++;
      const doubled = this.tokens[this.at];
      if (doubled && isSymbol(doubled, "=")) throw this.stop("double_equals", doubled, {}, { from: doubled.from, to: doubled.to, text: "" });
      const operator = BINARY_OPERATORS.find((sign) => sign === token.text) ?? "=";
      const right = this.joined(depth);
      const next = this.tokens[this.at];
      if (next?.kind === "symbol" && COMPARISONS.has(next.text)) throw this.stop("chained_comparison", next, {}, { from: next.from, to: next.from, text: `AND ${this.source.slice(right.from, right.to)} ` });
      return this.counted({ node: "binary", operator, left, right, from: left.from, to: right.to });
    }
    const negated = this.isWord("NOT") && this.isWord("IN", 1);
    if (!negated && !this.isWord("IN")) return left;
    this.at += negated ? 2 : 1;
    const inside = this.inList(left, depth);
    return negated ? { node: "not", operand: inside, from: left.from, to: inside.to } : inside;
  }

  private inList(operand: Expression, depth: number): Expression {
    const open = this.tokens[this.at];
    if (open && isSymbol(open, "(")) {
      this.at++;
      const { items, by, to } = this.list(depth);
      if (by) throw this.stop("unexpected", { kind: "word", text: "BY", from: by.from, to: by.to });
      return this.counted({ node: "in", operand, list: items, from: operand.from, to });
    }
    if (!open) throw this.stop("unfinished", undefined);
    if (open.kind !== "word") throw this.stop("expected", open, { symbol: "(" });
    const list = this.primary(depth + 1);
    return this.counted({ node: "in", operand, list: [list], from: operand.from, to: list.to });
  }

  private joined(depth: number): Expression {
    return this.chain(depth, ["&"], () => this.chain(depth, ["+", "-"], () => this.chain(depth, ["*", "/"], () => this.primary(depth))));
  }

  private primary(depth: number): Expression {
    if (depth > MAX_DEPTH) throw this.stop("too_deep", this.tokens[this.at]);
    const token = this.tokens[this.at];
    if (!token) throw this.stop("unfinished", undefined);
    this.at++;
    const { from, to } = token;
    if (token.kind === "text") return this.counted(token.text === "" ? { node: "null", from, to } : { node: "text", value: token.text, from, to });
    if (token.kind === "number") return this.counted({ node: "number", value: numberValue(token.text), percent: token.text.endsWith("%"), from, to });
    if (token.kind === "word") return this.word(token, depth);
    if (isSymbol(token, "-")) {
      const operand = this.primary(depth + 1);
      return this.counted({ node: "negate", operand, from, to: operand.to });
    }
    if (isSymbol(token, "+")) throw this.stop("unexpected", token, {}, { from, to, text: "" });
    if (isSymbol(token, "(")) {
      const inner = this.or(depth + 1);
      const close = this.expect(")", token);
      return { ...inner, from, to: close.to };
    }
    throw this.stop("unexpected", token);
  }

  private word(token: Token, depth: number): Expression {
    const { from, to } = token;
    const upper = token.text.toUpperCase();
    const open = this.tokens[this.at];
    if (open && isSymbol(open, "(") && !["AND", "OR", "NOT"].some((word) => word === upper && open.from > to)) {
      if (WORDS.includes(upper) && upper !== "AND" && upper !== "OR" && upper !== "NOT") throw this.stop("unexpected", token);
      this.at++;
      const list = this.list(depth, open);
      if (upper !== "NOT") return this.counted({ node: "call", name: upper, nameTo: to, arguments: list.items, by: list.by, from, to: list.to });
      const [operand, more] = list.items;
      if (!operand || more || list.by) throw this.stop("not_takes_one", { ...token, to: list.to });
      return this.counted({ node: "not", operand, from, to: list.to });
    }
    if (upper === "TRUE" || upper === "FALSE") return this.counted({ node: "boolean", value: upper === "TRUE", from, to });
    if (upper === "NULL") return this.counted({ node: "null", from, to });
    if (WORDS.includes(upper)) throw this.stop("unexpected", token);
    return this.counted({ node: "field", path: token.text.split("."), from, to });
  }

  /** Items up to the closing parenthesis, the opening one being read. */
  private list(depth: number, open?: Token): { items: Expression[]; by: Expression | null; to: number } {
    const items: Expression[] = [];
    let by: Expression | null = null;
    while (true) {
      const token = this.tokens[this.at];
      if (token && isSymbol(token, ")")) {
        this.at++;
        return { items, by, to: token.to };
      }
      if (token && isSymbol(token, ",") && (items.length === 0 || isSymbol(this.tokens[this.at + 1], ")") || isSymbol(this.tokens[this.at + 1], ","))) throw this.stop("spare_comma", token, {}, { from: token.from, to: token.to, text: "" });
      if (items.length > 0) this.separator(open);
      items.push(this.or(depth + 1));
      if (!this.isWord("BY")) continue;
      if (by) throw this.stop("unexpected", this.tokens[this.at]);
      this.at++;
      by = this.or(depth + 1);
    }
  }

  private separator(open: Token | undefined): void {
    const token = this.tokens[this.at];
    if (!token || isSymbol(token, ",")) {
      this.expect(",", open);
      return;
    }
    throw this.stop("expected", token, { symbol: "," }, token.kind === "symbol" ? undefined : { from: token.from, to: token.from, text: ", " });
  }

  private expect(symbol: string, open?: Token): Token {
    const token = this.tokens[this.at];
    if (token && isSymbol(token, symbol)) {
      this.at++;
      return token;
    }
    if (!token && open) throw this.stop("not_closed", undefined, {}, { from: this.source.length, to: this.source.length, text: ")" });
    const missing = token && symbol === ")" ? { from: token.from, to: token.from, text: ")" } : undefined;
    throw this.stop(token ? "expected" : "unfinished", token, { symbol }, missing);
  }

  private isWord(word: string, ahead = 0): boolean {
    const token = this.tokens[this.at + ahead];
    return token?.kind === "word" && token.text.toUpperCase() === word;
  }

  /** `NOT(x)` is a function, `NOT (x) = y` a prefix. */
  private isCall(): boolean {
    const token = this.tokens[this.at];
    const open = this.tokens[this.at + 1];
    return token !== undefined && open !== undefined && isSymbol(open, "(") && open.from === token.to;
  }

  private counted<E extends Expression>(expression: E): E {
    if (++this.parts > MAX_PARTS) throw this.stop("too_long", undefined, { most: MAX_PARTS });
    return expression;
  }

  /** Two values side by side are most often meant to be joined. */
  private joining(token: Token): Fix | undefined {
    return token.kind === "text" ? { from: token.from, to: token.from, text: "& " } : undefined;
  }

  private stop(code: string, token: Token | undefined, params: Record<string, string | number> = {}, fix?: Fix): Stop {
    return new Stop({ code, params: { word: token?.text ?? "", ...params }, from: token?.from ?? this.source.length, to: token?.to ?? this.source.length, ...(fix && { fix }) });
  }
}

/** A sign, not a text that looks like one. */
const isSymbol = (token: Token | undefined, text: string): boolean => token?.kind === "symbol" && token.text === text;

/** `15%` is 0.15, exactly. */
function numberValue(text: string): string {
  return text.endsWith("%") ? shiftRight(text.slice(0, -1), 2) : text;
}
