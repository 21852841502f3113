import { sameJson } from "#shared/lib/json.ts";
import type { Document } from "#shared/metadata/document.ts";
import { identityOf } from "#shared/model/merge.ts";
import type { Command } from "./command.ts";
import { valueAt, withValueAt, type ElementPath } from "./element-path.ts";

/** Sets the value at a path; `undefined` takes the setting out. `merge`: see `Command`; by default typing at one path is one step. */
export function setValue(path: ElementPath, value: unknown, merge: string = `set ${path.join("/")}`): Command {
  const isThere = (document: Document): boolean => path.length === 1 || valueAt(document, path.slice(0, -1)) !== undefined || madeOnTheWay(document, path);
  return {
    merge,
    canRun: (document) => isThere(document) && !sameJson(valueAt(document, path) ?? null, value ?? null),
    run: (document) => withValueAt(document, path, value),
    undo: (document, before) => withValueAt(document, path, valueAt(before, path)),
  };
}

/** Whether every list element that the path goes through exists, so that only plain objects are to be made. */
function madeOnTheWay(document: Document, path: ElementPath): boolean {
  return valueAt(withValueAt(document, path, true), path) === true;
}

/** Puts a new element into a list (made where there is none) at a place; without one at the end. Refused where its identity is taken. */
export function addElement(list: ElementPath, element: object, at?: number): Command {
  const identity = identityOf(element);
  return {
    canRun: (document) => identity !== null && !elements(document, list).some((item) => identityOf(item) === identity) && (list.length < 2 || valueAt(document, list.slice(0, -1)) !== undefined),
    run: (document) => {
      const before = elements(document, list);
      return withValueAt(document, list, before.toSpliced(at ?? before.length, 0, element));
    },
    undo: (document, before) => {
      const without = elements(document, list).filter((item) => identityOf(item) !== identity);
      return withValueAt(document, list, without.length === 0 && valueAt(before, list) === undefined ? undefined : without);
    },
  };
}

/** Takes an element out of its list; undo puts it back where it stood. */
export function removeElement(list: ElementPath, identity: string): Command {
  return {
    canRun: (document) => elements(document, list).some((item) => identityOf(item) === identity),
    run: (document) => withValueAt(document, list, elements(document, list).filter((item) => identityOf(item) !== identity)),
    undo: (document, before) => {
      const old = elements(before, list);
      const at = old.findIndex((item) => identityOf(item) === identity);
      return withValueAt(document, list, elements(document, list).toSpliced(at, 0, old[at]));
    },
  };
}

/** Moves an element of a list to a place (counted without it). */
export function moveElement(list: ElementPath, identity: string, to: number): Command {
  const moved = (document: Document, place: number): Document => {
    const all = elements(document, list);
    const element = all.find((item) => identityOf(item) === identity);
    if (element === undefined) return document;
    return withValueAt(document, list, all.filter((item) => item !== element).toSpliced(place, 0, element));
  };
  const placeIn = (document: Document): number => elements(document, list).findIndex((item) => identityOf(item) === identity);
  return {
    canRun: (document) => placeIn(document) >= 0 && placeIn(document) !== to && to >= 0 && to < elements(document, list).length,
    run: (document) => moved(document, to),
    undo: (document, before) => moved(document, placeIn(before)),
  };
}

/** Moves an element from one list into another (a block into another section), to a place there. */
export function moveBetween(from: ElementPath, identity: string, list: ElementPath, at: number): Command {
  const elementIn = (document: Document): unknown => elements(document, from).find((item) => identityOf(item) === identity);
  return {
    // Not into itself: its own list would go with it.
    canRun: (document) => elementIn(document) !== undefined && !list.includes(identity) && (list.length < 2 || valueAt(document, list.slice(0, -1)) !== undefined),
    run: (document) => {
      const element = elementIn(document);
      const without = withValueAt(document, from, elements(document, from).filter((item) => item !== element));
      return withValueAt(without, list, elements(without, list).toSpliced(at, 0, element));
    },
    undo: (document, before) => {
      const old = elements(before, from);
      const place = old.findIndex((item) => identityOf(item) === identity);
      const left = elements(document, list).filter((item) => identityOf(item) !== identity);
      const emptied = withValueAt(document, list, left.length === 0 && valueAt(before, list) === undefined ? undefined : left);
      return withValueAt(emptied, from, elements(emptied, from).toSpliced(place, 0, old[place]));
    },
  };
}

/** Replaces the whole document: the code editor, and "take theirs". */
export function replaceDocument(next: Document): Command {
  return {
    merge: "code",
    canRun: (document) => next.kind === document.kind && next.name === document.name && !sameJson(next, document),
    run: () => next,
    undo: (_document, before) => before,
  };
}

function elements(document: Document, list: ElementPath): readonly unknown[] {
  const found = valueAt(document, list);
  return Array.isArray(found) ? found : [];
}
