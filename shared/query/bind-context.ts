import { problem, type Problem } from "#shared/lib/problem.ts";
import type { QueryCatalog, QueryField, QueryObject } from "./catalog.ts";
import type { BoundPath, BoundStep } from "./bound.ts";
import type { ValueType } from "./value.ts";

/** What binding needs beside the query. */
export interface BindContext {
  /** What the viewer may see. */
  readonly catalog: QueryCatalog;
  readonly now: Date;
  /** The workspace's, IANA. */
  readonly timeZone: string;
  /** 1–12. */
  readonly fiscalYearStart: number;
  /** The `user` record of the viewer, for ME(); null for the platform. */
  readonly viewer: string | null;
}

/** What was understood, or why not. */
export type Bound<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Most references that a path goes over. */
const STEPS_MAX = 5;

/** Carries a problem up to `attempt`; never leaves this folder. */
class BindError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.rule);
  }
}

export function fail(path: string, rule: string, params: Record<string, string | number> = {}): never {
  throw new BindError(problem(path, rule, params));
}

export function attempt<T>(work: () => T): Bound<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof BindError) return { ok: false, problems: [error.problem] };
    throw error;
  }
}

/** `id` is text to people, but has no sort key: ids are compared byte by byte. */
export function valueOf(field: QueryField): ValueType {
  return field.name === "id" ? { class: "word" } : field.value;
}

export function shown(text: unknown): string {
  return (typeof text === "string" ? text : JSON.stringify(text) ?? "").slice(0, 100);
}

/** The path that a text names, over references from `object`. What is hidden is as unknown as what does not exist. */
export function bindPath(text: unknown, object: QueryObject, context: BindContext, at: string): BoundPath {
  if (typeof text !== "string") fail(at, "unknown_field", { name: shown(text) });
  // The keys of an aggregate's rows may be paths themselves.
  const names = object.field(text) ? [text] : text.split(".");
  const steps: BoundStep[] = [];
  let current = object;
  for (const [i, name] of names.entries()) {
    const field = current.field(name);
    if (!field || i > STEPS_MAX) fail(at, "unknown_field", { name: shown(text) });
    if (i === names.length - 1) return { path: text, steps, object: current.name, field, value: valueOf(field) };
    const next = field.value.class === "reference" ? context.catalog.object(field.value.to) : undefined;
    if (!next) fail(at, "unknown_field", { name: shown(text) });
    steps.push({ object: current.name, field, to: next.name });
    current = next;
  }
  return fail(at, "unknown_field", { name: shown(text) });
}

/** The object of that name, or the same refusal for hidden and unknown ones. */
export function bindObject(name: string, context: BindContext, at: string): QueryObject {
  return context.catalog.object(name) ?? fail(at, "unknown_object", { name: shown(name) });
}
