import { defineBlock } from "../../define.ts";

/** The figures that matter, at the top of a record. */
export const kind = defineBlock({
  block: "highlights",
  icon: "rectangle-ellipsis",
  on: ["record"],
  settings: [{ name: "fields", type: "names", names: "field", required: true, max: 7 }],
});
