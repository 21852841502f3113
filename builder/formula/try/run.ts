import type { EvaluationError } from "#shared/formula/environment.ts";
import type { Formula } from "#shared/formula/formula.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Model, ObjectModel } from "#shared/model/model.ts";
import { trialHost, trialRecord } from "./environment.ts";
import { Needed, TooMuch, type RecordSource } from "./source.ts";

/** What a formula gives for a record. `gone`: the record can't be read any more; `server`: only the server can compute it. */
export type Outcome = { readonly kind: "value"; readonly value: Json } | { readonly kind: "error"; readonly error: EvaluationError } | { readonly kind: "too_much" } | { readonly kind: "gone" } | { readonly kind: "server" };

/** One formula reads so many things at most, each asked for once. */
const FETCHES_MAX = 300;

/** Computes a formula of the draft on a stored record, fetching what it reads on the way. Rejects where no answer comes. */
export async function runTrial(formula: Formula, model: Model, object: ObjectModel, id: string, source: RecordSource, viewer: string): Promise<Outcome> {
  if (formula.uses.host || formula.uses.calendars.length > 0) return { kind: "server" };
  const trial = { model, source, host: trialHost(model, source, viewer) };
  for (let round = 0; round < FETCHES_MAX; round++) {
    try {
      const record = source.record(object.name, id);
      if (!record) return { kind: "gone" };
      const result = formula.evaluate({ record: trialRecord(trial, object, record), host: trial.host });
      return result.ok ? { kind: "value", value: result.value } : { kind: "error", error: result.error };
    } catch (stopped) {
      if (stopped instanceof TooMuch) return { kind: "too_much" };
      if (!(stopped instanceof Needed)) throw stopped;
      try {
        await stopped.fetch();
      } catch (failure) {
        if (failure instanceof TooMuch) return { kind: "too_much" };
        throw failure;
      }
    }
  }
  return { kind: "too_much" };
}
