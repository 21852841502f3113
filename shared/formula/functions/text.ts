import { big, items, optional, required, rest, str, whole, type FunctionDefinition } from "../define.ts";
import { Failure, scaledOf, toScale } from "../numeric.ts";
import { BOOLEAN, INTEGER, listOf, number, TEXT } from "../types.ts";
import { listOrEmpty, orEmpty } from "../value.ts";
import { formatter } from "./format.ts";

/** Longest text that a function makes: what would be longer is cut. */
const LONGEST = 100_000;
const VALUE_SCALE = 6;

/** Characters as people count them: beyond the basic plane they have two units. */
const characters = (text: string): readonly string[] => (/[\ud800-\udfff]/.test(text) ? [...text] : text.split(""));
const length = (text: string): number => (/[\ud800-\udfff]/.test(text) ? [...text].length : text.length);
export const part = (text: string, from: number, count: number): string | null =>
  orEmpty(/[\ud800-\udfff]/.test(text) ? characters(text).slice(from, from + count).join("") : text.slice(from, from + count));

/** Place of a text in another, from 1; empty where it isn't. */
function place(text: string, wanted: string, start: number): bigint | null {
  const from = characters(text).slice(0, Math.max(0, start - 1)).join("").length;
  const at = text.indexOf(wanted, from);
  return at < 0 ? null : BigInt(length(text.slice(0, at)) + 1);
}

/** A replacement can make a text as long as two texts multiplied: beyond what memory should hold it is refused. */
function substitute(text: string, old: string, fresh: string): string | null {
  const parts = text.split(old);
  if (text.length + (parts.length - 1) * fresh.length > 10 * LONGEST) throw new Failure("overflow");
  return orEmpty(parts.join(fresh));
}

/** Small letters as PostgreSQL's ICU makes them, with one small sigma. */
export const lower = (text: string): string => text.toLowerCase().replaceAll("\u03c2", "\u03c3");
export const trim = (text: string): string => text.replace(/ {2,}/g, " ").replace(/^ | $/g, "");

function pad(atStart: boolean): FunctionDefinition["make"] {
  return () => ([text, count, filler]) => {
    const missing = Math.min(LONGEST, whole(count)) - length(str(text));
    if (missing <= 0) return str(text);
    const fill = typeof filler === "string" ? filler : " ";
    const filling = characters(fill.repeat(Math.ceil(missing / length(fill)))).slice(0, missing).join("");
    return atStart ? filling + str(text) : str(text) + filling;
  };
}

function readNumber(text: string): bigint | null {
  const match = /^([+-]?)(\d[\d,]*)(?:\.(\d+))?(%?)$/.exec(text.trim());
  if (!match) return null;
  const [, sign = "", digits = "", fraction = "", percent] = match;
  const plain = `${sign === "-" ? "-" : ""}${digits.replaceAll(",", "")}${fraction === "" ? "" : `.${fraction.slice(0, 30)}`}`;
  if (plain.length > 60) throw new Failure("overflow");
  return percent ? toScale(scaledOf(plain, VALUE_SCALE + 2), VALUE_SCALE + 4, VALUE_SCALE) : scaledOf(plain, VALUE_SCALE);
}

