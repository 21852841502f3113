import type { Node } from "./node.ts";
import type { FormulaType } from "./types.ts";

/** A lookup that a path goes over. */
export interface PathStep {
  readonly field: string;
  /** Objects that it may lead to; a later step or field need only exist in one of them (in the others the path is empty). */
  readonly to: readonly string[];
}

/** Where a value is read from: `amount`, `account.industry`, `parent.rate`, `stage.probability`, `opportunity.stage.won`. */
export interface FieldRef {
  /** The path as written after its root; with `root` the key of the value: `parent.rate`, `account.industry`. */
  readonly text: string;
  /** Null: the record itself. `this`: the record that an aggregate is computed for. Else a name of `Scope.roots`. */
  readonly root: string | null;
  /** Lookups gone over, `parent` as the lookup that it stands for. Empty for an own field. */
  readonly steps: readonly PathStep[];
  /** It began with `parent.`: a changed header recomputes its lines, so the value may be kept. */
  readonly viaParent: boolean;
  /** Object of `field` (the first that has it, where a lookup has several targets). */
  readonly object: string;
  /** `id` for `this` alone. */
  readonly field: string;
  /** An option's or place's attribute, read from the value of `field` (and the record's type). */
  readonly attribute: string | null;
  readonly type: FormulaType;
}

/** What an aggregate runs over. */
export type AggregateSource =
  | { readonly kind: "children"; readonly list: string; readonly object: string; readonly by: string }
  /** A many-to-many field. */
  | { readonly kind: "links"; readonly list: string; readonly object: string }
  /** All records of an object. */
  | { readonly kind: "object"; readonly object: string };

export type AggregateFunction =
  | "sum" | "count" | "count_distinct" | "average" | "min" | "max" | "first" | "last" | "share" | "median" | "any" | "all" | "join" | "list";

/**
 * One aggregate of a formula. `value`, `condition` and `by` are expressions over a row; in them `this.` is the record that the
 * formula belongs to. Rows whose condition is not TRUE are left out; `share` is rows that hold ÷ all rows.
 */
export interface AggregateUse {
  /** Unique inside its formula: the text of the call. */
  readonly key: string;
  readonly fn: AggregateFunction;
  readonly source: AggregateSource;
  readonly value: Node | null;
  readonly condition: Node | null;
  /** Order of FIRST and LAST; rows with an empty `by` come first. Absent: the order in which the rows are given. */
  readonly by: Node | null;
  /** Constant further arguments (JOIN's separator). */
  readonly separator: string | null;
  readonly type: FormulaType;
  /** What value, condition and by read of a row. */
  readonly row: Uses;
  /** What they read of the record that is computed for (`this.` there, own here). */
  readonly outer: readonly FieldRef[];
}

/** Rows that TIER takes thresholds and results from. */
export interface TierUse {
  readonly key: string;
  readonly source: AggregateSource;
  readonly row: Uses;
}

/** A formula of a line that needs all lines of its header: ALLOCATE. */
export interface SiblingsUse {
  readonly key: string;
  /** What is read of each line. */
  readonly row: Uses;
}

/** All that a checked formula reads: enough to fetch it beforehand, to classify it and to know what makes it change. */
export interface Uses {
  /** Own fields, with those that only an attribute is read of. */
  readonly own: readonly FieldRef[];
  /** Through lookups, `parent.` among them. Each has at least one step. */
  readonly paths: readonly FieldRef[];
  /** Read of `this` and of named roots. */
  readonly roots: readonly FieldRef[];
  readonly aggregates: readonly AggregateUse[];
  readonly tiers: readonly TierUse[];
  readonly siblings: readonly SiblingsUse[];
  /** `now`: changes every moment; `today`: once a day. */
  readonly time: "none" | "today" | "now";
  readonly viewer: boolean;
  /** RATE, CONVERT: the object `exchange_rate`. */
  readonly rates: boolean;
  /** Names of calendars; "" for the workspace's default. */
  readonly calendars: readonly string[];
  /** Tracked own fields whose transitions are read: STAGE_ENTERED, DAYS_IN, REACHED. */
  readonly transitions: readonly string[];
  /** Objects whose tree is walked: UNDER. */
  readonly trees: readonly string[];
  /** Settings of the workspace read by WORKSPACE, and the fiscal year. */
  readonly workspace: boolean;
  /** Something that only the host can do (PINYIN): not in the browser. */
  readonly host: boolean;
  /** Functions called, in capitals. */
  readonly functions: readonly string[];
}
