import type { BinaryOperator, Expression, FormulaProblem } from "./ast.ts";
import { shiftRight } from "#shared/lib/decimal.ts";
import { lex, type Token } from "./lex.ts";

export type Parse = { expression: Expression } | { problem: FormulaProblem };

const COMPARISONS = new Set(["=", "<>", "<", "<=", ">", ">="]);
const MAX_DEPTH = 64;

class Stop extends Error {
  constructor(readonly problem: FormulaProblem) {
    super(problem.code);
  }
}

/**
 * Text → expression (contract §3 "Formulas"): comparisons, AND OR NOT infix and as functions, IN with a list, own fields and
 * paths, texts, numbers with %, TRUE FALSE NULL, and calls. Never throws; the first problem and its place come back as a value.
 */
export function parse(source: string): Parse {
  const read = lex(source);
  if ("problem" in read) return read;
  try {
    const reader = new Reader(read.tokens, source.length);
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
  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  end(): void {
    const token = this.tokens[this.at];
    if (token) throw this.stop("unexpected", token);
  }

  or(depth: number): Expression {
    return this.chain("OR", "or", depth, () => this.chain("AND", "and", depth, () => this.not(depth)));
  }

  private chain(word: string, operator: BinaryOperator, depth: number, next: () => Expression): Expression {
    if (depth > MAX_DEPTH) throw this.stop("too_deep", this.tokens[this.at]);
    let left = next();
    while (this.isWord(word)) {
      this.at++;
      const right = next();
      left = { node: "binary", operator, left, right, from: left.from, to: right.to };
    }
    return left;
  }

  private not(depth: number): Expression {
    const token = this.tokens[this.at];
    if (!token || !this.isWord("NOT")) return this.comparison(depth);
    this.at++;
    const operand = this.not(depth + 1);
    return { node: "not", operand, from: token.from, to: operand.to };
  }

  private comparison(depth: number): Expression {
    const left = this.primary(depth);
    const token = this.tokens[this.at];
    if (token?.kind === "symbol" && COMPARISONS.has(token.text)) {
      this.at++;
      const right = this.primary(depth);
      return { node: "binary", operator: token.text as BinaryOperator, left, right, from: left.from, to: right.to };
    }
    if (this.isWord("IN")) {
      this.at++;
      this.expect("(");
      const { items, to } = this.list(depth);
      return { node: "in", operand: left, list: items, from: left.from, to };
    }
    return left;
  }

  private primary(depth: number): Expression {
    if (depth > MAX_DEPTH) throw this.stop("too_deep", this.tokens[this.at]);
    const token = this.tokens[this.at];
    if (!token) throw this.stop("unfinished", undefined);
    this.at++;
    const { from, to } = token;
    if (token.kind === "text") return { node: "text", value: token.text, from, to };
    if (token.kind === "number") return { node: "number", value: numberValue(token.text), from, to };
    if (token.kind === "word") return this.word(token, depth);
    if (token.text === "-") {
      const operand = this.primary(depth + 1);
      return { node: "negate", operand, from, to: operand.to };
    }
    if (token.text === "(") {
      const inner = this.or(depth + 1);
      const close = this.expect(")");
      return { ...inner, from, to: close.to };
    }
    throw this.stop("unexpected", token);
  }

  private word(token: Token, depth: number): Expression {
    const { from, to } = token;
    const upper = token.text.toUpperCase();
    const open = this.tokens[this.at];
    if (open?.kind === "symbol" && open.text === "(") {
      this.at++;
      const list = this.list(depth);
      return { node: "call", name: upper, arguments: list.items, from, to: list.to };
    }
    if (upper === "TRUE" || upper === "FALSE") return { node: "boolean", value: upper === "TRUE", from, to };
    if (upper === "NULL") return { node: "null", from, to };
    if (["AND", "OR", "IN"].includes(upper)) throw this.stop("unexpected", token);
    return { node: "field", path: token.text.split("."), from, to };
  }

  /** Items up to the closing parenthesis, the opening one being read. */
  private list(depth: number): { items: Expression[]; to: number } {
    const items: Expression[] = [];
    while (true) {
      const token = this.tokens[this.at];
      if (token?.kind === "symbol" && token.text === ")") {
        this.at++;
        return { items, to: token.to };
      }
      if (items.length > 0) this.expect(",");
      items.push(this.or(depth + 1));
    }
  }

  private expect(symbol: string): Token {
    const token = this.tokens[this.at];
    if (!token || token.kind !== "symbol" || token.text !== symbol) throw this.stop(token ? "expected" : "unfinished", token, { symbol });
    this.at++;
    return token;
  }

  private isWord(word: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === "word" && token.text.toUpperCase() === word;
  }

  private stop(code: string, token: Token | undefined, params: Record<string, string> = {}): Stop {
    return new Stop({ code, params: { word: token?.text ?? "", ...params }, from: token?.from ?? this.length, to: token?.to ?? this.length });
  }
}

/** `15%` is 0.15, exactly. */
function numberValue(text: string): string {
  return text.endsWith("%") ? shiftRight(text.slice(0, -1), 2) : text;
}
