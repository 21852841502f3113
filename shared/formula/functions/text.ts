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
  { name: "LEN", group: "text", params: [required("text", "text")], returns: INTEGER, native: true, empty: "own", make: () => ([text]) => (typeof text === "string" ? BigInt(length(text)) : 0n), examples: [['LEN("pump")', 4], ["LEN(nickname)", 0]] },
  { name: "LEFT", group: "text", params: [required("text", "text"), optional("count", "integer")], returns: TEXT, native: true, make: () => ([text, count]) => part(str(text), 0, count === undefined ? 1 : Math.max(0, whole(count))), examples: [['LEFT("PT-200", 2)', "PT"], ['LEFT("PT-200")', "P"]] },
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
    examples: [['RIGHT("PT-200", 3)', "200"], ['RIGHT("PT-200")', "0"]],
  },
  { name: "MID", group: "text", params: [required("text", "text"), required("start", "integer"), required("count", "integer")], returns: TEXT, native: true, make: () => ([text, start, count]) => part(str(text), Math.max(1, whole(start)) - 1, Math.max(0, whole(count))), examples: [['MID("PT-200", 4, 3)', "200"], ['MID("PT-200", 9, 3)', null]] },
  { name: "UPPER", group: "text", params: [required("text", "text")], returns: TEXT, native: true, make: () => ([text]) => str(text).toUpperCase(), examples: [['UPPER("pt-200")', "PT-200"], ["UPPER(nickname)", null]] },
  { name: "LOWER", group: "text", params: [required("text", "text")], returns: TEXT, native: true, make: () => ([text]) => lower(str(text)), examples: [['LOWER("PT-200")', "pt-200"], ["LOWER(name)", "harbour pump"]] },
  { name: "PROPER", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => str(text).toLowerCase().replace(/(^|[^\p{L}\p{N}'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()), examples: [['PROPER("harbour pump")', "Harbour Pump"], ['PROPER("O\'NEIL ltd")', "O'neil Ltd"]] },
  { name: "TRIM", group: "text", params: [required("text", "text")], returns: TEXT, native: true, make: () => ([text]) => orEmpty(trim(str(text))), examples: [['TRIM("  a   b ")', "a b"], ['TRIM("   ")', null]] },
  { name: "CLEAN", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => orEmpty(str(text).replace(/\p{Cc}+/gu, " ").replace(/\s+/gu, " ").trim()), examples: [['CLEAN(" a  b ")', "a b"], ["CLEAN(nickname)", null]] },
  { name: "SUBSTITUTE", group: "text", params: [required("text", "text"), required("old_text", "text"), optional("new_text", "text")], returns: TEXT, native: true, empty: "own", make: () => ([text, old, fresh]) => (typeof text !== "string" ? null : typeof old !== "string" ? text : orEmpty(text.replaceAll(old, () => (typeof fresh === "string" ? fresh : "")))), examples: [['SUBSTITUTE("1-2-3", "-", "/")', "1/2/3"], ['SUBSTITUTE("1-2-3", "-", "")', "123"]] },
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
    examples: [['REPLACE("PT-200", 1, 2, "GW")', "GW-200"], ['REPLACE("PT-200", 3, 1, "")', "PT200"]],
  },
  { name: "FIND", group: "text", params: [required("wanted", "text"), required("text", "text"), optional("start", "integer")], returns: INTEGER, native: (types) => types.length < 3, make: () => ([wanted, text, start]) => place(str(text), str(wanted), start === undefined ? 1 : whole(start)), examples: [['FIND("-", "PT-200")', 3], ['FIND("x", "PT-200")', null]] },
  { name: "SEARCH", group: "text", params: [required("wanted", "text"), required("text", "text"), optional("start", "integer")], returns: INTEGER, native: false, make: () => ([wanted, text, start]) => place(lower(str(text)), lower(str(wanted)), start === undefined ? 1 : whole(start)), examples: [['SEARCH("t-", "PT-200")', 2], ['SEARCH("X", "PT-200")', null]] },
  { name: "CONTAINS", group: "text", params: [required("text", "text"), required("wanted", "text")], returns: BOOLEAN, native: true, make: () => ([text, wanted]) => lower(str(text)).includes(lower(str(wanted))), examples: [['CONTAINS("Harbour pump", "PUMP")', true], ['CONTAINS("Harbour pump", "valve")', false]] },
  { name: "STARTSWITH", group: "text", params: [required("text", "text"), required("wanted", "text")], returns: BOOLEAN, native: true, make: () => ([text, wanted]) => lower(str(text)).startsWith(lower(str(wanted))), examples: [['STARTSWITH("PT-200", "pt")', true], ['STARTSWITH("PT-200", "GW")', false]] },
  { name: "ENDSWITH", group: "text", params: [required("text", "text"), required("wanted", "text")], returns: BOOLEAN, native: true, make: () => ([text, wanted]) => lower(str(text)).endsWith(lower(str(wanted))), examples: [['ENDSWITH("PT-200", "200")', true], ['ENDSWITH("PT-200", "100")', false]] },
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
    examples: [['TEXT(1234.5, "#,##0.00")', "1,234.50"], ['TEXT(due_on, "YYYY-MM")', "2026-11"]],
  },
  { name: "VALUE", group: "text", params: [required("text", "text")], returns: number(VALUE_SCALE), native: false, make: () => ([text]) => readNumber(str(text)), examples: [['VALUE("1,200.5")', "1200.500000"], ['VALUE("n/a")', null]] },
  { name: "CONCAT", group: "text", params: [rest("text", "scalar")], returns: TEXT, native: true, empty: "own", make: () => (args) => orEmpty(args.map((text) => (typeof text === "string" ? text : "")).join("")), examples: [['CONCAT("PT", "-", 200)', "PT-200"], ['CONCAT(nickname, "x")', "x"]] },
  { name: "TEXTJOIN", group: "text", params: [required("separator", "text"), rest("text", "scalar")], returns: TEXT, native: false, empty: "own", make: () => ([separator, ...texts]) => orEmpty(texts.filter((text) => text !== null).join(typeof separator === "string" ? separator : "")), examples: [['TEXTJOIN(", ", "a", NULL, "b")', "a, b"], ['TEXTJOIN("-", 1, 2)', "1-2"]] },
  { name: "REPT", group: "text", params: [required("text", "text"), required("count", "integer")], returns: TEXT, native: false, make: () => ([text, count]) => orEmpty(str(text).repeat(Math.max(0, Math.min(whole(count), Math.floor(LONGEST / str(text).length))))), examples: [['REPT("*", 3)', "***"], ['REPT("*", 0)', null]] },
  { name: "PAD_LEFT", group: "text", params: [required("text", "text"), required("count", "integer"), optional("filler", "text")], returns: TEXT, native: false, make: pad(true), examples: [['PAD_LEFT("42", 5, "0")', "00042"], ['PAD_LEFT("42", 4)', "  42"]] },
  { name: "PAD_RIGHT", group: "text", params: [required("text", "text"), required("count", "integer"), optional("filler", "text")], returns: TEXT, native: false, make: pad(false), examples: [['PAD_RIGHT("42", 5, "0")', "42000"], ['PAD_RIGHT("42", 1)', "42"]] },
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
    examples: [['TEXTBEFORE("li@example.com", "@")', "li"], ['TEXTBEFORE("li", "@")', null]],
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
    examples: [['TEXTAFTER("li@example.com", "@")', "example.com"], ['TEXTAFTER("li", "@")', null]],
  },
  { name: "SPLIT", group: "text", params: [required("text", "text"), required("separator", "text")], returns: listOf(TEXT), native: false, make: () => ([text, separator]) => listOrEmpty(str(text).split(str(separator)).map((item) => item.trim()).filter((item) => item !== "")), examples: [['SPLIT("a, b,c", ",")', ["a", "b", "c"]], ['COUNT(SPLIT("a,b", ","))', 2]] },
  { name: "DIGITS", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => orEmpty(str(text).replace(/\D+/g, "")), examples: [['DIGITS("+86 138-0013-8000")', "8613800138000"], ['DIGITS("abc")', null]] },
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
    examples: [['MASK("13800138000", 4, 4)', "138****8000"], ['MASK("Li", 2, 9)', "L*"]],
  },
  { name: "REVERSE", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => [...str(text)].reverse().join(""), examples: [['REVERSE("abc")', "cba"], ["REVERSE(nickname)", null]] },
  { name: "JOIN", group: "text", params: [required("list", "list"), optional("separator", "text")], returns: TEXT, native: false, empty: "own", make: () => ([list, separator]) => orEmpty(items(list).join(typeof separator === "string" ? separator : ", ")), examples: [['JOIN(tags, "/")', "vip/east"], ["JOIN(lines.item)", "pump, valve, cable"]] },
  { name: "CHAR_CODE", group: "text", params: [required("text", "text")], returns: INTEGER, native: false, make: () => ([text]) => BigInt(str(text).codePointAt(0) ?? 0), examples: [['CHAR_CODE("A")', 65], ['CHAR_CODE("a")', 97]] },
  { name: "IS_EMAIL", group: "text", params: [required("text", "text")], returns: BOOLEAN, native: false, make: () => ([text]) => /^[^\s@"<>()]+@[^\s@.]+(\.[^\s@.]+)+$/.test(str(text)), examples: [['IS_EMAIL("li@example.com")', true], ['IS_EMAIL("li@example")', false]] },
  { name: "EMAIL_DOMAIN", group: "text", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => orEmpty((/@([^@\s]+)$/.exec(str(text))?.[1] ?? "").toLowerCase()), examples: [['EMAIL_DOMAIN("li@Example.com")', "example.com"], ['EMAIL_DOMAIN("li")', null]] },
  { name: "PLURAL", group: "text", params: [required("count", "number"), required("one", "text"), required("many", "text")], returns: TEXT, native: false, make: (call) => ([count, one, many]) => (big(count) === toScale(1n, 0, call.types[0]?.kind === "number" ? call.types[0].scale : 0) ? str(one) : str(many)), examples: [['PLURAL(1, "day", "days")', "day"], ['PLURAL(2, "day", "days")', "days"]] },
];
