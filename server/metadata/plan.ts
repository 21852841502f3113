import type { JsonObject } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { Model } from "#shared/model/model.ts";
import type { Store } from "#server/store/port.ts";
import type { StoredDocument } from "./documents.ts";
import { findEffects, type Effect } from "./plan-effects.ts";
import { describeParts } from "./plan-parts.ts";
import { planText, type Params } from "./words.ts";

/** One change of a publish, without its text: that is said in the language of whoever asks. */
export interface PlanChange {
  readonly kind: string;
  readonly name: string;
  /** Place inside the document, by identity: `/fields/amount`, `/options/won`. */
  readonly path: string;
  readonly code: string;
  readonly params: Params;
  /** Records that lose something, or lack what is now asked of them. */
  readonly rows: number;
  /** Up to five of them. */
  readonly atRisk: readonly string[];
}

export type Documents = ReadonlyMap<string, StoredDocument>;

/** What a publish changes: each changed part of a document once, those that cost records with their count. */
export async function buildPlan(store: Store, before: Documents, after: Documents, from: Model, to: Model): Promise<{ changes: PlanChange[]; effects: Effect[] }> {
  const effects = await findEffects(store, from, to);
  const parts = changedDocuments(before, after).flatMap(({ old, now }) => describeParts(old, now, to, from));
  const changes: PlanChange[] = [];
  const told = new Set<Effect>();
  for (const part of parts) {
    const own = effects.filter((effect) => !told.has(effect) && belongs(effect, part));
    for (const effect of own) told.add(effect);
    if (own.length === 0) changes.push({ ...part, rows: 0, atRisk: [] });
    else changes.push(...tell(part, own));
  }
  // What a package's coming or going brought about through `when` stands in no document that changed.
  for (const effect of effects) if (!told.has(effect)) changes.push(...tell({ kind: "object", name: effect.object, path: effect.path }, [effect]));
  return { changes, effects };
}

function changedDocuments(before: Documents, after: Documents): { old: Document | null; now: Document | null }[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return keys.flatMap((key) => {
    const old = before.get(key);
    const now = after.get(key);
    return old?.hash === now?.hash ? [] : [{ old: old?.document ?? null, now: now?.document ?? null }];
  });
}

interface Place {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** The object that a part of an object's (or its extension's) document is about. */
  readonly object?: string;
}

/** Whether a changed part of a document is what brings the effect about. */
function belongs(effect: Effect, part: Place): boolean {
  if (part.kind === "option-set") return effect.code === "option_removed" && effect.field?.settings.optionSet === part.name && (part.path === `/options/${effect.option}` || part.path === "");
  if (part.kind !== "object" || part.object !== effect.object) return false;
  return part.path === effect.path || (part.path === "" && effect.code === "object_removed");
}

/** One change per thing that happens; an option that several fields hold is one, with the records of all. */
function tell(place: Place, effects: readonly Effect[]): PlanChange[] {
  const grouped = new Map<string, Effect[]>();
  for (const effect of effects) {
    const key = `${effect.code} ${effect.option ?? ""}`;
    grouped.set(key, [...(grouped.get(key) ?? []), effect]);
  }
  return [...grouped.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const rows = group.reduce((sum, { atRisk }) => sum + atRisk.rows, 0);
    const path = first.option !== null && place.kind === "object" && !place.path.endsWith(`/${first.option}`) ? `${place.path}/options/${first.option}` : place.path;
    return [{ kind: place.kind, name: place.name, path, code: first.code, params: first.params, rows, atRisk: group.flatMap(({ atRisk }) => atRisk.ids).slice(0, 5) }];
  });
}

/** The plan as it is answered and stored. */
export function wordedPlan(changes: readonly PlanChange[], language: Language): JsonObject {
  return {
    changes: changes.map(({ kind, name, path, code, params, rows, atRisk }) => ({
      kind, name, path, text: planText(language, code, { ...params, count: rows }), rows, atRisk: [...atRisk],
    })),
  };
}
