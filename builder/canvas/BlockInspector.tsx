import { useState } from "react";
import { useTranslation } from "react-i18next";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Trash2 from "lucide-react/icons/trash-2";
import { blockKind } from "#shared/kinds/blocks.ts";
import { fieldKind, fieldSettings } from "#shared/kinds/fields.ts";
import type { Setting } from "#shared/kinds/define.ts";
import type { BlockDoc } from "#shared/metadata/block.ts";
import { IconButton } from "#shared/ui/IconButton.tsx";
import { Tabs } from "#shared/ui/Tabs.tsx";
import { useWorkspace } from "#runtime/data/workspace.tsx";
import { wordSetting } from "#runtime/form/blocks.ts";
import { setValue } from "../commands/edits.ts";
import { pointerOf } from "../commands/element-path.ts";
import type { DocumentEditor } from "../draft/hooks.ts";
import { useDocumentEditor } from "../draft/hooks.ts";
import { Inspector } from "../inspector/Inspector.tsx";
import { KindIcon } from "../shell/KindIcon.tsx";
import { studioPaths } from "../shell/hrefs.ts";
import { blockPath } from "./block-tree.ts";
import css from "./palette.module.css";
import { useDesigner } from "./designer-context.ts";

/** A field's label stands first in the inspector of its block. */
const LABEL: Setting = { name: "label", type: "label", required: true };

/** Settings of the chosen block; of a field block also those of the field itself, which is everywhere the same. */
export function BlockInspector({ block, editor }: { block: BlockDoc; editor: DocumentEditor<"form"> | DocumentEditor<"page"> }) {
  const { t } = useTranslation("designer");
  const { nameOf, move, remove, readOnly, object } = useDesigner();
  const [tab, setTab] = useState<"field" | "block">("field");
  const kind = blockKind(block.block ?? "");
  const field = block.block === "field" || block.block === "lines" ? wordSetting(block, "field") : undefined;
  const isField = field !== undefined && object?.field(field)?.system === false;
  return (
    <div className={css.inspector}>
      <header className={css.head}>
        <KindIcon name={field === undefined ? kind?.icon : object?.field(field)?.kind.icon} />
        <h2>{nameOf(block)}</h2>
        {field !== undefined && <code>{field}</code>}
        <IconButton label={t("inspector.up")} keys="alt+ArrowUp" icon={<ArrowUp />} size="xs" disabled={readOnly} onClick={() => move(block.id, false)} />
        <IconButton label={t("inspector.down")} keys="alt+ArrowDown" icon={<ArrowDown />} size="xs" disabled={readOnly} onClick={() => move(block.id, true)} />
        <IconButton label={t("inspector.remove")} keys="Delete" icon={<Trash2 />} size="xs" disabled={readOnly} onClick={() => remove(block.id)} />
      </header>
      {isField ? (
        <Tabs label={t("inspector.tabs")} value={tab} onChange={setTab} tabs={[{ value: "field", label: t("inspector.field") }, { value: "block", label: t("inspector.block") }]}>
          <div className={css.panel}>{tab === "field" ? <FieldSettings name={field} /> : <BlockSettings block={block} editor={editor} />}</div>
        </Tabs>
      ) : (
        <div className={css.panel}><BlockSettings block={block} editor={editor} /></div>
      )}
    </div>
  );
}

function BlockSettings({ block, editor }: { block: BlockDoc; editor: DocumentEditor<"form"> | DocumentEditor<"page"> }) {
  const { object, readOnly, body } = useDesigner();
  const settings = (blockKind(block.block ?? "")?.settings ?? []).filter((setting) => !((block.block === "field" || block.block === "lines") && setting.name === "field"));
  const path = blockPath(body, block.id);
  return <Inspector settings={settings} element={block} object={object} readOnly={readOnly} diagnostics={editor.diagnostics} pointer={pointerOf(editor.document, path)} onChange={(setting, value) => void editor.run(setValue([...path, setting], value))} />;
}

/** The field in its object's document: what is changed here holds wherever the field is shown. */
function FieldSettings({ name }: { name: string }) {
  const { t } = useTranslation("designer");
  const { object } = useDesigner();
  const { slug } = useWorkspace();
  const editor = useDocumentEditor("object", object?.name ?? "");
  const field = editor?.document.fields?.find((one) => one.name === name);
  if (!editor || !field) return <p className={css.none}>{t("inspector.elsewhere")} <a href={studioPaths.object(slug, object?.name ?? "", name)}>{t("inspector.openObject")}</a></p>;
  const kind = fieldKind(field.type ?? "");
  return (
    <>
      <p className={css.none}>{t("inspector.everywhere")}</p>
      <Inspector
        settings={[LABEL, ...(kind ? fieldSettings(kind) : [])]}
        element={field}
        object={object}
        field={object?.field(name)}
        readOnly={editor.status === "readonly"}
        diagnostics={editor.diagnostics}
        pointer={pointerOf(editor.document, ["fields", name])}
        onChange={(setting, value) => void editor.run(setValue(["fields", name, setting], value))}
      />
    </>
  );
}
