import { defineBlock } from "../../define.ts";

/** One panel of a set of tabs. */
export const kind = defineBlock({
  block: "tab",
  icon: "square-split-horizontal",
  on: ["form", "record"],
  settings: [
    { name: "label", type: "label", required: true },
    { name: "visible", type: "condition", advanced: true },
  ],
  holds: "any",
  inside: "tabs",
});
