import { labelText } from "#shared/lib/label.ts";
import { pointer } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { targetOf, touched, type Book, type Entry } from "#shared/model/compute/book.ts";
import { environmentOf } from "#shared/model/compute/environment.ts";
import { rulesOf, watchersOf, type Rule, type Watcher } from "#shared/model/formulas.ts";
import { fetchInputs, fetchNeeds, type Consequences } from "./compute.ts";
import { flatten, type RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

export interface Broken {
  readonly errors: Problem[];
  readonly warnings: Problem[];
}

/**
 * The validation rules of what is written and of what it changes elsewhere, headers with their new roll-ups among them. A rule
 * is broken by FALSE alone. One that was broken before and reads nothing that changes is not asked again.
 */
export async function checkRules(scope: Scope, plans: readonly RecordPlan[], consequences: Consequences): Promise<Broken> {
  const broken: Broken = { errors: [], warnings: [] };
  const { book, host, ripples } = consequences;
  if (!book || !host) return broken;
  const asked = new Set<string>();
  const ask = async (rule: Rule, entry: Entry, path: string | null): Promise<void> => {
    const key = `${entry.object.name} ${entry.id} ${rule.rule.name}`;
    if (asked.has(key)) return;
    asked.add(key);
    await fetchInputs(scope, book, [entry], rule.formula);
    const result = rule.formula.evaluate({ record: environmentOf(book, entry, undefined, host), host });
    if (result.ok && result.value === false) (rule.rule.severity === "warning" ? broken.warnings : broken.errors).push(problemOf(scope, rule, path));
  };
  const unnamed = new Set(ripples);
  for (const plan of [...flatten(plans), ...ripples]) {
    const entry = book.record(plan.object.name, plan.id);
    if (!entry || (plan.previous !== null && plan.changed.length === 0 && plan.lists.length === 0)) continue;
    for (const rule of rulesOf(scope.model, plan.object)) if (concerns(rule, plan)) await ask(rule, entry, unnamed.has(plan) ? null : plan.path);
  }
  for (const { watcher, id } of watching(scope, book)) {
    if (book.record(watcher.header.name, id, true) === undefined) await fetchNeeds(scope, book, [{ kind: "record", object: watcher.header.name, id, change: true }]);
    const entry = book.record(watcher.header.name, id, true);
    for (const rule of entry ? watcher.rules : []) if (entry) await ask(rule, entry, null);
  }
  return broken;
}

/** Headers that a written record belongs or belonged to, where their rules look at such rows; in one order. */
function watching(scope: Scope, book: Book): { watcher: Watcher; id: string }[] {
  const found = new Map<string, { watcher: Watcher; id: string }>();
  for (const entry of book.entries()) {
    const watchers = watchersOf(scope.model, entry.object.name);
    if (watchers.length === 0 || (!entry.gone && entry.previous !== null && !touched(entry))) continue;
    for (const watcher of watchers) {
      for (const values of [entry.gone ? null : entry.values, entry.previous]) {
        const target = values && targetOf(entry.object.field(watcher.by), values[watcher.by] ?? null);
        if (target && target.object === watcher.header.name) found.set(`${target.object} ${watcher.by} ${target.id}`, { watcher, id: target.id });
      }
    }
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function concerns({ formula: { uses } }: Rule, plan: RecordPlan): boolean {
  if (plan.previous === null || uses.paths.length + uses.aggregates.length + uses.tiers.length > 0 || uses.time !== "none") return true;
  const changed = new Set(plan.changed.map(({ name }) => name));
  return uses.own.some(({ field }) => changed.has(field));
}

/** At the field that the rule names; `path` null: of a record that the body does not name, at the body itself. */
function problemOf(scope: Scope, { rule }: Rule, path: string | null): Problem {
  const message = labelText(rule.message ?? {}, scope.viewer.language);
  return { path: path === null ? "" : path + (rule.at === undefined ? "" : pointer(rule.at)), rule: rule.name, params: {}, ...(message && { message }) };
}
