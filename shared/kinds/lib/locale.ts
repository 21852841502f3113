import type { Language } from "#shared/lib/label.ts";

/** The locale in which a language's numbers and dates are written (look §8). */
export function localeOf(language: Language): "en-GB" | "zh-CN" {
  return language === "zh-CN" ? "zh-CN" : "en-GB";
}

/** Several things in one line. */
export function joinList(items: readonly string[], language: Language): string {
  return items.join(language === "zh-CN" ? "、" : ", ");
}
