import { isJsonObject } from "#shared/lib/json.ts";
import { identityOf } from "#shared/model/merge.ts";

/**
 * Where something stands in a document, by identity and not by place: `["fields", "amount", "required"]`,
 * `["body", "k3f9", "children", "p02x", "span"]`. A step into a list is the element's name, id, option value or `as`.
 */
export type ElementPath = readonly string[];

/** What stands at a path, or undefined. */
export function valueAt(root: unknown, path: ElementPath): unknown {
  let here = root;
  for (const step of path) here = stepInto(here, step);
  return here;
}

function stepInto(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return value.find((item) => identityOf(item) === step);
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/**
 * A copy of `root` with another value at a path; `undefined` takes it out. Objects on the way are made where they are missing,
 * list elements are not: without one the root comes back as it was.
 */
export function withValueAt<T>(root: T, path: ElementPath, value: unknown): T {
  return replaceAt(root, path, value) as T; // the same document with one value changed; what it may be is the caller's claim
}

function replaceAt(here: unknown, path: ElementPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(here)) {
    const at = here.findIndex((item) => identityOf(item) === step);
    if (at < 0) return here;
    const next = replaceAt(here[at], rest, value);
    return next === undefined ? here.toSpliced(at, 1) : here.with(at, next);
  }
  if (here !== undefined && !isJsonObject(here)) return here;
  const { [step]: old, ...others } = here ?? {};
  const next = replaceAt(old, rest, value);
  if (next === undefined) return others;
  // Spread over the old object, a key keeps its place: a document that is changed back is the same text.
  return { ...here, [step]: next };
}

/** The JSON pointer (by place) of a path by identity, as diagnostics have it; as far as it exists. */
export function pointerOf(root: unknown, path: ElementPath): string {
  let here = root;
  let pointer = "";
  for (const step of path) {
    const place = Array.isArray(here) ? here.findIndex((item) => identityOf(item) === step) : step;
    if (place === -1) return pointer;
    pointer += `/${String(place).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    here = stepInto(here, step);
  }
  return pointer;
}

/** The path by identity of a JSON pointer (by place): where a diagnostic stands. Steps that name nothing end it. */
export function pathOfPointer(root: unknown, pointer: string): ElementPath {
  const path: string[] = [];
  let here = root;
  for (const part of pointer.split("/").slice(1)) {
    const step = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(here)) {
      const element: unknown = here[Number(step)];
      const identity = identityOf(element);
      if (identity === null) return path;
      path.push(identity);
      here = element;
    } else {
      path.push(step);
      here = stepInto(here, step);
    }
  }
  return path;
}
