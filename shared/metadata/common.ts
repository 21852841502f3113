import { Type, type TObject, type TProperties } from "typebox";
import { NAME_MAX, NAME_PATTERN } from "#shared/lib/names.ts";

/** The format of documents that this code writes. Older ones are migrated on reading (`model/migrate.ts`). */
export const FORMAT_VERSION = 1;

export const HUES = ["ochre", "gamboge", "indigo", "rouge", "malachite", "verdigris", "violet", "grey"] as const;
export type Hue = (typeof HUES)[number];

export const Name = Type.String({ pattern: NAME_PATTERN, maxLength: NAME_MAX });
/** Stable id of an element without a name (blocks, items, rows). */
export const ElementId = Type.String({ pattern: "^[A-Za-z0-9_-]{1,64}$" });
export const LabelSchema = Type.Object(
  { en: Type.Optional(Type.String({ maxLength: 2000 })), "zh-CN": Type.Optional(Type.String({ maxLength: 2000 })) },
  { additionalProperties: false },
);
/** One of a fixed list of words. */
export function words<const W extends readonly string[]>(list: W) {
  return Type.Unsafe<W[number]>(Type.String({ enum: [...list] }));
}
export const HueSchema = words(HUES);
/** Packages that must be installed for the document or element to exist. */
export const When = Type.Array(Name, { minItems: 1, maxItems: 20 });
/** A path over lookups to a field: `account.industry`. */
export const FieldPath = Type.String({ pattern: "^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*){0,5}$", maxLength: 300 });

/**
 * A document's schema: the properties every document shares, plus its own. In an extension (`extends`) elements may be
 * partial, so `required` lists only what identifies an element; what a whole document needs is checked when it is compiled.
 */
export function documentSchema<K extends string, P extends TProperties>(kind: K, properties: P) {
  return Type.Object(
    {
      kind: Type.Literal(kind),
      name: Name,
      label: Type.Optional(LabelSchema),
      description: Type.Optional(LabelSchema),
      extends: Type.Optional(Name),
      when: Type.Optional(When),
      formatVersion: Type.Optional(Type.Integer({ minimum: 1 })),
      ...properties,
    },
    { additionalProperties: false },
  );
}

/** An element with a stable identity and whatever settings its kind declares. */
export function openElement<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: true });
}
