import type { FieldError } from "react-hook-form";
import type { Problem } from "#shared/lib/problem.ts";

/** A problem in words, for one cell of a list or for a field as a whole. */
export interface Told {
  field: string;
  /** Key of the line it is in. */
  line: string | null;
  /** The line's field. */
  cell: string | null;
  rule: string;
  message: string;
}

/** Problems by where they belong: `/amount`, `/lines/2/quantity`; what belongs to no field of the form stands in `others`. */
export function tellProblems(
  problems: readonly Problem[],
  say: (problem: Problem) => string,
  lineKey: (list: string, place: number) => string | undefined,
  isKnown: (field: string) => boolean,
): { told: Told[]; others: string[] } {
  const told: Told[] = [];
  const others: string[] = [];
  for (const problem of problems) {
    const [, first = "", second, third] = problem.path.split("/").map(unescape);
    const field = first.split("$")[0] ?? "";
    const message = say(problem);
    if (!isKnown(field)) {
      if (!others.includes(message)) others.push(message);
      continue;
    }
    const line = second !== undefined && /^\d+$/.test(second) ? (lineKey(field, Number(second)) ?? null) : null;
    told.push({ field, line, cell: line === null ? null : (third ?? null), rule: problem.rule, message });
  }
  return { told, others };
}

function unescape(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** As react-hook-form keeps them: by field; those of lines under `types`, by `key/field`. */
export function toFieldErrors(told: readonly Told[]): Record<string, FieldError> {
  const errors: Record<string, FieldError> = {};
  for (const { field, line, cell, rule, message } of told) {
    const error = (errors[field] ??= { type: line === null ? rule : "lines", message });
    if (line === null) errors[field] = { ...error, type: rule, message: error.type === "lines" ? message : (error.message ?? message) };
    else error.types = { ...error.types, [cellKey(line, cell)]: message };
  }
  return errors;
}

/** Where a cell's problem stands in an error's `types`; a problem of the whole line has no cell. */
export function cellKey(line: string, cell: string | null): string {
  return cell === null ? line : `${line}/${cell}`;
}

/** The messages of a list's cells, by `key/field`. */
export function cellMessages(error: unknown): Readonly<Record<string, string>> {
  const types = typeof error === "object" && error !== null && "types" in error ? error.types : undefined;
  if (typeof types !== "object" || types === null) return {};
  return Object.fromEntries(Object.entries(types).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}
