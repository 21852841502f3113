import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Document } from "#shared/metadata/document.ts";
import { compile, type Compiled } from "#shared/model/compile.ts";
import type { Model, WorkspaceSettings } from "#shared/model/model.ts";
import type { Store } from "#server/store/port.ts";
import { compileChecked } from "./check-conditions.ts";
import { currentRelease, readSettings, releaseDocuments } from "./documents.ts";
import { draftDocuments, type Draft } from "./draft.ts";

/** The model that the store's current release is; told by whoever opens a workspace. Built-in objects only where there is none. */
export async function loadModel(store: Store): Promise<Model> {
  const release = await currentRelease(store.reader);
  const documents = [...(await releaseDocuments(store, release)).values()].map(({ document }) => document);
  return compile(documents, { release, settings: await readSettings(store.reader) }).model;
}

/** The draft as the next release would be, with everything that is wrong with it. */
export function compileDraft(draft: Draft, settings: WorkspaceSettings): Compiled {
  return compileChecked(draftDocuments(draft), { release: draft.release + 1, settings });
}

/** Of all diagnostics those that somebody who edits this document can do something about there. */
export function concerning(diagnostics: readonly Diagnostic[], document: Pick<Document, "kind" | "name" | "extends">): Diagnostic[] {
  return diagnostics.filter(({ kind, name }) => kind === document.kind && (name === document.name || name === document.extends));
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}
