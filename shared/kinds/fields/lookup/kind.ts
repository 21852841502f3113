import { isJsonObject } from "#shared/lib/json.ts";
import { defineField, parsed, refused } from "../../define.ts";
import { missing } from "../../lib/check.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { parseId, REFERENCE_SETTINGS, titleOf } from "../../lib/references.ts";

/** A record of another object; with several targets, of any of them. */
export const kind = defineField({
  type: "lookup",
  group: "relation",
  icon: "link-2",
  settings: [{ name: "to", type: "names", names: "object", required: true }, ...REFERENCE_SETTINGS],
  value({ to = [] }) {
    const [first, ...others] = to;
    return others.length === 0 ? { class: "reference", to: first ?? "" } : { class: "anyReference", to };
  },
  operators: OPERATORS_OF.reference,
  sortable: true,
  groupable: true,
  summable: false,
  title: true,
  searchable: false,
  parse(value, field) {
    if (field.value.class !== "anyReference") return parseId(value, field.type);
    if (value === null || value === "") return parsed(null);
    if (!isJsonObject(value) || Object.keys(value).length !== 2 || typeof value.object !== "string" || typeof value.id !== "string") {
      return refused("type", { type: field.type });
    }
    if (!field.value.to.includes(value.object)) return refused("reference", { id: value.object.slice(0, 100) });
    const id = parseId(value.id, field.type);
    return id.ok && id.value === null ? refused("type", { type: field.type }) : id.ok ? parsed({ object: value.object, id: id.value }) : id;
  },
  format: (value, _field, _context, title) => titleOf(isJsonObject(value) ? (value.id ?? null) : value, title),
  check: ({ to }) => (to === undefined || to.length === 0 ? [missing("to")] : []),
});
