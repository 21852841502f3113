import { Type, type Static } from "typebox";
import { BlockSchema } from "./block.ts";
import { documentSchema, Name } from "./common.ts";

/** `record`: how one record is shown; the page named like the object is its default. `home`: a screen of its own. */
export const PageSchema = documentSchema("page", {
  type: Type.Optional(Type.Union([Type.Literal("record"), Type.Literal("home"), Type.Literal("dashboard")])),
  object: Type.Optional(Name),
  body: Type.Optional(Type.Array(BlockSchema, { maxItems: 500 })),
});
export type PageDoc = Static<typeof PageSchema>;
