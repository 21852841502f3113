import { defineBlock } from "../../define.ts";

/** A sentence for whoever fills in or reads. */
export const kind = defineBlock({
  block: "text",
  icon: "pilcrow",
  on: ["form", "record", "home"],
  settings: [
    { name: "label", type: "label", required: true },
    { name: "visible", type: "condition", advanced: true },
  ],
});
