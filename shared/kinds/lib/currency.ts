import type { FieldInfo, FieldKind, FormatContext } from "../define.ts";
/** Currencies of ISO 4217 whose smallest unit is not a hundredth. A table, because Intl's differs between runtimes. */
const DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0])),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  ...Object.fromEntries("CLF UYW".split(" ").map((code) => [code, 4])),
};

/** Digits behind the point that amounts of a currency have. */
export function currencyDigits(code: string): number {
  return Object.hasOwn(DIGITS, code) ? (DIGITS[code] ?? 2) : 2;
}

export function isCurrencyCode(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

/** The currency that an amount is written in: its record's, or the workspace's where the field says so. */
export function currencyOf(field: Pick<FieldInfo, "settings">, { currency, workspaceCurrency }: Pick<FormatContext, "currency" | "workspaceCurrency">): string {
  return field.settings.currency === "workspace" ? (workspaceCurrency ?? currency) : currency;
}

/** Whether a field's amounts are in the currency of its record. */
export const inRecordCurrency = ({ kind, settings }: { readonly kind: Pick<FieldKind, "money">; readonly settings: FieldInfo["settings"] }): boolean => kind.money === true && settings.currency !== "workspace";
