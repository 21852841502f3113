import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ModelAnswer } from "#shared/api/model.ts";
import type { Language } from "#shared/lib/label.ts";
import type { Action, FieldRight } from "#shared/metadata/role.ts";
import type { Model, WorkspaceSettings } from "#shared/model/model.ts";
import { compileTold } from "#shared/model/told.ts";
import { nearestLanguage } from "#shared/ui/i18n.ts";
import { get, workspacePath } from "./client.ts";
import { keys } from "./keys.ts";
import { connectLive } from "./live.ts";

export interface WorkspaceContext {
  slug: string;
  name: string;
  /** The current release as this viewer may see it: hidden objects and fields are not in it. */
  model: Model;
  viewer: ModelAnswer["viewer"];
  settings: WorkspaceSettings;
  /** Of the interface; labels and formats follow it. */
  language: Language;
  /** Whether the viewer may do this with any record of the object at all; for one record the server has the last word. */
  can(object: string, action: Action): boolean;
  /** `hidden` also where there is no such field; `read` where the platform alone writes it. */
  fieldRight(object: string, field: string): FieldRight;
}

const Context = createContext<WorkspaceContext | null>(null);

/** The workspace around this component. Throws outside of one. */
export function useWorkspace(): WorkspaceContext {
  const workspace = use(Context);
  if (!workspace) throw new Error("useWorkspace needs a WorkspaceProvider above it");
  return workspace;
}

export interface WorkspaceProviderProps {
  slug: string;
  children: ReactNode;
  /** Shown until the model is there. */
  waiting: ReactNode;
  /** Shown when it can't be had; `retry` asks again. */
  failed: (problem: unknown, retry: () => void) => ReactNode;
}

/** Loads the model, keeps it current (a published release replaces it) and keeps the records on the screen live. */
export function WorkspaceProvider({ slug, children, waiting, failed }: WorkspaceProviderProps) {
  const client = useQueryClient();
  const answer = useQuery({
    queryKey: keys.model(slug),
    queryFn: ({ signal }) => get<ModelAnswer>(workspacePath(slug, "model"), { signal, revalidate: true }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isLoaded = answer.data !== undefined;
  useEffect(() => (isLoaded ? connectLive(client, slug) : undefined), [client, slug, isLoaded]);

  if (answer.data === undefined) return answer.isError ? failed(answer.error, () => void answer.refetch()) : waiting;
  return <ModelProvider slug={slug} answer={answer.data}>{children}</ModelProvider>;
}

/** A workspace made from an answer at hand: what `WorkspaceProvider` uses, and the builder for the preview of a draft, whose model it has. */
export function ModelProvider({ slug, answer, model: given, children }: { slug: string; answer: ModelAnswer; model?: Model; children: ReactNode }) {
  const { i18n } = useTranslation("ui");
  const language = nearestLanguage(i18n.language);
  const model = useMemo(() => given ?? compileTold(answer.documents, { release: answer.release, settings: answer.settings }), [answer, given]);
  const workspace = useMemo(() => describe(slug, answer, model, language), [slug, answer, model, language]);
  return <Context value={workspace}>{children}</Context>;
}

function describe(slug: string, answer: ModelAnswer, model: Model, language: Language): WorkspaceContext {
  const { viewer, settings } = answer;
  return {
    slug,
    name: answer.workspace.name,
    model,
    viewer,
    settings,
    language,
    can: (object, action) => viewer.objects[object]?.actions.includes(action) === true,
    fieldRight(object, name) {
      const field = model.object(object)?.field(name);
      if (!field) return "hidden";
      const narrowed = viewer.objects[object]?.fields[name];
      if (narrowed !== undefined) return narrowed;
      return field.readOnly ? "read" : "write";
    },
  };
}
