import { labelText } from "#shared/lib/label.ts";
import { pointer } from "#shared/lib/json.ts";
import type { Problem } from "#shared/lib/problem.ts";
import { environmentOf, needsOf } from "#shared/model/compute/environment.ts";
import { rulesOf, type Rule } from "#shared/model/formulas.ts";
import { fetchNeeds, type Consequences } from "./compute.ts";
import { flatten, type RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** A path has no more steps. */
const ROUNDS_MAX = 12;

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
  for (const plan of [...flatten(plans), ...ripples]) {
    const entry = book.record(plan.object.name, plan.id);
    if (!entry || (plan.previous !== null && plan.changed.length === 0 && plan.lists.length === 0)) continue;
    for (const rule of rulesOf(scope.model, plan.object)) {
      if (!concerns(rule, plan)) continue;
      for (let round = 0; round < ROUNDS_MAX; round++) {
        const needs = needsOf(book, entry, rule.formula.uses);
        if (needs.length === 0) break;
        await fetchNeeds(scope, book, needs);
      }
      const result = rule.formula.evaluate({ record: environmentOf(book, entry, undefined, host), host });
      if (result.ok && result.value === false) (rule.rule.severity === "warning" ? broken.warnings : broken.errors).push(problemOf(scope, rule, plan, !ripples.includes(plan)));
    }
  }
  return broken;
}

function concerns({ formula: { uses } }: Rule, plan: RecordPlan): boolean {
  if (plan.previous === null || uses.paths.length + uses.aggregates.length + uses.tiers.length > 0 || uses.time !== "none") return true;
  const changed = new Set(plan.changed.map(({ name }) => name));
  return uses.own.some(({ field }) => changed.has(field));
}

/** At the field that the rule names; of a record that the body does not name, at the body itself. */
function problemOf(scope: Scope, { rule }: Rule, plan: RecordPlan, named: boolean): Problem {
  const message = labelText(rule.message ?? {}, scope.viewer.language);
  return { path: named && rule.at !== undefined ? plan.path + pointer(rule.at) : plan.path, rule: rule.name, params: {}, ...(message && { message }) };
}
