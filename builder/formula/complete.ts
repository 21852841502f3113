import type { FunctionDefinition } from "#shared/formula/define.ts";
import { FUNCTIONS } from "#shared/formula/registry.ts";
import type { Scope } from "#shared/formula/scope.ts";
import type { FormulaType } from "#shared/formula/types.ts";
import { labelText, type Language } from "#shared/lib/label.ts";
import type { FieldModel, Model } from "#shared/model/model.ts";
import { fold } from "#shared/ui/match.ts";
import { fieldAtPath, fieldLabel } from "./labels.ts";
import { follow, namesAt, placeAt, type CaretPlace, type Names } from "./place.ts";
import type { Piece } from "./scan.ts";

/** What can be put in at the caret. */
export interface Completion {
  readonly kind: "field" | "rows" | "object" | "function" | "option" | "attribute" | "root";
  /** As it is written in the formula; also what it is known by. */
  readonly name: string;
  readonly insert: string;
  /** Where the caret stands in `insert` afterwards. */
  readonly caret: number;
  /** What people call it; "" where it has no other name. */
  readonly label: string;
  readonly type: FormulaType | null;
  readonly definition: FunctionDefinition | null;
  /** Name of a lucide icon: of fields that of their kind. */
  readonly icon: string | null;
}

export interface Completions {
  /** What the chosen one replaces. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

export interface CompletionWorld {
  readonly scope: Scope;
  readonly model: Model;
  readonly language: Language;
}

const MOST = 60;

/**
 * What fits at the caret, the likeliest first: after a dot the fields behind it, in or after a comparison the options of its field,
 * else fields by name or label, rows where an aggregate takes them, functions. `asked`: also where nothing is typed yet.
 */
export function complete(source: string, caret: number, world: CompletionWorld, asked = false): Completions | null {
  const place = placeAt(source, caret);
  const names = namesAt(world.scope, place.calls);
  const { piece } = place;
  const options = optionsAt(place, names, world);
  if (piece?.kind === "text") {
    const typed = source.slice(piece.from + 1, caret);
    return found(piece.from, piece.to, options, typed, asked);
  }
  if (piece === null) {
    if (options.length > 0) return found(caret, caret, options, "", asked);
    return asked ? found(caret, caret, everything(names, world, caret, source), "", asked) : null;
  }
  const typed = source.slice(piece.from, caret);
  const dot = typed.lastIndexOf(".");
  if (dot >= 0) return found(piece.from + dot + 1, piece.to, behindDot(names, typed.slice(0, dot).split("."), world), typed.slice(dot + 1), asked);
  const end = piece.text.includes(".") ? piece.from + piece.text.indexOf(".") : piece.to;
  const all = [...options, ...everything(names, world, end, source)];
  // AND, OR, IN stand between conditions: whoever has typed the word wants no function of its name.
  return found(piece.from, end, piece.kind === "keyword" ? all.filter(({ kind }) => kind !== "function") : all, typed, asked);
}

function found(from: number, to: number, items: readonly Completion[], typed: string, asked: boolean): Completions | null {
  const ranked = items.flatMap((item) => {
    const rank = rankOf(item, fold(typed));
    return rank === null ? [] : [{ item, rank }];
  });
  const best = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, MOST);
  // What is there already to the letter needs no completing, unless one wants to know.
  const only = best.length === 1 ? best[0]?.item : undefined;
  return best.length === 0 || (only?.insert === typed && !asked) ? null : { from, to, items: best.map(({ item }) => item) };
}

/** Lower is likelier; null: it does not fit. Functions come behind fields that fit as well. */
function rankOf({ name, label, kind }: Completion, typed: string): number | null {
  if (typed === "") return kind === "function" ? 1 : 0;
  const [folded, called] = [fold(name), fold(label)];
  const later = kind === "function" ? 0.5 : 0;
  if (folded === typed || called === typed) return later;
  if (folded.startsWith(typed) || called.startsWith(typed)) return 1 + later;
  // A letter alone would find nearly everything.
  if (typed.length > 1 || typed > "\u007f") {
    if (called.includes(typed)) return 2 + later;
    if (folded.includes(typed)) return 3 + later;
  }
  return null;
}

