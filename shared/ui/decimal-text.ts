/** A decimal as the contract writes it: digits, one point, a leading minus; no grouping, no exponent. */
const plainDecimal = /^-?\d+(?:\.\d+)?$/;

/** How many places a suffix moves the point: 1.2万 is 12000. */
const suffixPlaces: Record<string, number> = { k: 3, m: 6, 万: 4, 亿: 8 };

interface Separators {
  group: string;
  decimal: string;
}

function separatorsOf(locale: string): Separators {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.5);
  return {
    group: parts.find((part) => part.type === "group")?.value ?? ",",
    decimal: parts.find((part) => part.type === "decimal")?.value ?? ".",
  };
}

/**
 * Reads what a person types or pastes: grouping, spaces, full-width digits, a currency sign, − and 万/亿/k/m are understood.
 * Gives the plain decimal ("-1234.50"), "" for nothing, or undefined when it is no number. Never rounds.
 */
export function parseDecimal(typed: string, locale: string): string | undefined {
  const { group, decimal } = separatorsOf(locale);
  let text = typed.normalize("NFKC").replace(/[\s\u00a0\u202f'’]/g, "").replace(/[−–]/g, "-").replace(/^(-?)\p{Sc}(?=[-\d.,])/u, "$1");
  text = text.replaceAll(group, "");
  if (decimal !== ".") text = text.replaceAll(decimal, ".");
  if (text === "") return "";
  const suffix = text.at(-1)?.toLowerCase() ?? "";
  const places = suffixPlaces[suffix] ?? 0;
  if (places > 0) text = text.slice(0, -1);
  if (text.startsWith("+")) text = text.slice(1);
  text = text.replace(/^(-?)\./, "$10.").replace(/\.$/, "");
  if (!plainDecimal.test(text)) return undefined;
  return normal(places === 0 ? text : movePoint(text, places));
}

/** Multiplies by a power of ten in text, since a float would not be exact. */
function movePoint(decimal: string, places: number): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const moved = fraction.padEnd(places, "0");
  const rest = moved.slice(places);
  return whole + moved.slice(0, places) + (rest === "" ? "" : `.${rest}`);
}

/** Drops leading zeros and a minus before zero; keeps the digits after the point as typed. */
function normal(decimal: string): string {
  const negative = decimal.startsWith("-");
  const digits = (negative ? decimal.slice(1) : decimal).replace(/^0+(?=\d)/, "");
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/**
 * Writes a plain decimal with the locale's separators and a real minus (−), exactly: the digits are never read as a float.
 * `scale` pads zeros after the point. What is no plain decimal comes back as it is, so that a mistake stays visible.
 */
export function formatDecimal(value: string, locale: string, scale = 0): string {
  if (!plainDecimal.test(value)) return value;
  const { group, decimal } = separatorsOf(locale);
  const negative = value.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? value.slice(1) : value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  const padded = fraction.padEnd(scale, "0");
  return (negative ? "−" : "") + grouped + (padded === "" ? "" : decimal + padded);
}

/** What stands in the field while someone types in it: no grouping, the locale's point, an ASCII minus. */
export function editableDecimal(value: string, locale: string): string {
  return plainDecimal.test(value) ? value.replace(".", separatorsOf(locale).decimal) : value;
}
