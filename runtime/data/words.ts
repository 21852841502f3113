import type { Language } from "#shared/lib/label.ts";

/** A label as a word inside a sentence: "New opportunity", yet "New SKU" and 新建商机. */
export function inSentence(label: string, language: Language): string {
  if (language !== "en" || /^.[A-Z]/.test(label)) return label;
  return label.charAt(0).toLowerCase() + label.slice(1);
}
