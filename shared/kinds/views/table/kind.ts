import { defineView } from "../../define.ts";

/** Records as rows, fields as columns; rows may be gathered in groups. */
export const kind = defineView({
  type: "table",
  icon: "table",
  settings: [
    { name: "columns", type: "names", names: "field", required: true },
    { name: "where", type: "where" },
    { name: "sort", type: "text" },
    { name: "groupBy", type: "name", names: "field" },
  ],
  needs: { columns: "any", groupBy: "groupable" },
});
