const eastAsian = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What stands in a person's avatar: the surname's character in Chinese, two initials otherwise; empty for an empty name. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s·.,_-]+/u).filter((word) => word !== "");
  const first = firstLetter(words[0]);
  if (first === "" || eastAsian.test(first)) return first;
  // "Zhou Yiran 周亦然": the Chinese name is a repetition of the Latin one.
  const latin = words.filter((word) => !eastAsian.test(word));
  const last = latin.length > 1 ? firstLetter(latin.at(-1)) : "";
  return (first + last).toUpperCase();
}

function firstLetter(word: string | undefined): string {
  return word === undefined ? "" : (Array.from(word)[0] ?? "");
}
