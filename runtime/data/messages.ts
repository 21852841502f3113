import type { ResourceKey } from "i18next";
import type { MessageLoader } from "#shared/ui/i18n.ts";

const catalogues = import.meta.glob<ResourceKey>("/shared/messages/*/*.json", { import: "default" });

/** Brings a catalogue of `shared/messages`, each a file of its own that is fetched when its namespace is first asked for. */
export const loadMessages: MessageLoader = async (language, namespace) => {
  const load = catalogues[`/shared/messages/${namespace}/${language}.json`];
  if (!load) throw new Error(`no messages ${namespace} in ${language}`);
  return load();
};
