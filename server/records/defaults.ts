import { Book } from "#shared/model/compute/book.ts";
import { environmentOf } from "#shared/model/compute/environment.ts";
import { defaultFormulas } from "#shared/model/formulas.ts";
import { pointer } from "#shared/lib/json.ts";
import { fetchInputs } from "./compute.ts";
import { hostOf } from "./host.ts";
import { flatten, type RecordPlan } from "./plan.ts";
import type { Scope } from "./scope.ts";

/**
 * Fills what new records start with by formula where the body says nothing: headers before their lines, fields in their order.
 * Answers the pointers that are filled now.
 */
export async function fillDefaults(scope: Scope, plans: readonly RecordPlan[]): Promise<Set<string>> {
  const filled = new Set<string>();
  const all = flatten(plans);
  const fresh = all.filter((plan) => plan.previous === null && defaultFormulas(scope.model, plan.object, plan.values["record_type"]).length > 0);
  if (fresh.length === 0) return filled;
  const book = new Book();
  for (const { object, id, previous, values } of all) book.add({ object, id, previous, values, gone: false });
  const host = await hostOf(scope);
  for (const plan of fresh) {
    const entry = book.record(plan.object.name, plan.id);
    if (!entry) continue;
    for (const { field, formula } of defaultFormulas(scope.model, plan.object, plan.values["record_type"])) {
      if (Object.hasOwn(plan.body.values, field.name)) continue;
      await fetchInputs(scope, book, [entry], formula);
      const result = formula.evaluate({ record: environmentOf(book, entry, undefined, host), host });
      if (!result.ok || result.value === null) continue;
      plan.values[field.name] = result.value;
      filled.add(plan.path + pointer(field.name));
    }
  }
  return filled;
}
