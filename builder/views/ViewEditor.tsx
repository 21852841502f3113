import { useState } from "react";
import { useTranslation } from "react-i18next";
import { VIEW_KINDS, viewKind } from "#shared/kinds/views.ts";
import type { Setting } from "#shared/kinds/define.ts";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { NotFound } from "#runtime/shell/NotFound.tsx";
import { ListScreen } from "#runtime/view/ListScreen.tsx";
import type { ListSearch } from "#runtime/view/state/list-search.ts";
import { setValue } from "../commands/edits.ts";
import { DocumentMenu } from "../canvas/DocumentMenu.tsx";
import { InspectorHead } from "../inspector/InspectorHead.tsx";
import { together } from "../commands/command.ts";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor } from "../draft/hooks.ts";
import { DraftPreview } from "../draft/preview.tsx";
import { Inspector } from "../inspector/Inspector.tsx";
import { kindIcon } from "../shell/kind-icons.ts";
import { KindIcon } from "../shell/KindIcon.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { StudioFrame } from "../shell/StudioFrame.tsx";
import css from "./views.module.css";

const LABEL: Setting = { name: "label", type: "label", required: true };

/** The view editor: the list as the runtime draws it from the draft, over real records; its settings at the right. */
export function ViewEditor({ name }: { name: string; at: string | undefined }) {
  const { t } = useTranslation(["designer", "kinds"]);
  const { slug } = useWorkspace();
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const editor = useDocumentEditor("view", name);
  const [search, setSearch] = useState<ListSearch>({});
  if (!editor) return <NotFound />;
  const { document } = editor;
  const shown = document.extends ?? name;
  const object = model.object(document.object ?? model.views.get(shown)?.object ?? "") ?? null;
  const kind = viewKind(document.type ?? "");
  const readOnly = editor.status === "readonly";
  const label = labelText(document.label, format.language, name);
  // A board needs what a table has not: it starts with the first field that can be grouped by, and the columns as its card.
  function changeType(type: string): void {
    const first = object?.fields.find((field) => field.groupable && field.options.length > 0) ?? object?.fields.find((field) => field.groupable);
    const more = type === "kanban" ? [setValue(["groupBy"], document.groupBy ?? first?.name), setValue(["card"], document.card ?? (document.columns ?? []).slice(0, 4))] : [setValue(["columns"], document.columns ?? document.card ?? [])];
    editor?.run(together([setValue(["type"], type), ...more]));
  }
  return (
    <StudioFrame
      designer="views"
      crumbs={[{ label: labelText(object?.label, format.language, document.object ?? ""), href: studioPaths.object(slug, object?.name ?? "") }, { label }]}
      editor={editor}
      canvas="paper"
      problems={editor.diagnostics}
      actions={<DocumentMenu document={document} label={label} readOnly={readOnly} list={studioPaths.views(slug)} />}
      inspector={
        <>
          <InspectorHead icon={kindIcon(kind?.icon)} title={label} name={name} code={studioPaths.code(slug, "view", name)} />
          <div className={css.inspector}>
            {document.extends === undefined && (
              <SegmentedControl
                aria-label={t("view.type")}
                wide
                readOnly={readOnly}
                value={document.type ?? ""}
                onChange={changeType}
                segments={VIEW_KINDS.map((one) => ({ value: one.type as string, label: t(`kinds:view.${one.type}`), icon: <KindIcon name={one.icon} /> }))}
              />
            )}
            <Inspector settings={[LABEL, ...(kind?.settings ?? [])]} element={document} object={object} readOnly={readOnly} diagnostics={editor.diagnostics} onChange={(setting, value) => void editor.run(setValue([setting], value))} />
          </div>
        </>
      }
    >
      {object && model.views.has(shown) ? (
        <DraftPreview>
          <div className={css.preview}><ListScreen key={shown} object={object} search={{ ...search, view: shown }} onSearch={setSearch} /></div>
        </DraftPreview>
      ) : null}
    </StudioFrame>
  );
}
