import { LANGUAGES, type Label } from "#shared/lib/label.ts";
import en from "#shared/messages/objects/en.json" with { type: "json" };
import zh from "#shared/messages/objects/zh-CN.json" with { type: "json" };

const CATALOGUES: Readonly<Record<(typeof LANGUAGES)[number], Readonly<Record<string, string>>>> = { en, "zh-CN": zh };

/** A word of the catalogue in every language, for labels that the builder itself puts into documents. */
export function inEveryLanguage(key: string): Label {
  return Object.fromEntries(LANGUAGES.flatMap((language) => (CATALOGUES[language][key] === undefined ? [] : [[language, CATALOGUES[language][key]]])));
}

/** What the first field of a new object is called. */
export const nameWords: Label = inEveryLanguage("nameField");
