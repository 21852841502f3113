import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { Document } from "#shared/metadata/document.ts";
import { buildModel, type BuildOptions } from "./build-model.ts";
import { builtInDocuments } from "./built-in.ts";
import { checkFormulas } from "./check-formulas.ts";
import { checkObjects } from "./check-objects.ts";
import { checkScreens } from "./check-screens.ts";
import { compileFormulas } from "./formula-fields.ts";
import { mergeDocuments } from "./merge.ts";
import type { Model } from "./model.ts";

export interface Compiled {
  model: Model;
  /** Errors and warnings of all documents. A model with errors is for showing only, never for a release. */
  diagnostics: Diagnostic[];
}

export type CompileOptions = BuildOptions;

/**
 * Documents → model: extensions merged, references resolved, kinds attached. Pure: same input, same output. Documents are
 * expected to hold to their own schemas; everything that crosses documents is checked here and told as diagnostics.
 */
export function compile(documents: readonly Document[], options: CompileOptions): Compiled {
  const packages = new Set(documents.filter((document) => document.kind === "package").map((document) => document.name));
  const merged = mergeDocuments([...builtInDocuments(), ...documents], packages);
  const { model, diagnostics } = buildModel(merged.documents, packages, options, compileFormulas);
  return { model, diagnostics: [...merged.diagnostics, ...diagnostics, ...checkObjects(model), ...checkFormulas(model), ...checkScreens(model)] };
}