export const TEXTS: readonly FunctionDefinition[] = [
  { name: "LEN", group: "text", params: [required("text", "text")], returns: INTEGER, native: true, empty: "own", make: () => ([text]) => (typeof text === "string" ? BigInt(length(text)) : 0n) },
  { name: "LEFT", group: "text", params: [required("text", "text"), optional("count", "integer")], returns: TEXT, native: true, make: () => ([text, count]) => part(str(text), 0, count === undefined ? 1 : Math.max(0, whole(count))) },
  {
    name: "RIGHT",
    group: "text",
    params: [required("text", "text"), optional("count", "integer")],
    returns: TEXT,
    native: true,
    make: () => ([text, count]) => {
      const size = count === undefined ? 1 : Math.max(0, whole(count));
      return part(str(text), Math.max(0, length(str(text)) - size), size);
    },
  },
  { name: "MID", group: "text", params: [required("text", "text"), required("start", "integer"), required("count", "integer")], returns: TEXT, native: true, make: () => ([text, start, count]) => part(str(text), Math.max(1, whole(start)) - 1, Math.max(0, whole(count))) },
  { name: "UPPER", group: "text", params: [required("text", "text")], returns: TEXT, native: true, make: () => ([text]) => str(text).toUpperCase() },
  { name: "LOWER", group: "text", params: [required("text", "text")], returns: TEXT, native: true, make: () => ([text]) => lower(str(text)) },
  { name: "PROPER", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => str(text).toLowerCase().replace(/(^|[^\p{L}\p{N}'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()) },
  { name: "TRIM", group: "text", params: [required("text", "text")], returns: TEXT, native: true, make: () => ([text]) => orEmpty(trim(str(text))) },
  { name: "CLEAN", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => orEmpty(str(text).replace(/\p{Cc}+/gu, " ").replace(/\s+/gu, " ").trim()) },
  { name: "SUBSTITUTE", group: "text", params: [required("text", "text"), required("old_text", "text"), optional("new_text", "text")], returns: TEXT, native: true, empty: "own", make: () => ([text, old, fresh]) => (typeof text !== "string" ? null : typeof old !== "string" ? text : substitute(text, old, typeof fresh === "string" ? fresh : "")) },
  {
    name: "REPLACE",
    group: "text",
    params: [required("text", "text"), required("start", "integer"), required("count", "integer"), optional("new_text", "text")],
    returns: TEXT,
    native: false,
    empty: "own",
    make: () => ([text, start, count, fresh]) => {
      if (typeof text !== "string" || typeof start !== "bigint" || typeof count !== "bigint") return typeof text === "string" ? text : null;
      const from = Math.max(1, whole(start)) - 1;
      const all = characters(text);
      return orEmpty(all.slice(0, from).join("") + (typeof fresh === "string" ? fresh : "") + all.slice(from + Math.max(0, whole(count))).join(""));
    },
  },
  { name: "FIND", group: "text", params: [required("wanted", "text"), required("text", "text"), optional("start", "integer")], returns: INTEGER, native: (types) => types.length < 3, make: () => ([wanted, text, start]) => place(str(text), str(wanted), start === undefined ? 1 : whole(start)) },
  { name: "SEARCH", group: "text", params: [required("wanted", "text"), required("text", "text"), optional("start", "integer")], returns: INTEGER, native: false, make: () => ([wanted, text, start]) => place(lower(str(text)), lower(str(wanted)), start === undefined ? 1 : whole(start)) },
  { name: "CONTAINS", group: "text", params: [required("text", "text"), required("wanted", "text")], returns: BOOLEAN, native: true, make: () => ([text, wanted]) => lower(str(text)).includes(lower(str(wanted))) },
  { name: "STARTSWITH", group: "text", params: [required("text", "text"), required("wanted", "text")], returns: BOOLEAN, native: true, make: () => ([text, wanted]) => lower(str(text)).startsWith(lower(str(wanted))) },
  { name: "ENDSWITH", group: "text", params: [required("text", "text"), required("wanted", "text")], returns: BOOLEAN, native: true, make: () => ([text, wanted]) => lower(str(text)).endsWith(lower(str(wanted))) },
  {
    name: "TEXT",
    group: "text",
    params: [required("value", "any"), required("format", "text")],
    returns: TEXT,
    native: false,
    make: (call) => {
      const format = formatter(call.types[0]);
      return ([value, pattern], env) => (value === null || value === undefined ? null : orEmpty(format(value, str(pattern), env.host)));
    },
  },
  { name: "VALUE", group: "text", params: [required("text", "text")], returns: number(VALUE_SCALE), native: false, make: () => ([text]) => readNumber(str(text)) },
  { name: "CONCAT", group: "text", params: [rest("text", "scalar")], returns: TEXT, native: true, empty: "own", make: () => (args) => orEmpty(args.map((text) => (typeof text === "string" ? text : "")).join("")) },
  { name: "TEXTJOIN", group: "text", params: [required("separator", "text"), rest("text", "scalar")], returns: TEXT, native: false, empty: "own", make: () => ([separator, ...texts]) => orEmpty(texts.filter((text) => text !== null).join(typeof separator === "string" ? separator : "")) },
  { name: "REPT", group: "text", params: [required("text", "text"), required("count", "integer")], returns: TEXT, native: false, make: () => ([text, count]) => orEmpty(str(text).repeat(Math.max(0, Math.min(whole(count), Math.floor(LONGEST / str(text).length))))) },
  { name: "PAD_LEFT", group: "text", params: [required("text", "text"), required("count", "integer"), optional("filler", "text")], returns: TEXT, native: false, make: pad(true) },
  { name: "PAD_RIGHT", group: "text", params: [required("text", "text"), required("count", "integer"), optional("filler", "text")], returns: TEXT, native: false, make: pad(false) },
  {
    name: "TEXTBEFORE",
    group: "text",
    params: [required("text", "text"), required("separator", "text")],
    returns: TEXT,
    native: false,
    make: () => ([text, separator]) => {
      const at = str(text).indexOf(str(separator));
      return at < 0 ? null : orEmpty(str(text).slice(0, at));
    },
  },
  {
    name: "TEXTAFTER",
    group: "text",
    params: [required("text", "text"), required("separator", "text")],
    returns: TEXT,
    native: false,
    make: () => ([text, separator]) => {
      const at = str(text).indexOf(str(separator));
      return at < 0 ? null : orEmpty(str(text).slice(at + str(separator).length));
    },
  },
  { name: "SPLIT", group: "text", params: [required("text", "text"), required("separator", "text")], returns: listOf(TEXT), native: false, make: () => ([text, separator]) => listOrEmpty(str(text).split(str(separator)).map((item) => item.trim()).filter((item) => item !== "")) },
  { name: "DIGITS", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => orEmpty(str(text).replace(/\D+/g, "")) },
  {
    name: "MASK",
    group: "text",
    params: [required("text", "text"), required("start", "integer"), required("count", "integer")],
    returns: TEXT,
    native: false,
    make: () => ([text, start, count]) => {
      const from = Math.max(1, whole(start)) - 1;
      return characters(str(text)).map((character, i) => (i >= from && i < from + whole(count) ? "*" : character)).join("");
    },
  },
  { name: "REVERSE", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => [...str(text)].reverse().join("") },
  { name: "JOIN", group: "text", params: [required("list", "list"), optional("separator", "text")], returns: TEXT, native: false, empty: "own", make: () => ([list, separator]) => orEmpty(items(list).join(typeof separator === "string" ? separator : ", ")) },
  { name: "CHAR_CODE", group: "text", params: [required("text", "text")], returns: INTEGER, native: false, make: () => ([text]) => BigInt(str(text).codePointAt(0) ?? 0) },
  { name: "IS_EMAIL", group: "text", params: [required("text", "text")], returns: BOOLEAN, native: false, make: () => ([text]) => /^[^\s@"<>()]+@[^\s@.]+(\.[^\s@.]+)+$/.test(str(text)) },
  { name: "EMAIL_DOMAIN", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => orEmpty((/@([^@\s]+)$/.exec(str(text))?.[1] ?? "").toLowerCase()) },
  { name: "PLURAL", group: "text", params: [required("count", "number"), required("one", "text"), required("many", "text")], returns: TEXT, native: false, make: (call) => ([count, one, many]) => (big(count) === toScale(1n, 0, call.types[0]?.kind === "number" ? call.types[0].scale : 0) ? str(one) : str(many)) },
];
