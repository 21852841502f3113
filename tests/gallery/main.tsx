import { Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createTranslator, type MessageLoader } from "#shared/ui/i18n.ts";
import { UiProvider } from "#shared/ui/provider.tsx";
import { applyStoredScheme } from "#shared/ui/scheme.ts";
import { Gallery } from "./gallery.tsx";

const catalogues = import.meta.glob<{ default: Record<string, string> }>("../../shared/messages/ui/*.json");

const load: MessageLoader = async (language, namespace) => {
  const catalogue = catalogues[`../../shared/messages/${namespace}/${language}.json`];
  if (catalogue === undefined) throw new Error(`no catalogue ${namespace} in ${language}`);
  return (await catalogue()).default;
};

applyStoredScheme();
await createTranslator(load);
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
createRoot(root).render(<UiProvider><Suspense><Gallery /></Suspense></UiProvider>);
