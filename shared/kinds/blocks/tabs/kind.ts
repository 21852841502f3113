import { defineBlock } from "../../define.ts";

/** Several panels, one seen at a time. */
export const kind = defineBlock({
  block: "tabs",
  icon: "folder",
  on: ["form", "record"],
  settings: [],
  holds: ["tab"],
});
