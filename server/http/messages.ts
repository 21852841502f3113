import type { Language } from "#shared/lib/label.ts";
import type { Problem } from "#shared/lib/problem.ts";
import en from "#shared/messages/server/en.json";
import zh from "#shared/messages/server/zh-CN.json";
import problemsEn from "#shared/messages/problems/en.json";
import problemsZh from "#shared/messages/problems/zh-CN.json";

type Catalogue = Readonly<Record<string, string>>;

const CATALOGUES: Readonly<Record<Language, Catalogue>> = {
  en: { ...flat(problemsEn, "rule."), ...flat(en, "") },
  "zh-CN": { ...flat(problemsZh, "rule."), ...flat(zh, "") },
};

/** `{"title": {"conflict": "…"}}` as `title.conflict`. */
function flat(messages: object, prefix: string): Catalogue {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]): [string, string][] =>
      typeof value === "string" ? [[prefix + key, value]] : Object.entries(flat(value as object, `${prefix}${key}.`)),
    ),
  );
}

/** The server's text `key` in the language, with `{name}` replaced from `params`; undefined where the catalogue has none. */
export function message(language: Language, key: string, params: Readonly<Record<string, string | number>> = {}): string | undefined {
  return CATALOGUES[language][key]?.replace(/\{\{?(\w+)\}?\}/g, (whole, name: string) => (Object.hasOwn(params, name) ? String(params[name]) : whole));
}

/** A problem's text: its rule's own, else the catalogue's, else the general one. A field that has no label is called by its name. */
export function problemMessage(language: Language, problem: Problem): string {
  const params: Record<string, string | number> = { field: decodePart(problem.path.slice(problem.path.lastIndexOf("/") + 1)), ...problem.params };
  // As i18next does: a context (which limit, which action) has a text of its own where the catalogue has one.
  const special = params["context"] === undefined ? undefined : message(language, `rule.${problem.rule}_${params["context"]}`, params);
  return problem.message ?? special ?? message(language, `rule.${problem.rule}`, params) ?? message(language, "rule.other", { rule: problem.rule }) ?? problem.rule;
}

const decodePart = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");

const KNOWN = new Map<string, Language | null>();

/** The first language of an Accept-Language header that we speak, or null. */
export function acceptedLanguage(header: string | undefined): Language | null {
  if (!header) return null;
  const known = KNOWN.get(header);
  if (known !== undefined) return known;
  const tags = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find((value) => value !== undefined);
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  const spoken = tags.map(({ tag }) => (/^zh\b/.test(tag) ? "zh-CN" : /^en\b/.test(tag) ? "en" : null)).find((language) => language !== null) ?? null;
  if (KNOWN.size > 200) KNOWN.clear();
  KNOWN.set(header, spoken);
  return spoken;
}

/** The language of the person at the terminal, as the locale variables say it. */
export function terminalLanguage(): Language {
  const locale = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"] || "";
  return acceptedLanguage(locale.replace(/[_.].*$/, "")) ?? "en";
}
