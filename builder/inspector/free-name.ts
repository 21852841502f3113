import { pinyin } from "pinyin-pro";
import { NAME_MAX, nameProblem } from "#shared/lib/names.ts";

/**
 * A name (contract §3) from what a person typed: "Close date" → `close_date`, "预计成交" → `yu_ji_cheng_jiao`. Never one that is
 * taken: then a number stands behind it. `fallback` where no letter can be had, and behind a word that a database reserves
 * (`order` → `order_field`), which only names of objects and fields may not be (`column`).
 */
export function freeName(label: string, taken: ReadonlySet<string>, fallback: string, column = false): string {
  const base = nameFrom(label) || fallback;
  const usable = !column || nameProblem(base) === null ? base : `${base.slice(0, NAME_MAX - fallback.length - 1)}_${fallback}`;
  for (let at = 1; ; at++) {
    const ending = at === 1 ? "" : `_${at}`;
    const name = usable.slice(0, NAME_MAX - ending.length).replace(/_+$/, "") + ending;
    if (!taken.has(name) && (!column || nameProblem(name) === null)) return name;
  }
}

function nameFrom(label: string): string {
  const latin = /\p{Script=Han}/u.test(label) ? pinyin(label, { toneType: "none", nonZh: "consecutive", v: true }) : label;
  const words = latin.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== "");
  let name = "";
  for (const word of words) {
    const next = name === "" ? word : `${name}_${word}`;
    if (next.length > NAME_MAX) break;
    name = next;
  }
  return (name || words[0]?.slice(0, NAME_MAX) || "").replace(/^[0-9_]+/, "");
}
