import type { FunctionDefinition } from "#shared/formula/define.ts";
import { functionNamed } from "#shared/formula/registry.ts";
import { placeAt } from "./place.ts";
import type { Piece } from "./scan.ts";

/** A function, and which of its parameters an argument is (the last one for all that follow, in groups where they repeat). */
export interface FunctionHelp {
  readonly definition: FunctionDefinition;
  readonly parameter: number | null;
}

/** The function that the caret is typing arguments of. */
export function functionAt(source: string, caret: number): FunctionHelp | null {
  const { piece, calls } = placeAt(source, caret);
  const named = piece?.kind === "function" ? functionNamed(piece.text.toUpperCase()) : undefined;
  if (named) return { definition: named, parameter: null };
  const call = calls.findLast(({ name }) => functionNamed(name) !== undefined);
  const definition = call && functionNamed(call.name);
  return definition ? { definition, parameter: parameterOf(definition, call.argument) } : null;
}

function parameterOf({ params, repeat }: FunctionDefinition, argument: number): number | null {
  if (params.length === 0) return null;
  if (repeat && argument >= repeat.from) return repeat.from + ((argument - repeat.from) % repeat.size);
  return Math.min(argument, params.length - 1);
}

/** Whether a piece is one that something can be said of. */
export const isExplained = ({ kind }: Piece): boolean => kind === "function" || kind === "name";
