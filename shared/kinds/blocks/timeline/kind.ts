import { defineBlock } from "../../define.ts";

/** What happened to the record, and what was said about it. */
export const kind = defineBlock({
  block: "timeline",
  icon: "history",
  on: ["record"],
  settings: [],
});
