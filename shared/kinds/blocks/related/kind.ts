import { defineBlock } from "../../define.ts";

/** Records of another object that point at this one. */
export const kind = defineBlock({
  block: "related",
  icon: "table-2",
  on: ["record"],
  settings: [
    { name: "label", type: "label" },
    { name: "object", type: "name", names: "object", required: true },
    { name: "by", type: "name", names: "field", of: "object", required: true },
    { name: "columns", type: "names", names: "field", of: "object" },
    { name: "sort", type: "text", advanced: true },
  ],
});
