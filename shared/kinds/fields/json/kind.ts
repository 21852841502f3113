import { poisonedKey, type Json } from "#shared/lib/json.ts";
import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { isStorable } from "../../lib/text.ts";

const BYTES_MAX = 100_000;
const DEPTH_MAX = 32;

/** Any JSON, for machines: what an outside system sent, what an integration needs. */
export const kind = defineField({
  type: "json",
  group: "other",
  icon: "braces",
  settings: [],
  without: ["unique", "track"],
  value: () => ({ class: "json" }),
  operators: OPERATORS_OF.presence,
  sortable: false,
  groupable: false,
  summable: false,
  title: false,
  searchable: false,
  parse(value, field) {
    if (value === null || value === "") return parsed(null);
    // The depth first: everything after it walks the value by recursion.
    if (!isShallow(value, DEPTH_MAX) || poisonedKey(value) !== null) return refused("type", { type: field.type });
    const text = JSON.stringify(value);
    if (text.length > BYTES_MAX || new TextEncoder().encode(text).length > BYTES_MAX) return refused("length", { max: BYTES_MAX });
    return hasStorableText(value) ? parsed(value) : refused("type", { type: field.type });
  },
  format(value, _field, context) {
    if (value === null) return "";
    const text = JSON.stringify(value);
    return context.dense && text.length > 200 ? text.slice(0, 200) + "…" : text;
  },
});

function isShallow(value: Json, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}

function hasStorableText(value: Json): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, item]) => isStorable(key) && hasStorableText(item));
}
