import { defineView } from "../../define.ts";

/** Records as cards, a column for each value of a field; a card is moved to change it. */
export const kind = defineView({
  type: "kanban",
  icon: "square-kanban",
  settings: [
    { name: "groupBy", type: "name", names: "field", required: true },
    { name: "card", type: "names", names: "field", required: true },
    { name: "where", type: "where" },
    { name: "sort", type: "text" },
  ],
  needs: { groupBy: "groupable", card: "any" },
});
