import { FIELD_CHOICES, fieldKind, type FieldType } from "#shared/kinds/fields.ts";
import type { Label, Language } from "#shared/lib/label.ts";
import type { FieldDoc } from "#shared/metadata/object.ts";
import type { Model } from "#shared/model/model.ts";
import { freeName } from "../inspector/free-name.ts";
import { guessType } from "./guess-type.ts";

/** What a field can be made as: a type, or a formula. */
export type FieldChoice = (typeof FIELD_CHOICES)[number]["type"];

/** The choice that a word names, if it is one. */
export const fieldChoice = (word: string | null): FieldChoice | undefined => FIELD_CHOICES.find(({ type }) => type === word)?.type;

/** A line of "add several": what was typed, and what it would become. */
export interface TypedField {
  label: Label;
  type: FieldType;
}

const HAN = /\p{Script=Han}/u;

/**
 * The fields that typed lines stand for, one a line. Both languages may stand in a line, in any order, with `|`, `/` or a tab
 * between ("Close date | 预计成交"); a single one is taken for the language it is written in.
 */
export function typedFields(text: string, language: Language): TypedField[] {
  return text.split("\n").flatMap((line): TypedField[] => {
    const parts = line.split(/[|/\t｜]/).map((part) => part.trim()).filter((part) => part !== "");
    if (parts.length === 0) return [];
    const chinese = parts.find((part) => HAN.test(part));
    const other = parts.find((part) => !HAN.test(part));
    const label: Label = { ...(other !== undefined && { [chinese === undefined ? language : "en"]: other }), ...(chinese !== undefined && { "zh-CN": chinese }) };
    return [{ label, type: guessType(parts.join(" ")) }];
  });
}

/** A field document of a type, ready to be saved: with what the type can't do without. */
export function newField(type: FieldChoice, label: Label, taken: ReadonlySet<string>, model: Model, words: { option: Label }): FieldDoc {
  const name = freeName(label.en ?? label["zh-CN"] ?? type, taken, "field", true);
  return { name, type, label, ...needed(type, name, model, words) };
}

function needed(type: FieldChoice, name: string, model: Model, words: { option: Label }): Partial<FieldDoc> {
  // What its values are follows from the formula.
  if (type === "formula") return {};
  const needs = new Set((fieldKind(type)?.settings ?? []).map((setting) => setting.name));
  const [first] = [...model.objects.values()].filter((object) => !object.builtIn);
  const target = [...model.objects.keys()].find((object) => object === name) ?? first?.name ?? "user";
  if (needs.has("options")) return { options: [{ value: "option_1", label: words.option, hue: "grey" }] };
  if (type === "auto_number") return { format: `${name.slice(0, 3).toUpperCase()}-{0000}` };
  if (needs.has("to")) return { to: [target] };
  if (needs.has("of")) return lines(model) ?? {};
  return {};
}

/** A child list points at some object that has a reference: the builder chooses the right one in the inspector. */
function lines(model: Model): Partial<FieldDoc> | null {
  for (const object of model.objects.values()) if (object.parent) return { of: object.name, by: object.parent.name };
  return null;
}
