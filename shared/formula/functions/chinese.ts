import { big, required, scaleAt, str, type FunctionDefinition } from "../define.ts";
import { BOOLEAN, DATE, TEXT } from "../types.ts";
import { dateFrom } from "../dates.ts";
import { Failure } from "../numeric.ts";
import { orEmpty } from "../value.ts";
import { unitsAndRest } from "./format.ts";

// Signs of Chinese numbers are data, not text: written by their code points so that nobody takes them for a message.
const CAPITALS = "\u96f6\u58f9\u8d30\u53c1\u8086\u4f0d\u9646\u67d2\u634c\u7396";
const CAPITAL_UNITS = ["", "\u62fe", "\u4f70", "\u4edf"];
const PLAIN = "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d";
const PLAIN_UNITS = ["", "\u5341", "\u767e", "\u5343"];
const GROUPS = ["", "\u4e07", "\u4ebf", "\u4e07\u4ebf", "\u4ebf\u4ebf"];
const [YUAN, JIAO, FEN, EXACT, NEGATIVE] = ["\u5143", "\u89d2", "\u5206", "\u6574", "\u8d1f"];
const ZERO = "\u96f6";

/** A whole number in words: four digits a group, a gap of zeros is one zero. */
function inWords(value: bigint, digits: string, units: readonly string[]): string {
  if (value === 0n) return ZERO;
  const groups: number[] = [];
  for (let left = value; left > 0n; left /= 10_000n) groups.push(Number(left % 10_000n));
  let words = "";
  for (let group = groups.length - 1; group >= 0; group--) {
    const amount = groups[group] ?? 0;
    if (amount === 0) continue;
    if (words !== "" && (amount < 1000 || groups[group + 1] === 0)) words += ZERO;
    words += fourInWords(amount, digits, units) + (GROUPS[group] ?? "");
  }
  return words;
}

function fourInWords(amount: number, digits: string, units: readonly string[]): string {
  let words = "";
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(amount / 10 ** place) % 10;
    if (digit === 0) {
      gap = words !== "";
      continue;
    }
    words += (gap ? ZERO : "") + (digits[digit] ?? "") + (units[place] ?? "");
    gap = false;
  }
  return words;
}

/** An amount as cheques and contracts write it: 151,870.01 with every digit in capitals, yuan, jiao, fen (modules.md T-0d). */
export function rmbCapitals(value: bigint, scale: number): string {
  const { negative, units, rest } = unitsAndRest(value, scale, 2);
  const [jiao, fen] = [Number(rest / 10n), Number(rest % 10n)];
  let words = units > 0n || rest === 0n ? inWords(units, CAPITALS, CAPITAL_UNITS) + YUAN : "";
  if (rest === 0n) words += EXACT;
  else {
    if (jiao > 0) words += (CAPITALS[jiao] ?? "") + JIAO;
    else if (units > 0n) words += ZERO;
    words += fen > 0 ? (CAPITALS[fen] ?? "") + FEN : EXACT;
  }
  return (negative ? NEGATIVE : "") + words;
}

function chineseNumber(value: bigint): string {
  const size = value < 0n ? -value : value;
  if (size >= 10n ** 18n) throw new Failure("overflow");
  const words = inWords(size, PLAIN, PLAIN_UNITS);
  // Ten to nineteen are said without the leading one.
  return (value < 0n ? NEGATIVE : "") + (size >= 10n && size < 20n ? words.slice(1) : words);
}

const WIDE_FIRST = 0xff01;
const halfWidth = (text: string): string => text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - WIDE_FIRST + 0x21)).replaceAll("\u3000", " ");
const fullWidth = (text: string): string => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0x21 + WIDE_FIRST)).replaceAll(" ", "\u3000");

const CREDIT_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Unified social credit code: 18 signs, the last one the check digit of GB 32100. */
function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false;
  const sum = CREDIT_WEIGHTS.reduce((total, weight, i) => total + weight * CREDIT_CODE.indexOf(code[i] ?? ""), 0);
  return CREDIT_CODE[(31 - (sum % 31)) % 31] === code[17];
}

const CARD_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Resident identity number: a birthday that exists and the check digit of GB 11643. */
function isIdNumber(id: string): boolean {
  if (!/^\d{17}[\dX]$/.test(id) || birthday(id) === null) return false;
  const sum = CARD_WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return "10X98765432"[sum % 11] === id[17];
}
const birthday = (id: string): string | null => (/^\d{14}/.test(id) ? dateFrom(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14))) : null);

/** The check digit of bank cards (Luhn). */
function isCardNumber(text: string): boolean {
  if (!/^\d{12,19}$/.test(text)) return false;
  const sum = [...text].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export const CHINESE: readonly FunctionDefinition[] = [
  { name: "RMB_CAPITALS", group: "chinese", params: [required("amount", "number")], returns: TEXT, native: false, make: (call) => ([value]) => rmbCapitals(big(value), scaleAt(call, 0)) },
  { name: "CHINESE_NUMBER", group: "chinese", params: [required("number", "integer")], returns: TEXT, native: false, make: () => ([value]) => chineseNumber(big(value)) },
  {
    name: "PINYIN",
    group: "chinese",
    params: [required("text", "text")],
    returns: TEXT,
    native: false,
    needs: { host: true },
    make: () => ([text], env) => (env.host.pinyin ? orEmpty(env.host.pinyin(str(text))) : null),
  },
  {
    name: "PINYIN_INITIALS",
    group: "chinese",
    params: [required("text", "text")],
    returns: TEXT,
    native: false,
    needs: { host: true },
    make: () => ([text], env) => (env.host.pinyin ? orEmpty(env.host.pinyin(str(text)).split(" ").map((reading) => reading.slice(0, 1)).join("").toUpperCase()) : null),
  },
  { name: "HALFWIDTH", group: "chinese", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => halfWidth(str(text)), aliases: ["ASC"] },
  { name: "FULLWIDTH", group: "chinese", params: [required("text", "text")], returns: TEXT, native: false, make: () => ([text]) => fullWidth(str(text)) },
  { name: "IS_CREDIT_CODE", group: "chinese", params: [required("text", "text")], returns: BOOLEAN, native: false, make: () => ([text]) => isCreditCode(str(text).trim().toUpperCase()), aliases: ["IS_TAX_NO"] },
  { name: "IS_ID_NUMBER", group: "chinese", params: [required("text", "text")], returns: BOOLEAN, native: false, make: () => ([text]) => isIdNumber(str(text).trim().toUpperCase()) },
  { name: "ID_BIRTHDAY", group: "chinese", params: [required("text", "text")], returns: DATE, native: false, make: () => ([text]) => birthday(str(text).trim()) },
  { name: "IS_CARD_NUMBER", group: "chinese", params: [required("text", "text")], returns: BOOLEAN, native: false, make: () => ([text]) => isCardNumber(str(text).replaceAll(" ", "")) },
  { name: "IS_MOBILE", group: "chinese", params: [required("text", "text")], returns: BOOLEAN, native: false, make: () => ([text]) => /^(\+?86)?1[3-9]\d{9}$/.test(str(text).replace(/[\s-]+/g, "")) },
];
