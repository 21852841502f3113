import type { FormulaType } from "./types.ts";

/** How a field comes to its value: what a formula that names it inherits. */
export type FieldSource = "plain" | "stored" | "rollup" | "virtual" | "after_read";

export interface ScopeField {
  readonly name: string;
  readonly type: FormulaType;
  /** `plain` for what is typed; else the class of its formula. `after_read`: virtual and computed in JavaScript after the read. */
  readonly source: FieldSource;
  /** Rows that aggregates run over: a child list with its lookup back to the header, or the targets of a many-to-many field (`by` null). */
  readonly rows?: { readonly of: string; readonly by: string | null };
  /** What can be read from it by a dot beside the fields of a reference's targets: `stage.probability`, `check_in.time`. */
  readonly attributes?: ReadonlyMap<string, FormulaType>;
}

/**
 * What a formula over one object may name. Made from a Model by `shared/model/scope.ts`; tests make their own. Scopes are asked
 * for lazily, so that objects may point at each other.
 */
export interface Scope {
  /** Name of the object. */
  readonly object: string;
  /** An own field, system fields (`id`, `owner_id`, `created_at` …) among them. */
  field(name: string): ScopeField | undefined;
  /** The lookup to the header, where the object has one: what `parent.` follows. */
  readonly parent: ScopeField | null;
  /** The self reference that makes the object a tree, or null: what UNDER follows. */
  readonly tree: string | null;
  /** Any object of the workspace by name. */
  target(object: string): Scope | undefined;
  /** Names that bare words can't mean: `record`, `old` and steps in workflows. Absent elsewhere. */
  readonly roots?: ReadonlyMap<string, Scope>;
  /** For proposals to a mistyped name. */
  readonly fieldNames: readonly string[];
  readonly objectNames: readonly string[];
  /** The field that people call so, for who writes a label instead of a name. */
  byLabel?(label: string): string | undefined;
}
