import { Type, type Static } from "typebox";
import type { Json } from "#shared/lib/json.ts";
import { documentSchema, FieldPath, LabelSchema, Name, openElement, When, words } from "./common.ts";
import { OptionSchema } from "./option-set.ts";
import { WhereSchema } from "./where-schema.ts";

/** Settings that the platform itself reads; a kind may declare more (`kinds/fields/<type>/kind.ts`). */
export const FieldSchema = openElement({
  name: Name,
  type: Type.Optional(Name),
  label: Type.Optional(LabelSchema),
  help: Type.Optional(LabelSchema),
  when: Type.Optional(When),
  required: Type.Optional(Type.Boolean()),
  unique: Type.Optional(Type.Boolean()),
  /** Every change is kept as a typed transition (design §4 "Time"). */
  track: Type.Optional(Type.Boolean()),
  default: Type.Optional(Type.Unsafe<Json>({})),
  scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  min: Type.Optional(Type.Union([Type.Number(), Type.String()])),
  max: Type.Optional(Type.Union([Type.Number(), Type.String()])),
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  pattern: Type.Optional(Type.String({ maxLength: 1000 })),
  many: Type.Optional(Type.Boolean()),
  options: Type.Optional(Type.Array(OptionSchema, { maxItems: 1000 })),
  optionSet: Type.Optional(Name),
  to: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  onDelete: Type.Optional(words(["restrict", "cascade", "clear"])),
  where: Type.Optional(WhereSchema),
  of: Type.Optional(Name),
  by: Type.Optional(Name),
  format: Type.Optional(Type.String({ maxLength: 200 })),
  /** Of money: the record's own currency, unless the field says the workspace's. */
  currency: Type.Optional(words(["record", "workspace"])),
  formula: Type.Optional(Type.String({ maxLength: 10_000 })),
  returns: Type.Optional(Name),
  /** Told by the server beside a formula whose text it keeps from the viewer; in no document. */
  class: Type.Optional(Name),
});
export type FieldDoc = Static<typeof FieldSchema>;

export const UniqueSchema = openElement({
  name: Name,
  fields: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 8 })),
  where: Type.Optional(WhereSchema),
  message: Type.Optional(LabelSchema),
  when: Type.Optional(When),
});
export type UniqueDoc = Static<typeof UniqueSchema>;

/** `fields`: names, `-` before one that runs downward. The platform adds the tie-break. */
export const IndexSchema = openElement({
  name: Name,
  fields: Type.Optional(Type.Array(Type.String({ pattern: "^-?[a-z][a-z0-9_]*$" }), { minItems: 1, maxItems: 6 })),
  when: Type.Optional(When),
});
export type IndexDoc = Static<typeof IndexSchema>;

/** A condition that every record must meet: it is broken by FALSE alone (contract §2 "Empty"). `at`: the field that the message stands at. */
export const RuleSchema = openElement({
  name: Name,
  check: Type.Optional(Type.String({ maxLength: 10_000 })),
  severity: Type.Optional(words(["error", "warning"])),
  message: Type.Optional(LabelSchema),
  at: Type.Optional(Name),
  when: Type.Optional(When),
});
export type RuleDoc = Static<typeof RuleSchema>;

export const RecordTypeSchema = openElement({ name: Name, label: Type.Optional(LabelSchema), form: Type.Optional(Name), stages: Type.Optional(Name), when: Type.Optional(When) });
export type RecordTypeDoc = Static<typeof RecordTypeSchema>;

/** A stage: an option of the set's field, with the attributes that formulas read (contract §3). */
export const StageSchema = openElement({
  value: Type.String({ minLength: 1, maxLength: 100 }),
  probability: Type.Optional(Type.String({ maxLength: 20 })),
  target: Type.Optional(Type.String({ maxLength: 20 })),
  maxDays: Type.Optional(Type.Integer({ minimum: 0 })),
  category: Type.Optional(Type.String({ maxLength: 100 })),
  won: Type.Optional(Type.Boolean()),
  closed: Type.Optional(Type.Boolean()),
  policy: Type.Optional(LabelSchema),
  next: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })),
  exit: Type.Optional(Type.String({ maxLength: 10_000 })),
  /** Child rows that must be done before the stage is left: `where` and `done` are conditions on a row. */
  checklist: Type.Optional(Type.Object({ list: Name, where: Type.Optional(Type.String({ maxLength: 10_000 })), done: Type.Optional(Type.String({ maxLength: 10_000 })) }, { additionalProperties: false })),
  when: Type.Optional(When),
});

/** The ordered states of a process over one select field. */
export const StageSetSchema = openElement({
  name: Name,
  field: Type.Optional(Name),
  attributes: Type.Optional(Type.Array(openElement({ name: Name, type: Type.Optional(words(["boolean", "integer", "percent", "text"])) }), { maxItems: 20 })),
  /** Roles that may leave a stage without its exit criteria, with a reason. */
  override: Type.Optional(Type.Array(Name, { maxItems: 20 })),
  steps: Type.Optional(Type.Array(StageSchema, { maxItems: 100 })),
  when: Type.Optional(When),
});
export type StageSetDoc = Static<typeof StageSetSchema>;

export const ObjectSchema = documentSchema("object", {
  plural: Type.Optional(LabelSchema),
  /** The field whose value names a record. */
  title: Type.Optional(Name),
  /** Records have an owner (`owner_id`). */
  owners: Type.Optional(Type.Boolean()),
  /** The lookup to the header, for lines. */
  parent: Type.Optional(Name),
  /** "workspace", a currency field of the record, or one of its header (`quote.currency`). */
  currency: Type.Optional(Type.Union([Type.Literal("workspace"), FieldPath])),
  fields: Type.Optional(Type.Array(FieldSchema, { maxItems: 500 })),
  recordTypes: Type.Optional(Type.Array(RecordTypeSchema, { maxItems: 50 })),
  stages: Type.Optional(Type.Array(StageSetSchema, { maxItems: 50 })),
  rules: Type.Optional(Type.Array(RuleSchema, { maxItems: 200 })),
  unique: Type.Optional(Type.Array(UniqueSchema, { maxItems: 50 })),
  indexes: Type.Optional(Type.Array(IndexSchema, { maxItems: 50 })),
});
export type ObjectDoc = Static<typeof ObjectSchema>;
