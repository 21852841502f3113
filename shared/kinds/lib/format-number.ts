import { formatDecimal, parseDecimal } from "#shared/lib/decimal.ts";
import type { Json } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";
import type { FormatContext } from "../define.ts";
import { currencyDigits, isCurrencyCode } from "./currency.ts";
import { localeOf } from "./locale.ts";

/** From here on lists leave out the decimals (look §8). */
const LARGE = 10_000;
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat(locale, options);
    formatters.set(key, found);
  }
  return found;
}

/** Intl takes exact decimal text; its type asks for text that is known to be a number. */
function isNumeral(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

function write(value: string, format: Intl.NumberFormat): string {
  if (!isNumeral(value)) return "";
  // A real minus sign, and plain spaces, so that text copied from a cell can be searched for.
  return format.format(value).replace("-", "−").replace(/\s/g, " ");
}

function isLarge(value: string): boolean {
  return Math.abs(Number(value)) >= LARGE;
}

export function formatWhole(value: Json, context: FormatContext): string {
  return typeof value === "number" ? write(String(value), formatter(localeOf(context.language), {})) : "";
}

/** A canonical decimal with the column's digits; dense: none above 10,000. */
export function formatDecimalValue(value: Json, scale: number, context: FormatContext): string {
  if (typeof value !== "string") return "";
  const digits = context.dense && isLarge(value) ? 0 : scale;
  return write(value, formatter(localeOf(context.language), { minimumFractionDigits: digits, maximumFractionDigits: digits }));
}

/** A percent number ("12.50" is 12.5%), exact, without idle zeros. */
export function formatPercent(value: Json, scale: number, context: FormatContext): string {
  const scaled = typeof value === "string" ? parseDecimal(value, scale) : null;
  if (typeof scaled !== "bigint") return "";
  return write(formatDecimal(scaled, scale + 2), formatter(localeOf(context.language), { style: "percent", maximumFractionDigits: scale }));
}

/**
 * Money: the sign of the workspace's own currency, the code of any other (`foreign`), the digits of the currency and as many
 * more as the amount has; dense: none above 10,000.
 */
export function formatMoney(value: Json, scale: number, currency: string, foreign: boolean, context: FormatContext): string {
  if (typeof value !== "string") return "";
  const whole = context.dense && isLarge(value);
  const digits = {
    minimumFractionDigits: whole ? 0 : Math.min(scale, currencyDigits(currency)),
    maximumFractionDigits: whole ? 0 : scale,
  };
  if (!isCurrencyCode(currency)) return write(value, formatter(localeOf(context.language), digits));
  return write(value, formatter(localeOf(context.language), { style: "currency", currency, currencyDisplay: foreign ? "code" : "narrowSymbol", ...digits }));
}

/** What stands before an amount of the workspace's currency: `¥`. */
export function currencySign(currency: string, language: Language): string {
  if (!isCurrencyCode(currency)) return currency;
  const parts = formatter(localeOf(language), { style: "currency", currency, currencyDisplay: "narrowSymbol" }).formatToParts(0);
  return parts.find(({ type }) => type === "currency")?.value ?? currency;
}
