import type { Label, Language } from "#shared/lib/label.ts";
import { HUES, type Hue } from "#shared/metadata/common.ts";
import type { OptionDoc } from "#shared/metadata/option-set.ts";
import { freeName } from "../inspector/free-name.ts";

const HAN = /\p{Script=Han}/u;

/**
 * Labels that typed lines stand for, one a line. Both languages may stand in a line, in any order, with `|` or a tab between
 * ("Won | 赢单"); a single one is taken for the language it is written in, else for `language`.
 */
export function typedLabels(text: string, language: Language): Label[] {
  return text.split("\n").flatMap((line): Label[] => {
    const parts = line.split(/[|\t｜]/).map((part) => part.trim()).filter((part) => part !== "");
    if (parts.length === 0) return [];
    const chinese = parts.find((part) => HAN.test(part));
    const other = parts.find((part) => !HAN.test(part));
    return [{ ...(other !== undefined && { [chinese === undefined ? language : "en"]: other }), ...(chinese !== undefined && { "zh-CN": chinese }) }];
  });
}

/** Several labels that were typed into one line, with commas between. */
export function typedInLine(text: string, language: Language): Label[] {
  return typedLabels(text.replaceAll(/[,，;；、]/g, "\n"), language);
}

/** The hues in their order, so that neighbours differ; grey, which says nothing, is nobody's turn. */
const TURNS: readonly Hue[] = HUES.filter((hue) => hue !== "grey");

/**
 * Options for labels, with a stored value made from the words and the next hue in turn. `there`: options that the list has
 * already; no value is given twice.
 */
export function newOptions(labels: readonly Label[], there: readonly OptionDoc[]): OptionDoc[] {
  const taken = new Set(there.map(({ value }) => value));
  return labels.map((label, index) => {
    const value = freeName(label.en ?? label["zh-CN"] ?? "", taken, "option");
    taken.add(value);
    return { value, label, hue: TURNS[(there.length + index) % TURNS.length] ?? "grey" };
  });
}

/** Why a stored value can't be used: `empty`, `long`, `taken`; null where it can. */
export function valueFault(value: string, others: readonly OptionDoc[]): "empty" | "long" | "taken" | null {
  if (value.trim() === "") return "empty";
  if (value.length > 64) return "long";
  return others.some((option) => option.value === value) ? "taken" : null;
}
