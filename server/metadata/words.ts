import type { Diagnostic } from "#shared/lib/diagnostic.ts";
import type { JsonObject } from "#shared/lib/json.ts";
import { labelText, type Label, type Language } from "#shared/lib/label.ts";
import diagnosticsEn from "#shared/messages/metadata/en.json" with { type: "json" };
import diagnosticsZh from "#shared/messages/metadata/zh-CN.json" with { type: "json" };
import kindsEn from "#shared/messages/kinds/en.json" with { type: "json" };
import kindsZh from "#shared/messages/kinds/zh-CN.json" with { type: "json" };
import planEn from "#shared/messages/plan/en.json" with { type: "json" };
import planZh from "#shared/messages/plan/zh-CN.json" with { type: "json" };
import { Refusal } from "#server/refusal.ts";

/**
 * What a text is filled with. A label is said in the asker's language; so is a word that begins with `$`, which names a text
 * (`$kind.object`, `$field.currency`, `$setting.help`); several words are listed.
 */
export type Param = string | number | Label | readonly (string | Label)[];
export type Params = Readonly<Record<string, Param>>;

type Catalogue = Readonly<Record<string, string>>;

const DIAGNOSTICS: Readonly<Record<Language, Catalogue>> = { en: diagnosticsEn, "zh-CN": diagnosticsZh };
const KINDS: Readonly<Record<Language, Catalogue>> = { en: kindsEn, "zh-CN": kindsZh };
const PLAN: Readonly<Record<Language, Catalogue>> = { en: planEn, "zh-CN": planZh };

function fill(text: string, params: Params, language: Language): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    return value === undefined ? "" : say(value, language);
  });
}

function say(value: Param, language: Language): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.startsWith("$") ? word(value.slice(1), language) : value;
  if (isWords(value)) return value.map((item) => say(item, language)).join(PLAN[language]["list_separator"]);
  return labelText(value, language);
}

const isWords = (value: Label | readonly (string | Label)[]): value is readonly (string | Label)[] => Array.isArray(value);

/** A word that has a text of its own; without one (a setting of a later version) its name. */
const word = (key: string, language: Language): string => PLAN[language][key] ?? KINDS[language][key] ?? key.slice(key.indexOf(".") + 1);

/** A text of `shared/messages/plan`; where it differs by number (`_one`, `_other`) `params.count` decides. */
export function planText(language: Language, key: string, params: Params): string {
  const catalogue = PLAN[language];
  const numbered = params["count"] === 1 ? `${key}_one` : `${key}_other`;
  const text = catalogue[numbered] ?? catalogue[`${key}_other`] ?? catalogue[key];
  return text === undefined ? key : fill(text, params, language);
}

/** Diagnostics as they leave the server: with their text in the asker's language. */
export function worded(diagnostics: readonly Diagnostic[], language: Language): Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, message: diagnosticText(diagnostic, language) }));
}

function diagnosticText({ code, params }: Diagnostic, language: Language): string {
  // What a schema refuses is said by rule: the detail is a text of its own.
  if (code === "schema") return fill(DIAGNOSTICS[language][code] ?? "{{detail}}", { detail: planText(language, `schema_${params["rule"] ?? "other"}`, params) }, language);
  const text = DIAGNOSTICS[language][code];
  return text === undefined ? planText(language, code, params) : fill(text, params, language);
}

/** Metadata that is refused (422): a problem for each error, and all diagnostics beside them. `more` stands beside those. */
export function refusedMetadata(diagnostics: readonly Diagnostic[], language: Language, more: JsonObject = {}): Refusal {
  const told = worded(diagnostics, language);
  const problems = told.filter(({ severity }) => severity === "error").map(({ path, code, params, message }) => ({ path, rule: code, params, ...(message !== undefined && { message }) }));
  return new Refusal("invalid", problems, { diagnostics: told.map((diagnostic) => ({ ...diagnostic })), ...more });
}
