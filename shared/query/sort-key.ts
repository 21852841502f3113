/** Longest key, in UTF-16 units: three of them fit into one entry of a PostgreSQL index. What differs only behind it sorts by age. */
const KEY_MAX = 280;
// Nothing outside ASCII: neither to be composed nor Chinese, which is most text.
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;
const HAN = /\p{Script=Han}/u;
const HAN_RUN = /\p{Script=Han}+/gu;

/** Text as `contains` and `startsWith` compare it: NFC and small letters, as PostgreSQL's ICU makes them, with one small sigma. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize("NFC").toLowerCase().replaceAll("ς", "σ");
}

/**
 * The key by which a text is sorted and compared (`<`, `between`); equal on every machine, and kept beside the text in the
 * store. Keys are compared by code points (`compareCodePoints`, SQLite's BINARY, PostgreSQL's "C"). A Chinese character
 * stands as its reading, its tone and itself, so that the same characters stay together: 张三 is `zhang1张san1三`.
 * Only where the platform is Node: readings come from a library that no browser should load.
 */
export function sortKey(text: string): string {
  const folded = foldText(text.length > 4 * KEY_MAX ? text.slice(0, 4 * KEY_MAX) : text);
  const key = HAN.test(folded) ? folded.replace(HAN_RUN, readRun) : folded;
  if (key.length <= KEY_MAX) return key;
  const cut = key.slice(0, KEY_MAX);
  return isHighSurrogate(cut.charCodeAt(KEY_MAX - 1)) ? cut.slice(0, -1) : cut;
}

/** Order of two strings by code points, as both databases order bytes of UTF-8; JavaScript's `<` differs beyond the basic plane. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;

function readRun(run: string): string {
  const characters = [...run];
  const readings = reader()(run);
  return characters.map((character, i) => {
    const reading = readings[i];
    return reading === undefined || reading === character ? character : reading + character;
  }).join("");
}

/** Readings of a run of Chinese characters, one a character, tone as a digit behind. */
type Reader = (run: string) => string[];
let loaded: Reader | null = null;

interface PinyinPro {
  pinyin(text: string, options: { toneType: "num"; type: "array"; v: true }): string[];
}
interface NodeProcess {
  getBuiltinModule?(name: "node:module"): { createRequire(from: string): (name: string) => unknown };
}

/** Loads the library (0.1 s, 30 MB) when the first Chinese text comes, without waiting, since keys are made inside transactions. */
function reader(): Reader {
  if (loaded) return loaded;
  const host = Reflect.get(globalThis, "process") as NodeProcess | undefined; // there is none in browsers, which have no types for it
  const builtIn = host?.getBuiltinModule?.("node:module");
  if (!builtIn) throw new Error("sort keys of Chinese text are made on the server");
  const library = builtIn.createRequire(import.meta.url)("pinyin-pro") as PinyinPro; // its own types can't be had through require
  loaded = (run) => library.pinyin(run, { toneType: "num", type: "array", v: true });
  return loaded;
}
