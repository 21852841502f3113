import type { Host } from "#shared/formula/environment.ts";
import { livePlan, type LivePlan } from "#shared/model/live/plan.ts";
import { LiveSheet, type Wanted } from "#shared/model/live/sheet.ts";
import type { Model } from "#shared/model/model.ts";
import type { RecordValues } from "#shared/query/value.ts";
import type { Told } from "../problems.ts";
import { canonicalValues, linesIn, type FormShape, type LineRow } from "../values.ts";

/** What a preview of the save complains about. */
export interface Remarks {
  readonly errors: readonly Told[];
  readonly warnings: readonly Told[];
  /** Of rules that name no field. */
  readonly errorsAbove: readonly string[];
  readonly warningsAbove: readonly string[];
}
const NO_REMARKS: Remarks = { errors: [], warnings: [], errorsAbove: [], warningsAbove: [] };

/** How it goes with what the server has to say: nothing asked, asked, not to be had. */
export type PreviewState = "idle" | "asked" | "failed";

export interface LiveStoreOptions {
  model: Model;
  shape: FormShape;
  /** Null for a new record. */
  id: string | null;
  readable(object: string, field: string): boolean;
  host(): Host;
}

/** The computed values of a form while it is filled in, for whoever draws them. */
export class LiveStore {
  readonly plan: LivePlan;
  readonly #shape: FormShape;
  readonly #sheet: LiveSheet;
  readonly #listeners = new Set<() => void>();
  readonly #rows = new Map<string, { line: LineRow; computed: RecordValues; merged: LineRow }>();
  readonly #lists = new Map<string, readonly LineRow[]>();
  #preview: PreviewState = "idle";
  #remarks = NO_REMARKS;

  constructor({ model, shape, id, readable, host }: LiveStoreOptions) {
    const lists = [...shape.lists].flatMap(([name, child]) => {
      const value = shape.object.field(name)?.value;
      return value?.class === "children" ? [{ name, child, by: value.by }] : [];
    });
    this.#shape = shape;
    this.plan = livePlan(model, { object: shape.object, lists, isStored: id !== null, readable });
    this.#sheet = new LiveSheet(this.plan, host, id);
  }

  /** Takes the form's values and computes what follows. */
  update(values: RecordValues): void {
    this.#sheet.update({ values, lines: (list) => linesIn(values, list), read: canonicalValues });
    this.#tell();
  }

  get wanted(): readonly Wanted[] {
    return this.#sheet.wanted;
  }

  supply(found: readonly { readonly wanted: Wanted; readonly values: RecordValues | null }[]): void {
    for (const { wanted, values } of found) this.#sheet.supply(wanted, values);
    this.#tell();
  }

  /** What the server says of the header and of lines, by list and key. */
  answer(header: RecordValues, lines: readonly { readonly list: string; readonly key: string; readonly values: RecordValues }[], remarks: Remarks): void {
    this.#preview = "idle";
    this.#sheet.answer(null, null, header);
    for (const { list, key, values } of lines) this.#sheet.answer(list, key, values);
    this.#remarks = remarks;
    this.#tell();
  }

  /** Nothing is to be said: the form is as it is stored. */
  clear(): void {
    this.#remarks = NO_REMARKS;
    this.#preview = "idle";
    this.#tell();
  }

  setPreview(state: PreviewState): void {
    if (this.#preview === state) return;
    this.#preview = state;
    this.#tell();
  }

  get remarks(): Remarks {
    return this.#remarks;
  }

  /** Whether a computed field's value is not yet that of what is typed. */
  isWaiting(object: string, field: string): boolean {
    const source = this.plan.sourceOf(object, field);
    return (source === "server" && this.#preview === "asked") || (source !== undefined && source !== "here" && this.wanted.length > 0);
  }

  /** Whether only the save will tell. */
  isUntold(object: string, field: string): boolean {
    return this.plan.sourceOf(object, field) === "server" && this.#preview === "failed";
  }

  /** Computed values of the header; the same object while they are the same. */
  header(): RecordValues {
    return this.#sheet.header();
  }

  /** Lines with their computed values; a line, and the array, is the same object while nothing of it has changed. */
  rows(list: string, lines: readonly LineRow[]): readonly LineRow[] {
    if (!this.#shape.lists.has(list)) return lines;
    const fresh = this.#merge(list, lines);
    const known = this.#lists.get(list);
    if (known?.length === fresh.length && known.every((line, at) => line === fresh[at])) return known;
    this.#lists.set(list, fresh);
    return fresh;
  }

  #merge(list: string, lines: readonly LineRow[]): LineRow[] {
    return lines.map((line) => {
      const computed = this.#sheet.line(list, line.$key);
      const at = `${list}/${line.$key}`;
      const known = this.#rows.get(at);
      if (known?.line === line && known.computed === computed) return known.merged;
      const merged = { ...line, ...computed, $key: line.$key };
      this.#rows.set(at, { line, computed, merged });
      return merged;
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
