import type { JsonObject } from "#shared/lib/json.ts";
import { FORMAT_VERSION } from "#shared/metadata/common.ts";

/** One change of the documents' format: takes a document of version `to - 1`. Pure; it may be given a document of any kind. */
export interface FormatStep {
  readonly to: number;
  readonly migrate: (document: JsonObject) => JsonObject;
}

/** Every change of the format so far, in order. The first format has none before it. */
export const FORMAT_STEPS: readonly FormatStep[] = [];

export type Migrated = { readonly ok: true; readonly document: JsonObject } | { readonly ok: false; readonly version: number };

/**
 * A document in the current format: steps it lacks are applied in order. A document that says no version is of the first.
 * `ok: false` where it is newer than this code knows. The document given is not changed.
 */
export function migrateDocument(document: JsonObject, steps: readonly FormatStep[] = FORMAT_STEPS, current: number = FORMAT_VERSION): Migrated {
  const declared = document["formatVersion"];
  const version = typeof declared === "number" ? declared : 1;
  if (version > current) return { ok: false, version };
  let result = document;
  for (const step of steps) if (step.to > version && step.to <= current) result = { ...step.migrate(result), formatVersion: step.to };
  return { ok: true, document: result };
}
