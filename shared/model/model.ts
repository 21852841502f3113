import type { Label } from "#shared/lib/label.ts";
import type { AppDoc } from "#shared/metadata/app.ts";
import type { Document } from "#shared/metadata/document.ts";
import type { FormDoc } from "#shared/metadata/form.ts";
import type { IndexDoc, ObjectDoc, RecordTypeDoc, RuleDoc, StageSetDoc, UniqueDoc } from "#shared/metadata/object.ts";
import type { PageDoc } from "#shared/metadata/page.ts";
import type { RoleDoc } from "#shared/metadata/role.ts";
import type { ViewDoc } from "#shared/metadata/view.ts";
import type { ClassReason } from "#shared/formula/classify.ts";
import type { Formula } from "#shared/formula/formula.ts";
import type { FieldInfo, FieldKind } from "#shared/kinds/define.ts";
import type { QueryCatalog, QueryField, QueryObject } from "#shared/query/catalog.ts";

/** How a formula field comes to its value. */
export interface Computed {
  /** Null where it has problems, which diagnostics tell; its values are empty then. */
  readonly formula: Formula | null;
  /** stored and roll-up ones are kept with the record; virtual ones are computed at read (design §4). */
  readonly class: "stored" | "rollup" | "virtual";
  /** Whether SQL can compute it: else it can't be filtered, sorted or grouped by. */
  readonly native: boolean;
  readonly reasons: readonly ClassReason[];
}

export type DeleteRule = "restrict" | "cascade" | "clear";

export interface FieldModel extends FieldInfo, QueryField {
  readonly kind: FieldKind;
  readonly object: string;
  readonly unique: boolean;
  readonly track: boolean;
  readonly onDelete: DeleteRule;
  /** Held by every record (`id`, `revision`, …): written by the platform only, except `owner_id` and `record_type`. */
  readonly system: boolean;
  /** Never written through the API (system fields but owner_id and record_type, auto-numbers). */
  readonly readOnly: boolean;
  /** Of formula fields, whose `type`, `kind` and `value` are those of what they return. */
  readonly computed: Computed | null;
}

/** Whether a field's values stand in the record's own table. */
export const isKept = (field: FieldModel): boolean => field.value.class !== "children" && field.computed?.class !== "virtual";

const times = new WeakMap<Model, "none" | "today" | "now">();

/** What the virtual formulas of a release ask of the clock: nothing, the date or the moment. */
export function timeOf(model: Model): "none" | "today" | "now" {
  const known = times.get(model);
  if (known) return known;
  const asked = new Set([...model.objects.values()].flatMap(({ fields }) => fields.map(({ computed }) => (computed?.class === "virtual" ? computed.formula?.uses.time : undefined))));
  const time = asked.has("now") ? "now" : asked.has("today") ? "today" : "none";
  times.set(model, time);
  return time;
}

/** A reference that points at an object: what its delete rule and related lists need. */
export interface IncomingReference {
  readonly object: string;
  readonly field: string;
  readonly onDelete: DeleteRule;
}

export interface ObjectModel extends QueryObject {
  readonly label: Label;
  readonly plural: Label;
  readonly owners: boolean;
  /** The lookup to the header, for lines. */
  readonly parent: FieldModel | null;
  /** "workspace", or the path to the currency field. */
  readonly currency: string;
  /** Own fields in document order, then none: system fields are in `systemFields`. */
  readonly fields: readonly FieldModel[];
  readonly systemFields: readonly FieldModel[];
  field(name: string): FieldModel | undefined;
  readonly recordTypes: readonly RecordTypeDoc[];
  readonly rules: readonly RuleDoc[];
  readonly stageSets: readonly StageSetDoc[];
  readonly unique: readonly UniqueDoc[];
  readonly indexes: readonly IndexDoc[];
  readonly incoming: readonly IncomingReference[];
  /** Child lists that hold lines: written with their header (contract §2). */
  readonly childLists: readonly FieldModel[];
  /** Built in (`user`, `department`, `team`, `exchange_rate`). */
  readonly builtIn: boolean;
  readonly document: ObjectDoc;
}

export interface WorkspaceSettings {
  readonly locale: "en" | "zh-CN";
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name; buckets and relative dates follow it. */
  readonly timeZone: string;
  /** 1–12: the month in which the fiscal year begins. */
  readonly fiscalYearStart: number;
}

/** A release compiled once: relations resolved, kinds attached, extensions merged. Frozen; same input, same output. */
export interface Model extends QueryCatalog {
  readonly release: number;
  readonly settings: WorkspaceSettings;
  /** Names of the installed packages. */
  readonly packages: ReadonlySet<string>;
  /** As merged, by `kind/name`. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly objects: ReadonlyMap<string, ObjectModel>;
  object(name: string): ObjectModel | undefined;
  readonly forms: ReadonlyMap<string, FormDoc>;
  readonly views: ReadonlyMap<string, ViewDoc>;
  readonly pages: ReadonlyMap<string, PageDoc>;
  readonly apps: ReadonlyMap<string, AppDoc>;
  readonly roles: ReadonlyMap<string, RoleDoc>;
}
