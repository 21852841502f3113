import type { Json } from "#shared/lib/json.ts";
import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { lineOf } from "../../lib/text.ts";

const LENGTH_MAX = 800;

/** A web address (http or https; https where no scheme is typed), in the form that browsers give it. */
export const kind = defineField({
  type: "url",
  group: "text",
  icon: "globe",
  settings: [],
  value: () => ({ class: "text" }),
  operators: OPERATORS_OF.text,
  sortable: true,
  groupable: false,
  summable: false,
  title: false,
  searchable: true,
  parse(value, field) {
    if (value === null) return parsed(null);
    const text = lineOf(value);
    if (text === null) return refused("type", { type: field.type });
    if (text === "") return parsed(null);
    if (text.length > LENGTH_MAX) return refused("length", { max: LENGTH_MAX });
    const href = hrefOf(text);
    if (href === null) return refused("type", { type: field.type });
    return href.length > LENGTH_MAX ? refused("length", { max: LENGTH_MAX }) : parsed(href);
  },
  format: (value) => shown(value),
});

/** Null for what is no web address: other schemes would run code or open programs, a name and password would leak. */
function hrefOf(text: string): string | null {
  const withScheme = text.includes("://") ? text : `https://${text}`;
  try {
    const url = new URL(withScheme);
    const web = url.protocol === "https:" || url.protocol === "http:";
    const host = url.hostname === "localhost" || url.hostname.includes(".") || url.hostname.startsWith("[");
    return web && host && url.username === "" && url.password === "" ? url.href : null;
  } catch {
    return null;
  }
}

/** Without what every address has. */
function shown(value: Json): string {
  return typeof value === "string" ? value.replace(/^https?:\/\//, "").replace(/^([^/?#]+)\/$/, "$1") : "";
}
