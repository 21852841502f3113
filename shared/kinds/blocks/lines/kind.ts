import { defineBlock } from "../../define.ts";

/** A child list as a grid to type in. */
export const kind = defineBlock({
  block: "lines",
  icon: "table-rows-split",
  on: ["form"],
  settings: [
    { name: "field", type: "name", names: "field", required: true },
    { name: "columns", type: "names", names: "field", of: "field" },
    // Nothing can tell a price per piece from an amount: which columns add up is said, not guessed.
    { name: "totals", type: "names", names: "field", of: "field" },
    { name: "visible", type: "condition", advanced: true },
    { name: "readOnly", type: "condition", advanced: true },
  ],
});
