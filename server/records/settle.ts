import type { ObjectModel } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import { computeAfter } from "./compute.ts";
import type { RecordPlan } from "./plan.ts";
import { checkRules } from "./rules.ts";
import { refuse, type Writing } from "./scope.ts";
import { changesOf, tellHistory } from "./trace.ts";
import { updateRow } from "./update-row.ts";

/** A record that the write has already taken away, brought back or changed in the store. */
export interface Moved {
  readonly object: ObjectModel;
  /** Before the change; null for one that came back. */
  readonly previous: RecordValues | null;
  readonly values: RecordValues;
  readonly gone: boolean;
}

/** Computes and writes what follows from records that came, went or changed without a plan. Refused where a rule of theirs is broken. */
export async function settle(writing: Writing, moved: readonly Moved[]): Promise<void> {
  const consequences = await computeAfter(writing, moved);
  const { errors } = await checkRules(writing, [], consequences);
  refuse([...consequences.problems, ...errors]);
  await applyRipples(writing, consequences.ripples);
}

/** Writes records that changed with others: an event and an entry of their own, no new revision. */
export async function applyRipples(writing: Writing, ripples: readonly RecordPlan[]): Promise<void> {
  for (const ripple of ripples) {
    await updateRow(writing, ripple);
    tellHistory(writing, ripple.object.name, ripple.id, "update", changesOf(ripple), { follows: true });
  }
}
