export const LANGUAGES = ["en", "zh-CN"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in the product's languages; one may be missing, then the other shows. */
export type Label = Partial<Record<Language, string>>;

/** The label in the wanted language, else in the other one, else the fallback (usually the name). */
export function labelText(label: Label | undefined, language: Language, fallback = ""): string {
  return label?.[language] || label?.en || label?.["zh-CN"] || fallback;
}
