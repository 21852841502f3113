import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { NewWorkspace, TemplateAnswer } from "#shared/api/workspaces.ts";
import type { Language } from "#shared/lib/label.ts";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { Logo } from "#shared/ui/Logo.tsx";
import { Select } from "#shared/ui/Select.tsx";
import { TextInput } from "#shared/ui/TextInput.tsx";
import css from "./entry.module.css";
import { markOf } from "./templates.ts";

/** What a new workspace is made from, as it is typed. */
export interface WorkspaceInput {
  name: string;
  /** Null while it follows the name. */
  slug: string | null;
  locale: Language;
  currency: string;
  templates: ReadonlySet<string>;
  sampleData: boolean;
}

export function startInput(language: Language): WorkspaceInput {
  return { name: "", slug: null, locale: language, currency: language === "zh-CN" ? "CNY" : "EUR", templates: new Set(), sampleData: true };
}

/** The address made from a name: its Latin letters and digits, else a short random word. */
export function slugFrom(name: string, spare: string): string {
  const latin = name.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 32);
  return latin.length >= 2 && /^[a-z]/.test(latin) ? latin : spare;
}

export function requestOf(input: WorkspaceInput, spare: string): NewWorkspace {
  const { name, slug, locale, currency, templates, sampleData } = input;
  return { name: name.trim(), slug: slug ?? slugFrom(name, spare), locale, currency, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, templates: [...templates], sampleData };
}

const OFTEN = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "SGD", "CHF"];

export interface WorkspaceFormProps {
  input: WorkspaceInput;
  onChange: (change: Partial<WorkspaceInput>) => void;
  templates: readonly TemplateAnswer[];
  spare: string;
  /** Message for a property, where the server refused it. */
  problem: (path: string) => string | undefined;
}

/** The panel beside the modules: the tangram as it is laid so far, what will come of it, name, language, currency. */
export function WorkspaceForm({ input, onChange, templates, spare, problem }: WorkspaceFormProps) {
  const { t, i18n } = useTranslation("shell");
  const language = nearestLanguage(i18n.language);
  const currencies = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "currency" });
    const all = Intl.supportedValuesOf("currency");
    const others = all.filter((code) => !OFTEN.includes(code));
    return [...OFTEN, ...others].map((code) => ({ value: code, label: `${names.of(code) ?? code} ${code}` }));
  }, [language]);
  const chosen = templates.flatMap((template, at) => (input.templates.has(template.name) ? [markOf(template, at)] : []));
  const laid = chosen.length;
  return (
    <>
      <div className={css.picture}><Logo size={240} placed={chosen.map(({ piece }) => piece)} label={t("setup.laid", { count: laid })} /></div>
      <p className={css.laid}>{t("setup.laid", { count: laid })}</p>
      <TextInput label={t("workspace.name")} required name="organization" autoComplete="organization" value={input.name} onChange={(name) => onChange({ name })} error={problem("/name")} />
      <TextInput label={t("workspace.address")} before={`${location.host}/w/`} value={input.slug ?? slugFrom(input.name, spare)} onChange={(slug) => onChange({ slug })} error={problem("/slug")} spellCheck={false} />
      <div className={css.two}>
        <Select label={t("workspace.language")} clearable={false} value={input.locale} onChange={(locale) => onChange({ locale: nearestLanguage(locale ?? language) })} options={[{ value: "zh-CN", label: t("languageName.zh-CN") }, { value: "en", label: t("languageName.en") }]} />
        <Select label={t("workspace.currency")} clearable={false} value={input.currency} onChange={(currency) => onChange({ currency: currency ?? input.currency })} options={currencies} error={problem("/currency")} />
      </div>
    </>
  );
}
