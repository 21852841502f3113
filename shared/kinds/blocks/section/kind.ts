import { defineBlock } from "../../define.ts";

/** Fields under a heading, in columns. */
export const kind = defineBlock({
  block: "section",
  icon: "panel-top",
  on: ["form"],
  settings: [
    { name: "label", type: "label" },
    { name: "columns", type: "integer", min: 1, max: 3 },
    { name: "collapsed", type: "boolean" },
    { name: "visible", type: "condition", advanced: true },
  ],
  holds: ["field", "lines", "text", "section", "tabs"],
});
