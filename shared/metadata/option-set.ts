import { Type, type Static } from "typebox";
import { documentSchema, HueSchema, LabelSchema, openElement, When } from "./common.ts";

export const OptionSchema = openElement({
  value: Type.String({ minLength: 1, maxLength: 64 }),
  label: Type.Optional(LabelSchema),
  hue: Type.Optional(HueSchema),
  /** Kept for old records, no longer offered. */
  inactive: Type.Optional(Type.Boolean()),
  when: Type.Optional(When),
});
export type OptionDoc = Static<typeof OptionSchema>;

export const OptionSetSchema = documentSchema("option-set", { options: Type.Optional(Type.Array(OptionSchema, { maxItems: 1000 })) });
export type OptionSetDoc = Static<typeof OptionSetSchema>;
