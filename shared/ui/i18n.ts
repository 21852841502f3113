import { createInstance, type BackendModule, type i18n, type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

/** The languages that have a complete catalogue. Everything else falls back to the nearest of them. */
export const languages = ["zh-CN", "en"] as const;

export type Language = (typeof languages)[number];

/** Brings one catalogue: `shared/messages/<namespace>/<language>.json`. Rejects when it can't be had. */
export type MessageLoader = (language: Language, namespace: string) => Promise<ResourceKey>;

const storageKey = "tangram-language";

/** Chinese for every kind of Chinese, English for all others. */
export function nearestLanguage(tag: string): Language {
  return tag.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** What the person chose here before, else what the browser asks for. */
export function startLanguage(): Language {
  return nearestLanguage(storedLanguage() ?? navigator.language);
}

/** Storage may be forbidden (private mode, policy): then the choice lasts as long as the page. */
function storedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function rememberLanguage(language: string): void {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Nothing to do: see storedLanguage.
  }
}

/**
 * The translator of the page. Namespaces are loaded by `load` when a component first asks for them
 * (`useTranslation("ui")` suspends until then); `eager` ones are there when the promise resolves.
 * Follows the language into localStorage and `<html lang>`. Rejects when an eager catalogue can't be loaded.
 */
export async function createTranslator(load: MessageLoader, eager: readonly string[] = ["ui"]): Promise<i18n> {
  const backend: BackendModule = {
    type: "backend",
    init() {},
    read(language, namespace, done) {
      load(nearestLanguage(language), namespace).then(
        (messages) => done(null, messages),
        (problem: unknown) => done(problem instanceof Error ? problem : new Error(String(problem)), false),
      );
    },
  };
  const translator = createInstance();
  translator.on("languageChanged", rememberLanguage);
  await translator
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: startLanguage(),
      supportedLngs: languages,
      fallbackLng: "en",
      load: "currentOnly",
      ns: [...eager],
      defaultNS: eager[0] ?? "ui",
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  return translator;
}
