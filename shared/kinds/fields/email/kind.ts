import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { lineOf } from "../../lib/text.ts";

/** Longest address that mail can be sent to (RFC 5321). */
const LENGTH_MAX = 254;
const LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";
const EMAIL = new RegExp(`^[^\\s@"(),:;<>[\\]\\\\.]+(?:\\.[^\\s@"(),:;<>[\\]\\\\.]+)*@(?:${LABEL}\\.)+${LABEL}$`, "u");

/** An e-mail address, in small letters: nobody has two that differ only in capitals, and duplicates should be found. */
export const kind = defineField({
  type: "email",
  group: "text",
  icon: "mail",
  settings: [],
  value: () => ({ class: "text" }),
  operators: OPERATORS_OF.text,
  sortable: true,
  groupable: false,
  summable: false,
  title: true,
  searchable: true,
  parse(value, field) {
    if (value === null) return parsed(null);
    const text = lineOf(value)?.toLowerCase().normalize("NFC");
    if (text === undefined) return refused("type", { type: field.type });
    if (text === "") return parsed(null);
    if (text.length > LENGTH_MAX) return refused("length", { max: LENGTH_MAX });
    return text.indexOf("@") <= 64 && EMAIL.test(text) ? parsed(text) : refused("type", { type: field.type });
  },
  format: (value) => (typeof value === "string" ? value : ""),
});
