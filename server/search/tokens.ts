import { createRequire } from "node:module";
import type { pinyin as ReadPinyin } from "pinyin-pro";

/**
 * Tokens of our own, the same on both databases (design §4): of Chinese single characters and pairs, pinyin and initials
 * from every character on; of other scripts words; of digits runs and their endings. Tokens hold letters and digits only.
 */

/** Of a text so many characters are indexed, and so many Chinese ones by sound. */
const TEXT_MAX = 2000;
const SOUNDED_MAX = 60;
const TOKENS_MAX = 600;
const SOUND_LENGTH = 48;
const INITIALS_LENGTH = 12;
const WORD_LENGTH = 64;
/** Endings of longer runs of digits are found too: the last four of a telephone number. */
const ENDING_LENGTH = 4;
const DIGITS_MAX = 20;
const QUERY_TERMS = 12;

const RUNS = /(?<ideographs>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|(?<word>(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}])+)/gu;

/** Text as search compares it: width, case and accents folded. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/(\p{Script=Latin})\p{M}+/gu, "$1").normalize("NFC").trim();
}

/** What a text is found by. */
export function indexTokens(text: string): string[] {
  const tokens = new Set<string>();
  const folded = foldText(text.slice(0, TEXT_MAX));
  let sounded = 0;
  for (const { groups } of folded.matchAll(RUNS)) {
    const { ideographs, word } = groups ?? {};
    if (ideographs) {
      const characters = [...ideographs];
      characters.forEach((character, i) => {
        tokens.add(character);
        const next = characters[i + 1];
        if (next) tokens.add(character + next);
      });
      const heard = characters.slice(0, SOUNDED_MAX - sounded).join("");
      sounded += heard.length;
      if (heard !== "") addSoundTokens(heard, tokens);
    }
    if (word) for (const token of wordTokens(word)) tokens.add(token);
  }
  return [...tokens].slice(0, TOKENS_MAX);
}

/** `gtx500` is found by itself, `gtx` and `500`; `13800138000` by any ending of four digits and more. */
function wordTokens(word: string): string[] {
  const tokens = [word.slice(0, WORD_LENGTH)];
  const parts = word.match(/\p{N}+|\P{N}+/gu) ?? [];
  if (parts.length > 1) tokens.push(...parts.map((part) => part.slice(0, WORD_LENGTH)));
  for (const part of parts) {
    if (!/^\p{N}+$/u.test(part) || part.length > DIGITS_MAX) continue;
    for (let from = 1; from <= part.length - ENDING_LENGTH; from++) tokens.push(part.slice(from));
  }
  return tokens;
}

/** Longer runs are no person's name. */
const NAME_LENGTH = 4;

/** Pinyin and initials from every character on: 华为 gives `huawei wei hw w`. A surname at the head is heard both ways. */
function addSoundTokens(characters: string, tokens: Set<string>): void {
  addEndings(readings(characters, "off"), tokens);
  if (characters.length <= NAME_LENGTH) addEndings(readings(characters, "head"), tokens);
}

function addEndings(sounds: readonly string[], tokens: Set<string>): void {
  let whole = "";
  let initials = "";
  for (let i = sounds.length - 1; i >= 0; i--) {
    const sound = sounds[i] ?? "";
    whole = (sound + whole).slice(0, SOUND_LENGTH);
    initials = (sound.slice(0, 1) + initials).slice(0, INITIALS_LENGTH);
    if (sound === "") continue;
    tokens.add(whole);
    tokens.add(initials);
  }
}

type Pinyin = typeof ReadPinyin;
let pinyin: Pinyin | null = null;

/** The dictionary is read when the first Chinese text comes; at once, since a transaction may await nothing else. */
function readings(characters: string, surname: "off" | "head"): string[] {
  if (!/\p{Script=Han}/u.test(characters)) return [];
  pinyin ??= (createRequire(import.meta.url)("pinyin-pro") as { pinyin: Pinyin }).pinyin; // its own type, read late
  return pinyin(characters, { toneType: "none", type: "array", nonZh: "removed", v: true, surname });
}

/** One thing that must be found: a token, or the beginning of one. */
export interface SearchTerm {
  readonly text: string;
  readonly prefix: boolean;
}

/** What a typed query asks for; a record must hold every term. Empty where nothing can be looked for. */
export function queryTerms(query: string): SearchTerm[] {
  const terms = new Map<string, SearchTerm>();
  for (const { groups } of foldText(query.slice(0, TEXT_MAX)).matchAll(RUNS)) {
    const { ideographs, word } = groups ?? {};
    if (ideographs) {
      const characters = [...ideographs];
      if (characters.length === 1) terms.set(ideographs, { text: ideographs, prefix: false });
      characters.slice(1).forEach((character, i) => {
        const pair = (characters[i] ?? "") + character;
        terms.set(pair, { text: pair, prefix: false });
      });
    }
    if (word) terms.set(word, { text: word.slice(0, WORD_LENGTH), prefix: true });
  }
  return [...terms.values()].slice(0, QUERY_TERMS);
}
