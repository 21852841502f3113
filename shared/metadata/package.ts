import { Type, type Static } from "typebox";
import { documentSchema, Name } from "./common.ts";

/** The file `tangram.json` at a package's root. */
export const PackageSchema = documentSchema("package", {
  version: Type.String({ pattern: "^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$" }),
  depends: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  /** Packages it knows: documents with `when` naming them appear when they are there. */
  joins: Type.Optional(Type.Array(Name, { maxItems: 50 })),
  /** Never offered as a choice. */
  hidden: Type.Optional(Type.Boolean()),
  /** Objects whose records it ships as `data/<object>.csv`. */
  data: Type.Optional(Type.Array(Name, { maxItems: 200 })),
});
export type PackageDoc = Static<typeof PackageSchema>;
