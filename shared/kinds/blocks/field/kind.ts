import { defineBlock } from "../../define.ts";

/** One field of the record. */
export const kind = defineBlock({
  block: "field",
  icon: "text-cursor-input",
  on: ["form"],
  settings: [
    { name: "field", type: "name", names: "field", required: true },
    { name: "span", type: "integer", min: 1, max: 3 },
    { name: "visible", type: "condition" },
    { name: "required", type: "condition" },
    { name: "readOnly", type: "condition" },
  ],
});
