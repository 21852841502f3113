import type { Json } from "#shared/lib/json.ts";
import type { Label, Language } from "#shared/lib/label.ts";
import type { Hue } from "#shared/metadata/common.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import type { Operator } from "#shared/metadata/where.ts";
import type { ValueType } from "#shared/query/value.ts";

/**
 * One setting of a kind. Settings are fields (design §2): the inspector's form, the JSON schema, Monaco's completion and the
 * reference page are all made from this list. Labels and help stand in `shared/messages/kinds` under `setting.<name>`.
 */
export interface Setting {
  name: string;
  /** How it is entered and what JSON it holds. */
  type: "text" | "long_text" | "integer" | "decimal" | "boolean" | "label" | "select" | "options" | "name" | "names" | "where" | "condition" | "formula" | "value";
  /** For `name` and `names`: what is named. A field is one of the element's object, unless `of` names a sibling setting that says which object. */
  names?: "object" | "field" | "option-set" | "view" | "page" | "form" | "role";
  of?: string;
  /** For `select`: its words; labels under `setting.<name>.<word>`. */
  words?: readonly string[];
  required?: boolean;
  min?: number;
  max?: number;
  /** Shown under "more". */
  advanced?: boolean;
}

export interface OptionInfo {
  readonly value: string;
  readonly label: Label;
  readonly hue: Hue;
  readonly inactive: boolean;
}

/** A field as its kind sees it: document, resolved options and value type. */
export interface FieldInfo {
  readonly name: string;
  readonly type: string;
  readonly label: Label;
  readonly value: ValueType;
  readonly required: boolean;
  readonly options: readonly OptionInfo[];
  readonly settings: FieldDoc;
}

/** The canonical value (null for empty), or the broken rule with what its message needs. */
export type Parsed = { ok: true; value: Json } | { ok: false; rule: string; params?: Record<string, string | number> };

export const parsed = (value: Json): Parsed => ({ ok: true, value });
export const refused = (rule: string, params?: Record<string, string | number>): Parsed => ({ ok: false, rule, ...(params && { params }) });

/** How a viewer wants values written. */
export interface FormatContext {
  readonly language: Language;
  readonly timeZone: string;
  /** ISO 4217; of the record where it has its own. */
  readonly currency: string;
  /** ISO 4217 of the workspace, where `currency` may be a record's own. */
  readonly workspaceCurrency?: string;
  /** Moment that relative and "other year" dates are measured from. */
  readonly now: Date;
  /** In lists: no decimals above 10,000, short dates (look §8). */
  readonly dense: boolean;
}

export type FieldGroup = "text" | "number" | "choice" | "time" | "people" | "relation" | "media" | "other";

/** All there is to know of a field type, apart from its looks (`view.tsx`). */
export interface FieldKind {
  readonly type: string;
  readonly group: FieldGroup;
  /** Name of a lucide icon. */
  readonly icon: string;
  readonly settings: readonly Setting[];
  /** Settings that every field has and this kind has no use for (e.g. a child list is never `unique`). */
  readonly without?: readonly ("required" | "unique" | "default" | "track")[];
  /** `workspaceCurrency` decides the scale of money. */
  value(doc: FieldDoc, context: { workspaceCurrency: string }): ValueType;
  readonly operators: readonly Operator[];
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly summable: boolean;
  /** May name a record. */
  readonly title: boolean;
  /** Its text is found by search. */
  readonly searchable: boolean;
  /** Held as a percentage, seen by formulas as its share: "12.5" is 0.125 there (contract §2). */
  readonly share?: boolean;
  /** An amount in the currency of its record. */
  readonly money?: boolean;
  /** Given by the platform, never typed (auto-numbers). */
  readonly readOnly?: boolean;
  /** JSON in (contract §2) → canonical value. Never throws. */
  parse(value: Json, field: FieldInfo): Parsed;
  /** Plain text for cells, titles, exports; "" for empty. Values that name other records are given with `title`. */
  format(value: Json, field: FieldInfo, context: FormatContext, title?: (id: string) => string | null): string;
  /** Problems of the settings beyond their schema: `code` of `shared/messages/metadata`, pointer inside the field. */
  check?(doc: FieldDoc): readonly { code: string; path: string; params?: Record<string, string | number> }[];
}

export function defineField<K extends FieldKind>(kind: K): K {
  return kind;
}

/** Fuel of the contract suite that runs over every field kind (tests/contract/fields.test.ts). */
export interface FieldFixture {
  /** Settings of a field of this kind. */
  settings: Partial<FieldDoc>;
  /** Accepted input and the canonical value it becomes. */
  samples: readonly { input: Json; value: Json; shown: { en: string; "zh-CN": string } }[];
  /** Input that must be refused, by which rule. */
  refused: readonly { input: Json; rule: string }[];
}

/** A block of forms and pages: its settings, and where it may stand. Looks: `kinds/blocks/<block>/view.tsx`. */
export interface BlockKind {
  readonly block: string;
  readonly icon: string;
  readonly on: readonly ("form" | "record" | "home" | "dashboard")[];
  readonly settings: readonly Setting[];
  /** Blocks it may hold; absent: none. */
  readonly holds?: readonly string[] | "any";
  /** Only inside this block. */
  readonly inside?: string;
}

export function defineBlock<K extends BlockKind>(kind: K): K {
  return kind;
}

/** A way to list records. Looks: `kinds/views/<type>/view.tsx`. */
export interface ViewKind {
  readonly type: string;
  readonly icon: string;
  readonly settings: readonly Setting[];
  /** Settings that must name a field with a capability. */
  readonly needs: Readonly<Record<string, "groupable" | "sortable" | "summable" | "any">>;
}

export function defineView<K extends ViewKind>(kind: K): K {
  return kind;
}
