import { useMemo, type ReactNode } from "react";
import type { ModelAnswer } from "#shared/api/model.ts";
import { ACTIONS } from "#shared/metadata/role.ts";
import type { Model } from "#shared/model/model.ts";
import { FieldPortsProvider } from "#runtime/data/field-ports.tsx";
import { ModelProvider, useWorkspace, type WorkspaceContext } from "#runtime/data/workspace.tsx";
import { useDraftModel } from "./draft-model.ts";

/** Around a preview: the runtime's components inside see the draft as if it were published, to someone who may do everything. */
export function DraftPreview({ children }: { children: ReactNode }) {
  const workspace = useWorkspace();
  const { model } = useDraftModel();
  const answer = useMemo(() => answerOf(model, workspace), [model, workspace]);
  return (
    <ModelProvider slug={workspace.slug} answer={answer} model={model}>
      <FieldPortsProvider>{children}</FieldPortsProvider>
    </ModelProvider>
  );
}

function answerOf(model: Model, { slug, name, settings, viewer }: WorkspaceContext): ModelAnswer {
  return {
    release: model.release,
    workspace: { id: slug, slug, name },
    settings,
    viewer: { ...viewer, objects: Object.fromEntries([...model.objects.keys()].map((object) => [object, { actions: ACTIONS, fields: {} }])) },
    documents: [...model.documents.values()],
  };
}
