import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import type { Action } from "#shared/metadata/role.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { pointer } from "#shared/lib/json.ts";
import { problem } from "#shared/lib/problem.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import type { Policy } from "#server/access/rights.ts";
import { Refusal } from "#server/refusal.ts";
import type { ListPlan, RecordPlan } from "./plan.ts";
import { forbidden, type Scope } from "./scope.ts";

/** Refuses where the viewer may not make these records (of one object). */
export async function permitCreate(scope: Scope, object: ObjectModel, plans: readonly RecordPlan[]): Promise<void> {
  const rights = scope.viewer.rights.object(object.name);
  const policy = rights.policy("create");
  if (policy.size === 0) throw rights.policy("read").size === 0 ? new Refusal("not_found") : forbidden(scope, object, "create", plans[0]?.path);
  if (policy.has("all")) return;
  const below = policy.has("own_and_below") ? await peopleBelow(scope) : null;
  const headers = policy.has("parent") ? await writableHeaders(scope, object, plans) : null;
  for (const plan of plans) {
    const owner = object.owners ? plan.values["owner_id"] : null;
    const own = typeof owner === "string" && ((policy.has("own") && owner === scope.viewer.id) || below?.has(owner) === true);
    if (own || headers?.(plan) === true) continue;
    const givenAway = object.owners && owner !== scope.viewer.id && (policy.has("own") || policy.has("own_and_below"));
    throw forbidden(scope, object, givenAway ? "owner" : "create", plan.path + (givenAway ? pointer("owner_id") : ""));
  }
}

/** The viewer and everybody below. */
async function peopleBelow(scope: Scope): Promise<Set<string>> {
  if (scope.viewer.id === null) return new Set();
  const rows = await scope.reader.all("select descendant from main._user_tree where ancestor = ?", [scope.viewer.id]);
  return new Set([scope.viewer.id, ...rows.map(([id]) => String(id))]);
}

/** Whether a line's header may be changed: then lines may be added to it and taken from it. */
async function writableHeaders(scope: Scope, object: ObjectModel, plans: readonly RecordPlan[]): Promise<(plan: RecordPlan) => boolean> {
  const parent = object.parent;
  if (parent?.value.class !== "reference") return () => false;
  const target = scope.model.object(parent.value.to);
  // A line in its header's body: the header is being written by the same viewer.
  const inBody = (plan: RecordPlan): boolean => plan.header !== null && plan.header.by === parent.name;
  const ids = plans.filter((plan) => !inBody(plan)).flatMap((plan) => plan.values[parent.name] ?? []);
  const covered = target ? await coveredOf(scope, target, ids.map(String), "update") : new Set<string>();
  return (plan) => inBody(plan) || covered.has(String(plan.values[parent.name]));
}

async function coveredOf(scope: Scope, object: ObjectModel, ids: readonly string[], action: Action): Promise<Set<string>> {
  return ids.length === 0 ? new Set() : scope.reads.covered(scope.reader, scope.viewer, object.name, [...new Set(ids)], action);
}

/** Refuses where the viewer may not do this with a living record: 404 where he can't read it, 403 where he can. */
export async function permit(scope: Scope, object: ObjectModel, id: string, action: "update" | "delete"): Promise<void> {
  const rights = scope.viewer.rights.object(object.name);
  const policy = rights.policy(action);
  const allowed = policy.has("all") || (await coveredOf(scope, object, [id], action)).has(id);
  if (allowed && within(policy, rights.policy("read"))) return;
  if (!(await coveredOf(scope, object, [id], "read")).has(id)) throw new Refusal("not_found");
  if (!allowed) throw forbidden(scope, object, action);
}

/** Whether what the first policy covers, the second surely covers too. */
function within(policy: Policy, other: Policy): boolean {
  return other.has("all") || [...policy].every((term) => other.has(term) || (term === "own" && other.has("own_and_below")));
}

/** Refuses a change of owner without the right to transfer, and a line moved under a header that may not be changed. */
export async function permitChanges(scope: Scope, plan: RecordPlan): Promise<void> {
  const { object, previous } = plan;
  if (previous === null) return;
  const rights = scope.viewer.rights.object(object.name);
  if (plan.changed.some(({ name }) => name === "owner_id") && !rights.policy("transfer").has("all")) {
    if (!(await coveredOf(scope, object, [plan.id], "transfer")).has(plan.id)) throw forbidden(scope, object, "transfer", plan.path + pointer("owner_id"));
  }
  const parent = object.parent;
  if (parent && plan.changed.includes(parent) && plan.header === null && rights.policy("update").has("parent") && !rights.policy("update").has("all")) {
    const writable = await writableHeaders(scope, object, [plan]);
    if (!writable(plan)) throw forbidden(scope, object, "update", plan.path + pointer(parent.name));
  }
}

/** Rights over the lines of a changed list; lines that the viewer can't read are not there. */
export async function permitLines(scope: Scope, list: ListPlan): Promise<void> {
  const { child } = list;
  const rights = scope.viewer.rights.object(child.name);
  const created = list.lines.filter((line) => line.previous === null);
  if (created.length > 0) await permitCreate(scope, child, created);
  const touched = list.lines.filter((line) => line.previous !== null);
  await permitStored("update", touched.map((line) => ({ id: line.id, path: line.path })));
  await permitStored("delete", list.removed.map(({ values, path }) => ({ id: String(values["id"]), path })));
  for (const line of list.lines) {
    await permitChanges(scope, line);
    for (const inner of line.lists) await permitLines(scope, inner);
  }

  async function permitStored(action: "update" | "delete", lines: readonly { id: string; path: string }[]): Promise<void> {
    const policy = rights.policy(action);
    if (lines.length === 0 || policy.has("all") || (policy.has("parent") && child.parent?.name === list.by)) return;
    const ids = lines.map(({ id }) => id);
    const covered = await coveredOf(scope, child, ids, action);
    const readable = await coveredOf(scope, child, ids, "read");
    for (const { id, path } of lines) {
      if (covered.has(id)) continue;
      if (readable.has(id)) throw forbidden(scope, child, action, path);
      throw new Refusal("invalid", [{ ...fieldProblem(list.field, "reference", scope.viewer.language), path: `${path}/id` }]);
    }
  }
}

/**
 * Whether the policy covers a record that is not in its table: one in the recycle bin. `parent` asks for the header, which
 * `header` answers for what comes back together with it.
 */
export async function coversValues(scope: Scope, object: ObjectModel, values: RecordValues, action: Action, header: (field: FieldModel, id: string) => boolean): Promise<boolean> {
  const policy = scope.viewer.rights.object(object.name).policy(action);
  if (policy.has("all")) return true;
  const owner = object.owners ? values["owner_id"] : null;
  if (policy.has("own") && typeof owner === "string" && owner === scope.viewer.id) return true;
  if (policy.has("own_and_below") && typeof owner === "string" && (await peopleBelow(scope)).has(owner)) return true;
  const parent = object.parent;
  if (!policy.has("parent") || parent?.value.class !== "reference") return false;
  const id = values[parent.name];
  if (typeof id !== "string") return false;
  const target = scope.model.object(parent.value.to);
  return header(parent, id) || (target !== undefined && (await coveredOf(scope, target, [id], "update")).has(id));
}

/** A field that the viewer reads and may not write. */
export function fieldForbidden(scope: Scope, field: FieldModel, path: string): Refusal {
  const found = fieldProblem(field, "forbidden", scope.viewer.language, { context: "field" });
  return new Refusal("forbidden", [problem(path, found.rule, found.params)]);
}
