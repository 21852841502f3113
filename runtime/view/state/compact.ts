import type { Json } from "#shared/lib/json.ts";
import type { Language } from "#shared/lib/label.ts";

/** From here on a sum is written short: ¥21.41bn, ¥128.6万. */
const LARGE = 1_000_000;

/**
 * A written number in short: the sign, code or unit around its digits stays as the field's kind has written it
 * (`¥159,320,000` → `¥159.32m`). Small numbers stay as they are.
 */
export function compactText(text: string, value: Json, language: Language): string {
  const number = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  if (!Number.isFinite(number) || Math.abs(number) < LARGE) return text;
  const compact = new Intl.NumberFormat(language === "zh-CN" ? "zh-CN" : "en-GB", { notation: "compact", maximumFractionDigits: 2 }).format(Math.abs(number));
  return text.replace(/\d[\d.,\u00a0\u202f ]*\d|\d/, compact);
}
