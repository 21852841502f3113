import type { Document } from "#shared/metadata/document.ts";
import { compile } from "#shared/model/compile.ts";
import type { Model, WorkspaceSettings } from "#shared/model/model.ts";

const SETTINGS: WorkspaceSettings = { locale: "en", currency: "CNY", timeZone: "America/New_York", fiscalYearStart: 4 };

const label = { en: "x" };
const field = (name: string, type: string, more: object = {}) => ({ name, type, label, ...more });
const options = (...values: string[]) => ({ options: values.map((value) => ({ value, label })) });

/** Objects that have every class of value, lookups two steps deep, a tree, lines and links. */
export const DOCUMENTS: readonly Document[] = [
  {
    kind: "object", name: "region", label, title: "name",
    fields: [field("name", "text"), field("parent", "lookup", { to: ["region"] }), field("code", "text", { unique: true })],
  },
  {
    kind: "object", name: "company", label, title: "name", owners: true, currency: "coin",
    fields: [
      field("name", "text"), field("industry", "select", options("it", "steel", "Zoo")), field("region", "lookup", { to: ["region"] }),
      field("revenue", "currency"), field("coin", "select", { optionSet: "currency" }), field("active", "boolean"), field("founded", "date"),
      field("secret", "text"), field("items", "children", { of: "item", by: "company" }),
    ],
  },
  {
    kind: "object", name: "item", label, title: "name", owners: true,
    recordTypes: [{ name: "plain", label }, { name: "special", label }],
    indexes: [{ name: "by_stage", fields: ["stage", "-due", "amount"] }, { name: "by_quantity", fields: ["quantity"] }],
    fields: [
      field("name", "text"), field("notes", "long_text"), field("stage", "select", options("new", "won", "lost", "Open")), field("quantity", "integer"),
      field("weight", "decimal", { scale: 3 }), field("amount", "currency"), field("discount", "percent"), field("hot", "boolean"), field("due", "date"),
      field("called_at", "datetime"), field("season", "month"), field("company", "lookup", { to: ["company"] }), field("region", "lookup", { to: ["region"] }),
      field("regarding", "lookup", { to: ["company", "region"] }), field("colours", "multi_select", options("red", "green", "blue")), field("words", "tags"),
      field("helpers", "users"), field("regions", "many_to_many", { to: ["region"] }), field("data", "json"), field("agent", "user"),
      field("cost", "currency"), field("memo", "text"), field("lines", "children", { of: "line", by: "item" }),
    ],
  },
  {
    kind: "object", name: "line", label, title: "name", parent: "item",
    fields: [field("name", "text"), field("item", "lookup", { to: ["item"], required: true, onDelete: "cascade" }), field("quantity", "integer"), field("price", "currency")],
  },
  { kind: "role", name: "seller", label, objects: {
    user: { read: true }, region: { read: true }, company: { read: true, fields: { secret: "hidden", revenue: "masked" } },
    item: { read: "own", fields: { cost: "hidden", memo: "masked" } }, line: { read: "parent" },
  } },
  { kind: "role", name: "leader", label, objects: {
    user: { read: "own_and_below" }, company: { read: "own_and_below" }, item: { read: "own_and_below" }, line: { read: "parent" },
  } },
  { kind: "role", name: "outsider", label, objects: { region: { read: true, fields: { name: "hidden" } }, item: { read: true, fields: { company: "hidden" } } } },
];

export function testModel(settings: Partial<WorkspaceSettings> = {}): Model {
  const { model, diagnostics } = compile(DOCUMENTS, { release: 1, settings: { ...SETTINGS, ...settings } });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
  return model;
}
