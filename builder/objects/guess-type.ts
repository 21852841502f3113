import type { FieldType } from "#shared/kinds/fields.ts";
import en from "#shared/messages/objects/en.json" with { type: "json" };
import zh from "#shared/messages/objects/zh-CN.json" with { type: "json" };

/** Types that a label can speak of, the surest first: "Contact email" is an email before it is anything else. */
const GUESSED = ["email", "phone", "url", "percent", "datetime", "date", "month", "currency", "rating", "tags", "image", "file", "user", "integer", "decimal", "boolean", "long_text", "select"] as const satisfies readonly FieldType[];

const PATTERNS = GUESSED.map((type) => ({ type, patterns: [patternOf(en, type, true), patternOf(zh, type, false)] }));

/** The words of a type stand in the catalogues as `guess.<type>`; Latin ones match as whole words, Chinese ones anywhere. */
function patternOf(messages: Readonly<Record<string, string>>, type: FieldType, whole: boolean): RegExp {
  const words = messages[`guess.${type}`] ?? "";
  return new RegExp(whole ? `(^|[^a-z])(${words})([^a-z]|$)` : words, "i");
}

/** The type that a field with this label (in either language) most likely has; text where the label says nothing. */
export function guessType(label: string): FieldType {
  return PATTERNS.find(({ patterns }) => patterns.some((pattern) => pattern.test(label)))?.type ?? "text";
}
