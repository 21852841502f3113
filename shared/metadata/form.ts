import { Type, type Static } from "typebox";
import { BlockSchema } from "./block.ts";
import { documentSchema, Name } from "./common.ts";

export const FormSchema = documentSchema("form", {
  object: Type.Optional(Name),
  body: Type.Optional(Type.Array(BlockSchema, { maxItems: 500 })),
});
export type FormDoc = Static<typeof FormSchema>;
