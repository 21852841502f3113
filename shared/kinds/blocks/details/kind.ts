import { defineBlock } from "../../define.ts";

/** The fields of the record, as a form lays them out. */
export const kind = defineBlock({
  block: "details",
  icon: "list-tree",
  on: ["record"],
  settings: [{ name: "form", type: "name", names: "form" }],
});