function everything(names: Names, world: CompletionWorld, end: number, source: string): Completion[] {
  return [...roots(names, world), ...fieldsOf(names.scope, world, names.takesRows), ...(names.takesRows ? objects(names.scope, world) : []), ...FUNCTIONS.map((definition) => functionItem(definition, source[end] === "("))];
}

function roots({ scope, outer }: Names, { model, language }: CompletionWorld): Completion[] {
  const made: Completion[] = [];
  const add = (name: string, object: string): void => void made.push({ kind: "root", name, insert: `${name}.`, caret: name.length + 1, label: labelText(model.object(object)?.label, language, object), type: null, definition: null, icon: null });
  if (outer) add("this", outer.object);
  const header = scope.parent?.type.kind === "reference" ? scope.parent.type.to[0] : undefined;
  if (header !== undefined && !scope.field("parent")) add("parent", header);
  for (const [name, root] of scope.roots ?? []) add(name, root.object);
  return made;
}

/** An object's fields, the platform's own last. Rows are offered where something takes them, and behind their name more can be written. */
function fieldsOf(scope: Scope, { model, language }: CompletionWorld, takesRows: boolean): Completion[] {
  const object = model.object(scope.object);
  const isOwn = new Set(object?.fields.map(({ name }) => name));
  const names = [...scope.fieldNames].sort((a, b) => Number(isOwn.has(b)) - Number(isOwn.has(a)));
  return names.flatMap((name): Completion[] => {
    const field = scope.field(name);
    if (!field || field.type.kind === "json") return [];
    const isRows = field.type.kind === "records";
    if (isRows && !takesRows) return [];
    return [{ kind: isRows ? "rows" : "field", name, insert: name, caret: name.length, label: fieldLabel(model, scope.object, name, language), type: field.type, definition: null, icon: object?.field(name)?.kind.icon ?? null }];
  });
}

function objects(scope: Scope, { model, language }: CompletionWorld): Completion[] {
  return scope.objectNames.filter((name) => !scope.field(name)).map((name) => ({ kind: "object", name, insert: name, caret: name.length, label: labelText(model.object(name)?.plural, language, name), type: { kind: "records", of: name }, definition: null, icon: null }));
}

function behindDot(names: Names, parts: readonly string[], world: CompletionWorld): Completion[] {
  const at = follow(names, parts);
  if (!at) return [];
  const attributes = [...(at.field?.attributes ?? [])].map(([name, type]): Completion => ({ kind: "attribute", name, insert: name, caret: name.length, label: "", type, definition: null, icon: null }));
  const seen = new Set<string>();
  return [...attributes, ...at.scopes.flatMap((scope) => fieldsOf(scope, world, false)).filter(({ name }) => !seen.has(name) && seen.add(name))];
}

function functionItem(definition: FunctionDefinition, hasBracket: boolean): Completion {
  const { name, params } = definition;
  const insert = hasBracket ? name : `${name}()`;
  return { kind: "function", name, insert, caret: name.length + (params.length === 0 && !hasBracket ? 2 : 1), label: "", type: null, definition, icon: null };
}

/** The options of the field that is compared with what stands at the caret: `stage = …`, `stage IN ("a", …`, `HAS(tags, …`. */
function optionsAt(place: CaretPlace, names: Names, { model, language }: CompletionWorld): Completion[] {
  const path = comparedPath(place.before);
  const field: FieldModel | undefined = path === null ? undefined : fieldAtPath(model, names, path.text);
  return (field?.options ?? []).map(({ value, label }) => {
    const insert = `"${value.replaceAll('"', '""')}"`;
    return { kind: "option", name: value, insert, caret: insert.length, label: labelText(label, language, value), type: null, definition: null, icon: null };
  });
}

/** Backwards over a comparison, a list, other texts to the name that they are about. */
function comparedPath(before: readonly Piece[]): Piece | null {
  let isCompared = false;
  for (const piece of before.toReversed()) {
    if (piece.kind === "name") return isCompared ? piece : null;
    const isJoint = piece.kind === "text" || (piece.kind === "symbol" && ["=", "<>", "(", ","].includes(piece.text)) || (piece.kind === "keyword" && ["IN", "NOT"].includes(piece.text.toUpperCase()));
    if (!isJoint) return null;
    isCompared = true;
  }
  return null;
}
