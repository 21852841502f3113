import { labelText } from "#shared/lib/label.ts";
import { problem, type Problem } from "#shared/lib/problem.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import type { Viewer } from "#server/access/rights.ts";
import type { Reads } from "#server/query/port.ts";
import type { DialectName, Reader, Tx } from "#server/store/port.ts";
import { Refusal } from "#server/refusal.ts";
import type { Effects } from "./effects.ts";
import { RecordTable } from "./record-table.ts";

/** What the write path of one release is made of. */
export interface WritePath {
  readonly model: Model;
  readonly reads: Reads;
  readonly dialect: DialectName;
  table(object: ObjectModel): RecordTable;
}

/** One write being thought out: everything it reads comes through `reader`, and it changes nothing. */
export interface Scope extends WritePath {
  /** The transaction; in `evaluate` the store's reader. */
  readonly reader: Reader;
  readonly viewer: Viewer;
  /** The write's one moment, ISO. */
  readonly at: string;
  readonly via: string;
  readonly reason: string | null;
  /** Nothing will be written: what only a save assigns stays null. */
  readonly evaluating: boolean;
}

/** One write being carried out. */
export interface Writing extends Scope {
  readonly reader: Tx;
  readonly effects: Effects;
}

/** Tables of a release's objects, made when first asked for. */
export function tablesOf(model: Model, dialect: DialectName): (object: ObjectModel) => RecordTable {
  const tables = new Map<string, RecordTable>();
  return (object) => {
    let table = tables.get(object.name);
    if (!table) {
      table = new RecordTable(model, object, dialect);
      tables.set(object.name, table);
    }
    return table;
  };
}

/** The object, or the refusal that a viewer gets for one that is not there or of which nothing may be read or made. */
export function objectFor(scope: Scope, name: string): ObjectModel {
  const object = scope.model.object(name);
  const rights = scope.viewer.rights.object(name);
  if (!object || (rights.policy("read").size === 0 && rights.policy("create").size === 0)) throw new Refusal("not_found");
  return object;
}

export function forbidden(scope: Scope, object: ObjectModel, what: "create" | "update" | "delete" | "restore" | "transfer" | "owner", path = ""): Refusal {
  const { language } = scope.viewer;
  return new Refusal("forbidden", [problem(path, "forbidden", { context: what, object: labelText(object.label, language, object.name) })]);
}

/** Most problems that are told of one request. */
const PROBLEMS_MAX = 1000;

/** What stands in the way of the record's state rather than being wrong in itself. */
const CONFLICTS = new Set(["unique", "stage"]);

/** Refuses with the problems found, if any: 409 where nothing but a unique rule or a stage stands in the way, else 422. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new Refusal(problems.every(({ rule }) => CONFLICTS.has(rule)) ? "conflict" : "invalid", problems.slice(0, PROBLEMS_MAX));
}
