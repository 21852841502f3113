import { defineField, parsed, refused } from "../../define.ts";
import { OPERATORS_OF } from "../../lib/operators.ts";
import { lineOf } from "../../lib/text.ts";

const SEPARATORS = /[\s\-‐‑–—().·/]+/g;
const PHONE = /^\+?\d+(?: \d+)*$/;
const DIGITS_MIN = 3;
const DIGITS_MAX = 20;

/** A telephone number: digits in the groups they were typed in, `+` before a country's code. */
export const kind = defineField({
  type: "phone",
  group: "text",
  icon: "phone",
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
    const line = lineOf(value);
    if (line === null) return refused("type", { type: field.type });
    if (line === "") return parsed(null);
    // NFKC: Chinese keyboards type full-width digits and signs.
    const text = line.normalize("NFKC").replace(SEPARATORS, " ").trim().replace(/^\+ /, "+");
    const digits = text.replace(/\D/g, "").length;
    if (!PHONE.test(text) || digits < DIGITS_MIN) return refused("type", { type: field.type });
    return digits > DIGITS_MAX ? refused("length", { max: DIGITS_MAX }) : parsed(text);
  },
  format: (value) => (typeof value === "string" ? value : ""),
});
