import { Type, type Static } from "typebox";
import { BlockSchema } from "./block.ts";
import { documentSchema, Name, words } from "./common.ts";

/** `record`: how one record is shown; the page named like the object is its default. `home`: a screen of its own. */
export const PageSchema = documentSchema("page", {
  type: Type.Optional(words(["record", "home", "dashboard"])),
  object: Type.Optional(Name),
  body: Type.Optional(Type.Array(BlockSchema, { maxItems: 500 })),
});
export type PageDoc = Static<typeof PageSchema>;
