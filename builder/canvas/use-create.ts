import type { Document } from "#shared/metadata/document.ts";
import { toast } from "#shared/ui/toast-store.ts";
import { useFailureText } from "../draft/failure-text.ts";
import { useDraftStore } from "../draft/provider.tsx";
import { useGo } from "../shell/links.ts";

/** Puts a new document into the draft and opens it; says why where that can't be. */
export function useCreate(): (document: Document, href: string) => void {
  const failureText = useFailureText();
  const store = useDraftStore();
  const go = useGo();
  return (document, href) =>
    void store.create(document).then(
      () => go(href),
      (failure: unknown) => toast({ text: failureText(failure), error: true, id: "create" }),
    );
}

/** A document name that no document of the kind has: the wanted one, else with a number behind it. */
export function freeDocumentName(wanted: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at++) {
    const name = at === 1 ? wanted : `${wanted}_${at}`;
    if (!taken.has(name)) return name;
  }
}
