import { pointer } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import type { FieldModel, ObjectModel } from "#shared/model/model.ts";
import { fieldProblem } from "#shared/model/validate.ts";
import { quote } from "#server/store/names.ts";
import type { Tx } from "#server/store/port.ts";
import type { RecordPlan } from "./plan.ts";
import type { Scope, Writing } from "./scope.ts";

/** Tree whose closure is kept: people by their manager. */
const PEOPLE = "user";
const MANAGER = "manager";

/** The reference by which the object is a tree. */
function treeField(object: ObjectModel): FieldModel | undefined {
  return object.treeField === null ? undefined : object.field(object.treeField);
}

/** A record may not come to stand below itself. A new record can't: nothing is below it yet. */
export async function checkTrees(scope: Scope, plans: readonly RecordPlan[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const plan of plans) {
    const field = treeField(plan.object);
    const above = field && plan.values[field.name];
    if (!field || plan.previous === null || !plan.changed.includes(field) || typeof above !== "string") continue;
    if (await standsAbove(scope, plan.object, field, plan.id, above)) {
      problems.push({ ...fieldProblem(field, "reference", scope.viewer.language, { context: "circle" }), path: plan.path + pointer(field.name) });
    }
  }
  return problems;
}

/** Whether the record `id` is `start` or stands above it, so that `start` can't be put above `id`. */
export async function standsAbove(scope: Scope, object: ObjectModel, field: FieldModel, id: string, start: string): Promise<boolean> {
  if (start === id) return true;
  // Two moves at once could each be fine and close a circle together; on SQLite writes wait for each other anyway.
  if (scope.dialect === "postgres" && !scope.evaluating) await scope.reader.all("select pg_advisory_xact_lock(hashtext(?))", [`tree ${object.name}`]);
  const { name: table } = scope.table(object);
  const up = quote(field.name);
  const found = await scope.reader.get(
    `with recursive above (id) as (select id from ${table} where id = ? union select t.${up} from above a join ${table} t on t.id = a.id where t.${up} is not null) select 1 from above where id = ?`,
    [start, id],
  );
  return found !== undefined;
}

/** Keeps the closure of `user.manager` (a person is above himself) as people come and move. */
export async function keepPeopleTree(writing: Writing, plans: readonly RecordPlan[]): Promise<void> {
  for (const plan of plans) {
    if (plan.object.name !== PEOPLE || !plan.changed.some(({ name }) => name === MANAGER || plan.previous === null)) continue;
    const manager = plan.values[MANAGER];
    if (plan.previous === null) await writing.reader.run("insert into main._user_tree (ancestor, descendant) values (?, ?)", [plan.id, plan.id]);
    else await detachPerson(writing.reader, plan.id);
    if (typeof manager === "string") await attachPerson(writing.reader, plan.id, manager);
  }
}

/** Cuts a person, with everybody below, from those above. */
export async function detachPerson(tx: Tx, id: string): Promise<void> {
  await tx.run(
    `delete from main._user_tree where descendant in (select descendant from main._user_tree where ancestor = ?)
     and ancestor in (select ancestor from main._user_tree where descendant = ? and ancestor <> ?)`,
    [id, id, id],
  );
}

async function attachPerson(tx: Tx, id: string, manager: string): Promise<void> {
  await tx.run(
    `insert into main._user_tree (ancestor, descendant) select a.ancestor, d.descendant from main._user_tree a, main._user_tree d where a.descendant = ? and d.ancestor = ?
     on conflict do nothing`,
    [manager, id],
  );
}

/** Takes a person out, after those below were cut off. */
export async function removePerson(tx: Tx, id: string): Promise<void> {
  await tx.run("delete from main._user_tree where ancestor = ? or descendant = ?", [id, id]);
}

/** Makes the closure anew from the people there are. */
export async function rebuildPeopleTree(tx: Tx): Promise<void> {
  await tx.run("delete from main._user_tree");
  await tx.run(
    `insert into main._user_tree (ancestor, descendant)
     with recursive above (ancestor, descendant) as (
       select id, id from main."user" union select u."manager", a.descendant from above a join main."user" u on u.id = a.ancestor where u."manager" is not null
     ) select ancestor, descendant from above`,
  );
}

export function isPeople(object: ObjectModel): boolean {
  return object.name === PEOPLE;
}
