import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Scope } from "./scope.ts";

/** The currency that a record's amounts are in: its own, its header's, else the workspace's. */
export async function currencyOf(scope: Scope, object: ObjectModel, values: RecordValues): Promise<string> {
  const { currency } = scope.model.settings;
  if (object.currency === "workspace") return currency;
  let at: { object: ObjectModel; values: RecordValues } = { object, values };
  const [last = "", ...way] = object.currency.split(".").reverse();
  for (const step of way.reverse()) {
    const field = at.object.field(step);
    const id = at.values[step];
    const target = field?.value.class === "reference" ? scope.model.object(field.value.to) : undefined;
    const next = target && typeof id === "string" ? await scope.reads.stored(scope.reader, target.name, id) : null;
    if (!target || !next) return currency;
    at = { object: target, values: next };
  }
  const own = at.values[last];
  return typeof own === "string" ? own : currency;
}
