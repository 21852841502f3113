import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Language } from "#shared/lib/label.ts";
import type { WorkspaceSettings } from "#shared/model/model.ts";
import { compileChecked } from "./check-conditions.ts";
import type { StoredDocument } from "./documents.ts";
import type { Draft, DraftDocument } from "./draft.ts";
import type { Documents } from "./plan.ts";
import { refusedMetadata } from "./words.ts";

export interface DocumentName {
  readonly kind: string;
  readonly name: string;
}

export interface Choice {
  /** All documents of the next release. */
  readonly after: Documents;
  /** Changed documents that go with it. */
  readonly keys: readonly string[];
}

/**
 * The next release's documents: all changes of the draft, or the chosen ones with those that they need (a change is needed
 * where without it something would be wrong that is right with it). 422 where a chosen document is not changed.
 */
export function choose(draft: Draft, chosen: readonly DocumentName[] | undefined, settings: WorkspaceSettings, language: Language): Choice {
  const changed = new Map([...draft.documents].filter(([, { state }]) => state !== "unchanged"));
  if (!chosen) return apply(draft, changed, [...changed.keys()]);
  const unknown = chosen.flatMap(({ kind, name }, index): Diagnostic[] =>
    changed.has(`${kind}/${name}`) ? [] : [{ severity: "error", code: "document_not_changed", kind, name, path: `/documents/${index}`, params: { document: `${kind}/${name}` } }],
  );
  if (unknown.length > 0) throw refusedMetadata(unknown, language);
  return withNeeded(draft, changed, chosen.map(({ kind, name }) => `${kind}/${name}`), settings);
}

function apply(draft: Draft, changed: ReadonlyMap<string, DraftDocument>, keys: readonly string[]): Choice {
  const after = new Map<string, StoredDocument>(draft.released);
  for (const key of keys) {
    const change = changed.get(key);
    if (change?.document) after.set(key, { hash: change.etag, document: change.document });
    else after.delete(key);
  }
  return { after, keys };
}

function withNeeded(draft: Draft, changed: ReadonlyMap<string, DraftDocument>, chosen: readonly string[], settings: WorkspaceSettings): Choice {
  const errorsOf = (choice: Choice): Set<string> => {
    const { diagnostics } = compileChecked([...choice.after.values()].map(({ document }) => document), { release: draft.release + 1, settings });
    return new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ kind, name, path, code }) => [kind, name, path, code].join(" ")));
  };
  let choice = apply(draft, changed, [...new Set(chosen)]);
  for (let errors = errorsOf(choice); errors.size > 0; errors = errorsOf(choice)) {
    const [first = ""] = errors;
    const open = [...changed.keys()].filter((key) => !choice.keys.includes(key));
    const helper = open.map((key) => apply(draft, changed, [...choice.keys, key])).find((candidate) => !errorsOf(candidate).has(first));
    if (!helper) return choice; // wrong in itself: the publish says so
    choice = helper;
  }
  return choice;
}
