import { functionNamed } from "#shared/formula/registry.ts";
import type { Scope, ScopeField } from "#shared/formula/scope.ts";
import { scan, type Piece } from "./scan.ts";

/** A call that the caret stands in. */
export interface OpenCall {
  /** In capitals; "" for a bracket without a function. */
  readonly name: string;
  /** Which argument, from 0. */
  readonly argument: number;
  /** After BY, which reads of a row whatever the argument. */
  readonly ordered: boolean;
  /** Pieces of the first argument. */
  readonly first: readonly Piece[];
}

export interface CaretPlace {
  /** The piece that ends at the caret or goes on behind it, if it can be completed: a name, a function's name, a text. */
  readonly piece: Piece | null;
  /** All that stands before it, blanks left out. */
  readonly before: readonly Piece[];
  /** From the outside in. */
  readonly calls: readonly OpenCall[];
}

/** What the caret stands in: the word being typed and the calls around it. */
export function placeAt(source: string, caret: number): CaretPlace {
  const pieces = scan(source);
  const found = pieces.find((piece) => piece.from < caret && caret <= piece.to && !isSeparator(piece));
  const piece = found && (found.kind !== "text" || caret < found.to || !isClosed(found)) ? found : null;
  const before = pieces.filter(({ kind, to }) => kind !== "space" && to <= (piece?.from ?? caret));
  return { piece, before, calls: callsAround(before) };
}

const isSeparator = ({ kind }: Piece): boolean => kind === "space" || kind === "symbol" || kind === "other" || kind === "number";
const isClosed = ({ text }: Piece): boolean => text.length > 1 && text.endsWith('"');

function callsAround(pieces: readonly Piece[]): OpenCall[] {
  const open: { name: string; argument: number; ordered: boolean; first: Piece[] }[] = [];
  for (const [i, piece] of pieces.entries()) {
    const last = open.at(-1);
    const sign = piece.kind === "symbol" ? piece.text : piece.kind === "keyword" ? piece.text.toUpperCase() : "";
    if (sign === "(") {
      const head = pieces[i - 1];
      open.push({ name: head?.kind === "function" || (head?.kind === "keyword" && head.to === piece.from) ? head.text.toUpperCase() : "", argument: 0, ordered: false, first: [] });
    } else if (sign === ")") open.pop();
    else if (sign === "," && last) last.argument++;
    else if (sign === "BY" && last) last.ordered = true;
    for (const call of open) if (call.argument === 0 && piece.kind === "name") call.first.push(piece);
  }
  return open;
}

/** What bare names mean at a place: inside an aggregate's conditions those of a row, and `this.` the record around. */
export interface Names {
  readonly scope: Scope;
  readonly outer: Scope | null;
  /** In the first argument of an aggregate: rows can be named. */
  readonly takesRows: boolean;
}

export function namesAt(scope: Scope, calls: readonly OpenCall[]): Names {
  let names: Names = { scope, outer: null, takesRows: false };
  for (const call of calls) {
    const isAggregate = functionNamed(call.name)?.special === "aggregate";
    const rows = isAggregate && (call.argument > 0 || call.ordered) ? rowsNamed(names.scope, call.first) : undefined;
    names = rows ? { scope: rows, outer: names.scope, takesRows: false } : { ...names, takesRows: isAggregate && call.argument === 0 };
  }
  return names;
}

/** The rows that the first fitting name leads to. */
function rowsNamed(scope: Scope, pieces: readonly Piece[]): Scope | undefined {
  for (const { text } of pieces) {
    const [head = ""] = text.split(".");
    const field = scope.field(head);
    const rows = field?.rows ? scope.target(field.rows.of) : field ? undefined : scope.target(head);
    if (rows) return rows;
  }
  return undefined;
}

/** Where a path leads: the objects whose fields can follow, and the field that it ends with. */
export interface Followed {
  readonly scopes: readonly Scope[];
  readonly field: ScopeField | null;
}

/** Follows the parts of a path; null where it leads nowhere. */
export function follow({ scope, outer }: Names, parts: readonly string[]): Followed | null {
  const [head = "", ...more] = parts;
  const start = startOf(scope, outer, head);
  return more.reduce<Followed | null>((at, name) => at && step(at, name), start);
}

function startOf(scope: Scope, outer: Scope | null, head: string): Followed | null {
  if (head === "this" && outer) return { scopes: [outer], field: null };
  const root = scope.roots?.get(head);
  if (root) return { scopes: [root], field: null };
  const own = scope.field(head);
  if (own) return behind([scope], own);
  if (head === "parent" && scope.parent) return behind([scope], scope.parent);
  const target = scope.target(head);
  return target ? { scopes: [target], field: null } : null;
}

function step({ scopes }: Followed, name: string): Followed | null {
  for (const scope of scopes) {
    const found = scope.field(name) ?? (name === "parent" ? scope.parent : null);
    if (found) return behind(scopes, found);
  }
  return null;
}

function behind(scopes: readonly Scope[], field: ScopeField): Followed {
  const names = field.type.kind === "reference" ? field.type.to : field.rows ? [field.rows.of] : [];
  const targets = names.flatMap((name) => scopes[0]?.target(name) ?? []);
  return { scopes: targets, field };
}
