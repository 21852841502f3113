import { useTranslation } from "react-i18next";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { NotFound } from "#runtime/shell/NotFound.tsx";
import { BlockDesigner } from "../canvas/BlockDesigner.tsx";
import { DocumentMenu } from "../canvas/DocumentMenu.tsx";
import { DocumentSettings } from "../canvas/DocumentSettings.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor } from "../draft/hooks.ts";
import { studioPaths } from "../shell/hrefs.ts";

/** The designer of record pages: highlights, tabs, related lists, timeline. */
export function PageDesigner({ name, at }: { name: string; at: string | undefined }) {
  const { t } = useTranslation("designer");
  const { slug } = useWorkspace();
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const editor = useDocumentEditor("page", name);
  if (!editor) return <NotFound />;
  const shown = editor.document.extends === undefined ? editor.document : model.pages.get(editor.document.extends);
  const object = model.object(shown?.object ?? "") ?? null;
  return (
    <BlockDesigner
      designer="pages"
      crumbs={[...(object ? [{ label: labelText(object.label, format.language, object.name), href: studioPaths.object(slug, object.name) }] : []), { label: labelText(editor.document.label, format.language, name) }]}
      editor={editor}
      object={object}
      surface={shown?.type ?? "home"}
      at={at}
      title={object ? labelText(object.label, format.language, object.name) : labelText(editor.document.label, format.language, name)}
      actions={<DocumentMenu document={editor.document} label={labelText(editor.document.label, format.language, name)} readOnly={editor.status === "readonly"} list={studioPaths.pages(slug)} />}
      settings={<DocumentSettings editor={editor} hint={t("inspector.hint")} />}
    />
  );
}
