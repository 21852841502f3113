import { pointer } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import { referenceFields, referencesOf } from "./echoes.ts";
import { checkLookupWheres, type Named } from "./lookup-where.ts";
import type { RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** `own`: the viewer himself as the owner of what he makes. */
interface Asked extends Named {
  readonly own: boolean;
}

/** Ids asked for at a time. */
const SLICE = 1000;

/**
 * Records that the plans newly name are there, readable by the viewer, and such as their lookup takes: one question per object, whatever the count of
 * plans. What a record named before is not asked for again.
 */
export async function checkReferences(scope: Scope, plans: readonly RecordPlan[]): Promise<Problem[]> {
  const asked: Asked[] = [];
  for (const plan of plans) {
    const before = plan.previous;
    for (const field of referenceFields(plan.object)) {
      if (field.computed || !plan.changed.includes(field) || plan.header?.by === field.name) continue;
      const had = new Set(before === null ? [] : referencesOf(field, before).map(({ object, id }) => `${object} ${id}`));
      for (const { object, id } of referencesOf(field, plan.values)) {
        // A new record is its maker's, whether or not he may read people.
        const own = before === null && field.name === "owner_id" && id === scope.viewer.id;
        if (!had.has(`${object} ${id}`)) asked.push({ field, object, id, path: plan.path + pointer(field.name), own });
      }
    }
  }
  if (asked.length === 0) return [];
  const there = await readable(scope, asked.filter(({ own }) => !own));
  const found = ({ object, id, own }: Asked): boolean => own || there.get(object)?.has(id) === true;
  return [
    ...asked.filter((one) => !found(one)).map(({ field, id, path }) => ({ ...fieldProblem(field, "reference", scope.viewer.language, { id }), path })),
    ...(await checkLookupWheres(scope, asked.filter(found))),
  ];
}

async function readable(scope: Scope, asked: readonly { object: string; id: string }[]): Promise<Map<string, Set<string>>> {
  const ids = new Map<string, Set<string>>();
  for (const { object, id } of asked) {
    const set = ids.get(object) ?? new Set();
    ids.set(object, set.add(id));
  }
  const there = new Map<string, Set<string>>();
  for (const [object, wanted] of ids) {
    const found = new Set<string>();
    const all = [...wanted];
    for (let from = 0; from < all.length; from += SLICE) {
      for (const id of await scope.reads.covered(scope.reader, scope.viewer, object, all.slice(from, from + SLICE), "read")) found.add(id);
    }
    there.set(object, found);
  }
  return there;
}
