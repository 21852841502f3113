import type { Json } from "#shared/lib/json.ts";
import type { AggregateUse, FieldRef, TierUse } from "./uses.ts";

/**
 * One record as formulas see it. SYNCHRONOUS: the caller has fetched everything that `uses` names. Values are canonical
 * (contract §2, `shared/query/value.ts`): decimals as text at any scale ("1200.50"), percentages as held ("12.50"; the evaluator
 * takes the share), integers as numbers, references as ids or `{object, id}`, empty as null.
 */
export interface RecordEnvironment {
  /** The value at a path, by `ref.text` (which begins with `parent.` where the path does). An attribute's value for a ref with one. */
  value(ref: FieldRef): Json;
  /**
   * Rows that an aggregate or TIER runs over, in the order of the list, deleted ones left out; or, for aggregates, the result
   * (canonical) where the database has computed it. The condition is applied to rows by the evaluator; rows that can't meet it
   * may be left out, but for SHARE.
   */
  rows(use: AggregateUse | TierUse): AggregateRows;
  /**
   * For ALLOCATE in a line: all lines of the header in order, and which of them this is. The evaluator keeps what it has computed
   * for one array: give a new array whenever a line may have changed.
   */
  siblings(): { readonly lines: readonly RecordEnvironment[]; readonly at: number };
  /** Past of a tracked field of this record, oldest first, the current value's entry last. */
  transitions(field: string): readonly Transition[];
}

export type AggregateRows = { readonly rows: readonly RecordEnvironment[] } | { readonly result: Json };

export interface Transition {
  readonly to: string | null;
  /** Moment, ISO text in UTC. */
  readonly at: string;
}

/** What is not the record's: the same for all formulas of one computation. */
export interface Host {
  /** Moment, ISO text in UTC with milliseconds. */
  readonly now: string;
  /** The date of `now` in the workspace's time zone. */
  readonly today: string;
  /** Id of the viewer, null where there is none (jobs). */
  readonly viewer: string | null;
  readonly workspace: { readonly currency: string; readonly locale: string; readonly timeZone: string; readonly fiscalYearStart: number };
  /** The date that a zone's calendar shows at a moment (`shared/query/period.ts` `localDate`). */
  localDate(moment: string, timeZone: string): string;
  /** The moment at which a date begins in a zone (`startOfDay`). */
  startOfDay(date: string, timeZone: string): string;
  /** Workspace units for one unit of a currency on a date, decimal text; "1" for the same or an empty one; null where none is known. */
  rate(currency: string | null, date: string): string | null;
  /** A calendar by name, "" for the workspace's own; null where there is none. */
  calendar(name: string): WorkCalendar | null;
  /** Whether a record of a tree is `root` or below it. */
  under(object: string, id: string, root: string): boolean;
  /** Latin letters without tones, one word a character, blanks between: `sortKey`'s. Absent in the browser. */
  readonly pinyin?: (text: string) => string;
}

/** Working time. Minutes count from midnight in the calendar's zone. */
export interface WorkCalendar {
  readonly timeZone: string;
  /** Working hours of a date, in order, without overlap; empty: not a working day. Holidays and make-up workdays are in it. */
  hours(date: string): readonly { readonly from: number; readonly to: number }[];
}

/** Roots beside the record: `this` of an aggregate, `record`, `old` and steps of a workflow. */
export interface Environment {
  readonly record: RecordEnvironment;
  readonly host: Host;
  readonly roots?: Readonly<Record<string, RecordEnvironment>>;
}

/** Why a formula has no value: beyond 18 digits (or a text beyond a million characters); weights of ALLOCATE that sum to 0. Codes of `shared/messages/formula`. */
export type EvaluationError = "overflow" | "no_weights";

export type Result = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly error: EvaluationError };
