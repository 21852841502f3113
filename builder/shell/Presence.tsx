import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError, request, workspacePath } from "#runtime/data/client.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import type { Document } from "#shared/metadata/document.ts";
import css from "./studio.module.css";

interface Person {
  readonly id: string;
  /** Null where the viewer may not read people. */
  readonly name: string | null;
}

/** How often a screen says that it is there; the server forgets it after three times that. */
const BEAT_MS = 15_000;

/** Tells the others that this document is open here, and says in a quiet line who else has it open. */
export function Presence({ document: { kind, name } }: { document: Pick<Document, "kind" | "name"> }) {
  const { t } = useTranslation("studio");
  const { slug, language } = useWorkspace();
  const people = usePeople(slug, kind, name);
  if (people.length === 0) return null;
  const names = new Intl.ListFormat(language, { type: "conjunction" }).format(people.map((person) => person.name ?? t("presence.somebody")));
  return <span className={css.saved} role="status" title={t("presence.hint")}>{t("presence.editing", { names, count: people.length })}</span>;
}

/** Who else has the document open; asked while this window can be seen. */
function usePeople(slug: string, kind: string, name: string): readonly Person[] {
  const [people, setPeople] = useState<readonly Person[]>([]);
  useEffect(() => {
    const ended = new AbortController();
    const path = workspacePath(slug, "draft", kind, name, "presence");
    const beat = (): void => {
      if (document.visibilityState === "hidden") return;
      request<{ people: readonly Person[] }>("POST", path, { body: {}, signal: ended.signal }).then(
        ({ data }) => {
          if (!ended.signal.aborted) setPeople(data.people);
        },
        // Without an answer nobody is known to be there; the next beat asks again.
        () => setPeople([]),
      );
    };
    beat();
    const timer = setInterval(beat, BEAT_MS);
    document.addEventListener("visibilitychange", beat);
    return () => {
      ended.abort();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", beat);
      setPeople([]);
      request("POST", path, { body: { leaves: true } }).catch((failure: unknown) => {
        // Who left without a word is forgotten after a while.
        if (!(failure instanceof ApiError)) throw failure;
      });
    };
  }, [slug, kind, name]);
  return people;
}
