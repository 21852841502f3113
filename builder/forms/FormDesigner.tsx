import { useState } from "react";
import { useTranslation } from "react-i18next";
import Monitor from "lucide-react/icons/monitor";
import Smartphone from "lucide-react/icons/smartphone";
import { useFieldPorts } from "#shared/kinds/ports.tsx";
import { labelText } from "#shared/lib/label.ts";
import { Button } from "#shared/ui/Button.tsx";
import { SegmentedControl } from "#shared/ui/SegmentedControl.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { NotFound } from "#runtime/shell/NotFound.tsx";
import { BlockDesigner } from "../canvas/BlockDesigner.tsx";
import { DocumentMenu } from "../canvas/DocumentMenu.tsx";
import { DocumentSettings } from "../canvas/DocumentSettings.tsx";
import { useDraftModel } from "../draft/draft-model.ts";
import { useDocumentEditor } from "../draft/hooks.ts";
import { DraftPreview } from "../draft/preview.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { FormPreview } from "./FormPreview.tsx";

/** The form designer: fields and blocks dragged onto a sheet that looks as the form will; the preview is the runtime itself. */
export function FormDesigner({ name, at }: { name: string; at: string | undefined }) {
  const { t } = useTranslation("designer");
  const { slug } = useWorkspace();
  const { format } = useFieldPorts();
  const { model } = useDraftModel();
  const editor = useDocumentEditor("form", name);
  const [width, setWidth] = useState<"desktop" | "phone">("desktop");
  const [isPreviewing, setPreviewing] = useState(false);
  if (!editor) return <NotFound />;
  const target = editor.document.object ?? model.forms.get(editor.document.extends ?? "")?.object ?? "";
  const object = model.object(target) ?? null;
  const label = labelText(editor.document.label, format.language, name);
  return (
    <BlockDesigner
      designer="forms"
      crumbs={[{ label: labelText(object?.label, format.language, target), href: studioPaths.object(slug, target) }, { label }]}
      editor={editor}
      object={object}
      surface="form"
      at={at}
      isNarrow={width === "phone"}
      title={t("form.new", { object: labelText(object?.label, format.language, target) })}
      settings={<DocumentSettings editor={editor} hint={t("inspector.hint")} />}
      tools={
        <SegmentedControl
          aria-label={t("width.label")}
          value={width}
          onChange={setWidth}
          segments={[{ value: "desktop", label: t("width.desktop"), icon: <Monitor /> }, { value: "phone", label: t("width.phone"), icon: <Smartphone /> }]}
        />
      }
      actions={<><Button aria-pressed={isPreviewing} onClick={() => setPreviewing(!isPreviewing)}>{t(isPreviewing ? "preview.back" : "preview.show")}</Button><DocumentMenu document={editor.document} label={label} readOnly={editor.status === "readonly"} list={studioPaths.forms(slug)} /></>}
      preview={isPreviewing && object ? <DraftPreview><FormPreview key={`${name} ${width}`} object={object} form={editor.document} /></DraftPreview> : undefined}
    />
  );
}
