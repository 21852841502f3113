import type { Json } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { FieldModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import { bindCondition } from "#shared/query/bind.ts";
import type { BindContext } from "#shared/query/bind-context.ts";
import type { BoundPath, BoundWhere } from "#shared/query/bound.ts";
import { holds, type World, type WorldRecord } from "#shared/query/interpret-where.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Scope } from "./scope.ts";

/** A record that a plan newly names. */
export interface Named {
  readonly field: FieldModel;
  readonly object: string;
  readonly id: string;
  /** Pointer of the field in the request. */
  readonly path: string;
}

/**
 * Records that a lookup's `where` (contract §3) does not offer: a problem `reference` at the field. The rule is the
 * object's, so it is asked of what is stored, whatever of it the viewer may read; ME() is the viewer. It is decided by the
 * same interpreter that is the oracle of the SQL, over the write's own transaction: what the request made before counts.
 */
export async function checkLookupWheres(scope: Scope, named: readonly Named[]): Promise<Problem[]> {
  const asked = named.filter(({ field }) => field.settings.where !== undefined);
  if (asked.length === 0) return [];
  const records = new Records(scope);
  const bound = new Map<string, BoundWhere | null>();
  const problems: Problem[] = [];
  for (const { field, object, id, path } of asked) {
    const key = `${field.object} ${field.name} ${object}`;
    let where = bound.get(key);
    if (where === undefined) bound.set(key, (where = conditionOf(scope, field, object)));
    const values = where === null ? null : await records.get(object, id);
    // What is not there at all is told of by `checkReferences`.
    if (where === null || values === null || (await offers(scope, records, where, object, values))) continue;
    problems.push({ ...fieldProblem(field, "reference", scope.viewer.language, { context: "where" }), path });
  }
  return problems;
}

/** Null where it can't be read: publishing refuses such a document (`metadata/check-conditions.ts`). */
function conditionOf(scope: Scope, field: FieldModel, target: string): BoundWhere | null {
  const { timeZone, fiscalYearStart } = scope.model.settings;
  const context: BindContext = { catalog: scope.model, now: new Date(scope.at), timeZone, fiscalYearStart, viewer: scope.viewer.id };
  const where = field.settings.where;
  const result = where === undefined ? null : bindCondition(where, target, context);
  return result?.ok ? result.value : null;
}

/** Stored records, asked for once. */
class Records {
  readonly #known = new Map<string, RecordValues | null>();

  constructor(private readonly scope: Scope) {}

  async get(object: string, id: string): Promise<RecordValues | null> {
    const key = `${object} ${id}`;
    let values = this.#known.get(key);
    if (values === undefined) this.#known.set(key, (values = await this.scope.reads.stored(this.scope.reader, object, id)));
    return values;
  }
}

async function offers(scope: Scope, records: Records, where: BoundWhere, object: string, values: RecordValues): Promise<boolean> {
  const loaded = new Map<string, Map<string, WorldRecord>>();
  const add = (name: string, found: RecordValues): void => {
    const group = loaded.get(name) ?? new Map<string, WorldRecord>();
    loaded.set(name, group.set(String(found["id"]), { n: 0, values: found }));
  };
  add(object, values);
  for (const { path, tree } of pathsOf(where)) await follow(scope, records, path, tree, values, add);
  const world: World = { catalog: scope.model, records: (name) => [...(loaded.get(name)?.values() ?? [])] };
  return holds(where, { n: 0, values }, world) === true;
}

/** The paths that a condition asks about, and whether it climbs the tree at their end. */
function pathsOf(where: BoundWhere): { path: BoundPath; tree: boolean }[] {
  switch (where.kind) {
    case "and":
    case "or":
      return where.items.flatMap(pathsOf);
    case "not":
      return pathsOf(where.item);
    case "unknown":
      return [];
    default:
      return [{ path: where.path, tree: where.op === "under" }];
  }
}

/** Loads what a path leads over, and what the interpreter asks for at its end: lines, or a node's chain of parents. */
async function follow(scope: Scope, records: Records, path: BoundPath, tree: boolean, from: RecordValues, add: (object: string, values: RecordValues) => void): Promise<void> {
  let current: RecordValues | null = from;
  const step = async (object: string, id: Json | undefined): Promise<RecordValues | null> => {
    const found = typeof id === "string" ? await records.get(object, id) : null;
    if (found !== null) add(object, found);
    return found;
  };
  for (const { field, to } of path.steps) {
    current = await step(to, current[field.name]);
    if (current === null) return;
  }
  const { value, field } = path;
  if (value.class === "children") {
    for (const line of await scope.reads.storedChildren(scope.reader, value.of, value.by, String(current["id"]))) add(value.of, line);
  } else if (tree && value.class === "reference") {
    const parent = scope.model.object(value.to)?.treeField ?? null;
    const seen = new Set<Json>();
    let id: Json | undefined = current[field.name];
    while (parent !== null && typeof id === "string" && !seen.has(id)) {
      seen.add(id);
      id = (await step(value.to, id))?.[parent];
    }
  }
}

