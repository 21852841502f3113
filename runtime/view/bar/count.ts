import type { Language } from "#shared/lib/label.ts";

/** A count as it is written: `10,000+` where the store stopped counting. */
export function countText({ n, atLeast }: { n: number; atLeast: boolean }, language: Language): string {
  return `${new Intl.NumberFormat(language === "zh-CN" ? "zh-CN" : "en-GB").format(n)}${atLeast ? "+" : ""}`;
}
